"""The largest change of one revision that goes without a sample: above it, sample first (field.md)."""

import re
from decimal import Decimal

from app.models import MeasureKind, PointOfMeasure

LARGEST_MM = {"girth": Decimal(20), "delicate": Decimal(10), "length": Decimal(25)}
"""Girths all round."""

_DELICATE = re.compile(r"\b(armhole|armscye|rise|neck|neckline)\b", re.IGNORECASE)
"""Names of straight measures where little is much, whatever a house's code for them."""


def largest_change_mm(pom: PointOfMeasure) -> Decimal:
    """Return the largest change of a point of measure in one revision, on the measure as it is taken."""
    match pom.kind:
        case MeasureKind.HALF:
            return LARGEST_MM["girth"] / 2
        case MeasureKind.FULL:
            return LARGEST_MM["girth"]
        case _:
            return LARGEST_MM["delicate" if _DELICATE.search(pom.name.partition(" from ")[0]) else "length"]
