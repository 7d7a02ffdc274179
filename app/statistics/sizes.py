"""Do all sizes say it alike? Tests that ask nothing of the order of the sizes (C2.1 of the statistics)."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from math import exp, prod

import numpy as np
from numpy.typing import NDArray
from scipy.special import betaln, chdtrc

from app.statistics.ways import log_ways

TABLES_MAX = 200_000
"""So many ways to share the reports out among the sizes are gone through one by one."""

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class SizeCount:
    """How many of the wearers of one size report it."""

    step: int
    reporting: int
    answered: int


def one_size_p(counts: Sequence[SizeCount]) -> list[float]:
    """Return for each size how probable so many reports are if it is like the rest, corrected for being several."""
    return holm(against_the_rest(counts))


def against_the_rest(counts: Sequence[SizeCount]) -> list[float]:
    """Return for each size alone how probable so many reports are if it is like the rest (Fisher, one-sided)."""
    reporting, answered = sum(count.reporting for count in counts), sum(count.answered for count in counts)
    p = []
    for count in counts:
        k = np.arange(count.reporting, min(count.answered, reporting) + 1)
        ways = log_ways(count.answered, k) + log_ways(answered - count.answered, reporting - k)
        p.append(min(1.0, float(np.exp(ways - log_ways(answered, np.array(reporting))).sum())))
    return p


def holm(p: Sequence[float]) -> list[float]:
    """Return the p-values corrected for being several (Holm 1979), in their order."""
    corrected = [0.0] * len(p)
    highest = 0.0
    for rank, place in enumerate(sorted(range(len(p)), key=lambda place: p[place])):
        highest = max(highest, min(1.0, p[place] * (len(p) - rank)))
        corrected[place] = highest
    return corrected


def bayes_factor(counts: Sequence[SizeCount]) -> float:
    """Return how much better one rate for all sizes explains the reports than one each (Jeffreys priors)."""

    def evidence(reporting: int, answered: int) -> float:
        return float(betaln(0.5 + reporting, 0.5 + answered - reporting) - betaln(0.5, 0.5))

    whole = evidence(sum(count.reporting for count in counts), sum(count.answered for count in counts))
    return exp(whole - sum(evidence(count.reporting, count.answered) for count in counts))


def uneven_p(counts: Sequence[SizeCount]) -> float:
    """Return how often reports fall among the sizes as unevenly by chance (Freeman and Halton 1951), 0–1.

    Exact, by all tables with these sums; where those are too many chi-squared is as good.
    """
    asked = [count for count in counts if count.answered]
    reporting, answered = sum(count.reporting for count in asked), sum(count.answered for count in asked)
    if len(asked) < 2 or not 0 < reporting < answered:
        return 1.0
    # The size with most answers takes what the others leave.
    *others, largest = sorted(asked, key=lambda count: count.answered)
    places = [np.arange(min(count.answered, reporting) + 1) for count in others]
    if prod(len(each) for each in places) > TABLES_MAX:
        return _chi_squared_p(asked, reporting, answered)
    ways = [log_ways(count.answered, k) for count, k in zip(others, places, strict=True)]
    left = reporting - reduce(np.add.outer, places)
    of_largest = log_ways(largest.answered, np.arange(reporting + 1))
    log_p = reduce(np.add.outer, ways) + np.where(left >= 0, of_largest[np.maximum(left, 0)], -np.inf)
    log_p -= log_ways(answered, np.array(reporting))
    seen = log_p[tuple(count.reporting for count in others)]
    return min(1.0, float(np.exp(log_p[log_p <= seen + 1e-7]).sum()))


def _chi_squared_p(counts: Sequence[SizeCount], reporting: int, answered: int) -> float:
    share = reporting / answered
    beyond = sum((count.reporting - count.answered * share) ** 2 / count.answered for count in counts)
    return float(chdtrc(len(counts) - 1, beyond / (share * (1 - share))))
