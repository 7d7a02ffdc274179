"""How sure the evidence is: worked numbers, computed independently of this code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.services.shares import worst_case
from app.statistics.posterior import (
    JEFFREYS,
    posterior,
    probability_above,
    state,
    total_in_round,
)

COUNTS = st.integers(0, 400).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))

# k, n: 5 %, 50 % and 95 % points with the shop's prior, and with Jeffreys'.
WORKED = {
    (1, 1): ((0.028602, 0.143063, 0.369464), (0.228520, 0.836806, 0.998457)),
    (2, 3): ((0.062710, 0.200523, 0.419174), (0.235534, 0.647548, 0.937587)),
    (3, 5): ((0.094954, 0.242156, 0.450129), (0.260634, 0.593155, 0.872224)),
    (3, 10): ((0.068789, 0.179558, 0.347055), (0.117329, 0.306824, 0.558127)),
    (7, 18): ((0.151067, 0.273237, 0.424355), (0.221170, 0.390969, 0.581234)),
    (12, 40): ((0.161249, 0.252726, 0.361949), (0.193578, 0.301678, 0.427129)),
    (30, 150): ((0.143651, 0.191217, 0.245730), (0.150741, 0.200669, 0.257733)),
    (0, 10): ((0.001146, 0.025906, 0.127033), (0.000192, 0.021940, 0.170773)),
}


@pytest.mark.parametrize(("counts", "expected"), WORKED.items(), ids=lambda each: f"{each[0]} of {each[1]}")
def test_the_share_has_the_worked_quantiles(
    counts: tuple[int, int], expected: tuple[tuple[float, ...], tuple[float, ...]]
) -> None:
    shop, jeffreys = posterior(*counts), posterior(*counts, prior=JEFFREYS)
    assert (shop.q05, shop.q50, shop.q95) == pytest.approx(expected[0], abs=1e-5)
    assert (jeffreys.q05, jeffreys.q50, jeffreys.q95) == pytest.approx(expected[1], abs=1e-5)


@pytest.mark.parametrize(
    ("k", "n", "shop", "jeffreys"),
    [
        (1, 1, 0.672439, 0.986153),
        (2, 3, 0.857205, 0.993793),
        (3, 5, 0.941653, 0.997826),
        (3, 10, 0.858383, 0.968641),
        (7, 18, 0.994881, 0.999537),
        (12, 40, 0.998955, 0.999814),
        (30, 150, 0.999732, 0.999884),
        (0, 10, 0.093028, 0.141553),
    ],
)
def test_how_sure_it_is_that_more_than_a_tenth_are_affected(k: int, n: int, shop: float, jeffreys: float) -> None:
    assert probability_above(0.10, k, n) == pytest.approx(shop, abs=1e-5)
    assert probability_above(0.10, k, n, prior=JEFFREYS) == pytest.approx(jeffreys, abs=1e-5)


def test_the_5_percent_point_ranks_evidence_above_loudness() -> None:
    counts = [(1, 1), (2, 3), (3, 10), (30, 150), (7, 18), (12, 40)]
    ranked = sorted(counts, key=lambda each: posterior(*each).q05, reverse=True)
    assert ranked == [(12, 40), (7, 18), (30, 150), (3, 10), (2, 3), (1, 1)]


@pytest.mark.parametrize(
    ("n", "smallest"),
    [(5, 4), (8, 4), (10, 4), (15, 5), (20, 6), (30, 7), (40, 9), (60, 11), (100, 16)],
)
def test_a_point_is_established_from_the_smallest_worked_count(n: int, smallest: int) -> None:
    assert state(smallest, n) == "established"
    assert state(smallest - 1, n) != "established"


@pytest.mark.parametrize(
    ("k", "n", "expected"),
    [
        (0, 5, "none"),
        (1, 1, "single_voice"),
        (1, 60, "single_voice"),
        (2, 2, "emerging"),
        (3, 10, "emerging"),
        (3, 5, "emerging"),
        (2, 40, "few"),
        (2, 1000, "few"),
    ],
)
def test_states_say_no_more_than_the_counts_do(k: int, n: int, expected: str) -> None:
    assert state(k, n) == expected


def test_two_friends_never_establish_a_fault() -> None:
    assert state(2, 2, p_ref=0.01) == "emerging"


def test_another_reference_moves_the_state() -> None:
    assert state(5, 50, p_ref=0.10) == "few"
    assert state(5, 50, p_ref=0.03) == "established"


@pytest.mark.parametrize(
    ("k", "n", "sold", "bounds", "total"),
    [
        (1, 1, 30, (0.033333, 1.0), (7, 25, 30)),
        (2, 3, 30, (0.066667, 0.966667), (8, 20, 28)),
        (3, 5, 30, (0.1, 0.933333), (9, 18, 26)),
        (3, 10, 30, (0.1, 0.766667), (4, 9, 15)),
        (7, 18, 60, (0.116667, 0.816667), (15, 23, 33)),
        (12, 40, 120, (0.1, 0.766667), (25, 36, 48)),
        (30, 150, 500, (0.06, 0.76), (79, 100, 124)),
        (0, 10, 40, (0.0, 0.75), (0, 0, 6)),
    ],
)
def test_what_the_silent_buyers_may_hide(
    k: int, n: int, sold: int, bounds: tuple[float, float], total: tuple[int, int, int]
) -> None:
    assert worst_case(k, n, sold) == pytest.approx(bounds, abs=1e-5)
    assert total_in_round(k, n, sold, prior=JEFFREYS) == total


@given(COUNTS)
def test_one_more_report_never_makes_it_less_sure(counts: tuple[int, int]) -> None:
    k, n = counts
    assert posterior(k + 1, n + 1).q05 > posterior(k, n + 1).q05
    assert probability_above(0.10, k + 1, n + 1) >= probability_above(0.10, k, n + 1)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3)])
def test_counts_that_cannot_be_are_refused(k: int, n: int) -> None:
    with pytest.raises(ValueError, match="no count of answers"):
        posterior(k, n)
