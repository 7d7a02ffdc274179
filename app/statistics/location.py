"""What those who complain ask for on the whole, seen through the intervals that their words leave open (C4.2)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import bdtr, log_ndtr


@dataclass(frozen=True)
class Wish:
    """How far off one customer says it is: from low to high, in mm; assumed where no amount was said."""

    low_mm: float
    high_mm: float
    stated: bool = True

    @property
    def middle_mm(self) -> float:
        """Return the middle of what was said."""
        return (self.low_mm + self.high_mm) / 2


def middle_interval(wishes: Sequence[Wish], confidence: float = 0.95) -> tuple[float, float] | None:
    """Return between which two wishes, in mm, their median lies: exact however they spread; None of five and fewer."""
    ranks = median_ranks(len(wishes), confidence)
    middles = sorted(wish.middle_mm for wish in wishes)
    return (middles[ranks[0] - 1], middles[ranks[1] - 1]) if ranks else None


def median_ranks(number: int, confidence: float) -> tuple[int, int] | None:
    """Return which two of so many ordered values bound their median, exactly (order statistics); None of too few."""
    lowest = 0
    while 2 * lowest < number - 1 and median_coverage(number, lowest + 1) >= confidence:
        lowest += 1
    return (lowest, number + 1 - lowest) if lowest else None


def median_coverage(number: int, rank: int) -> float:
    """Return how surely the median lies between the value of this rank and that of the same rank from the top, 0–1."""
    return 1 - 2 * float(bdtr(rank - 1, number, 0.5))


@dataclass(frozen=True)
class _Intervals:
    """The different intervals among some wishes, and how many wish each: thousands of people use few words."""

    low_mm: NDArray[np.float64]
    high_mm: NDArray[np.float64]
    people: NDArray[np.float64]

    @classmethod
    def of(cls, wishes: Sequence[Wish]) -> "_Intervals":
        """Return those of these wishes."""
        counted = Counter((wish.low_mm, wish.high_mm) for wish in wishes)
        low, high = np.array(list(counted), dtype=float).T
        return cls(low, high, np.array(list(counted.values()), dtype=float))


def location_interval(wishes: Sequence[Wish]) -> tuple[float, float]:
    """Return the 90 % profile interval, in mm, of what the complaining customers want on average."""
    from scipy.optimize import brentq

    middle, spread, best = locate(wishes)
    drop = 1.3527717  # half the 90 % quantile of chi-squared with one degree of freedom
    intervals = _Intervals.of(wishes)

    def short(mu: float) -> float:
        return best - _profile(intervals, mu) - drop

    def end(reach: float) -> float:
        # Where all mean the same few words, the spread vanishes and the interval is as wide as the words themselves.
        while short(middle + reach) < 0:
            reach *= 2
        return float(brentq(short, middle, middle + reach))

    reach = 10 * spread + 10
    return end(-reach), end(reach)


def locate(wishes: Sequence[Wish]) -> tuple[float, float, float]:
    """Return mean and spread in mm and the log-likelihood of a normal distribution seen through intervals only."""
    from scipy.optimize import minimize

    middles = [wish.middle_mm for wish in wishes]
    start = np.array([np.mean(middles), np.log(max(1.0, float(np.std(middles))))])
    intervals = _Intervals.of(wishes)

    def unlikely(at: NDArray[np.float64]) -> float:
        return -_likelihood(intervals, float(at[0]), float(at[1]))

    found = minimize(unlikely, start, method="Nelder-Mead", tol=1e-8)
    return float(found.x[0]), float(np.exp(found.x[1])), -float(found.fun)


_SPREAD_MIN = -0.6931
"""Half a millimetre: nobody's words are finer, and equal answers would make the spread vanish."""


def _profile(intervals: _Intervals, mu: float) -> float:
    from scipy.optimize import minimize_scalar

    found = minimize_scalar(
        lambda spread: -_likelihood(intervals, mu, spread), bounds=(_SPREAD_MIN, 7.0), method="bounded"
    )
    return -float(found.fun)


def _likelihood(intervals: _Intervals, mu: float, log_spread: float) -> float:
    """The log-likelihood; worked in logs, for an interval far out has a probability of nearly nothing."""
    spread = np.exp(max(_SPREAD_MIN, log_spread))
    low, high = (intervals.low_mm - mu) / spread, (intervals.high_mm - mu) / spread
    # By symmetry the nearer tail is used: it keeps its digits.
    flipped = low > 0
    nearer = np.where(flipped, -low, high)
    further = np.where(flipped, -high, low)
    log_near, log_far = log_ndtr(nearer), log_ndtr(further)
    each = log_near + np.log1p(-np.exp(np.minimum(log_far - log_near, -1e-12)))
    return float((intervals.people * each).sum())
