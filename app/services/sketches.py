"""The sketch that a customer taps: the flat of a kind of garment, its places, and what can be off there."""

from dataclasses import dataclass

from nlp.taxonomy import GarmentKind

_TOPS = (GarmentKind.SHIRT, GarmentKind.BLOUSE, GarmentKind.JACKET, GarmentKind.COAT)

_FLATS = {
    **dict.fromkeys(_TOPS, "shirt"),
    GarmentKind.KNIT: "knit",
    GarmentKind.SLEEPWEAR: "knit",
    GarmentKind.DRESS: "dress",
    GarmentKind.JUMPSUIT: "jumpsuit",
    GarmentKind.SKIRT: "skirt",
    GarmentKind.TROUSERS: "trousers",
    GarmentKind.JEANS: "trousers",
    GarmentKind.SHORTS: "shorts",
    GarmentKind.SWIM: "swim",
    GarmentKind.UNDERWEAR: "swim",
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
    """A place to tap, on a field of 100 by 106."""

    key: str
    name: str
    questions: tuple[Question, ...]
    x: float
    y: float


@dataclass(frozen=True)
class Sketch:
    """A flat and its places, from the top down; without a flat the places are a list only."""

    flat: str | None
    zones: tuple[Zone, ...]


def _length(aspect: str, name: str = "Length") -> Question:
    return Question(aspect, name, (("short", "too short"), ("long", "too long"), ("ok", "fits")))


def _girth(aspect: str, name: str = "Width") -> Question:
    return Question(aspect, name, (("small", "too tight"), ("large", "too loose"), ("ok", "fits")), all_round=True)


def _height(aspect: str, name: str) -> Question:
    return Question(aspect, name, (("high", "too high"), ("low", "too low"), ("ok", "fits")))


_SHOULDER = Question("shoulder.width", "Width", (("small", "too narrow"), ("large", "too wide"), ("ok", "fits")))

_PLACES: dict[str, tuple[str, tuple[Question, ...]]] = {
    "neck": ("Neck", (_girth("neck.width"), _height("neckline.depth", "Depth"))),
    "straps": ("Straps", (_length("strap.length"),)),
    "shoulder": ("Shoulders", (_SHOULDER,)),
    "bust": ("Chest", (_girth("bust.width"),)),
    "armhole": ("Armholes", (_girth("armhole.size"),)),
    "sleeve": ("Sleeves", (_length("sleeve.length"), _girth("sleeve.width"))),
    "waist": ("Waist", (_girth("waist.width"), _height("waist.position", "Where it sits"))),
    "waistband": ("Waist", (_girth("waist.width"),)),
    "body": ("Body", (_girth("body.width"),)),
    "hip": ("Hips and seat", (_girth("hip.width"),)),
    "rise": ("Rise", (_height("rise.height", "Height"),)),
    "leg": ("Legs", (_length("leg.length"), _girth("leg.width"))),
    "length": ("Whole length", (_length("body.length"),)),
}

_UPPER: dict[str, tuple[float, float]] = {
    "neck": (50, 13.5), "shoulder": (66, 13), "bust": (41, 34), "armhole": (69, 36), "sleeve": (18, 60)
}  # fmt: skip
_TRUNK = {**_UPPER, "waist": (41, 57), "body": (59, 70), "hip": (41, 81), "length": (59, 93)}

_POINTS: dict[str, dict[str, tuple[float, float]]] = {
    "shirt": _TRUNK,
    "knit": _TRUNK,
    "dress": {**_UPPER, "waist": (50, 54), "hip": (36, 74), "length": (62, 97)},
    "jumpsuit": {
        "neck": (50, 12), "straps": (60.5, 10), "bust": (42, 25), "waist": (50, 43), "hip": (36, 54),
        "rise": (50, 60), "leg": (37, 86),
    },
    "skirt": {"waistband": (50, 11), "hip": (37, 36), "length": (60, 88)},
    "trousers": {"waistband": (43, 8.5), "rise": (50, 36), "hip": (34, 28), "leg": (37, 78)},
    "shorts": {"waistband": (43, 8.5), "rise": (50, 36), "hip": (34, 28), "leg": (37, 54)},
    "swim": {
        "straps": (61.5, 15), "neck": (50, 27), "bust": (42, 38), "waist": (50, 57), "hip": (37, 74),
        "length": (60, 84),
    },
}  # fmt: skip


def get_sketch(kind: GarmentKind | None) -> Sketch:
    """Return the sketch of a kind of garment; of an unknown kind every place is asked about, and nothing drawn."""
    if kind is None:
        return Sketch(None, tuple(Zone(key, *place, 0, 0) for key, place in _PLACES.items() if key != "waistband"))
    flat = _FLATS[kind]
    return Sketch(flat, tuple(Zone(key, *_PLACES[key], *point) for key, point in _POINTS[flat].items()))
