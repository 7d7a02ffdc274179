"""What stands beside a verdict: by how much a share fell, whether answering or sizes explain it, what else rose (C3).

Counts are those before a change, k1 of n1, and after it, k2 of n2.
"""

from collections.abc import Callable, Sequence
from math import sqrt

import numpy as np
from scipy.special import betainc, betaincinv

from app.statistics.posterior import JEFFREYS, POINTS
from app.statistics.ways import log_ways

Strata = Sequence[tuple[int, int, int, int]]
"""By size: k1, n1 − k1, k2, n2 − k2."""

Z = 1.959964
"""The normal quantile of a 95 % interval."""

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(200)


def difference(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float, float]:
    """Return the share after less the share before: its 5 %, 50 % and 95 % points (Jeffreys priors)."""
    if k2 > k1:  # the same seen from the other side: what was reported more is without a pole at 0
        low, middle, high = difference(k2, n2, k1, n1)
        return -high, -middle, -low
    after = betaincinv(JEFFREYS[0] + k2, JEFFREYS[1] + n2 - k2, (_NODES + 1) / 2)
    a, b = JEFFREYS[0] + k1, JEFFREYS[1] + n1 - k1

    def below(most: float) -> float:
        return float(_WEIGHTS @ (1 - betainc(a, b, np.clip(after - most, 0, 1)))) / 2

    low, middle, high = (_bisect(lambda most, at=at: below(most) - at, -1.0, 1.0) for at in POINTS)  # type: ignore[misc]
    return low, middle, high


def score_difference(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float]:
    """Return the 95 % interval of the share after less the share before (Miettinen and Nurminen 1985).

    No page shows it: what is shown is `difference`, which means by its ends what the verdict means by its. It is here
    to hold that one against, by a method that shares nothing with it.
    """

    def off(delta: float) -> float:
        p1 = _share_before(k1, n1, k2, n2, delta)
        p2 = p1 + delta
        variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1)
        return (k2 / n2 - k1 / n1 - delta) / sqrt(max(variance, 1e-300))

    seen = k2 / n2 - k1 / n1
    edge = 1 - 1e-12
    return _bisect(lambda delta: Z - off(delta), -edge, seen), _bisect(lambda delta: -Z - off(delta), seen, edge)


def score_ratio(k1: int, n1: int, k2: int, n2: int) -> tuple[float, float]:
    """Return the 95 % interval of the share after over the share before, finite with none of n (score method)."""

    def off(log_ratio: float) -> float:
        ratio = float(np.exp(log_ratio))
        # The likeliest share before, were the ratio this one, solves a quadratic.
        a, b, c = ratio * (n1 + n2), -(ratio * (n2 + k1) + n1 + k2), k1 + k2
        p1 = (-b - sqrt(max(0.0, b * b - 4 * a * c))) / (2 * a)
        p2 = min(1.0, ratio * p1)
        variance = (p2 * (1 - p2) / n2 + ratio**2 * p1 * (1 - p1) / n1) * (n1 + n2) / (n1 + n2 - 1)
        return (k2 / n2 - ratio * k1 / n1) / sqrt(max(variance, 1e-300))

    low = 0.0 if k2 == 0 else float(np.exp(_bisect(lambda at: Z - off(at), -20.0, 20.0)))
    return low, float(np.exp(_bisect(lambda at: -Z - off(at), -20.0, 20.0)))


def odds_ratio(k1: int, n1: int, k2: int, n2: int) -> float:
    """Return the odds before over those after, half an answer added to each count (Haldane).

    Its inverse is the tipping point: so many times as likely those affected would have to answer after as before, for
    the change to be explained away. A bias that stays the same leaves it as it is (Cornfield 1951).
    """
    return (k1 + 0.5) * (n2 - k2 + 0.5) / ((n1 - k1 + 0.5) * (k2 + 0.5))


def fall_p(k1: int, n1: int, k2: int, n2: int, *, mid: bool = True) -> float:
    """Return how probable a fall as large is if nothing changed (Fisher, one-sided; mid-p unless told otherwise)."""
    return _upper_tail([(k1, n1 - k1, k2, n2 - k2)], mid=mid)


def stratified_fall_p(strata: Strata) -> float:
    """Return the same within strata taken together: exact, one-sided, mid-p (Mantel and Haenszel 1959)."""
    return _upper_tail(strata, mid=True)


def common_odds_ratio(strata: Strata) -> float | None:
    """Return the odds before over those after within strata (Mantel and Haenszel); None where none is against it.

    No page shows it: where the sizes differ, a verdict asks `stratified_fall_p` whether the fall holds within them, and
    this is to see that both are of the same strata.
    """
    above = sum(k1 * ok2 / (k1 + ok1 + k2 + ok2) for k1, ok1, k2, ok2 in strata if k1 + ok1 + k2 + ok2)
    below = sum(ok1 * k2 / (k1 + ok1 + k2 + ok2) for k1, ok1, k2, ok2 in strata if k1 + ok1 + k2 + ok2)
    return above / below if below else None


def false_discoveries(p: Sequence[float]) -> list[float]:
    """Return the p-values corrected for how many there are, in their order (Benjamini and Hochberg 1995)."""
    corrected, lowest = [1.0] * len(p), 1.0
    by_size = sorted(range(len(p)), key=lambda place: p[place])
    for rank, place in reversed(list(enumerate(by_size, start=1))):
        lowest = min(lowest, p[place] * len(p) / rank)
        corrected[place] = lowest
    return corrected


def mixes_apart(before: Sequence[int], after: Sequence[int]) -> float:
    """Return how far two mixes of sizes lie apart, 0–1 (total variation); 0 where one of them is empty."""
    n1, n2 = sum(before), sum(after)
    return sum(abs(a / n1 - b / n2) for a, b in zip(before, after, strict=True)) / 2 if n1 and n2 else 0.0


def _upper_tail(strata: Strata, *, mid: bool) -> float:
    """The probability of as many reports before, or more, given all margins of each stratum."""
    seen, chances = 0, np.ones(1)
    for k1, ok1, k2, ok2 in strata:
        n1, n2, reporting = k1 + ok1, k2 + ok2, k1 + k2
        least = max(0, reporting - n2)
        k = np.arange(least, min(n1, reporting) + 1)
        chances = np.convolve(chances, np.exp(log_ways(n1, k) + log_ways(n2, reporting - k)))
        chances /= chances.sum()
        seen += k1 - least
    return float(chances[seen + 1 :].sum() + chances[seen] * (0.5 if mid else 1.0))


def _share_before(k1: int, n1: int, k2: int, n2: int, delta: float) -> float:
    """The likeliest share before, were the share after higher by delta: the likelihood has one peak there."""
    low, high = max(0.0, -delta), min(1.0, 1.0 - delta)

    def slope(p: float) -> float:
        p = min(max(p, low + 1e-13), high - 1e-13)
        return k1 / p - (n1 - k1) / (1 - p) + k2 / (p + delta) - (n2 - k2) / (1 - p - delta)

    return _bisect(lambda p: -slope(p), low, high)


def _bisect(rising: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that rises passes nought; an end where it does not."""
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if rising(middle) > 0 else (middle, high)
    return (low + high) / 2
