"""Base pattern or grading? What the reports of a fault by size say of its cause (C2 of the statistics).

Sizes are grade steps from the base size: −1 the next smaller one, 0 the base. Only customers whose size is known count.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import comb, exp
from typing import Literal

import numpy as np
from scipy.special import betaln

from app.statistics.posterior import probability_above

SIGNIFICANT, NO_TREND = 0.05, 0.10
"""Mid-p under which there is a trend over sizes, and above which there is none."""

CONSTANT_MIN = 3.0
"""Bayes factor from which one rate for all sizes is believed."""

ANSWERS_PER_SIZE = 16
"""So many show a fault that grows from 10 to 50 % over five sizes in four of five cases (simulated)."""

Kind = Literal["base", "grading", "both", "one_size", "cannot_tell"]


@dataclass(frozen=True)
class SizeCount:
    """How many of the wearers of one size report it."""

    step: int
    reporting: int
    answered: int


@dataclass(frozen=True)
class Logistic:
    """The log-odds of a report: at the base size, and more per grade step, with their standard errors."""

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
    more_answers: int | None = None
    """About so many more could tell, where more answers can."""


def diagnose(counts: Sequence[SizeCount], *, p_ref: float = 0.10) -> Diagnosis:
    """Return where the fault sits; "cannot_tell" is the usual answer of a small run.

    `p_ref` is the share of customers, 0–1, from which a fault matters to the label.
    """
    asked = [count for count in counts if count.answered]
    reporting, answered = sum(count.reporting for count in asked), sum(count.answered for count in asked)
    if len(asked) < 2 or not reporting:
        return Diagnosis("cannot_tell", more_answers=_more(asked, answered))
    mid_p, rises = trend(asked)
    fitted = firth(asked)
    constant = bayes_factor(asked)
    told = Diagnosis("cannot_tell", rises=rises, trend=mid_p, base_rate=fitted.base_rate, constant=constant)
    odd, least = min(zip(asked, one_size_p(asked), strict=True), key=lambda pair: pair[1])
    if least < SIGNIFICANT <= mid_p:
        return replace(told, kind="one_size", step=odd.step)
    if mid_p < SIGNIFICANT:
        return replace(told, kind="grading" if fitted.base_rate < p_ref else "both")
    established = reporting >= 3 and probability_above(p_ref, reporting, answered) >= 0.95
    if mid_p > NO_TREND and constant > CONSTANT_MIN and established:
        return replace(told, kind="base")
    return replace(told, more_answers=_more(asked, answered))


def trend(counts: Sequence[SizeCount]) -> tuple[float, bool]:
    """Return the two-sided mid-p of a trend over sizes and whether it rises (exact Cochran–Armitage).

    Conditional on how many report it in all, T = Σ step · reporting follows the multivariate hypergeometric.
    """
    return stratified_trend([counts])


def stratified_trend(strata: Sequence[Sequence[SizeCount]]) -> tuple[float, bool]:
    """Return the trend within strata (bands of height) taken together: their T add up, each conditional on its own."""
    whole: dict[int, float] = {0: 1.0}
    seen = 0
    for counts in strata:
        seen += sum(count.step * count.reporting for count in counts)
        distribution = _trend_distribution(counts)
        summed: dict[int, float] = {}
        for total, probability in whole.items():
            for more, chance in distribution.items():
                summed[total + more] = summed.get(total + more, 0.0) + probability * chance
        whole = summed
    upper = sum(chance for total, chance in whole.items() if total > seen) + whole[seen] / 2
    return min(1.0, 2 * min(upper, 1 - upper)), upper <= 0.5


def _trend_distribution(counts: Sequence[SizeCount]) -> dict[int, float]:
    """The probability of each T, given how many report it in all."""
    reporting = sum(count.reporting for count in counts)
    ways: dict[tuple[int, int], int] = {(0, 0): 1}
    for count in counts:
        grown: dict[tuple[int, int], int] = {}
        for (taken, total), number in ways.items():
            for here in range(min(count.answered, reporting - taken) + 1):
                key = taken + here, total + here * count.step
                grown[key] = grown.get(key, 0) + number * comb(count.answered, here)
        ways = grown
    every = comb(sum(count.answered for count in counts), reporting)
    return {total: number / every for (taken, total), number in ways.items() if taken == reporting}


def one_size_p(counts: Sequence[SizeCount]) -> list[float]:
    """Return for each size how probable so many reports are if it is like the rest (Fisher, one-sided, Holm)."""
    reporting, answered = sum(count.reporting for count in counts), sum(count.answered for count in counts)
    every = comb(answered, reporting)
    p = [
        sum(
            comb(count.answered, k) * comb(answered - count.answered, reporting - k)
            for k in range(count.reporting, min(count.answered, reporting) + 1)
        )
        / every
        for count in counts
    ]
    return holm(p)


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
