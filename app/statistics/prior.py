"""What a label knows of an issue before a garment's customers answer: fitted once it has ten garments (C1)."""

from collections.abc import Sequence

import numpy as np

GARMENTS_MIN = 10
"""With fewer garments the default holds: a prior from a handful would be that handful's luck."""

STRENGTH = (2.0, 200.0)
"""A prior is worth at least so many answers, and at most."""


def fit_prior(counts: Sequence[tuple[int, int]]) -> tuple[float, float] | None:
    """Return a and b of the Beta that shares k/n of several garments come from, by moments (Kleinman 1973).

    None with fewer than ten garments, with no report at all, or where one answer each cannot tell chance from garments.
    """
    asked = [(k, n) for k, n in counts if n]
    reporting = sum(k for k, _ in asked)
    if len(asked) < GARMENTS_MIN or not 0 < reporting < sum(n for _, n in asked):
        return None
    k, n = np.array(asked, dtype=float).T
    mean = k.sum() / n.sum()
    spread = float((n * (k / n - mean) ** 2).sum())
    by_chance = mean * (1 - mean)
    others = len(asked) - 1
    left = n.sum() - (n**2).sum() / n.sum() - others
    if left <= 0:
        return None
    likeness = (spread - by_chance * others) / (by_chance * left)
    # Garments that differ by no more than chance are alike as far as anybody knows: the strongest prior.
    strength = STRENGTH[1] if likeness <= 0 else min(STRENGTH[1], max(STRENGTH[0], 1 / likeness - 1))
    return float(mean * strength), float((1 - mean) * strength)
