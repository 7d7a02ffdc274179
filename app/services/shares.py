"""Shares of a part of the answers: k of n with a Wilson interval, a closed form that pages may compute."""

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import TypeVar

from app.models import ClusterEvidence, FeedbackSource
from app.models.base import JSON_OBJECT
from app.services.hearing import Answer

Part = TypeVar("Part", bound=Hashable)

Z = 1.6448536
"""The normal quantile of a 90 % interval, the level of the posterior beside it."""

READABLE_MIN = 5
"""Under so many answers a share says nothing."""

TONES = ((0.5, "t4"), (0.34, "t3"), (0.2, "t2"), (0.0, "t1"))


_SAID_BY = {
    FeedbackSource.FORM: "{k} of the {n} who answered",
    FeedbackSource.REVIEW: "{k} of {n} reviews",
    FeedbackSource.RETURN: "{k} of {n} returns",
    FeedbackSource.NOTE: "{k} of {n} notes",
}


@dataclass(frozen=True)
class Share:
    """How many customers report something, of how many who were asked."""

    k: int
    n: int

    @property
    def value(self) -> float:
        """Return the share, 0–1; 0 where nobody was asked."""
        return self.k / self.n if self.n else 0.0

    @property
    def readable(self) -> bool:
        """Return whether enough answered to read anything in it."""
        return self.n >= READABLE_MIN

    @property
    def interval(self) -> tuple[float, float]:
        """Return the likely range of the share, 0–1 (Wilson, 90 %)."""
        if not self.n:
            return 0.0, 1.0
        squared = Z * Z
        middle = (self.k + squared / 2) / (self.n + squared)
        half = Z / (self.n + squared) * sqrt(self.k * (self.n - self.k) / self.n + squared / 4)
        return max(0.0, middle - half), min(1.0, middle + half)

    @property
    def tone(self) -> str:
        """Return the step of the evidence scale: hatch under five answers, t0 for nobody, t1–t4 by share."""
        if not self.readable:
            return "thin"
        if not self.k:
            return "t0"
        return next(tone for least, tone in TONES if self.value >= least)


def share_by(
    answers: Iterable[Answer], reporting: Collection[int], part_of: Callable[[Answer], Part | None]
) -> dict[Part, Share]:
    """Return the share per part (a size, a run) of the answers whose part is known; each customer counts once."""
    asked: defaultdict[Part, set[str]] = defaultdict(set)
    report: defaultdict[Part, set[str]] = defaultdict(set)
    for answer in answers:
        part = part_of(answer)
        if part is None:
            continue
        asked[part].add(answer.customer)
        if answer.id in reporting:
            report[part].add(answer.customer)
    return {part: Share(len(report.get(part, ())), len(customers)) for part, customers in asked.items()}


def store_shares(shares: Mapping[int, Share]) -> JSON_OBJECT:
    """Return shares by the id of their part as JSON keeps them, whose keys are words."""
    return {str(part): [share.k, share.n] for part, share in sorted(shares.items())}


def read_shares(stored: JSON_OBJECT) -> dict[int, Share]:
    """Return stored shares by the id of their part."""
    return {int(part): Share(k, n) for part, (k, n) in stored.items()}


def say_share(source: FeedbackSource, k: int, n: int) -> str:
    """Return "12 of the 40 who answered", or "3 of 8 reviews"; a share never stands without its count."""
    return _SAID_BY[source].format(k=k, n=n)


def say_evidence(evidence: ClusterEvidence) -> str:
    """Return the same of what one source says of a fit point; of returns "7 of 212 sold were returned for it"."""
    if evidence.source is FeedbackSource.RETURN:
        return say_returned(evidence.reporting, evidence.sold)
    return say_share(evidence.source, evidence.reporting, evidence.answered)


def say_returned(pieces: int, sold: int | None) -> str:
    """Return "7 of 212 sold were returned for it", or that nobody knows how many were sold."""
    verb = "was" if pieces == 1 else "were"
    if sold is None:
        return f"{pieces} {verb} returned for it, and how many were sold is not known"
    return f"{pieces} of {sold} sold {verb} returned for it"


def worst_case(reporting: int, answered: int, sold: int) -> tuple[float, float]:
    """Return the range of the share among all buyers, 0–1, with no assumption about who stayed silent (Manski)."""
    return reporting / sold, (reporting + sold - answered) / sold
