"""C1 of the statistics, number by number: how sure a share is, and what a label knows before."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binom

from app.services.shares import Share, worst_case
from app.statistics.posterior import JEFFREYS, posterior, probability_above, state, total_in_round
from app.statistics.prior import STRENGTH, fit_prior
from app.statistics.verdict import upper_bound
from tests.statistics.worked import case, cases

SHARES = cases("C1 k=")
NONE_OF_N = case("C1 zero events upper95 1-0.05^(1/n)")
NEEDED = case("C1 n needed with 0 events for upper95<=p")
TEN_GARMENTS = case(
    "C1 empirical Bayes from 10 garments k=[0,1,0,2,5,1,0,3,1,0] n=[12,20,8,25,18,15,10,30,14,9]"
)  # fmt: skip
ONE_ISSUE = case("C1 winner's curse: P(one issue has k>=j | p=.08,n=20)")
OF_FORTY = case("C1 winner's curse: P(at least one of 40 issues k>=j)")


@pytest.mark.parametrize("name", SHARES)
def test_a_share_is_as_sure_as_worked_out(name):
    k, n, sold = (int(number) for number in re.findall(r"\d+", name)[1:])
    told = SHARES[name]

    shop, jeffreys = posterior(k, n), posterior(k, n, prior=JEFFREYS)
    *total, mean = told["round_total_q05_q50_q95_mean"]

    assert k / n == pytest.approx(told["raw"], abs=1e-5)
    assert (shop.q05, shop.q50, shop.q95) == pytest.approx(told["shop_prior_q05_q50_q95"], abs=1e-5)
    assert (jeffreys.q05, jeffreys.q50, jeffreys.q95) == pytest.approx(told["jeffreys_q05_q50_q95"], abs=1e-5)
    assert probability_above(0.10, k, n) == pytest.approx(told["P_gt_10pct_shop"], abs=1e-5)
    assert probability_above(0.10, k, n, prior=JEFFREYS) == pytest.approx(told["P_gt_10pct_jeffreys"], abs=1e-5)
    assert Share(k, n).interval == pytest.approx(told["wilson90"], abs=1e-5)
    assert worst_case(k, n, sold) == pytest.approx(told["manski"], abs=1e-5)
    assert list(total_in_round(k, n, sold, prior=JEFFREYS)) == total
    assert k + (sold - n) * (0.5 + k) / (1 + n) == pytest.approx(mean, abs=1e-5)


def test_the_default_prior_expects_eight_in_a_hundred():
    told = case("C1 prior shop Beta(0.8,9.2)")
    nobody = posterior(0, 0)

    assert told["mean"] == 0.8 / (0.8 + 9.2)
    assert (nobody.q05, nobody.q95) == pytest.approx(told["q05_q95"], abs=1e-5)


@pytest.mark.parametrize(
    ("k", "n", "sure"),
    [
        (3, 10, 0.858383), (4, 10, 0.954566), (6, 30, 0.894814), (7, 30, 0.955748), (10, 60, 0.908404),
        (11, 60, 0.953665),
    ],
)  # fmt: skip
def test_one_report_more_makes_it_clear(k, n, sure):
    assert probability_above(0.10, k, n) == pytest.approx(sure, abs=1e-5)
    assert (state(k, n) == "established") is (sure >= 0.95)


def test_none_of_n_still_allows_for_some():
    assert {n: upper_bound(0, int(n)) for n in NONE_OF_N} == pytest.approx(NONE_OF_N, abs=1e-5)


def test_so_many_without_a_report_bound_a_share():
    for share, n in NEEDED.items():
        assert upper_bound(0, n) <= float(share) < upper_bound(0, n - 1)


def test_what_is_clear_among_forty_issues_is_hardly_noise():
    """Of 40 issues that 8 in 100 have, the loudest reaches 5 of 20 every second time: "clear" begins above that."""
    one = {k: float(binom.sf(int(k) - 1, 20, 0.08)) for k in ONE_ISSUE}
    of_forty = {k: 1 - (1 - chance) ** 40 for k, chance in one.items()}

    assert one == pytest.approx(ONE_ISSUE, abs=1e-5)
    assert of_forty == pytest.approx(OF_FORTY, abs=1e-5)
    assert (state(5, 20), state(6, 20)) == ("emerging", "established")
    assert of_forty["6"] < 0.15


COUNTS = list(zip([0, 1, 0, 2, 5, 1, 0, 3, 1, 0], [12, 20, 8, 25, 18, 15, 10, 30, 14, 9], strict=True))


def test_ten_garments_teach_what_to_expect_of_the_next():
    a, b = fit_prior(COUNTS)

    assert (a, b) == pytest.approx((TEN_GARMENTS["a"], TEN_GARMENTS["b"]), abs=1e-5)
    assert (a / (a + b), a + b) == pytest.approx((TEN_GARMENTS["mean"], TEN_GARMENTS["strength"]), abs=1e-5)


@pytest.mark.parametrize("counts", [COUNTS[:9], [(0, 10)] * 12, [(3, 3)] * 12, [(1, 1), (0, 1)] * 8, []])
def test_too_few_garments_or_nothing_to_tell_them_by_teach_nothing(counts):
    assert fit_prior(counts) is None


def test_garments_that_differ_by_chance_alone_are_taken_to_be_alike():
    a, b = fit_prior([(2, 20)] * 12)

    assert (a + b, a / (a + b)) == pytest.approx((STRENGTH[1], 0.1))


def test_garments_of_which_some_have_it_and_some_do_not_teach_little():
    a, b = fit_prior([(20, 20), (0, 20)] * 6)

    assert (a + b, a / (a + b)) == pytest.approx((STRENGTH[0], 0.5))


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=25))
def test_any_garments_teach_something_within_bounds(pairs):
    fitted = fit_prior([(min(pair), max(pair)) for pair in pairs])

    if fitted is not None:
        assert STRENGTH[0] - 1e-9 <= sum(fitted) <= STRENGTH[1] + 1e-9
        assert min(fitted) > 0
