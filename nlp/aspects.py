"""What a pattern maker knows of the aspects of a garment, by their names: plain data for `nlp.taxonomy`."""

GROUPS = {
    "fabric": "fabric",
    "color": "fabric",
    "construction": "construction",
    "quality": "construction",
    "comfort": "experience",
    "experience": "experience",
    "photo": "experience",
    "price": "experience",
}
"""The group of a zone; every other zone is one of fit."""

ON_PRODUCT_PAGE = ("price.value", "photo.match", "color.look")
"""Aspects whose answer is a better product page rather than another garment."""

OPPOSITE_WORDS = {
    one: other
    for pair in (("small", "large"), ("short", "long"), ("high", "low"), ("thin", "thick"), ("none", "excess"))
    for one, other in (pair, pair[::-1])
}
"""What is said of an aspect in the other direction."""

_COUPLED_PAIRS = (
    ("armhole.size", "sleeve.width"),
    ("armhole.size", "shoulder.width"),
    ("armhole.size", "bust.width"),
    ("shoulder.width", "sleeve.length"),
    ("shoulder.width", "sleeve.width"),
    ("neckline.depth", "neck.width"),
    ("neckline.depth", "strap.length"),
    ("waist.position", "waist.width"),
    ("waist.position", "rise.height"),
    ("waist.position", "body.length"),
    ("rise.height", "construction.closure"),
    ("rise.height", "leg.length"),
    ("bust.width", "waist.width"),
    ("bust.width", "body.width"),
    ("waist.width", "hip.width"),
    ("hip.width", "leg.width"),
    ("hip.width", "body.width"),
    ("body.length", "body.width"),
    ("body.length", "construction.closure"),
    ("fabric.weight", "fabric.opacity"),
    ("construction.lining", "fabric.opacity"),
)

COUPLED = {
    aspect: tuple(other for pair in _COUPLED_PAIRS if aspect in pair for other in pair if other != aspect)
    for aspect in dict.fromkeys(aspect for pair in _COUPLED_PAIRS for aspect in pair)
}
"""The aspects that a change of one disturbs."""

POMS: dict[str, dict[str, tuple[str, ...]]] = {
    "size.overall": {
        "any": ("A1", "A2", "A3"),
        "top": ("A1", "A2"),
        "skirt": ("A2", "A3"),
        "legs": ("F1", "A3", "F5"),
        "swim": ("A1", "F1"),
    },
    "bust.width": {"any": ("A1",), "swim": ("H1", "H2"), "skirt": (), "legs": ()},
    "waist.width": {"any": ("A2",), "skirt": ("F1", "F2"), "legs": ("F1", "F2")},
    "hip.width": {"any": ("A3", "A7")},
    "leg.width": {"any": ("F5", "F6", "F10", "F7"), "skirt": ()},
    "shoulder.width": {"any": ("B1", "A6"), "skirt": (), "legs": ()},
    "sleeve.width": {"any": ("D3", "D5"), "skirt": (), "legs": ()},
    "armhole.size": {"any": ("D7", "D8"), "skirt": (), "legs": ()},
    "neck.width": {"any": ("E1", "E5"), "skirt": (), "legs": ()},
    "body.width": {"any": ("A1", "A2", "A4"), "skirt": ("A4", "A3"), "legs": ("A3", "F5")},
    "body.length": {"any": ("C1", "C2"), "skirt": ("C6",), "legs": ("F8", "F9"), "swim": ("C7",)},
    "sleeve.length": {"any": ("D1", "D2"), "skirt": (), "legs": ()},
    "leg.length": {"any": ("F8", "F9"), "skirt": ()},
    "waist.position": {
        "any": ("C4", "C5"),
        "jumpsuit": ("C7", "C4", "C5"),
        "skirt": ("F3", "F4"),
        "legs": ("F3", "F4"),
    },
    "rise.height": {"any": ("F3", "F4"), "jumpsuit": ("C7", "F3", "F4"), "skirt": ()},
    "neckline.depth": {"any": ("E2", "E3"), "skirt": (), "legs": ()},
    "strap.length": {"any": ("G4",)},
    "fabric.shrinkage": {"any": ("C1", "A1"), "skirt": ("C6", "F1"), "legs": ("F8", "F1")},
    "construction.closure": {"any": ("G3", "G6")},
    "construction.pocket": {"any": ("G1", "G2")},
}
"""Codes of the starter library (A1 chest width … H3 wire length); an aspect without a row is an instruction only."""
