"""Praise: what several customers like of a garment, and the fixes that may disturb it."""

from dataclasses import dataclass

from app.models import Cluster
from app.services.lens import Lens
from nlp.own_codes import OwnCode
from nlp.taxonomy import Code

PRAISED_MIN = 2


@dataclass(frozen=True)
class Praise:
    """What customers like: how many of them, in whose words, and the fixes that may disturb it."""

    code: Code
    count: int
    quote: str | None
    at_risk: tuple[Cluster, ...]


def list_praise(lens: Lens, changing: list[Cluster]) -> list[Praise]:
    """What several customers praise, the most praised first, and what may change that disturbs it."""
    return [
        Praise(code, number, lens.tallies.quotes.get(code), tuple(each for each in changing if _disturbs(each, code)))
        for code, number in sorted(lens.count_praise().items(), key=lambda each: (-each[1], each[0].value))
        if number >= PRAISED_MIN
    ]


def _disturbs(cluster: Cluster, praised: Code) -> bool:
    """Whether a fix changes what is praised, or what hangs on it; of a label's own tag only the place is known."""
    disturbed = (cluster.code.aspect, *cluster.code.coupled)
    if isinstance(praised, OwnCode) or isinstance(cluster.code, OwnCode):
        return praised.zone in {aspect.partition(".")[0] for aspect in disturbed}
    return praised.aspect in disturbed
