"""Did the fix work? Before and after by round, with looks set in advance and "too few answers" as a verdict (C3)."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import betainc, betaincinv

from app.statistics.posterior import JEFFREYS, SHOP_PRIOR, state

FIRST_LOOK = 10
LOOKS = (10, 20, 40, 80, 160, 320)
"""Those that a run of 500 pieces may pass."""

IMPROVING, WORSE = 0.80, 0.05

_NODES, _NODE_WEIGHTS = np.polynomial.legendre.leggauss(200)
_QUANTILES, _WEIGHTS = (_NODES + 1) / 2, _NODE_WEIGHTS / 2
"""Gauss and Legendre's 200 points on 0–1: within 1e-6 of adaptive integration, in a hundredth of its time."""


Verdict = Literal[
    "solved", "clearly_fewer", "probably_fewer", "no_difference", "worse", "too_few", "too_rare_before"
]  # fmt: skip
"""What the answers after a fix say."""


@dataclass(frozen=True)
class Judgement:
    """A verdict with what it rests on: P*, the probability that the share fell, and after's upper 95 % bound."""

    verdict: Verdict
    probability: float
    upper_bound: float


def probability_of_fall(
    k1: int, n1: int, k2: int, n2: int, *, before: tuple[float, float] = SHOP_PRIOR, to: float = 1.0
) -> float:
    """Return P(share after < `to` times the share before), 0–1; after has the Jeffreys prior.

    The shop prior on "before" undoes that a point was picked because it was extreme.
    """
    a1, b1 = before[0] + k1, before[1] + n1 - k1
    a2, b2 = JEFFREYS[0] + k2, JEFFREYS[1] + n2 - k2
    # In quantiles of "before" the density is flat: a pole at 0 cannot spoil the integral.
    return float(_WEIGHTS @ betainc(a2, b2, to * _quantiles_of(a1, b1)))


@lru_cache(maxsize=256)
def _quantiles_of(a: float, b: float) -> NDArray[np.float64]:
    """Where the points of the integral lie on "before"; all that may come after it is held against the same."""
    quantiles: NDArray[np.float64] = betaincinv(a, b, _QUANTILES)
    return quantiles


def upper_bound(reporting: int, answered: int) -> float:
    """Return the share, 0–1, that 95 % sure is not exceeded (Clopper and Pearson, one-sided)."""
    return 1.0 if reporting >= answered else float(betaincinv(reporting + 1, answered - reporting, 0.95))


def judge_fix(
    k1: int,
    n1: int,
    k2: int,
    n2: int,
    *,
    threshold: float = 0.99,
    p_ref: float = 0.10,
    prior: tuple[float, float] = SHOP_PRIOR,
) -> Judgement:
    """Return the verdict on k1 of n1 before and k2 of n2 after, at one look; the prior is that of "before"."""
    fall = probability_of_fall(k1, n1, k2, n2, before=prior)
    bound = upper_bound(k2, n2)
    if n2 < FIRST_LOOK:
        verdict: Verdict = "too_few"
    # Shrinking "before" would cry wolf here, so it has the plain prior.
    elif probability_of_fall(k1, n1, k2, n2, before=JEFFREYS) <= WORSE:
        verdict = "worse"
    elif state(k1, n1, p_ref=p_ref, prior=prior) != "established":
        verdict = "too_rare_before"
    elif fall >= threshold:
        verdict = "solved" if bound < p_ref else "clearly_fewer"
    else:
        verdict = "probably_fewer" if fall >= IMPROVING else "no_difference"
    return Judgement(verdict, fall, bound)


def provable(
    k1: int, n1: int, *, threshold: float = 0.99, p_ref: float = 0.10, prior: tuple[float, float] = SHOP_PRIOR
) -> dict[int, int] | None:
    """Return for each look with how many reports at most a fix of k1 of n1 would be proven, −1 where with none.

    None where it is not established: what was never clear cannot be proven.
    """
    if state(k1, n1, p_ref=p_ref, prior=prior) != "established":
        return None

    def proves_nothing(k2: int) -> bool:
        return probability_of_fall(k1, n1, k2, look, before=prior) < threshold

    most = {}
    for look in LOOKS:
        # The more report it the less it fell: the first count that proves nothing ends them.
        most[look] = bisect_left(range(look + 1), True, key=proves_nothing) - 1
    return most


def passed_look(answered: int) -> int:
    """Return the newest look that so many answers have passed: 10, 20, 40, 80 …; 0 before the first."""
    look = 0
    while (following := next_look(look)) <= answered:
        look = following
    return look


def next_look(answered: int) -> int:
    """Return the look that comes after so many answers."""
    look = FIRST_LOOK
    while look <= answered:
        look *= 2
    return look
