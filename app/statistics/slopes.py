"""What grows with the size: lines through scores and amounts, one step of the grading after the other (C2.2, C2.3).

The value at the base size is a matter of the base pattern, what is added per step one of the grading.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri, stdtrit

PERMUTATIONS, SEED = 20_000, 20240601
"""So often sizes are dealt anew; always from the same start, so that the same answers give the same p."""

FLIP_MIN = 2
"""One voice turns no direction around."""

Floats = NDArray[np.float64]
Points = Sequence[tuple[float, float]]
"""Grade step from the base size, and the value there."""


@dataclass(frozen=True)
class SignedCount:
    """How many wearers of one size say it, how many the opposite, of how many who were asked."""

    step: int
    reporting: int
    against: int
    answered: int

    @property
    def content(self) -> int:
        """Return how many say neither."""
        return self.answered - self.reporting - self.against


@dataclass(frozen=True)
class Line:
    """What is said at the base size and by how much it grows per grade step, each with its 90 % interval.

    That of the base size is shown nowhere: by it the line is held against the worked numbers.
    """

    intercept: float
    slope: float
    intercept_90: tuple[float, float] | None
    """None of a line by medians."""
    slope_90: tuple[float, float]


@dataclass(frozen=True)
class SignedSlope:
    """The mean score (+1 says it, −1 the opposite, 0 neither) at the base size, its growth per step, and its p."""

    line: Line
    p: float
    flips: bool
    """Whether more say the one below the base and more say the other above it."""


def signed_slope(counts: Sequence[SignedCount]) -> SignedSlope | None:
    """Return how the direction of a complaint changes over the sizes: least squares, with a permutation test (C2.2).

    None with fewer than three answers or only one size.
    """
    scores = [
        (count.step, score)
        for count in counts
        for score, number in ((1, count.reporting), (-1, count.against), (0, count.content))
        for _ in range(number)
    ]
    line = least_squares(scores)
    if line is None:
        return None
    below, above = (
        sum(count.reporting - count.against for count in counts if count.step * side > 0) for side in (-1, 1)
    )
    flips = below * above < 0 and min(abs(below), abs(above)) >= FLIP_MIN
    return SignedSlope(line, _permutation_p(counts), flips=flips)


def least_squares(points: Points) -> Line | None:
    """Return the line of least squares through (step, value); None where the points determine none."""
    if len(points) < 3 or len({step for step, _ in points}) < 2:
        return None
    steps, values = np.array(points, dtype=float).T
    middle, squares = float(steps.mean()), float(((steps - steps.mean()) ** 2).sum())
    slope = float(((steps - middle) * values).sum()) / squares
    intercept = float(values.mean()) - slope * middle
    freedom = len(points) - 2
    variance = float(((values - intercept - slope * steps) ** 2).sum()) / freedom
    reach = float(stdtrit(freedom, 0.95)) * sqrt(variance)
    return Line(
        intercept, slope, _around(intercept, reach * sqrt(1 / len(points) + middle**2 / squares)),
        _around(slope, reach / sqrt(squares)),
    )  # fmt: skip


def theil_sen(points: Points) -> Line | None:
    """Return the line of the median of all slopes between two points (Sen 1968): a few odd ones do not move it.

    None with fewer than three points or only one size. The slope's interval is Sen's, by Kendall's variance with ties.
    """
    if len(points) < 3 or len({step for step, _ in points}) < 2:
        return None
    steps, values = np.array(points, dtype=float).T
    first, second = np.triu_indices(len(points), 1)
    apart = steps[second] - steps[first]
    slopes = np.sort((values[second] - values[first])[apart != 0] / apart[apart != 0])
    slope = float(np.median(slopes))
    reach = float(ndtri(0.95)) * sqrt(_kendall_variance(steps, values))
    low = max(round((len(slopes) - reach) / 2) - 1, 0)
    high = min(round((len(slopes) + reach) / 2), len(slopes) - 1)
    intercept = float(np.median(values) - slope * np.median(steps))
    return Line(intercept, slope, None, (float(slopes[low]), float(slopes[high])))


def _permutation_p(counts: Sequence[SignedCount]) -> float:
    """How often sizes dealt at random make a slope as steep; the slope goes with the sum of step times score.

    Dealing those who say it, then those who say the opposite, size by size, takes as long for few as for many.
    """
    dice = np.random.default_rng(SEED)
    saying = np.full(PERMUTATIONS, sum(count.reporting for count in counts))
    against = np.full(PERMUTATIONS, sum(count.against for count in counts))
    seats = sum(count.answered for count in counts)
    free = seats - saying
    total = np.zeros(PERMUTATIONS)
    for count in counts:
        seats -= count.answered
        plus = dice.hypergeometric(count.answered, np.full(PERMUTATIONS, seats), saying)
        minus = dice.hypergeometric(count.answered - plus, free - (count.answered - plus), against)
        saying, against, free = saying - plus, against - minus, free - (count.answered - plus)
        total += count.step * (plus - minus)
    answered = sum(count.answered for count in counts)
    score = sum(count.reporting - count.against for count in counts)
    usual = score * sum(count.step * count.answered for count in counts) / answered
    seen = sum(count.step * (count.reporting - count.against) for count in counts)
    as_steep = int((np.abs(total - usual) >= abs(seen - usual) - 1e-9).sum())
    return (1 + as_steep) / (1 + PERMUTATIONS)


def _kendall_variance(steps: Floats, values: Floats) -> float:
    """The variance of the number of pairs that rise less those that fall, were the order chance (Kendall)."""

    def ties(numbers: Floats) -> float:
        alike = np.unique(numbers, return_counts=True)[1].astype(float)
        return float((alike * (alike - 1) * (2 * alike + 5)).sum())

    n = len(steps)
    return (n * (n - 1) * (2 * n + 5) - ties(steps) - ties(values)) / 18


def _around(middle: float, reach: float) -> tuple[float, float]:
    return middle - reach, middle + reach
