"""Whether a fix worked: worked numbers, computed independently of this code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import Verdict
from app.statistics.posterior import JEFFREYS, probability_above
from app.statistics.verdict import (
    judge_fix,
    next_look,
    passed_look,
    probability_of_fall,
    upper_bound,
)

Counts = tuple[int, int, int, int]

# before k of n, after k of n: P(before > p_ref), P*, the verdict at threshold 0.975, and P with Jeffreys' prior.
WORKED: dict[Counts, tuple[float, float, Verdict, float | None]] = {
    (9, 24, 2, 21): (0.998596, 0.954207, Verdict.PROBABLY_FEWER, 0.987361),
    (2, 6, 0, 30): (0.774220, 0.985126, Verdict.TOO_RARE_BEFORE, None),
    (12, 40, 11, 38): (0.998955, 0.342711, Verdict.NO_DIFFERENCE, 0.540148),
    (6, 12, 1, 14): (0.995527, 0.953975, Verdict.PROBABLY_FEWER, 0.994099),
    (30, 150, 12, 140): (0.999732, 0.995791, Verdict.CLEARLY_FEWER, 0.997459),
    (5, 50, 0, 60): (0.419210, 0.995524, Verdict.TOO_RARE_BEFORE, 0.996659),
    (8, 20, 3, 20): (0.997927, 0.867660, Verdict.PROBABLY_FEWER, 0.962953),
    (8, 20, 1, 20): (0.997927, 0.985556, Verdict.CLEARLY_FEWER, 0.997152),
    (8, 20, 1, 40): (0.997927, 0.999360, Verdict.CLEARLY_FEWER, 0.999927),
}


@pytest.mark.parametrize(("counts", "expected"), WORKED.items(), ids=lambda each: "-".join(map(str, each)))
def test_the_worked_fixes_are_judged_as_by_hand(
    counts: Counts, expected: tuple[float, float, Verdict, float | None]
) -> None:
    before, fall, verdict, jeffreys = expected
    judged = judge_fix(*counts, threshold=0.975)
    assert probability_above(0.10, counts[0], counts[1]) == pytest.approx(before, abs=1e-5)
    assert judged.probability == pytest.approx(fall, abs=1e-5)
    assert judged.verdict == verdict
    if jeffreys is not None:
        assert probability_of_fall(*counts, before=JEFFREYS) == pytest.approx(jeffreys, abs=1e-5)


def test_fewer_than_ten_answers_are_too_few_whatever_they_say() -> None:
    judged = judge_fix(3, 10, 0, 8)
    assert judged.verdict == Verdict.TOO_FEW
    assert judged.probability == pytest.approx(0.902793, abs=1e-5)


def test_the_products_own_threshold_is_stricter_because_it_looks_several_times() -> None:
    assert judge_fix(8, 20, 1, 20, threshold=0.975).verdict == Verdict.CLEARLY_FEWER
    assert judge_fix(8, 20, 1, 20).verdict == Verdict.PROBABLY_FEWER


@pytest.mark.parametrize(("k2", "jeffreys"), [(10, 0.022426), (12, 0.004403)])
def test_more_reports_than_before_are_worse(k2: int, jeffreys: float) -> None:
    assert probability_of_fall(4, 20, k2, 20, before=JEFFREYS) == pytest.approx(jeffreys, abs=1e-5)
    assert judge_fix(4, 20, k2, 20).verdict == Verdict.WORSE


def test_what_was_rare_before_can_still_get_worse() -> None:
    assert judge_fix(1, 30, 12, 30).verdict == Verdict.WORSE


def test_solved_needs_the_upper_bound_below_the_reference() -> None:
    assert judge_fix(30, 60, 0, 40).verdict == Verdict.SOLVED
    assert judge_fix(30, 60, 0, 20).verdict == Verdict.CLEARLY_FEWER


@pytest.mark.parametrize(
    ("before", "needed"),
    [
        ((4, 10), (13, 27, 40)),
        ((6, 20), (12, 25, 37)),
        ((7, 20), (10, 21, 30)),
        ((10, 20), (10, 13, 19)),
        ((12, 40), (10, 19, 27)),
        ((20, 60), (10, 15, 22)),
    ],
)
def test_the_answers_that_a_proof_needs(before: tuple[int, int], needed: tuple[int, int, int]) -> None:
    for k2, n2 in enumerate(needed):
        assert probability_of_fall(*before, k2, n2) >= 0.975
        if n2 > 10:
            assert probability_of_fall(*before, k2, n2 - 1) < 0.975


@pytest.mark.parametrize(
    ("n", "bound"),
    [
        (3, 0.631597), (5, 0.450720), (8, 0.312344), (10, 0.258866), (15, 0.181036), (20, 0.139108),
        (29, 0.098145), (30, 0.095034), (59, 0.049508), (100, 0.029513), (299, 0.009969),
    ],
)  # fmt: skip
def test_none_of_n_still_allows_for_some(n: int, bound: float) -> None:
    assert upper_bound(0, n) == pytest.approx(bound, abs=1e-5)


@pytest.mark.parametrize(
    ("k", "n", "bound"), [(2, 21, 0.270552), (11, 38, 0.433339), (1, 14, 0.296734), (12, 140, 0.135176)]
)
def test_the_upper_bound_after_a_fix(k: int, n: int, bound: float) -> None:
    assert upper_bound(k, n) == pytest.approx(bound, abs=1e-5)


def test_all_of_all_bounds_nothing() -> None:
    assert upper_bound(3, 3) == 1.0


@pytest.mark.parametrize(
    ("answered", "passed", "following"),
    [(0, 0, 10), (9, 0, 10), (10, 10, 20), (19, 10, 20), (20, 20, 40), (79, 40, 80), (80, 80, 160)],
)
def test_looks_double(answered: int, passed: int, following: int) -> None:
    assert (passed_look(answered), next_look(answered)) == (passed, following)


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 60), st.integers(0, 60))
def test_a_fall_and_a_rise_share_all_probability(k1: int, more1: int, k2: int, more2: int) -> None:
    fall = probability_of_fall(k1, k1 + more1, k2, k2 + more2, before=JEFFREYS)
    rise = probability_of_fall(k2, k2 + more2, k1, k1 + more1, before=JEFFREYS)
    assert fall + rise == pytest.approx(1, abs=1e-5)
