"""What is usual: the largest change of a revision without a sample, the tolerance (field.md), how long a measure is."""

import re
from decimal import Decimal

from app.models import MeasureKind, PointOfMeasure
from app.services.point_library import STARTER_LIBRARY
from app.services.point_names import find_code, name_in_english

LARGEST_MM = {"girth": Decimal(20), "delicate": Decimal(10), "length": Decimal(25)}
"""Girths all round."""

TOLERANCE_MM = Decimal("6.35")
"""The usual tolerance of a measure that names none, all round for girths (field.md)."""

MOST_CM = {MeasureKind.HALF: 400.0, MeasureKind.FULL: 800.0, MeasureKind.STRAIGHT: 400.0}
"""What a measure can be that the library does not know: a circle skirt’s sweep is the widest, a train the longest."""

_AROUND = {MeasureKind.HALF: 1, MeasureKind.FULL: 2}
"""How often a girth that is taken so goes from side to side."""

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


def find_reach_mm(name: str, kind: MeasureKind) -> tuple[Decimal, Decimal]:
    """Return the least and the most that a measure of this name is on any garment: the library's, else its kind's."""
    code = find_code(name)
    point = STARTER_LIBRARY[code] if code else None
    if point is None or (kind in _AROUND) != (point.kind in _AROUND):
        return _to_mm((0, MOST_CM[kind]))
    return _to_mm((point.least_cm, point.most_cm), times=_AROUND.get(kind, 1) / _AROUND.get(point.kind, 1))


def _to_mm(reach_cm: tuple[float, float], *, times: float = 1) -> tuple[Decimal, Decimal]:
    least, most = (Decimal(str(each * times * 10)) for each in reach_cm)
    return least, most
