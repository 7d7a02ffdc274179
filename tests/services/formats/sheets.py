"""A correction sheet made by hand: a sleeve graded anew, a wider bicep, a skirt of unknown length, an instruction."""

import dataclasses
from datetime import UTC, date, datetime
from decimal import Decimal

from app.models import AppliesTo, Direction, LengthUnit, MeasureKind, Paper
from app.services.formats.sheet import Sheet, SheetLine, SheetMeasure, SheetMove, SheetSize
from nlp.taxonomy import GarmentKind

SIZES = ("XS", "S", "M", "L", "XL")

HOSTILE = '=1+1 #eval("1") $x$ *b* _i_ \\ [x] <a> @a "]\u202e\x07\t袖子 😀 \u0301'


def make_sheet(*lines: SheetLine, **changes: object) -> Sheet:
    """Return a sheet of the linen shirt in cm, two measures and an instruction unless other lines are given."""
    sheet = Sheet(
        label="Atelier", contact="Ana", garment="Linen shirt", kind=GarmentKind.SHIRT, style_number="LS-01", block=None,
        fabric="Linen", shrinkage=None, cut_for=None, season="Spring 2027",
        seam_allowance_included=True, seam_allowance=Decimal(1), sizes=SIZES, base_size="M", unit=LengthUnit.CM,
        grid="0.25", paper=Paper.A4, old_revision=3, new_revision=4, status="sent", author="Mia", approver=None,
        run="run 4", cut_on=date(2026, 5, 25), due_on=None, sent_at=datetime(2026, 4, 23, 9, tzinfo=UTC),
        check_code="K7F-4Q2", check_address="https://example.com/check", summary="Two measures, one instruction.",
        replaces=None, samples=None,
        lines=lines or (make_sleeve(), make_bicep(), make_instruction()),
        keep=("Neck opening right: 14 people say so.",),
        left_out=("Bust too tight: watched, 4 of the 40 who answered.",),
    )  # fmt: skip
    return dataclasses.replace(sheet, **changes)  # type: ignore[arg-type]


def make_line(measure: SheetMeasure | None = None, **changes: object) -> SheetLine:
    """Return a line with the evidence behind it."""
    line = SheetLine(
        number=1, measure=measure, instruction=None, piece=None, priority=None,
        also_check=("armhole",), check_on_sample=None, reason=None,
        evidence=("Sleeve too long: 12 of the 40 who answered, mostly L and XL.",),
        quotes=("The sleeves come down over my knuckles.",),
    )  # fmt: skip
    return dataclasses.replace(line, **changes)  # type: ignore[arg-type]


def make_sleeve() -> SheetLine:
    """Return the sleeve length with smaller steps from M on."""
    old = ("58", "59.5", "61", "62.5", "64")
    change = ("0", "0", "-0.5", "-1.5", "-2.5")
    return make_line(make_measure("D1", "Sleeve length", MeasureKind.STRAIGHT, old, change))


def make_bicep() -> SheetLine:
    """Return the bicep, half a centimetre wider on the half in every size."""
    old = ("16.5", "17.25", "18", "18.75", "19.5")
    return make_line(make_measure("D3", "Bicep", MeasureKind.HALF, old, ("0.5",) * 5), number=2)


def make_skirt() -> SheetLine:
    """Return the skirt length, whose old value nobody knows."""
    return make_line(make_measure("C6", "Skirt length", MeasureKind.STRAIGHT, (None,) * 5, ("1",) * 5))


def make_instruction(text: str = "Run to nothing at the elbow notch.") -> SheetLine:
    """Return an instruction for the sleeve, whose notch moves by half a centimetre."""
    move = SheetMove("elbow notch", Direction.UP, Decimal("0.5"), Decimal(5))
    return make_line(number=3, instruction=text, piece="sleeve", move=move)


def make_measure(
    code: str, name: str, kind: MeasureKind, olds: tuple[str | None, ...], changes: tuple[str, ...]
) -> SheetMeasure:
    """Return a measure in XS to XL from old values and changes in cm."""
    old = [None if each is None else Decimal(each) for each in olds]
    change = [Decimal(each) for each in changes]
    new = [None if before is None else before + delta for before, delta in zip(old, change, strict=True)]
    sizes = tuple(
        SheetSize(
            name=size, is_base=size == "M", old=old[place], new=new[place], change=change[place],
            own_change_mm=change[place] * 10, step_old=_step(old, place), step_new=_step(new, place),
        )
        for place, size in enumerate(SIZES)
    )  # fmt: skip
    return SheetMeasure(
        code=code, name=name, kind=kind, how_to_measure="along the seam", tolerance_plus=Decimal("0.6"),
        tolerance_minus=Decimal("0.6"), critical=True, applies_to=AppliesTo.GRADE_RULE, sizes=sizes,
    )  # fmt: skip


def _step(values: list[Decimal | None], place: int) -> Decimal | None:
    value, before = values[place], values[place - 1] if place else None
    return None if value is None or before is None else value - before
