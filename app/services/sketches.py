"""The sketch that a customer taps: the flat of a kind of garment, its places, and what can be off there."""

from dataclasses import dataclass
from functools import cache

from app.services.sketch_areas import BACK, FIELDS, FRONT, Spot
from nlp.taxonomy import GarmentKind

_FLATS = {
    **dict.fromkeys((GarmentKind.SHIRT, GarmentKind.BLOUSE), "shirt"),
    **dict.fromkeys((GarmentKind.JACKET, GarmentKind.COAT), "jacket"),
    **dict.fromkeys((GarmentKind.KNIT, GarmentKind.SLEEPWEAR), "knit"),
    GarmentKind.DRESS: "dress",
    GarmentKind.JUMPSUIT: "jumpsuit",
    GarmentKind.SKIRT: "skirt",
    **dict.fromkeys((GarmentKind.TROUSERS, GarmentKind.JEANS), "trousers"),
    GarmentKind.SHORTS: "shorts",
    **dict.fromkeys((GarmentKind.SWIM, GarmentKind.UNDERWEAR), "swim"),
}


@dataclass(frozen=True)
class Question:
    """One way in which a place can be off: the aspect and the words for its values, problems first."""

    aspect: str
    name: str
    answers: tuple[tuple[str, str], ...]
    all_round: bool = False
    """Whether "how much" means all the way round."""


@dataclass(frozen=True)
class Zone:
    """A place that can be off, in the words of people who wear clothes."""

    key: str
    name: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Tap:
    """A place on one side of the flat."""

    zone: Zone
    spot: Spot


@dataclass(frozen=True)
class Sketch:
    """A flat with the places to tap on its two sides, and all its places as a list; some kinds are not drawn."""

    flat: str | None
    zones: tuple[Zone, ...]
    field: str = ""
    """What of the drawing is shown, as an SVG view box."""
    front: tuple[Tap, ...] = ()
    back: tuple[Tap, ...] = ()


def _length(aspect: str, name: str = "length") -> Question:
    return Question(aspect, name, (("short", "too short"), ("long", "too long"), ("ok", "fits")))


def _girth(aspect: str, name: str = "width") -> Question:
    return Question(aspect, name, (("small", "too tight"), ("large", "too loose"), ("ok", "fits")), all_round=True)


def _height(aspect: str, name: str) -> Question:
    return Question(aspect, name, (("high", "too high"), ("low", "too low"), ("ok", "fits")))


_SHOULDER = Question("shoulder.width", "width", (("small", "too narrow"), ("large", "too wide"), ("ok", "fits")))

_ZONES = {
    key: Zone(key, name, tuple(questions))
    for key, name, *questions in (
        ("neck", "Neck", _girth("neck.width"), _height("neckline.depth", "depth")),
        ("straps", "Straps", _length("strap.length")),
        ("shoulder", "Shoulders", _SHOULDER),
        ("bust", "Chest", _girth("bust.width")),
        ("armhole", "Armpit", _girth("armhole.size")),
        ("arm", "Upper arm", _girth("sleeve.width")),
        ("sleeve", "Sleeves", _length("sleeve.length")),
        ("waist", "Waist", _girth("waist.width"), _height("waist.position", "where it sits")),
        ("waistband", "Waist", _girth("waist.width")),
        ("body", "Body, all over", _girth("body.width")),
        ("hip", "Hips and seat", _girth("hip.width")),
        ("rise", "Crotch", _height("rise.height", "height")),
        ("thigh", "Legs, width", _girth("leg.width")),
        ("opening", "Leg openings", _girth("leg.width")),
        ("leg", "Legs, length", _length("leg.length")),
        ("length", "Whole length", _length("body.length")),
    )
}

_UPPER = ("neck", "shoulder", "bust", "armhole", "arm", "sleeve", "waist")
_LEGS = ("waistband", "hip", "rise", "thigh", "leg")

_LISTS = {
    **dict.fromkeys(("shirt", "jacket", "knit"), (*_UPPER, "body", "hip", "length")),
    "dress": (*_UPPER, "hip", "length"),
    "skirt": ("waistband", "hip", "length"),
    **dict.fromkeys(("trousers", "shorts"), _LEGS),
    "jumpsuit": ("neck", "straps", "bust", "waist", "hip", "rise", "thigh", "leg", "length"),
    "swim": ("straps", "neck", "bust", "waist", "hip", "opening", "length"),
}
"""The places of each flat from the top down; a list may name what a flat has no room for."""

_NOT_KNOWN = tuple(key for key in _ZONES if key not in ("waistband", "opening"))
"""These two ask of an aspect that another place asks of already."""


@cache
def get_sketch(kind: GarmentKind | None) -> Sketch:
    """Return the sketch of a kind of garment; of an unknown kind every place is asked about, and nothing drawn."""
    if kind is None:
        return Sketch(None, tuple(_ZONES[key] for key in _NOT_KNOWN))
    flat = _FLATS[kind]
    front, back = (tuple(Tap(_ZONES[key], spot) for key, spot in side[flat].items()) for side in (FRONT, BACK))
    return Sketch(flat, tuple(_ZONES[key] for key in _LISTS[flat]), FIELDS[flat], front, back)
