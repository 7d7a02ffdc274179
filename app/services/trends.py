"""Trends: how a share went from run to run, in words that say no more than the counts can carry."""

from collections.abc import Mapping
from itertools import pairwise
from math import hypot

from app.services.shares import Share

FELL, ROSE = "Fell", "Rose"


def say_trend(runs: Mapping[int, Share], *, revisions: Mapping[int, int], run_word: str) -> str:
    """Return "Fell with revision 2", "No clear change" or "Too few to say"; revisions are those the runs were cut on.

    The newest clear step between two neighbouring runs is named; else the first run is compared with the last.
    """
    told = [(number, share) for number, share in sorted(runs.items()) if share.readable]
    if len(told) < 2:
        return "Too few to say"
    for (before, share), (after, next_share) in reversed(list(pairwise(told))):
        way = compare(share, next_share)
        if way and after in revisions and revisions[after] != revisions.get(before):
            return f"{way} with revision {revisions[after]}"
        if way:
            return f"{way} in {run_word} {after}"
    way = compare(told[0][1], told[-1][1])
    return f"{way} from {run_word} {told[0][0]} to {told[-1][0]}" if way else "No clear change"


def compare(before: Share, after: Share) -> str | None:
    """Return whether a share rose or fell, or None while the likely range of the difference holds 0.

    Newcombe's interval of a difference, from two of Wilson's: a closed form that pages may compute.
    """
    difference = after.value - before.value
    (low, high), (next_low, next_high) = before.interval, after.interval
    least = difference - hypot(after.value - next_low, high - before.value)
    most = difference + hypot(next_high - after.value, before.value - low)
    if most < 0:
        return FELL
    return ROSE if least > 0 else None
