"""A measurement chart made by hand: two points of measure of a shirt, one value of which nobody knows."""

import dataclasses
from datetime import UTC, datetime
from decimal import Decimal

from app.models import GradeFrom, LengthUnit, MeasureKind, Paper
from app.services.formats.chart import Chart, ChartRow
from app.services.formats.comparison import ComparedInstruction, ComparedMeasure, ComparedSize, Comparison


def make_chart(*rows: ChartRow, **changes: object) -> Chart:
    """Return the chart of the linen shirt in S to L, of these rows or of the sleeve."""
    chart = Chart(
        label="Atelier", garment="Linen shirt", style_number="LS-01", block=None, fabric="Linen", cut_for=None,
        season="Spring 2027", seam_allowance="pattern drawn with 1 cm seam allowance",
        sizes=("S", "M", "L"), base_size="M", revision=3, status="released", unit=LengthUnit.CM, grid="0.25",
        paper=Paper.A4, as_of=datetime(2026, 4, 23, 9, tzinfo=UTC), rows=rows or (make_row(),),
    )  # fmt: skip
    return dataclasses.replace(chart, **changes)  # type: ignore[arg-type]


def make_comparison(words: str) -> Comparison:
    """Return revisions 2 and 3, which differ in one measure and in an instruction."""
    sizes = (
        ComparedSize("S", is_base=False, old=None, new=None, change=Decimal(-2)),
        ComparedSize("M", is_base=True, old=Decimal(60), new=Decimal(58), change=Decimal(-2)),
    )
    return Comparison(
        label="Atelier", garment=f"x{words}", style_number=None, old_revision=2, new_revision=3, unit=LengthUnit.CM,
        grid="0.25", paper=Paper.A4, as_of=make_chart().as_of,
        instructions=(ComparedInstruction(3, is_new=True, piece=words, moves=words, words=words),),
        measures=(ComparedMeasure("D1", words, MeasureKind.STRAIGHT, sizes),),
    )  # fmt: skip


def make_row(**changes: object) -> ChartRow:
    """Return the sleeve, graded by 1.5 cm, unknown in L."""
    row = ChartRow(
        code="D1", name="Sleeve length", kind=MeasureKind.STRAIGHT, how_to_measure="along the seam",
        tolerance_plus=Decimal("0.6"), tolerance_minus=Decimal("0.3"), critical=True, graded=GradeFrom.INCREMENTAL,
        values=(Decimal("58.5"), Decimal(60), None), steps=(None, Decimal("1.5"), None),
    )  # fmt: skip
    return dataclasses.replace(row, **changes)  # type: ignore[arg-type]
