"""Where on a flat a measure is taken, told by its name in English."""

import re
from typing import NamedTuple

from app.models import FlatSide

Ends = tuple[tuple[float, float], tuple[float, float]]


class Place(NamedTuple):
    """A measure on one side of a flat, from one end to the other."""

    side: FlatSide
    start: tuple[float, float]
    end: tuple[float, float]


_WORDS: tuple[tuple[str, str], ...] = (
    (r"sleeve length", "sleeve-length"),
    (r"sleeve opening|cuff", "sleeve-opening"),
    (r"bicep|upper arm", "bicep"),
    (r"elbow", "elbow"),
    (r"cap height|sleeve cap", "cap"),
    (r"armhole|armscye", "armhole"),
    (r"neck width|neck opening", "neck-width"),
    (r"neck drop", "neck-drop"),
    (r"collar", "collar"),
    (r"strap", "strap"),
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
    (r"waist length", "waist-length"),
    (r"waist", "waist"),
    (r"hip", "hip"),
    (r"sweep|hem", "sweep"),
    (r"length", "length"),
)
"""Words in the English name of a measure, and its place; the first that fits counts."""

_BEHIND = re.compile(r"\b(back|cb)\b")

_UPPER: dict[str, Ends] = {
    "sleeve-length": ((19.5, 12), (1, 85)),
    "bicep": ((70, 43), (81, 39)),
    "elbow": ((76, 61), (87, 58)),
    "sleeve-opening": ((83.5, 91), (94.5, 88.5)),
    "cap": ((77.5, 39), (77.5, 15)),
    "armhole": ((25, 16), (29, 39)),
    "shoulder": ((26, 12), (74, 12)),
    "across": ((30, 27), (70, 27)),
    "bust": ((31.5, 43), (68.5, 43)),
    "neck-width": ((42, 5), (58, 5)),
    "neck-drop": ((50, 7), (50, 17)),
    "collar": ((41, 9), (44, 20)),
}
_TRUNK: dict[str, Ends] = {
    **_UPPER,
    "waist": ((32.5, 60), (67.5, 60)),
    "hip": ((31.5, 78), (68.5, 78)),
    "sweep": ((30, 91), (70, 91)),
    "length": ((61, 9), (61, 97)),
    "waist-length": ((61, 9), (61, 60)),
    "side": ((72, 42), (73, 89)),
}
_LEGS: dict[str, Ends] = {
    "waist": ((34.5, 8.5), (65.5, 8.5)),
    "hip": ((30, 30), (70, 30)),
    "rise": ((50, 11), (50, 42)),
    "thigh": ((28.5, 46), (49.5, 46)),
}
_ENDS: dict[str, dict[str, Ends]] = {
    "shirt": _TRUNK,
    "jacket": _TRUNK,
    "knit": _TRUNK,
    "dress": {
        **_UPPER,
        "waist": ((34.5, 56), (65.5, 56)),
        "hip": ((30, 70), (70, 70)),
        "sweep": ((20, 101), (80, 101)),
        "length": ((60, 9), (60, 105)),
        "waist-length": ((60, 9), (60, 54)),
        "skirt-length": ((64, 55), (72, 103)),
        "side": ((72, 42), (84, 100)),
    },
    "skirt": {
        "waist": ((36, 11), (64, 11)),
        "hip": ((30, 36), (70, 36)),
        "sweep": ((23, 94), (77, 94)),
        "length": ((56, 14), (56, 98)),
        "skirt-length": ((56, 14), (56, 98)),
        "side": ((69, 14), (81, 94)),
    },
    "trousers": {
        **_LEGS,
        "knee": ((28.2, 70), (46.5, 70)),
        "leg-opening": ((28, 101), (43.5, 101)),
        "inseam": ((52.5, 44), (58.5, 103)),
        "length": ((69.5, 8), (75.5, 103)),
        "outseam": ((69.5, 8), (75.5, 103)),
    },
    "shorts": {
        **_LEGS,
        "leg-opening": ((28, 62), (47.5, 62)),
        "inseam": ((52.5, 44), (53.5, 64)),
        "length": ((69.5, 8), (75.5, 64)),
        "outseam": ((69.5, 8), (75.5, 64)),
    },
    "jumpsuit": {
        "strap": ((34.5, 4), (33, 17)),
        "bust": ((35, 30), (65, 30)),
        "waist": ((36, 43), (64, 43)),
        "hip": ((32.5, 58), (67.5, 58)),
        "rise": ((50, 45), (50, 62)),
        "thigh": ((30.5, 70), (49, 70)),
        "knee": ((29.8, 84), (47, 84)),
        "leg-opening": ((29, 102), (45, 102)),
        "inseam": ((51.5, 64), (57, 103)),
        "length": ((70, 5), (75, 103)),
        "waist-length": ((60, 5), (60, 41)),
        "outseam": ((69, 46), (75, 103)),
    },
    "swim": {
        "strap": ((33.5, 6), (31, 30)),
        "neck-drop": ((50, 8), (50, 32)),
        "bust": ((34, 37), (66, 37)),
        "waist": ((38, 55), (62, 55)),
        "hip": ((33.5, 70), (66.5, 70)),
        "leg-opening": ((32.5, 79), (45.5, 95)),
        "length": ((72, 8), (72, 96)),
    },
}
_BACK_ENDS: dict[str, Ends] = {"neck-drop": ((50, 4.5), (50, 12))}
"""What is drawn elsewhere on the back of a garment with sleeves."""


def find_place(flat: str, name: str) -> Place | None:
    """Return where a measure of this English name is taken on a flat, or None where the flat does not show it."""
    said = name.lower().partition(" from ")[0]
    key = next((place for words, place in _WORDS if re.search(rf"\b(?:{words})", said)), None)
    ends = _ENDS[flat].get(key) if key else None
    if ends is None or key is None:
        return None
    if not _BEHIND.search(said):
        return Place(FlatSide.FRONT, *ends)
    return Place(FlatSide.BACK, *(_BACK_ENDS.get(key, ends) if "shoulder" in _ENDS[flat] else ends))
