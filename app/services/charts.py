"""The whole chart of a revision, two side by side, changes for drawing programs: put on the grid, written as files."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import GarmentSize, LengthUnit, Paper, PatternRevision, PointOfMeasure
from app.services.comparing import Instructed, compare, list_instructions
from app.services.formats import chart_pdf, chart_xlsx, comparison_pdf, seamly
from app.services.formats.chart import Chart, ChartRow
from app.services.formats.comparison import ComparedInstruction, ComparedMeasure, ComparedSize, Comparison
from app.services.formats.seamly import CustomMeasure, Program
from app.services.formats.sheet import say_seam_allowance
from app.services.label import choose_grid, get_label
from app.services.lengths import change_on_grid, on_grid
from app.services.moves import put_move, say_move
from app.services.papers import find_paper, usual_paper
from app.services.sheets import graded_from, put_tolerance
from app.services.sizes_and_colours import get_size

FORMATS: dict[str, Callable[[Chart], bytes]] = {"pdf": chart_pdf.write, "xlsx": chart_xlsx.write}


def export_chart(
    session: Session,
    revision: PatternRevision,
    *,
    format: str,  # noqa: A002 the caller's word for it
    unit: LengthUnit | None = None,
    grid: str | None = None,
    paper: Paper | None = None,
) -> bytes:
    """Return the chart of a revision as a file, pdf or xlsx, by default on the paper of whoever gets its sheet."""
    if format not in FORMATS:
        raise RuleError(f"A chart is written as {' or '.join(FORMATS)}, not as {format}.", field="format")
    chart = build_chart(session, revision, unit=unit, grid=grid)
    return FORMATS[format](replace(chart, paper=paper or find_paper(session, revision, chart.unit)))


def build_chart(
    session: Session, revision: PatternRevision, *, unit: LengthUnit | None = None, grid: str | None = None
) -> Chart:
    """Return all points of measure of a revision that are in use, or that it has values of."""
    session.flush()
    unit, grid = choose_grid(session, unit, grid, garment=revision.garment)
    garment = revision.garment
    measured = {measure.pom_id for measure in revision.measures}
    return Chart(
        label=get_label(session).name,
        garment=garment.name,
        style_number=garment.style_number,
        block=garment.block,
        fabric=garment.fabric,
        cut_for=garment.cut_for,
        season=garment.season,
        seam_allowance=say_seam_allowance(
            garment.seam_allowance_included, put_tolerance(garment.seam_allowance_mm, unit), unit
        ),
        sizes=tuple(size.name for size in garment.sizes),
        base_size=garment.base_size.name if garment.base_size else None,
        revision=revision.number,
        status=revision.status.value,
        unit=unit,
        grid=grid,
        paper=usual_paper(unit),
        as_of=came_to_be(revision),
        rows=tuple(
            _build_row(revision, pom, unit, grid)
            for pom in garment.points_of_measure
            if pom.retired_at is None or pom.id in measured
        ),
    )


def export_comparison(
    session: Session, old: PatternRevision, new: PatternRevision, *, paper: Paper | None = None
) -> bytes:
    """Return any two revisions of a garment side by side, as PDF."""
    comparison = build_comparison(session, old, new)
    return comparison_pdf.write(replace(comparison, paper=paper) if paper else comparison)


def build_comparison(session: Session, old: PatternRevision, new: PatternRevision) -> Comparison:
    """Return what differs between two revisions, in the garment's unit and grid; printed changes add up."""
    differences = compare(session, old, new)
    garment = new.garment
    unit, grid = choose_grid(session, None, None, garment=garment)
    return Comparison(
        label=get_label(session).name,
        garment=garment.name,
        style_number=garment.style_number,
        old_revision=old.number,
        new_revision=new.number,
        unit=unit,
        grid=grid,
        paper=find_paper(session, new, unit),
        as_of=max(came_to_be(old), came_to_be(new)),
        measures=tuple(
            ComparedMeasure(
                each.pom.code, each.pom.name, each.pom.kind,
                tuple(_compare_size(size.size, size.old_mm, size.new_mm, size.delta_mm, unit, grid)
                      for size in each.sizes),
            )
            for each in differences
        ),
        instructions=tuple(_instruct(each, unit, grid) for each in list_instructions(old, new)),
    )  # fmt: skip


def export_custom_measures(
    session: Session, revision: PatternRevision, *, program: Program, size: str | None = None
) -> bytes:
    """Return the measured changes of a revision in one size, by default the base size, for Seamly2D or Valentina."""
    session.flush()
    garment = revision.garment
    chosen = get_size(garment, size) if size else garment.base_size
    unit, grid = choose_grid(session, None, None, garment=garment)
    measures = [
        CustomMeasure(line.pom.name, f"{line.pom.code}, {line.pom.kind}, change in {change.size.name}", printed)
        for line in revision.lines
        for change in line.changes
        if line.pom and change.size is chosen
        and (printed := _compare_size(change.size, change.old_mm, change.new_mm, change.delta_mm, unit, grid).change)
    ]  # fmt: skip
    if chosen is None or not measures:
        where = f" in {chosen.name}" if chosen else ""
        raise RuleError(f"Revision {revision.number} changes no measure{where}: there is nothing to write.")
    notes = f"{garment.name}, revision {revision.number}, size {chosen.name}: changes of the garment, new − old"
    return seamly.write(measures, unit=unit, notes=notes, program=program)


def _build_row(revision: PatternRevision, pom: PointOfMeasure, unit: LengthUnit, grid: str) -> ChartRow:
    garment = revision.garment
    values = {
        measure.size_id: on_grid(measure.value_mm, unit, grid)
        for measure in revision.measures
        if measure.pom_id == pom.id
    }
    steps: list[Decimal | None] = []
    for size in garment.sizes:
        before = graded_from(pom.grade_from, garment, size)
        known = before is not None and size.id in values and before.id in values
        steps.append(values[size.id] - values[before.id] if known and before else None)
    return ChartRow(
        code=pom.code,
        name=pom.name,
        kind=pom.kind,
        how_to_measure=pom.how_to_measure,
        tolerance_plus=put_tolerance(pom.tolerance_plus_mm, unit),
        tolerance_minus=put_tolerance(pom.tolerance_minus_mm, unit),
        critical=pom.critical,
        graded=pom.grade_from,
        values=tuple(values.get(size.id) for size in garment.sizes),
        steps=tuple(steps),
    )


def _instruct(instructed: Instructed, unit: LengthUnit, grid: str) -> ComparedInstruction:
    line, move = instructed.line, put_move(instructed.line, unit, grid)
    return ComparedInstruction(
        revision=line.revision.number, is_new=instructed.is_new, piece=line.piece,
        moves=say_move(move, unit, grid) if move else "", words=line.instruction or "",
    )  # fmt: skip


def _compare_size(
    size: GarmentSize, old: Decimal | None, new: Decimal | None, delta: Decimal | None, unit: LengthUnit, grid: str
) -> ComparedSize:
    if old is not None and new is not None:
        change: Decimal | None = change_on_grid(old, new, unit, grid)
    else:
        change = None if delta is None else on_grid(delta, unit, grid)
    return ComparedSize(
        name=size.name, is_base=size is size.garment.base_size, old=None if old is None else on_grid(old, unit, grid),
        new=None if new is None else on_grid(new, unit, grid), change=change,
    )  # fmt: skip


def came_to_be(revision: PatternRevision) -> datetime:
    """Return when a revision came to its present state."""
    return revision.released_at or revision.approved_at or revision.sent_at or revision.drafted_at
