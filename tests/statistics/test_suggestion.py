"""How much to change a measure, on the worked numbers of the statistics (C4)."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.statistics.location import Wish, locate, location_interval
from app.statistics.suggestion import (
    best_shift,
    expected_inside,
    has_two_heaps,
    over_leeway,
    suggest,
    suggest_by_step,
)

HAPPY_AND_LONG = np.array([0.0] * 10 + [13, 25, 25, 30, 38, 45, 51, 51])
EACH = np.ones(len(HAPPY_AND_LONG), dtype=int)
MOSTLY_LONG = np.array([0.0] * 4 + [25, 25, 30, 38, 38, 45, 51, 51, 25, 30, 38, 25, 51, 38])

EIGHT = [
    Wish(38.1, 63.5), Wish(44.45, 57.15), Wish(12.7, 38.1), Wish(40, 50), Wish(25, 35), Wish(25.4, 50.8),
    Wish(3, 25.4, stated=False), Wish(12.7, 63.5, stated=False),
]  # fmt: skip
"""About 2 in · 2 in · an inch or so · 4–5 cm · 3 cm · 1–2 inches · a little · too long."""


@pytest.mark.parametrize(
    ("shift", "inside"), [(0, 11), (5, 11), (10, 13), (15, 14), (20, 4), (25, 5), (30, 5), (35, 5), (40, 7)]
)
def test_the_satisfied_count_too(shift, inside):
    assert expected_inside(HAPPY_AND_LONG, shift, 15) == inside


@pytest.mark.parametrize(("shift", "loss"), [(0, 8.888889), (10, 5.0), (15, 3.611111), (20, 5.277778), (34, 11.111111)])
def test_what_stays_beyond_the_leeway_is_counted(shift, loss):
    assert over_leeway(HAPPY_AND_LONG - shift, EACH, 15) == pytest.approx(loss, abs=1e-6)


def test_the_shift_that_suits_most_is_far_less_than_the_complainers_ask_for():
    assert best_shift(HAPPY_AND_LONG, 15, step_mm=5) == 15
    assert best_shift(MOSTLY_LONG, 15, step_mm=5) == 40


def test_eight_answers_are_located_through_their_intervals():
    mean, spread, _ = locate(EIGHT)

    assert (mean, spread) == pytest.approx((36.757, 10.875), abs=0.01)
    assert location_interval(EIGHT) == pytest.approx((28.525, 44.868), abs=0.01)


def test_without_the_vague_ones_they_lie_closer():
    mean, spread, _ = locate(EIGHT[:6])

    assert (mean, spread) == pytest.approx((40.276, 7.658), abs=0.01)
    assert location_interval(EIGHT[:6]) == pytest.approx((33.158, 47.315), abs=0.01)


def _wishes(*middles: float) -> list[Wish]:
    return [Wish(middle - 5, middle + 5) for middle in middles]


def test_a_suggestion_says_whom_it_suits():
    found = suggest(_wishes(13, 25, 25, 30, 38, 45, 51, 51), 10, leeway_mm=15, step_mm=5)

    assert (found.shift_mm, found.refusal) == (15, None)
    assert (found.suited, found.suited_now, found.stated, found.satisfied, found.satisfied_lost) == (14, 11, 8, 10, 0)


def test_with_the_scatter_of_sewing_the_shift_keeps_away_from_the_cliff():
    wishes = _wishes(13, 25, 25, 30, 38, 45, 51, 51)

    assert suggest(wishes, 10, leeway_mm=15).shift_mm == 15
    assert suggest(wishes, 10, leeway_mm=15, scatter_mm=3).shift_mm == 10
    assert suggest(wishes, 10, leeway_mm=15, scatter_mm=6).refusal == "leave_it"


def test_two_amounts_make_no_number():
    assert suggest(_wishes(20, 30), 3, leeway_mm=15).refusal == "too_few_amounts"


def test_assumed_amounts_alone_make_no_number():
    vague = [Wish(12.7, 63.5, stated=False)] * 9

    assert suggest(vague, 0, leeway_mm=15).refusal == "too_few_amounts"


def test_a_few_among_many_happy_ones_change_nothing():
    assert suggest(_wishes(40, 45, 50), 40, leeway_mm=15).refusal == "leave_it"


def test_two_heaps_cannot_be_suited_by_one_length():
    found = suggest(_wishes(*[30] * 5, *[90] * 6, *[150] * 5), 5, leeway_mm=10)

    assert (found.shift_mm, found.refusal) == (None, "two_heaps")


def test_those_who_want_the_opposite_hold_it_back():
    wishes = _wishes(30, 30, 30, 30)

    assert suggest(wishes, 0, leeway_mm=15).shift_mm == 15
    assert suggest(wishes, 0, against=_wishes(30, 30, 30, 30, 30), leeway_mm=15).refusal == "leave_it"


def test_a_fault_that_grows_with_the_size_is_mended_by_the_steps():
    wishes = [(1, wish) for wish in _wishes(20, 20, 20)] + [(2, wish) for wish in _wishes(40, 40, 40)]

    found = suggest_by_step(wishes, [0] * 10 + [1], moves_base=False, leeway_mm=5)

    assert (found.shift_mm, found.per_step_mm) == (0, 18)
    assert (found.suited, found.suited_now, found.satisfied_lost) == (16, 11, 1)


def test_a_base_that_is_off_too_moves_with_them():
    wishes = [(0, wish) for wish in _wishes(20, 20, 20)] + [(1, wish) for wish in _wishes(40, 40, 40)]

    found = suggest_by_step(wishes, [0], moves_base=True, leeway_mm=5)

    assert (found.shift_mm, found.per_step_mm) == (15, 20)
    assert found.suited == 6


def test_steps_need_three_amounts_and_somebody_they_suit():
    assert suggest_by_step([(1, Wish(20, 30))], [0], moves_base=False, leeway_mm=5).refusal == "too_few_amounts"
    only_base = [(0, wish) for wish in _wishes(20, 20, 20)]
    assert suggest_by_step(only_base, [0], moves_base=False, leeway_mm=5).refusal == "leave_it"


@pytest.mark.parametrize(
    ("wishes", "two"),
    [([0, 0, 0, 1, 40, 41, 42, 43], True), ([0, 5, 10, 15, 20, 25], False), ([3], False), ([], False)],
)
def test_a_gap_tells_two_heaps_apart(wishes, two):
    assert has_two_heaps(np.array(wishes, dtype=float)) is two


def test_equal_answers_are_located_too():
    low, high = location_interval(_wishes(20, 20, 20, 20))

    assert low < 20 < high


@pytest.mark.parametrize(
    "wishes",
    [
        [Wish(19.05, 44.45)] * 3,
        [Wish(38, 98)] * 5,
        [Wish(20, 31)] * 3 + [Wish(5, 40, stated=False)] * 3,
        [Wish(5, 65)] * 4 + [Wish(12, 12.1)],
    ],
    ids=["an inch or so", "wide words", "beside vague ones", "beside an exact one"],
)
def test_wide_words_that_all_share_are_located_within_them(wishes):
    low, high = location_interval(wishes)

    assert min(wish.low_mm for wish in wishes) < low < high < max(wish.high_mm for wish in wishes)


@given(
    st.lists(st.tuples(st.floats(1, 100), st.sampled_from([0.1, 2.0, 25.0, 60.0])), min_size=1, max_size=4),
    st.integers(1, 4),
)
@settings(max_examples=30, deadline=None)
def test_whatever_was_said_is_located(said, times):
    low, high = location_interval([Wish(low, low + wide) for low, wide in said] * times)

    assert low < high


@given(st.lists(st.floats(3, 150), min_size=3, max_size=25), st.integers(0, 40), st.sampled_from([0.0, 4.0, 9.0]))
def test_a_suggestion_never_suits_fewer_than_doing_nothing(middles, satisfied, scatter):
    found = suggest(_wishes(*middles), satisfied, leeway_mm=15, scatter_mm=scatter)

    assert found.suited >= found.suited_now
    assert (found.shift_mm is None) is (found.refusal is not None)
