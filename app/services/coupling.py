"""What else a pattern maker walks and checks when a measure or a seam moves (field.md, Coupled)."""

import re
from collections.abc import Collection, Iterable

from app.models import Cluster, PointOfMeasure
from app.services.changes import survivor
from app.services.point_names import name_in_english
from app.services.sketches import get_sketch
from nlp.taxonomy import Code, GarmentKind

_NEIGHBOURS: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"armhole|armscye", ("sleeve cap", "bicep", "across front and back")),
    (r"cap height", ("armhole", "bicep")),
    (r"bicep", ("armhole", "sleeve cap")),
    (r"across", ("armhole",)),
    (r"shoulder", ("sleeve cap", "sleeve length", "shoulder seam front to back")),
    (r"neck|collar", ("collar or band", "facing")),
    (r"sleeve opening", ("cuff",)),
    (r"cuff", ("sleeve opening",)),
    (r"rise", ("front to back rise", "fly and zip length")),
    (r"waist", ("waist seam or waistband", "darts and princess seams")),
    (r"darts?\b|princess", ("waist seam or waistband",)),
    (r"crotch", ("front to back rise", "inseam front to back")),
    (r"inseam|thigh|knee|leg opening", ("inseam front to back",)),
    (r"sweep", ("length", "hem facing")),
    (r"chest|hip|side", ("side seam front to back", "lining")),
    (r"sleeve length", ("slit or placket", "lining")),
    (r"(?<!sleeve )length|inseam|outseam", ("button spacing, zip and slit", "facing and lining")),
)
"""Words in the English name of a measure or a seam, and what hangs on them."""

_ASPECT_WORDS = {
    "armhole.size": "armhole",
    "bust.width": "bust",
    "waist.width": "waist",
    "waist.position": "waist position",
    "hip.width": "hip",
    "leg.width": "leg width",
    "leg.length": "leg length",
    "shoulder.width": "shoulder",
    "sleeve.width": "sleeve width",
    "sleeve.length": "sleeve length",
    "neck.width": "neck width",
    "neckline.depth": "neckline",
    "strap.length": "straps",
    "rise.height": "rise",
    "body.width": "body width",
    "body.length": "length",
    "construction.closure": "fastening",
    "construction.lining": "lining",
    "fabric.weight": "fabric weight",
    "fabric.opacity": "opacity",
}

_UPPER_BODY = {"armhole", "body", "bust", "neck", "neckline", "shoulder", "sleeve", "strap"}
_LEGS = {"leg", "rise"}
_DARTS = {"darts and princess seams": "darts"}
"""What is called otherwise on a garment without a bust."""


def list_neighbours(name: str) -> list[str]:
    """Return what to check when the measure, the seam or the point of this name moves, the nearest first."""
    # "Sleeve length from shoulder" is a length of the sleeve; the shoulder is only where it begins.
    moved = name.lower().partition(" from ")[0]
    found = (
        neighbour
        for words, neighbours in _NEIGHBOURS
        if re.search(rf"\b(?:{words})", moved)
        for neighbour in neighbours
    )
    return list(dict.fromkeys(found))


def list_coupled(codes: Iterable[Code], *, lacks: Collection[str] = ()) -> list[str]:
    """Return the zones that a fix of these codes may disturb, in the pattern maker's words, but those it `lacks`."""
    aspects = (aspect for code in codes for aspect in code.coupled if aspect.partition(".")[0] not in lacks)
    return list(dict.fromkeys(_ASPECT_WORDS[aspect] for aspect in aspects))


def list_also_check(
    moved: PointOfMeasure | str | None, clusters: Iterable[Cluster], *, kind: GarmentKind | None
) -> list[str]:
    """Return the seams to walk and the zones that a line may disturb which moves a measure, or a seam of this name.

    Of the fit points that it is drawn from, those that stand today for them tell the zones. Trousers have no bust.
    """
    name = name_in_english(moved) if isinstance(moved, PointOfMeasure) else moved
    neighbours = list_neighbours(name) if name else []
    zones = {question.aspect.partition(".")[0] for zone in get_sketch(kind).zones for question in zone.questions}
    if "bust" not in zones:
        neighbours = [_DARTS.get(each, each) for each in neighbours]
    lacks = (set() if "bust" in zones else _UPPER_BODY - zones) | (set() if "leg" in zones else _LEGS - zones)
    coupled = list_coupled((survivor(cluster).code for cluster in clusters), lacks=lacks)
    return list(dict.fromkeys([*neighbours, *coupled]))
