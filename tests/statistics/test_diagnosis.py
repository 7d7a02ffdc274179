"""Where a fault sits, on the worked numbers of the statistics (C2)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.statistics.diagnosis import (
    diagnose,
    firth,
    stratified_trend,
    trend,
)
from app.statistics.sizes import SizeCount, bayes_factor, holm, one_size_p


def _counts(reporting: list[int], answered: list[int]) -> list[SizeCount]:
    middle = len(reporting) // 2
    return [SizeCount(place - middle, k, n) for place, (k, n) in enumerate(zip(reporting, answered, strict=True))]


BASE = _counts([2, 4, 5, 4, 2], [6, 10, 12, 9, 5])
GRADING = _counts([0, 0, 2, 4, 5], [6, 10, 12, 9, 7])
ONE_SIZE = _counts([0, 1, 1, 6, 0], [6, 10, 12, 9, 5])
LITTLE = _counts([0, 0, 1, 1, 1], [2, 3, 4, 3, 2])


@pytest.mark.parametrize(
    ("counts", "mid_p", "rises"),
    [(BASE, 0.761456, True), (GRADING, 0.000077, True), (ONE_SIZE, 0.080095, True), (LITTLE, 0.148352, True)],
)
def test_the_trend_over_sizes_is_exact(counts, mid_p, rises):
    assert trend(counts) == (pytest.approx(mid_p, abs=1e-6), rises)


@pytest.mark.parametrize(
    ("counts", "b0", "b1", "e0", "e1", "base"),
    [
        (BASE, -0.3633, 0.0751, 0.3144, 0.2571, 0.4102),
        (GRADING, -1.7019, 1.3622, 0.5466, 0.4482, 0.1542),
        (ONE_SIZE, -1.4618, 0.5599, 0.4199, 0.3461, 0.1882),
        (LITTLE, -1.3304, 0.7263, 0.7328, 0.5954, 0.2091),
    ],
)
def test_the_rate_at_the_base_size_stays_finite(counts, b0, b1, e0, e1, base):
    fitted = firth(counts)

    assert (fitted.intercept, fitted.slope) == pytest.approx((b0, b1), abs=1e-4)
    assert (fitted.intercept_error, fitted.slope_error) == pytest.approx((e0, e1), abs=1e-4)
    assert fitted.base_rate == pytest.approx(base, abs=1e-4)


@pytest.mark.parametrize(
    ("counts", "factor"), [(BASE, 73.216068), (GRADING, 0.022975), (ONE_SIZE, 0.052975), (LITTLE, 4.0375)]
)
def test_one_rate_for_all_sizes_is_weighed_against_one_each(counts, factor):
    assert bayes_factor(counts) == pytest.approx(factor, abs=1e-5, rel=1e-6)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        (BASE, [1.0, 1.0, 1.0, 1.0, 1.0]),
        (GRADING, [1.0, 1.0, 1.0, 0.563815, 0.033861]),
        (ONE_SIZE, [1.0, 1.0, 1.0, 0.00193, 1.0]),
    ],
)
def test_each_size_is_held_against_the_rest(counts, expected):
    assert one_size_p(counts) == pytest.approx(expected, abs=1e-6)


def test_several_p_values_are_corrected_together():
    assert holm([0.004, 0.011, 0.02, 0.03, 0.2, 0.6]) == pytest.approx([0.024, 0.055, 0.08, 0.09, 0.4, 0.6])


@pytest.mark.parametrize(
    ("counts", "kind", "step"),
    [(BASE, "base", None), (GRADING, "both", None), (ONE_SIZE, "one_size", 1), (LITTLE, "cannot_tell", None)],
)
def test_names_where_the_fault_sits(counts, kind, step):
    found = diagnose(counts)

    assert (found.kind, found.step) == (kind, step)


def test_a_fault_that_the_base_size_does_not_have_is_grading():
    found = diagnose(_counts([0, 0, 0, 5, 6], [10, 12, 14, 12, 9]))

    assert (found.kind, found.rises) == ("grading", True)


def test_a_fault_that_falls_with_size_is_told_from_one_that_rises():
    assert diagnose(_counts([6, 5, 0, 0, 0], [9, 12, 14, 12, 10])).rises is False


def test_what_cannot_be_told_says_how_many_more_answers_could():
    assert diagnose(LITTLE).more_answers == 16 * 5 - 14


@pytest.mark.parametrize("counts", [[], [SizeCount(0, 3, 9)], _counts([0, 0, 0], [5, 5, 5])])
def test_one_size_or_no_report_tells_nothing(counts):
    assert diagnose(counts).kind == "cannot_tell"


def test_a_trend_that_comes_from_height_vanishes_within_bands_of_height():
    short = [SizeCount(-1, 0, 10), SizeCount(0, 0, 8), SizeCount(1, 0, 2)]
    tall = [SizeCount(-1, 2, 2), SizeCount(0, 7, 8), SizeCount(1, 9, 10)]
    together = [
        SizeCount(a.step, a.reporting + b.reporting, a.answered + b.answered) for a, b in zip(short, tall, strict=True)
    ]

    assert trend(together)[0] < 0.01
    assert stratified_trend([short, tall])[0] > 0.5


@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=0, max_size=7))
def test_any_counts_are_diagnosed(pairs):
    found = diagnose([SizeCount(place - 3, min(pair), max(pair)) for place, pair in enumerate(pairs)])

    assert found.trend is None or 0 <= found.trend <= 1
    assert found.base_rate is None or 0 < found.base_rate < 1
