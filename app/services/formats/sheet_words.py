"""The sentences of a correction sheet that its page, its PDF and its tables have in common."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from app.models import LengthUnit, MeasureKind
from app.services.formats.paper import UNITS
from app.services.formats.sheet import VALUES, Sheet, SheetLine, SheetMeasure, say_seam_allowance
from app.services.lengths import MM_PER_UNIT, write_value
from app.services.moves import write_amounts
from app.services.wording import list_words


def list_details(sheet: Sheet) -> list[str]:
    """Return what stands under the title: of which garment, cut from what and for whom, and how it is measured."""
    cut = f"cut {say_day(sheet.cut_on)}" if sheet.cut_on else None
    span = f"{sheet.sizes[0]} to {sheet.sizes[-1]}" if len(sheet.sizes) > 1 else None
    base = f"base {sheet.base_size}" if sheet.base_size else None
    seams = say_seam_allowance(sheet.seam_allowance_included, sheet.seam_allowance, sheet.unit)
    lines = (
        _join(sheet.style_number, sheet.season, f"for {sheet.run}" if sheet.run else None, cut),
        _join(span, base, sheet.block, seams),
        _join(say_fabric(sheet), sheet.cut_for),
        f"All measures in {UNITS[sheet.unit]}, on a grid of {sheet.grid} · {VALUES}",
    )
    return [line for line in lines if line]


def say_fabric(sheet: Sheet) -> str | None:
    """Return "Linen, shrinkage 3 % in length", or as much of it as is known."""
    return ", ".join(filter(None, (sheet.fabric, sheet.shrinkage))) or None


def say_asked(sheet: Sheet) -> str:
    """Return what the sheet wants beside its lines: which samples, and by when."""
    due = f"Needed by {say_day(sheet.due_on)}." if sheet.due_on else None
    return " ".join(filter(None, (sheet.samples, due)))


def list_notes(line: SheetLine, unit: LengthUnit, grid: str) -> list[str]:
    """Return what has to be said beside the numbers of a line, where they alone would mislead; empty for others."""
    if line.measure is None:
        return []
    said = (
        _say_unknown(line.measure, unit, grid),
        _say_bent(line.measure, unit, grid),
        _say_all_round(line.measure, unit, grid),
    )
    return [each for each in said if each]


def say_day(day: date) -> str:
    """Return "23 April 2026"."""
    return f"{day.day} {day:%B %Y}"


def _say_unknown(measure: SheetMeasure, unit: LengthUnit, grid: str) -> str | None:
    if measure.old_is_known:
        return None
    changes = {write_value(size.change, unit, grid, signed=True) for size in measure.sizes if size.own_change_mm}
    amount = f": {changes.pop()} {UNITS[unit]}" if len(changes) == 1 else ""
    return f"Old value not known{amount}."


def _say_bent(measure: SheetMeasure, unit: LengthUnit, grid: str) -> str | None:
    """What the label wrote, where the grid has made something else of it."""
    bent: dict[Decimal, list[str]] = {}
    for size in measure.sizes:
        if Fraction(size.change) * MM_PER_UNIT[unit] != Fraction(size.own_change_mm):
            bent.setdefault(size.own_change_mm, []).append(size.name)
    told = list(_name_sizes(bent, len(measure.sizes), unit, grid))
    return f"Before the grid: {', '.join(told)}." if told else None


def _name_sizes(bent: dict[Decimal, list[str]], all_sizes: int, unit: LengthUnit, grid: str) -> Iterator[str]:
    for amount, names in zip(write_amounts(list(bent), unit, grid), bent.values(), strict=True):
        sizes = "every size" if len(names) == all_sizes else list_words(names)
        yield f"{sizes} {amount}"


def _say_all_round(measure: SheetMeasure, unit: LengthUnit, grid: str) -> str | None:
    """What a half measure's change is all round, so that nobody doubles it twice."""
    changes = {size.change for size in measure.sizes if size.change}
    if measure.kind is not MeasureKind.HALF or not changes:
        return None
    if len(changes) > 1:
        return "Changes are of the half; all round they are twice that."
    change = changes.pop()
    half, whole = (write_value(each, unit, grid, signed=True) for each in (change, 2 * change))
    return f"{half} half is {whole} all round."


def _join(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))
