"""Lengths that look like a slip: what no garment measures, what is far from what is asked for, and what it may be."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from fractions import Fraction

from app.errors import Doubtful
from app.models import GarmentSize, LengthUnit, PointOfMeasure
from app.services.label import GRIDS, UNIT_NAMES
from app.services.lengths import MM_PER_UNIT, write_measured
from app.services.limits import find_reach_mm
from app.services.point_names import name_in_english

FAR_MM, FAR_SHARE = Decimal(30), Decimal("0.2")
"""By seams, shrinkage and turn of cloth a measure differs from what is asked for, yet not by both of these."""

SLIP = 5
"""So many times too much or too little is a slip however small the measure: of the point, or of the unit."""

_SHIFTS = (Fraction(1, 100), Fraction(1, 10), Fraction(10), Fraction(100))


def is_far(value_mm: Decimal, asked_mm: Decimal) -> bool:
    """Return whether a length is so far from what is asked for that it is asked about."""
    off = abs(value_mm - asked_mm)
    return (off > FAR_MM and off > FAR_SHARE * asked_mm) or value_mm >= SLIP * asked_mm or asked_mm >= SLIP * value_mm


def guess(value_mm: Decimal, asked_mm: Decimal, unit: LengthUnit) -> str:
    """Return what may have happened to a length that is far from what is asked for: another unit, or a lost point."""

    def is_near(length: Fraction) -> bool:
        return abs(length - Fraction(asked_mm)) <= Fraction(FAR_SHARE) * Fraction(asked_mm)

    return _guess_by(value_mm, unit, is_near)


def find_unlikely(pom: PointOfMeasure, value_mm: Decimal, unit: LengthUnit) -> str | None:
    """Return "no garment measures as much there. Millimetres?" of a value that is so, None of any other."""
    least, most = find_reach_mm(name_in_english(pom), pom.kind)
    if least <= value_mm <= most:
        return None
    guess = _guess_by(value_mm, unit, lambda length: least <= length <= most)
    return f"no garment measures as {'much' if value_mm > most else 'little'} there. {guess}"


def ensure_likely(pom: PointOfMeasure, values_mm: Mapping[GarmentSize, Decimal], unit: LengthUnit) -> None:
    """Ask about values of a measure that no garment has, size by size."""
    doubts = {size.name: find_doubt(pom, value, None, unit) for size, value in values_mm.items()}
    if questions := {size: f"{size}: {doubt}" for size, doubt in doubts.items() if doubt}:
        raise Doubtful(questions)


def find_doubt(pom: PointOfMeasure, value_mm: Decimal, asked_mm: Decimal | None, unit: LengthUnit) -> str | None:
    """Return what is asked about a length, beside what is asked for where that is known; mostly nothing."""
    if asked_mm is None:
        doubt = find_unlikely(pom, value_mm, unit)
        return f"{write(value_mm, unit)}, and {doubt}" if doubt else None
    if not is_far(value_mm, asked_mm):
        return None
    return f"{write(value_mm, unit)}, where {write(asked_mm, unit)} is asked for. {guess(value_mm, asked_mm, unit)}"


def write(length_mm: Decimal, unit: LengthUnit) -> str:
    """Return a length as it was typed or measured, with its unit."""
    return f"{write_measured(length_mm, unit, GRIDS[unit][0])} {unit.value}"


def _guess_by(value_mm: Decimal, unit: LengthUnit, is_likely: Callable[[Fraction], bool]) -> str:
    typed = Fraction(value_mm) / MM_PER_UNIT[unit]
    for other in LengthUnit:
        if other is not unit and is_likely(typed * MM_PER_UNIT[other]):
            return f"{UNIT_NAMES[other].capitalize()}?"
    is_shifted = any(is_likely(Fraction(value_mm) * shift) for shift in _SHIFTS)
    return "Is the point in its place?" if is_shifted else "Is it so?"
