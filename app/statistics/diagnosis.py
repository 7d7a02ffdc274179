"""Base pattern or grading? What the reports of a fault by size say of its cause (C2 of the statistics).

Sizes are grade steps from the base size: −1 the next smaller one, 0 the base. Only customers whose size is known count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import exp, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, xlog1py, xlogy

from app.statistics.posterior import SHOP_PRIOR, state
from app.statistics.sizes import SizeCount, bayes_factor, one_size_p, uneven_p
from app.statistics.slopes import SignedSlope
from app.statistics.ways import log_ways

SIGNIFICANT, NO_TREND = 0.05, 0.10
"""Mid-p under which there is a trend over sizes, and above which there is none."""

CONSTANT_MIN = 3.0
"""Bayes factor from which one rate for all sizes is believed."""

ANSWERS_PER_SIZE = 16
"""So many show a fault that grows from 10 to 50 % over five sizes in four of five cases (simulated)."""

EXACT_MAX = 100
"""So many reports are gone through exactly."""

Floats = NDArray[np.float64]
Kind = Literal["base", "grading", "both", "one_size", "cannot_tell"]


@dataclass(frozen=True)
class Logistic:
    """The log-odds of a report: at the base size, and more per grade step.

    Of their standard errors nothing is shown: by them the fit is held against the worked numbers.
    """

    intercept: float
    slope: float
    intercept_error: float
    slope_error: float

    @property
    def base_rate(self) -> float:
        """Return the share of the base size's wearers who report it, 0–1."""
        return 1 / (1 + exp(-self.intercept))


@dataclass(frozen=True)
class Diagnosis:
    """Where a fault sits, with the figures that say so."""

    kind: Kind
    step: int | None = None
    """The one size, where there is one."""
    rises: bool = True
    """Whether the larger sizes report it more."""
    trend: float | None = None
    """Two-sided mid-p of a trend over sizes."""
    base_rate: float | None = None
    constant: float | None = None
    """Bayes factor of one rate for all sizes against one each."""
    uneven: float | None = None
    """How often reports fall among the sizes as unevenly by chance."""
    more_answers: int | None = None
    """About so many more could tell, where more answers can."""


def diagnose(
    counts: Sequence[SizeCount],
    *,
    p_ref: float = 0.10,
    prior: tuple[float, float] = SHOP_PRIOR,
    signed: SignedSlope | None = None,
) -> Diagnosis:
    """Return where the fault sits; "cannot_tell" is the usual answer of a small run.

    `p_ref` is the share of customers, 0–1, from which a fault matters to the label, `prior` what it knew before,
    `signed` how the direction of the complaint changes over the sizes, where both directions are told.
    """
    asked = [count for count in counts if count.answered]
    reporting, answered = sum(count.reporting for count in asked), sum(count.answered for count in asked)
    if len(asked) < 2 or not reporting:
        return Diagnosis("cannot_tell", more_answers=_more(asked, answered))
    mid_p, rises = trend(asked)
    fitted = firth(asked)
    constant = bayes_factor(asked)
    told = Diagnosis(
        "cannot_tell", rises=rises, trend=mid_p, base_rate=fitted.base_rate, constant=constant, uneven=uneven_p(asked)
    )
    odd, least = min(zip(asked, one_size_p(asked), strict=True), key=lambda pair: pair[1])
    if least < SIGNIFICANT <= mid_p:
        return replace(told, kind="one_size", step=odd.step)
    if mid_p < SIGNIFICANT:
        # Too much in the small sizes and too little in the large ones: the base between them is where it should be.
        flips = signed is not None and signed.flips and signed.p < SIGNIFICANT
        return replace(told, kind="grading" if flips or fitted.base_rate < p_ref else "both")
    established = state(reporting, answered, p_ref=p_ref, prior=prior) == "established"
    if mid_p > NO_TREND and constant > CONSTANT_MIN and established:
        return replace(told, kind="base")
    return replace(told, more_answers=_more(asked, answered))


def trend(counts: Sequence[SizeCount]) -> tuple[float, bool]:
    """Return the two-sided mid-p of a trend over sizes and whether it rises (exact Cochran–Armitage).

    Conditional on how many report it in all, T = Σ step · reporting follows the multivariate hypergeometric.
    """
    return stratified_trend([counts])


def stratified_trend(strata: Sequence[Sequence[SizeCount]]) -> tuple[float, bool]:
    """Return the trend within strata (bands of height) taken together: their T add up, each conditional on its own.

    Of more than EXACT_MAX reports T is as good as normal (within .002), and to list all its values would take minutes.
    """
    seen = sum(count.step * count.reporting for counts in strata for count in counts)
    if sum(count.reporting for counts in strata for count in counts) > EXACT_MAX:
        upper = _normal_upper_tail(strata, seen)
    else:
        lowest, whole = 0, np.ones(1)
        for counts in strata:
            least, distribution = trend_distribution(counts)
            lowest, whole = lowest + least, np.convolve(whole, distribution)
        upper = float(whole[seen - lowest + 1 :].sum() + whole[seen - lowest] / 2)
    return min(1.0, 2 * min(upper, 1 - upper)), upper <= 0.5


def trend_distribution(counts: Sequence[SizeCount]) -> tuple[int, Floats]:
    """Return the least T that can be, and the probability of each from there on, given how many report it in all.

    Binomials of one rate for all sizes are multivariate hypergeometric once their sum is given, whatever the rate; with
    that of the sum all numbers stay of a size that floats can hold.
    """
    reporting, answered = sum(count.reporting for count in counts), sum(count.answered for count in counts)
    low, high = min(0, *(count.step for count in counts)), max(0, *(count.step for count in counts))
    chances = np.zeros((reporting + 1, reporting * (high - low) + 1))
    chances[0, -low * reporting] = 1.0
    for count in counts:
        grown = np.zeros_like(chances)
        for here, chance in enumerate(_binomial(min(count.answered, reporting), count.answered, reporting / answered)):
            # What is left out at one end holds nothing: no T lies so far out.
            shift, before = here * count.step, chances[: reporting + 1 - here]
            if shift >= 0:
                grown[here:, shift:] += chance * before[:, : before.shape[1] - shift]
            else:
                grown[here:, :shift] += chance * before[:, -shift:]
        chances = grown
    return low * reporting, chances[reporting] / chances[reporting].sum()


def _normal_upper_tail(strata: Sequence[Sequence[SizeCount]], seen: int) -> float:
    """The probability of a higher T than was seen, half of its own included, by its mean and variance."""
    mean = variance = 0.0
    for counts in strata:
        reporting, answered = sum(count.reporting for count in counts), sum(count.answered for count in counts)
        if answered < 2:
            mean += sum(count.step * count.reporting for count in counts)
            continue
        middle = sum(count.step * count.answered for count in counts) / answered
        spread = sum(count.answered * (count.step - middle) ** 2 for count in counts)
        mean += reporting * middle
        variance += spread * reporting * (answered - reporting) / (answered * (answered - 1))
    return float(ndtr((mean - seen) / sqrt(variance))) if variance else 0.5


def _binomial(most: int, n: int, p: float) -> Floats:
    """How probable none, one … and so many of n are."""
    k = np.arange(most + 1)
    chances: Floats = np.exp(log_ways(n, k) + xlogy(k, p) + xlog1py(n - k, -p))
    return chances


def firth(counts: Sequence[SizeCount]) -> Logistic:
    """Return the logistic regression of a report on the grade step, Firth's way (1993): finite whatever the counts."""
    design = np.array([[1.0, count.step] for count in counts])
    reporting = np.array([count.reporting for count in counts], dtype=float)
    answered = np.array([count.answered for count in counts], dtype=float)
    beta = np.zeros(2)
    for _ in range(200):
        share = 1 / (1 + np.exp(-design @ beta))
        weight = answered * share * (1 - share)
        covariance = np.linalg.inv(design.T * weight @ design)
        leverage = weight * np.einsum("ij,jk,ik->i", design, covariance, design)
        step = covariance @ design.T @ (reporting - answered * share + leverage * (0.5 - share))
        beta += step * min(1.0, 1.0 / max(1e-12, float(np.abs(step).max())))
        if np.abs(step).max() < 1e-10:
            break
    share = 1 / (1 + np.exp(-design @ beta))
    errors = np.sqrt(np.diag(np.linalg.inv(design.T * (answered * share * (1 - share)) @ design)))
    return Logistic(float(beta[0]), float(beta[1]), float(errors[0]), float(errors[1]))


def _more(counts: Sequence[SizeCount], answered: int) -> int | None:
    """About how many more answers could tell; None where there are that many and they do not."""
    missing = ANSWERS_PER_SIZE * max(2, len(counts)) - answered
    return missing if missing > 0 else None
