"""Why the rule of a verdict is as it is: how often each rule cries wolf, and how often it sees a real fix.

The notes simulated these; here they are worked out over all counts: the worst of 40 issues among 20 answers is picked
and “revised”, then as many answer again. Noise alone is 8 in 100 of every issue; issues that vary are the prior's.
"""

import numpy as np
import pytest
from scipy.special import betainc, betaincinv
from scipy.stats import betabinom, binom

from app.services.foresight import chance_of_proof
from app.statistics.posterior import JEFFREYS, SHOP_PRIOR, state
from app.statistics.verdict import provable

pytestmark = pytest.mark.thorough

K = np.arange(21)
QUANTILES = (np.arange(400) + 0.5) / 400
ESTABLISHED = np.array([state(k, 20) == "established" for k in range(21)])[:, None]

WORST_OF_NOISE = np.diff(binom.cdf(K, 20, 0.08) ** 40, prepend=0)[:, None]
WORST_OF_VARIED = np.diff(betabinom.cdf(K, 20, *SHOP_PRIOR) ** 40, prepend=0)[:, None]

# Before's prior, after's, threshold, only what was established; "verified" of noise, of varied issues, of a rate cut to
# a fifth with 20 and with 40 answers.
RULES = {
    "an A/B test": (JEFFREYS, JEFFREYS, 0.95, False, (0.373, 0.169, 0.910, 0.974)),
    "a stricter one": (JEFFREYS, JEFFREYS, 0.99, False, (0.106, 0.046, 0.690, 0.865)),
    "the prior on both": (SHOP_PRIOR, SHOP_PRIOR, 0.95, False, (0.373, 0.149, 0.905, 0.942)),
    "the prior on before": (SHOP_PRIOR, JEFFREYS, 0.95, False, (0.240, 0.052, 0.743, 0.925)),
    "and established": (SHOP_PRIOR, JEFFREYS, 0.95, True, (0.071, 0.046, 0.697, 0.856)),
    "the default": (SHOP_PRIOR, JEFFREYS, 0.975, True, (0.024, 0.018, 0.519, 0.792)),
}


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_cries_wolf_and_sees_a_fix_as_often_as_simulated(rule):
    before, after, threshold, only_established, told = RULES[rule]
    proven, proven_later = (_proven(n, before, after, threshold, only_established) for n in (20, 40))
    unchanged = betabinom.pmf(K[None, :], 20, SHOP_PRIOR[0] + K[:, None], SHOP_PRIOR[1] + 20 - K[:, None])

    found = (
        (WORST_OF_NOISE * binom.pmf(K, 20, 0.08)[None, :] * proven).sum(),
        (WORST_OF_VARIED * unchanged * proven).sum(),
        (WORST_OF_VARIED * _cut(20) * proven).sum(),
        (WORST_OF_VARIED * _cut(40) * proven_later).sum(),
    )

    assert found == pytest.approx(told, abs=0.01)


def test_a_fresh_sample_before_cries_wolf_seldom_too():
    proven = _proven(20, JEFFREYS, JEFFREYS, 0.95, False)
    again, cut = (binom.pmf(K[None, None, :], 20, part * _rates()[:, :, None]) for part in (1, 0.2))
    noise = binom.pmf(K, 20, 0.08)

    unchanged = np.einsum("aqi,aqj->aij", again, again) / len(QUANTILES)
    fixed = np.einsum("aqi,aqj->aij", again, cut) / len(QUANTILES)
    found = (
        (noise[:, None] * noise[None, :] * proven).sum(),
        (WORST_OF_VARIED[:, :, None] * unchanged * proven[None]).sum(),
        (WORST_OF_VARIED[:, :, None] * fixed * proven[None]).sum(),
    )

    assert found == pytest.approx((0.040, 0.049, 0.633), abs=0.01)


@pytest.mark.parametrize(("threshold", "noise", "varied"), [(0.99, 0.058, 0.026), (0.975, 0.092, 0.066)])
def test_over_all_looks_the_products_threshold_cries_wolf_seldom(threshold, noise, varied):
    """Looks at 10, 20, 40 and 80 answers after the fix."""
    found = np.zeros(2)
    for k1, rates in enumerate(_rates()[:, ::8]):
        if most := provable(k1, 20, threshold=threshold):
            found[0] += WORST_OF_NOISE[k1, 0] * chance_of_proof(most, 0.08, 80)
            found[1] += WORST_OF_VARIED[k1, 0] * np.mean([chance_of_proof(most, rate, 80) for rate in rates])

    assert found == pytest.approx((noise, varied), abs=0.01)


def _proven(n2, before, after, threshold, only_established):
    """Which counts, k1 of 20 before and k2 of n2 after, a rule calls "verified"."""
    k1, k2 = K[:, None, None], np.arange(n2 + 1)[None, :, None]
    rates = betaincinv(before[0] + k1, before[1] + 20 - k1, QUANTILES[None, None, :])
    fell = betainc(after[0] + k2, after[1] + n2 - k2, rates).mean(axis=2)
    return (fell >= threshold) & (ESTABLISHED if only_established else True)


def _rates():
    """What the share behind each count may be, where issues vary as the prior says."""
    return betaincinv(SHOP_PRIOR[0] + K[:, None], SHOP_PRIOR[1] + 20 - K[:, None], QUANTILES[None, :])


def _cut(n2):
    """How probable each count after is, by the count before, where a fix leaves a fifth."""
    return binom.pmf(np.arange(n2 + 1)[None, None, :], n2, 0.2 * _rates()[:, :, None]).mean(axis=1)
