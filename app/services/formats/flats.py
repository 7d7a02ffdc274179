"""Which flat shows a garment, and where on it a measure is drawn; `flats.typ` holds the drawings."""

import re

from app.services.formats.sheet import SheetLine, SheetMeasure
from nlp.taxonomy import GarmentKind

_DRAWN = {
    GarmentKind.SHIRT: "shirt",
    GarmentKind.BLOUSE: "shirt",
    GarmentKind.KNIT: "knit",
    GarmentKind.DRESS: "dress",
    GarmentKind.SKIRT: "skirt",
    GarmentKind.TROUSERS: "trousers",
    GarmentKind.JEANS: "trousers",
    GarmentKind.SHORTS: "shorts",
}

_PLACES: tuple[tuple[str, str], ...] = (
    (r"sleeve length", "sleeve-length"),
    (r"sleeve opening|cuff", "sleeve-opening"),
    (r"bicep|upper arm", "bicep"),
    (r"elbow", "elbow"),
    (r"cap height|sleeve cap", "cap"),
    (r"armhole|armscye", "armhole"),
    (r"neck width|neck opening", "neck-width"),
    (r"neck drop", "neck-drop"),
    (r"collar", "collar"),
    (r"across", "across"),
    (r"shoulder width", "shoulder"),
    (r"chest|bust", "bust"),
    (r"skirt length", "skirt-length"),
    (r"side length", "side"),
    (r"leg opening", "leg-opening"),
    (r"inseam", "inseam"),
    (r"outseam", "outseam"),
    (r"rise", "rise"),
    (r"thigh", "thigh"),
    (r"knee", "knee"),
    (r"waist length", "length"),
    (r"waist", "waist"),
    (r"hip", "hip"),
    (r"sweep|hem", "sweep"),
    (r"length", "length"),
)
"""Words in the name of a measure, whatever the house's code for it, and its place; the first that fits counts."""


def choose_flat(kind: GarmentKind | None) -> str | None:
    """Return the name of the flat that looks like a kind of garment, or None where none does."""
    return _DRAWN.get(kind) if kind else None


def list_marks(lines: tuple[SheetLine, ...]) -> list[dict[str, object]]:
    """Return the places that lines change, each with the numbers of its lines."""
    numbers: dict[str, list[int]] = {}
    for line in lines:
        if line.measure and (place := _find_place(line.measure)):
            numbers.setdefault(place, []).append(line.number)
    return [{"place": place, "numbers": each} for place, each in numbers.items()]


def _find_place(measure: SheetMeasure) -> str | None:
    name = measure.name.lower().partition(" from ")[0]
    return next((place for words, place in _PLACES if re.search(rf"\b(?:{words})", name)), None)
