"""Comparisons: what stands beside the verdict on a fix: by how much it fell, what may explain it, what else rose."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from app.models import Cluster, FeedbackSource, ProductionRound
from app.services.counts import is_sold_known, sold_by_size
from app.services.hearing import Answer, Hearing
from app.services.shares import Share, share_by
from app.statistics.comparison import (
    difference,
    fall_p,
    false_discoveries,
    mixes_apart,
    odds_ratio,
    score_ratio,
    stratified_fall_p,
)
from app.statistics.verdict import FIRST_LOOK

MIXES_APART = 0.15
"""Sizes that differ by more between the runs have to be compared with their like (total variation, 0–1)."""

DISCOVERED = 0.10
"""Of the points that are said to have risen so many may be chance (Benjamini and Hochberg)."""


class Parts(NamedTuple):
    """The answers of one source before a fix and after it, up to the look that is judged."""

    source: FeedbackSource
    before: list[Answer]
    after: list[Answer]


def compare(k1: int, n1: int, k2: int, n2: int) -> dict[str, Any]:
    """Return by how much the share fell, as a verdict keeps it: difference, ratio and odds ratio; nothing of a few."""
    if min(n1, n2) < FIRST_LOOK:
        return {}
    return {
        "difference": list(difference(k1, n1, k2, n2)),
        "ratio": list(score_ratio(k1, n1, k2, n2)),
        "odds_ratio": odds_ratio(k1, n1, k2, n2),
    }


def compare_sizes(hearing: Hearing, cluster: Cluster, parts: Parts) -> dict[str, float] | None:
    """Return how far the sizes lie apart, and the p of a fall among their like; None where they are alike."""
    reported = hearing.reports.get(cluster.id, {})
    before, after = (share_by(each, reported, lambda answer: answer.size_id) for each in (parts.before, parts.after))
    sizes = sorted({*before, *after})
    pairs = [(before.get(size, Share(0, 0)), after.get(size, Share(0, 0))) for size in sizes]
    apart = mixes_apart([one.n for one, _ in pairs], [other.n for _, other in pairs])
    if apart <= MIXES_APART:
        return None
    p = stratified_fall_p([(one.k, one.n - one.k, other.k, other.n - other.k) for one, other in pairs])
    return {"apart": apart, "p": p}


def list_risen(hearing: Hearing, others: Sequence[Cluster], parts: Parts) -> list[dict[str, Any]]:
    """Return those of other points that more say after a fix: whether anything else broke (statistics, C3)."""
    runs = [{answer.round_number for answer in each} for each in (parts.before, parts.after)]
    customers = {answer.customer for answer in parts.after}
    counted = []
    for other in others:
        asked = hearing.asked(other, parts.source)
        k1, n1 = hearing.count(other, [each for each in asked if each.round_number in runs[0]])
        after = [each for each in asked if each.round_number in runs[1] and each.customer in customers]
        k2, n2 = hearing.count(other, after)
        if n1 and n2 >= FIRST_LOOK:
            counted.append((other, [k1, n1], [k2, n2], fall_p(k2, n2, k1, n1)))
    corrected = false_discoveries([p for *_, p in counted])
    return [
        {"cluster": other.id, "name": other.name, "before": before, "after": after}
        for (other, before, after, _), p in zip(counted, corrected, strict=True)
        if p <= DISCOVERED
    ]


def count_heard(
    answered: Sequence[int], parts: Sequence[Sequence[Answer]], rounds: Sequence[Sequence[ProductionRound]]
) -> list[list[int]] | None:
    """Return answers and pieces sold, before and after a fix; None where not all that they are about was counted."""
    heard = []
    for number, answers, cut in zip(answered, parts, rounds, strict=True):
        sold = sum(sold_by_size(cut).values())
        if sold < max(1, number) or not is_sold_known(cut, answers):
            return None
        heard.append([number, sold])
    return heard
