"""In how many ways some of a number can be chosen: what every exact test here adds up, in logarithms."""

import numpy as np
from numpy.typing import NDArray
from scipy.special import gammaln


def log_ways(n: int, k: NDArray[np.int64]) -> NDArray[np.float64]:
    """Return the logarithm of how many ways there are to choose k of n; that of no way at all is minus infinity."""
    can = (k >= 0) & (k <= n)
    k = np.where(can, k, 0)
    ways: NDArray[np.float64] = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return np.where(can, ways, -np.inf)
