"""C3 of the statistics, number by number: did the revision work."""

import re
from functools import cache
from math import inf, isnan

import numpy as np
import pytest
from scipy.stats import binom, boschloo_exact
from scipy.stats.contingency import odds_ratio as conditional_odds_ratio
from scipy.stats.contingency import relative_risk

from app.models import Verdict
from app.statistics.comparison import (
    common_odds_ratio,
    difference,
    fall_p,
    false_discoveries,
    mixes_apart,
    odds_ratio,
    score_difference,
    score_ratio,
    stratified_fall_p,
)
from app.statistics.posterior import JEFFREYS, SHOP_PRIOR, probability_above
from app.statistics.sizes import holm
from app.statistics.verdict import judge_fix, probability_of_fall, upper_bound
from tests.statistics.worked import case, cases

COMPARED = cases("C3 before")
RULED = {name: told for name, told in cases("", file="rule_cases").items() if "->" in name}
NEEDED = cases("n_after needed", file="rule_cases")

STATES = {
    "improving": {Verdict.PROBABLY_FEWER},
    "not established": {Verdict.TOO_RARE_BEFORE, Verdict.TOO_FEW},
    "no clear change": {Verdict.NO_DIFFERENCE},
    "verified": {Verdict.CLEARLY_FEWER, Verdict.SOLVED},
}


def _numbers(name):
    return [int(number) for number in re.findall(r"\d+", name.removeprefix("C3"))]


@pytest.mark.parametrize("name", COMPARED)
def test_before_and_after_compare_as_worked_out(name):
    told, (k1, n1, k2, n2) = COMPARED[name], _numbers(name)
    fisher = fall_p(k1, n1, k2, n2, mid=False)

    assert (k1 / n1, k2 / n2) == pytest.approx((told["rate_before"], told["rate_after"]), abs=1e-6)
    fell = probability_of_fall(k1, n1, k2, n2, before=JEFFREYS)
    halved = probability_of_fall(k1, n1, k2, n2, before=JEFFREYS, to=0.5)
    assert (fell, halved) == pytest.approx((told["P_after_lt_before"], told["P_at_least_halved"]), abs=1e-5)
    assert difference(k2, n2, k1, n1)[1] == -difference(k1, n1, k2, n2)[1]
    assert difference(k1, n1, k2, n2) == pytest.approx(told["diff_q05_q50_q95"], abs=1e-5)
    assert score_difference(k1, n1, k2, n2) == pytest.approx(told["diff_MN95"], abs=1e-5)
    assert (fisher, fall_p(k1, n1, k2, n2)) == pytest.approx(
        (told["fisher_one_sided"], told["mid_p_one_sided"]), abs=1e-6
    )
    assert upper_bound(k2, n2) == pytest.approx(told["after_upper95"], abs=1e-5)


@pytest.mark.parametrize("name", COMPARED)
def test_the_notes_other_tests_of_the_same_counts_are_scipys(name):
    """Not used here: they are what ours are held against, so the notes themselves are checked."""
    told, (k1, n1, k2, n2) = COMPARED[name], _numbers(name)
    table = [[k1, n1 - k1], [k2, n2 - k2]]
    odds = conditional_odds_ratio(table)
    interval = odds.confidence_interval(0.90)
    ratio = relative_risk(k2, n2, k1, n1)
    katz = ratio.confidence_interval(0.90)

    assert boschloo_exact(np.transpose(table), alternative="greater").pvalue == pytest.approx(
        told["boschloo_one_sided"], abs=1e-4
    )
    assert odds.statistic == pytest.approx(float(told["cond_OR_before_vs_after"]), abs=1e-3)
    assert [interval.low, interval.high] == pytest.approx([float(end) for end in told["cond_OR_90"]], abs=1e-2)
    expected = told["RR_after_vs_before_katz90"]
    assert ratio.relative_risk == pytest.approx(expected[0], abs=1e-5)
    if not isnan(expected[2]):
        assert [katz.low, katz.high] == pytest.approx(expected[1:], abs=1e-5)
    two_sided = _fisher_two_sided(k1, n1, k2, n2)
    assert two_sided == pytest.approx(told["fisher_two_sided"], abs=1e-6)


@pytest.mark.parametrize("name", RULED)
def test_the_gates_rule_is_as_worked_out(name):
    told, counts = RULED[name], _numbers(name)
    judged = judge_fix(*counts, threshold=0.975)

    assert probability_above(0.10, *counts[:2]) == pytest.approx(told["P_established"], abs=1e-5)
    assert judged.probability == pytest.approx(told["P_after_lt_before"], abs=1e-5)
    assert probability_of_fall(*counts, before=SHOP_PRIOR, to=0.5) == pytest.approx(told["P_halved"], abs=1e-5)
    assert judged.verdict in STATES[told["state"]]


@pytest.mark.parametrize("name", NEEDED)
def test_so_many_answers_prove_a_fix(name):
    k1, n1 = _numbers(name)[:2]

    for k2, n2 in enumerate(NEEDED[name]):
        assert probability_of_fall(k1, n1, k2, n2) >= 0.975
        assert n2 == 10 or probability_of_fall(k1, n1, k2, n2 - 1) < 0.975


def test_the_ratio_has_an_interval_where_nobody_reports_it_any_more():
    assert score_ratio(9, 24, 2, 21) == pytest.approx((0.0649, 0.9012), abs=5e-5)
    low, high = score_ratio(3, 10, 0, 8)
    assert (low, high < 2) == (0.0, True)


def test_a_change_is_explained_away_only_by_a_bias_that_changed():
    told = case("C3 tipping 9/24->2/21")
    haldane = odds_ratio(9, 24, 2, 21)

    assert haldane == pytest.approx(told["haldane_OR_before_over_after"], abs=1e-6)
    assert 1 / haldane == pytest.approx(told["theta_after_over_before_to_null"], abs=1e-6)


def test_a_bias_that_stays_leaves_the_odds_ratio_alone():
    told = case("C3 OR invariance true p1=.15,p2=.05, affected 3x as likely to answer")
    before, after = (3 * p / (3 * p + 1 - p) for p in (0.15, 0.05))

    def odds(p):
        return p / (1 - p)

    assert (before, after) == pytest.approx((told["q1"], told["q2"]), abs=1e-6)
    assert (0.05 / 0.15, after / before) == pytest.approx((told["RR_true"], told["RR_seen"]), abs=1e-6)
    assert odds(0.05) / odds(0.15) == pytest.approx(told["OR_true"], abs=1e-6)
    assert odds(after) / odds(before) == pytest.approx(told["OR_seen"], abs=1e-6)


def test_several_p_values_are_corrected_two_ways():
    p = case("C3 p-values")

    assert holm(p) == pytest.approx(case("C3 holm"))
    assert false_discoveries(p) == pytest.approx(case("C3 BH"))
    assert case("C3 BH scipy") == case("C3 BH")
    assert false_discoveries([]) == []


def test_sizes_are_compared_with_their_like():
    told = case("C3 Mantel-Haenszel strata (before issue, before ok, after issue, after ok)")
    crude = np.sum(told["strata"], axis=0).tolist()

    assert crude == told["crude"]
    assert common_odds_ratio(told["strata"]) == pytest.approx(told["MH_OR"], abs=1e-6)
    assert common_odds_ratio([crude]) == pytest.approx(told["crude_OR"], abs=1e-6)
    assert stratified_fall_p([crude]) == pytest.approx(fall_p(10, 32, 3, 26))
    assert 0.02 < stratified_fall_p(told["strata"]) < 0.05
    assert common_odds_ratio([(0, 5, 0, 5)]) is None


def test_two_mixes_of_sizes_lie_apart_by_what_would_have_to_move():
    assert mixes_apart([10, 10], [10, 10]) == 0
    assert mixes_apart([10, 10], [20, 0]) == pytest.approx(0.5)
    assert mixes_apart([0, 0], [3, 4]) == 0


@pytest.mark.thorough
def test_looking_often_and_picking_the_worst_cry_wolf_as_often_as_simulated():
    """Worked out over all counts instead of drawn: the notes' simulations lie within three of their errors."""
    looked = case("C3 false 'verified' when nothing changed (p=.3, n_before=30)")
    found = {
        "one look at 20, thr .95": _prove(0.3, 0.3, (20,), 0.95),
        "peek every response 5..40, thr .95": _prove(0.3, 0.3, range(5, 41), 0.95),
        "looks 10,20,40 thr .95": _prove(0.3, 0.3, (10, 20, 40), 0.95),
        "looks 10,20,40 thr .975": _prove(0.3, 0.3, (10, 20, 40), 0.975),
        "looks 10,20,40 thr .985": _prove(0.3, 0.3, (10, 20, 40), 0.985),
    }
    assert found == pytest.approx(looked, abs=0.025)
    power = case("C3 power to verify p .3->.1 (n_before=30)")
    assert {
        "looks 10,20,40 thr .975": _prove(0.3, 0.1, (10, 20, 40), 0.975),
        "one look at 20 thr .95": _prove(0.3, 0.1, (20,), 0.95),
        "one look at 40 thr .95": _prove(0.3, 0.1, (40,), 0.95),
    } == pytest.approx(power, abs=0.03)
    worst = case("C3 false 'verified' if the worst of 40 noise issues is picked and 'revised' (n=20/20, p=.08)")
    shrunk = case("C3 same with shop prior Beta(1.6,18.4)")
    assert _pick_worst(JEFFREYS) == pytest.approx(worst, abs=0.025)
    assert _pick_worst((1.6, 18.4)) == pytest.approx(shrunk, abs=0.025)


def _prove(p1, p2, looks, threshold):
    """How likely a fall from p1 of 30 to p2 is proven at one of the looks, with Jeffreys' priors."""
    proven = 0.0
    for k1, chance in enumerate(binom.pmf(np.arange(31), 30, p1)):
        if chance < 1e-5:
            continue
        waiting, seen = np.ones(1), 0
        for look in looks:
            waiting = np.convolve(waiting, binom.pmf(np.arange(look - seen + 1), look - seen, p2))
            sure = np.array([at > 1e-7 and _sure(k1, k, look) >= threshold for k, at in enumerate(waiting)])
            proven += chance * waiting[sure].sum()
            waiting, seen = np.where(sure, 0.0, waiting), look
    return proven


@cache
def _sure(k1, k, look):
    return probability_of_fall(k1, 30, k, look, before=JEFFREYS)


def _pick_worst(prior):
    """How likely the worst of 40 issues of pure noise, 8 in 100 of 20, is "verified" after 20 more answers."""
    k = np.arange(21)
    up_to = binom.cdf(k, 20, 0.08) ** 40
    worst = np.diff(up_to, prepend=0.0)
    after = binom.pmf(k, 20, 0.08)
    return sum(
        float(worst[k1] * after[k2])
        for k1 in k for k2 in k
        if worst[k1] * after[k2] > 1e-9 and _fell(int(k1), int(k2), prior) >= 0.95
    )  # fmt: skip


def _fell(k1, k2, prior):
    """P of a fall with the same prior before and after: by quantiles of "after", as the product never needs it."""
    from scipy.special import betainc, betaincinv

    quantiles = (np.arange(2000) + 0.5) / 2000
    before = betaincinv(prior[0] + k1, prior[1] + 20 - k1, quantiles)
    return float(betainc(prior[0] + k2, prior[1] + 20 - k2, before).mean())


def _fisher_two_sided(k1, n1, k2, n2):
    from scipy.stats import fisher_exact

    return fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue


def test_no_odds_are_infinite_where_half_an_answer_is_added():
    assert odds_ratio(3, 10, 0, 8) < inf
