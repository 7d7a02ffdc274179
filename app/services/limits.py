"""What is usual where nobody says it: the largest change of one revision without a sample, the tolerance (field.md)."""

import re
from decimal import Decimal

from app.models import MeasureKind, PointOfMeasure
from app.services.point_names import name_in_english

LARGEST_MM = {"girth": Decimal(20), "delicate": Decimal(10), "length": Decimal(25)}
"""Girths all round."""

TOLERANCE_MM = Decimal("6.35")
"""The usual tolerance of a measure that names none, all round for girths (field.md)."""

_DELICATE = re.compile(r"\b(armhole|armscye|rise|neck|neckline)\b", re.IGNORECASE)
"""English names of straight measures where little is much, whatever a house calls them."""


def largest_change_mm(pom: PointOfMeasure) -> Decimal:
    """Return the largest change of a point of measure in one revision, on the measure as it is taken."""
    match pom.kind:
        case MeasureKind.HALF:
            return LARGEST_MM["girth"] / 2
        case MeasureKind.FULL:
            return LARGEST_MM["girth"]
        case _:
            said = name_in_english(pom).partition(" from ")[0]
            return LARGEST_MM["delicate" if _DELICATE.search(said) else "length"]


def tolerance_mm(pom: PointOfMeasure, own_mm: Decimal | None) -> Decimal:
    """Return a tolerance of a point of measure as it is taken: its own, or the usual one where it names none."""
    if own_mm is not None:
        return abs(own_mm)
    return TOLERANCE_MM / 2 if pom.kind is MeasureKind.HALF else TOLERANCE_MM
