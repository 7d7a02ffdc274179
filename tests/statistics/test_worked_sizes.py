"""C2 of the statistics, number by number: base pattern or grading."""

import numpy as np
import pytest
from scipy.stats import kendalltau, t

from app.statistics.diagnosis import diagnose, firth, trend, trend_distribution
from app.statistics.sizes import SizeCount, against_the_rest, bayes_factor, one_size_p, uneven_p
from app.statistics.slopes import SignedCount, least_squares, signed_slope, theil_sen
from tests.statistics.worked import case

COUNTED = {
    name: case(name)
    for name in (
        "C2 base pattern: waist tight everywhere", "C2 grading: tight only as size goes up", "C2 one size spike",
        "C2 too little data",
    )
}  # fmt: skip

EXACT_UNEVEN = dict(zip(COUNTED, (1.0, 0.00234743, 0.00315164, 0.90109890), strict=True))
"""Freeman and Halton's p by enumeration (the notes, oracles): the file's own were resampled."""

VERDICTS = dict(zip(COUNTED, ("base", "both", "one_size", "cannot_tell"), strict=True))

SCORED = case("C2 signed scores grade case")
AMOUNTS = case("C2 amounts regression (mm wanted vs grade step)")


def _counts(told):
    return [SizeCount(place - 2, k, n) for place, (k, n) in enumerate(zip(told["k"], told["n"], strict=True))]


@pytest.mark.parametrize("name", COUNTED)
def test_what_the_sizes_say_is_as_worked_out(name):
    told, counts = COUNTED[name], _counts(COUNTED[name])
    lowest, chances = trend_distribution(counts)
    seen = sum(count.step * count.reporting for count in counts)
    upper, lower = chances[seen - lowest :].sum(), chances[: seen - lowest + 1].sum()
    fitted = firth(counts)

    expected = told["trend"]
    assert seen == expected["T"]
    assert (upper, lower) == pytest.approx((expected["p_upper"], expected["p_lower"]), abs=1e-6)
    assert min(1, 2 * min(upper, lower)) == pytest.approx(expected["p_two"], abs=1e-6)
    assert trend(counts)[0] == pytest.approx(expected["mid_p_two"], abs=1e-6)
    assert uneven_p(counts) == pytest.approx(EXACT_UNEVEN[name], abs=1e-8)
    assert uneven_p(counts) == pytest.approx(told["freeman_halton_p"], abs=0.01)
    assert bayes_factor(counts) == pytest.approx(told["BF_const_vs_sat"], abs=1e-5, rel=1e-6)
    assert [fitted.intercept, fitted.slope, fitted.intercept_error, fitted.slope_error, fitted.base_rate] == (
        pytest.approx([told["firth"][each] for each in ("b0", "b1", "se0", "se1", "p_at_base")], abs=1e-4)
    )
    assert against_the_rest(counts) == pytest.approx(told["one_vs_rest_p"], abs=1e-6)
    assert one_size_p(counts) == pytest.approx(told["holm"], abs=1e-6)
    assert diagnose(counts).kind == VERDICTS[name]


def test_many_answers_are_as_uneven_by_chi_squared_as_they_are_exactly():
    few, many = _counts({"k": [9, 10, 20], "n": [60, 100, 150]}), _counts({"k": [60, 80, 90, 70, 99], "n": [300] * 5})

    assert uneven_p(few) == pytest.approx(0.8, abs=0.2)
    assert uneven_p(many) == pytest.approx(0.0037, abs=0.003)


def test_a_direction_that_flips_over_the_sizes_is_seen_in_the_scores():
    scores = {int(step): values for step, values in SCORED["scores"].items()}
    counts = [SignedCount(step, each.count(1), each.count(-1), len(each)) for step, each in scores.items()]
    told = signed_slope(counts)
    error = (told.line.slope_90[1] - told.line.slope) / t.ppf(0.95, 36)
    steps, values = zip(*((step, score) for step, each in scores.items() for score in each), strict=True)
    rank = kendalltau(steps, values)

    assert told.line.slope == pytest.approx(SCORED["slope"], abs=1e-6)
    assert told.line.intercept == pytest.approx(SCORED["intercept"], abs=1e-6)
    assert error == pytest.approx(SCORED["slope_se"], abs=1e-6)
    assert 2 * t.sf(abs(told.line.slope) / error, 36) == pytest.approx(SCORED["t_p"], abs=1e-6)
    assert (rank.statistic, rank.pvalue) == pytest.approx((SCORED["kendall_tau_b"], SCORED["kendall_p"]), abs=1e-6)
    assert told.p == pytest.approx(case("C2 signed scores permutation p (seed 20240601, 20000)"), abs=1e-5)
    assert told.flips


def test_scores_that_do_not_change_with_the_size_are_dealt_as_steep_by_chance():
    told = signed_slope([SignedCount(step, 2, 1, 10) for step in range(-2, 3)])

    assert (told.line.slope, told.p, told.flips) == (pytest.approx(0), 1.0, False)


def test_dealing_sizes_at_random_agrees_with_every_way_to_deal_them():
    """Three of six say it, one the opposite: 60 ways, of which 6 are as steep as they can be."""
    counts = [SignedCount(-1, 0, 1, 3), SignedCount(1, 3, 0, 3)]

    assert signed_slope(counts).p == pytest.approx(2 * 3 / 60, abs=0.01)


@pytest.mark.parametrize("counts", [[], [SignedCount(0, 3, 1, 9)], [SignedCount(0, 1, 0, 1), SignedCount(1, 0, 1, 1)]])
def test_one_size_or_two_answers_have_no_slope(counts):
    assert signed_slope(counts) is None


def test_a_flip_makes_grading_of_what_would_be_both():
    counts = _counts({"k": [0, 0, 2, 4, 5], "n": [6, 10, 12, 9, 7]})
    flipped = [
        SignedCount(count.step, count.reporting, against, count.answered)
        for count, against in zip(counts, (4, 4, 2, 0, 0), strict=True)
    ]

    assert diagnose(counts).kind == "both"
    assert diagnose(counts, signed=signed_slope(flipped)).kind == "grading"


def test_the_amounts_by_size_make_a_line_two_ways():
    fitted, middle = least_squares(AMOUNTS["data"]), theil_sen(AMOUNTS["data"])

    assert (fitted.intercept, fitted.slope) == pytest.approx((AMOUNTS["ols_intercept"], AMOUNTS["ols_slope"]), abs=1e-6)
    assert fitted.intercept_90 == pytest.approx(AMOUNTS["intercept_90"], abs=1e-6)
    assert fitted.slope_90 == pytest.approx(AMOUNTS["slope_90"], abs=1e-6)
    assert middle.slope == pytest.approx(AMOUNTS["theil_sen_slope"], abs=1e-6)
    assert middle.intercept == pytest.approx(AMOUNTS["theil_sen_intercept"], abs=1e-6)
    assert middle.slope_90 == pytest.approx(AMOUNTS["theil_slope_90"], abs=1e-6)


def test_one_odd_amount_moves_the_line_of_medians_little():
    odd = [*AMOUNTS["data"][:-1], [2, 400]]

    assert theil_sen(odd).slope == pytest.approx(AMOUNTS["theil_sen_slope"], abs=2)
    assert least_squares(odd).slope > 10


@pytest.mark.thorough
def test_so_often_a_trend_is_found_and_so_often_where_none_is():
    """The notes simulated it some 1,500 times: these are within three of their standard errors."""
    grows, constant = np.linspace(0.1, 0.5, 5), np.full(5, 0.3)
    power = case("C2 power of exact mid-p trend test, rates 10..50% over 5 sizes")
    false = case("C2 false 'grading' rate, constant 30%")

    assert {name: _find(grows, int(name.split()[0])) for name in power} == pytest.approx(power, abs=0.035)
    assert {name: _find(constant, int(name.split()[0])) for name in false} == pytest.approx(false, abs=0.02)


def _find(rates, answered, runs=10_000):
    """In what share of simulated runs there is a trend; one with as many reports and the same T is the same."""
    drawn = np.random.default_rng(1).binomial(answered, rates, (runs, 5))
    reporting, seen = drawn.sum(axis=1), drawn @ np.arange(-2, 3)
    alike, number = np.unique(np.stack([reporting, seen]), axis=1, return_counts=True)
    spread = {
        each: trend_distribution(_counts({"k": drawn[np.argmax(reporting == each)].tolist(), "n": [answered] * 5}))
        for each in set(alike[0].tolist())
    }
    found = 0
    for (total, at), times in zip(alike.T.tolist(), number.tolist(), strict=True):
        lowest, chances = spread[total]
        upper = chances[at - lowest + 1 :].sum() + chances[at - lowest] / 2
        found += times * (2 * min(upper, 1 - upper) < 0.05)
    return found / runs
