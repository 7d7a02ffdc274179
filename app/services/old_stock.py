"""Old stock: ready words for the product page, for whoever buys a piece before the corrected run ships."""

from collections.abc import Collection
from dataclasses import dataclass

from app.models import Choice, Cluster, Decision, FeedbackSource, Route
from app.services.decisions import has_safety
from nlp.taxonomy import Code

GIRTHS = {
    "bust.width": "bust",
    "waist.width": "waist",
    "hip.width": "hips",
    "leg.width": "thigh",
    "shoulder.width": "shoulders",
    "sleeve.width": "upper arm",
    "armhole.size": "armpit",
    "neck.width": "neck",
}
"""Places in the words of customers (field.md), where another size may help."""

GIRTH_WORDS = {
    "small": "It is cut close at the {place}. If clothes are often tight on you there, take one size up.",
    "large": "It is cut wide at the {place}. If you like it closer there, take one size down.",
}

WORDS = {
    "size.overall/small": "It runs small. Between two sizes, take the larger one.",
    "size.overall/large": "It runs large. Between two sizes, take the smaller one.",
    "body.width/small": "The body is cut slim. If you like room, take one size up.",
    "body.width/large": "The body is cut wide. If you like it closer, take one size down.",
    "body.length/short": "It is shorter than most expect. Compare the length in the size chart with a piece you like.",
    "body.length/long": "It is longer than most expect. Compare the length in the size chart with a piece you like.",
    "sleeve.length/short": "The sleeves are shorter than most expect. Compare them with a piece you like.",
    "sleeve.length/long": "The sleeves are longer than most expect. Turn back the cuff, or have them taken up.",
    "leg.length/short": "The legs are shorter than most expect. Compare the inside leg with a piece you like.",
    "leg.length/long": "The legs are longer than most expect. They can be taken up at the hem.",
    "waist.position/high": "The waist sits higher than most expect.",
    "waist.position/low": "The waist sits lower than most expect.",
    "rise.height/low": "The rise is lower than most expect.",
    "rise.height/high": "The rise is higher than most expect.",
    "neckline.depth/low": "The neckline is deeper than most expect.",
    "neckline.depth/high": "The neckline is higher than most expect.",
    "strap.length/short": "The straps are shorter than most expect.",
    "strap.length/long": "The straps are longer than most expect.",
    "fabric.weight/thin": "The fabric is light.",
    "fabric.weight/thick": "The fabric is heavy.",
    "fabric.opacity/sheer": "The fabric lets light through. Wear something skin-coloured underneath.",
    "fabric.feel/rough": "The fabric feels firm at first.",
    "fabric.stretch/none": "The fabric does not give. Between two sizes, take the larger one.",
    "fabric.stretch/excess": "The fabric gives with wearing. Between two sizes, take the smaller one.",
    "fabric.shrinkage/shrinks": "It becomes smaller in the wash. Wash it cold and dry it flat.",
    "color.look/off": "The colour looks different in daylight. Ask us for a photo taken outdoors.",
    "photo.match/off": "The photos show it differently from what you receive. Ask us for a photo of the piece.",
}
"""What can be said to a buyer. A seam that opens is not in here: old pieces are mended, not described."""


@dataclass(frozen=True)
class Notice:
    """Words to copy, and the run after which they come down; None where no run is named."""

    cluster: Cluster
    words: str
    until_round: int | None


def write_notice(cluster: Cluster, shipped: Collection[int]) -> Notice | None:
    """Return the words for a point whose fix is on its way, or None where there is none or nothing to say of it.

    What is unsafe is taken off sale, not described.
    """
    decision = cluster.decision
    describing = describe(cluster.code)
    if decision is None or describing is None or not is_on_its_way(decision, shipped) or has_safety(cluster):
        return None
    changed = "" if decision.route is Route.PRODUCT_PAGE else " It is changed from the next cut on."
    return Notice(cluster, f"{describing}{_say_count(cluster)}{changed}", decision.round_number)


def is_on_its_way(decision: Decision | None, shipped: Collection[int]) -> bool:
    """Return whether a fix is decided that no shipped round carries yet."""
    if decision is None or decision.choice is not Choice.FIX:
        return False
    first = decision.round_number
    return first is None or not any(number >= first for number in shipped)


def describe(code: Code) -> str | None:
    """Return what a buyer should know of it, and what to do; None where a product page cannot help."""
    place = GIRTHS.get(code.aspect)
    if place is not None:
        return GIRTH_WORDS[code.value_word].format(place=place)
    return WORDS.get(code.value)


def _say_count(cluster: Cluster) -> str:
    """Only answers to our own form are cited to strangers, and only where enough gave one."""
    row = next((each for each in cluster.evidence if each.source is FeedbackSource.FORM), None)
    if row is None or row.answered < 10 or not row.reporting:
        return ""
    return f" {row.reporting} of the {row.answered} customers who answered told us so."
