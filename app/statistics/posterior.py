"""How sure k reports among n answers are: the posterior of the share, and the state it puts a point in (C1)."""

from dataclasses import dataclass
from typing import Literal

import numpy as np

# scipy.stats would take every command and the worker a second to load.
from scipy.special import betaincc, betaincinv, betaln

from app.statistics.ways import log_ways

SHOP_PRIOR = (0.8, 9.2)
"""What a label knows before anybody answers: 8 in 100, worth ten answers. It keeps one voice from being "clear"."""

JEFFREYS = (0.5, 0.5)

POINTS = (0.05, 0.5, 0.95)
"""The quantiles that are kept: the middle, and 90 % between the outer ones."""

EMERGING, ESTABLISHED = 0.80, 0.95
"""How sure it has to be that the share lies above p_ref."""

State = Literal["none", "single_voice", "few", "emerging", "established"]


@dataclass(frozen=True)
class Posterior:
    """The share of customers affected, 0–1: its median, and 90 % of the likely values between q05 and q95."""

    q05: float
    q50: float
    q95: float


def posterior(reporting: int, answered: int, *, prior: tuple[float, float] = SHOP_PRIOR) -> Posterior:
    """Return the share after k of n reported: Beta(a + k, b + n − k)."""
    _ensure_counts(reporting, answered)
    a, b = prior[0] + reporting, prior[1] + answered - reporting
    q05, q50, q95 = (float(betaincinv(a, b, each)) for each in POINTS)
    return Posterior(q05, q50, q95)


def probability_above(share: float, reporting: int, answered: int, *, prior: tuple[float, float] = SHOP_PRIOR) -> float:
    """Return how probable it is, 0–1, that more than this share (0–1) of the customers are affected."""
    _ensure_counts(reporting, answered)
    return float(betaincc(prior[0] + reporting, prior[1] + answered - reporting, share))


def state(reporting: int, answered: int, *, p_ref: float = 0.10, prior: tuple[float, float] = SHOP_PRIOR) -> State:
    """Return the state of evidence: established needs three reports, so that no pair of friends makes a fault."""
    if reporting == 0:
        return "none"
    if reporting == 1:
        return "single_voice"
    sure = probability_above(p_ref, reporting, answered, prior=prior)
    if reporting >= 3 and sure >= ESTABLISHED:
        return "established"
    return "emerging" if sure >= EMERGING else "few"


def total_in_round(
    reporting: int, answered: int, sold: int, *, prior: tuple[float, float] = SHOP_PRIOR
) -> tuple[int, int, int]:
    """Return how many of the pieces sold are affected in all: 5 %, 50 % and 95 % points (beta-binomial)."""
    a, b = prior[0] + reporting, prior[1] + answered - reporting
    silent = sold - answered
    k = np.arange(silent + 1)
    reached = np.cumsum(np.exp(log_ways(silent, k) + betaln(a + k, b + silent - k) - betaln(a, b)))
    low, middle, high = (min(silent, int(np.searchsorted(reached, each))) for each in POINTS)
    return reporting + low, reporting + middle, reporting + high


def _ensure_counts(reporting: int, answered: int) -> None:
    if not 0 <= reporting <= answered:
        raise ValueError(f"{reporting} of {answered} is no count of answers")
