"""C4 of the statistics, number by number: what is asked for, and the change that suits most."""

from decimal import Decimal

import numpy as np
import pytest

from app.models import Cluster, Garment, LengthUnit, MeasureKind, PointOfMeasure, Suggestion
from app.services.lengths import MM_PER_UNIT, on_grid
from app.services.suggestions import suggest_change
from app.statistics.location import Wish, locate, location_interval, median_coverage, median_ranks, middle_interval
from app.statistics.suggestion import (
    ASSUMED_MM,
    Meaning,
    best_shift,
    expected_inside,
    learn_meaning,
    over_leeway,
    read_amounts,
)
from nlp.components.lengths import stated_lengths
from nlp.taxonomy import GarmentKind, IssueCode
from tests.statistics.worked import case

INTERVALS = case("C4 intervals mm")
VAGUE = {"a little": 1, "too long": 2, "way too long": 3}

HAPPY_AND_LONG = np.array([0.0] * 10 + [13, 25, 25, 30, 38, 45, 51, 51])
MOSTLY_LONG = np.array([0.0] * 4 + [25, 25, 30, 38, 38, 45, 51, 51, 25, 30, 38, 25, 51, 38])


def _read(words: str) -> tuple[float, float]:
    """What words leave open, in mm: as they are read, or as vague ones are assumed."""
    if words in VAGUE:
        return ASSUMED_MM[VAGUE[words]]
    [(_, _, amount, _)] = stated_lengths(words)
    return amount.low_mm, amount.high_mm


@pytest.mark.parametrize("words", INTERVALS)
def test_words_leave_open_what_is_worked_out(words):
    assert _read(words) == pytest.approx(INTERVALS[words])


@pytest.mark.parametrize("name", ["C4 8 complainers interval-censored normal", "C4 same without the 2 vague"])
def test_what_complainers_want_is_located_through_their_intervals(name):
    told = case(name)
    said = case("C4 8 complainers interval-censored normal")["words"]
    wishes = [Wish(*_read(words), stated=words not in VAGUE) for words in said]
    wishes = wishes if "words" in told else [wish for wish in wishes if wish.stated]
    middles = [wish.middle_mm for wish in wishes]

    assert locate(wishes)[:2] == pytest.approx((told["mu"], told["sigma"]), abs=0.01)
    assert location_interval(wishes) == pytest.approx(told["mu_90"], abs=0.01)
    assert np.mean(middles) == pytest.approx(told["midpoint_mean"], abs=0.001)
    assert np.median(middles) == pytest.approx(told["midpoint_median"], abs=0.001)


@pytest.mark.parametrize(
    ("name", "confidence"),
    [("C4 exact CI of the median: order statistics (j, n+1-j, coverage) >=95%", 0.95), ("C4 >=90%", 0.90)],
)
def test_the_middle_lies_between_two_of_the_wishes(name, confidence):
    for number, told in case(name).items():
        ranks = median_ranks(int(number), confidence)
        assert ranks == (told and tuple(told[:2]))
        if told:
            assert median_coverage(int(number), told[0]) == pytest.approx(told[2], abs=1e-6)


def test_five_wishes_bound_no_middle_and_six_do():
    wishes = [Wish(middle - 5, middle + 5) for middle in (40, 10, 30, 20, 50, 60)]

    assert middle_interval(wishes[:5]) is None
    assert middle_interval(wishes) == (10, 60)


@pytest.mark.parametrize(
    ("name", "wishes"),
    [
        ("C4 shift vs customers within +-15 mm: 10 happy + 8 complainers [13,25,25,30,38,45,51,51]", HAPPY_AND_LONG),
        ("C4 case 2: 4 happy,14 complainers: within tol", MOSTLY_LONG),
    ],
)
def test_a_shift_suits_as_many_as_worked_out(name, wishes):
    told = case(name)

    assert {shift: expected_inside(wishes, float(shift), 15) for shift in told} == told
    assert best_shift(wishes, 15, step_mm=5) == float(max(told, key=lambda shift: told[shift]))


def test_what_is_left_after_a_shift_is_as_worked_out():
    beyond = case("C4 expected over-tolerance loss mean max(0,|d-s|-15)")
    off = case("C4 expected |misfit| mm for shift")

    each = np.ones(len(HAPPY_AND_LONG), dtype=int)

    for leeway, told in ((15, beyond), (0, off)):
        left = {shift: over_leeway(HAPPY_AND_LONG - float(shift), each, leeway) for shift in told}
        assert left == pytest.approx(told, abs=1e-5)
    assert np.median(HAPPY_AND_LONG[10:]) == case("C4 complainers median")
    assert HAPPY_AND_LONG.mean() == pytest.approx(case("C4 mean of all 18"), abs=1e-5)


def test_a_vague_word_means_what_ten_customers_meant_by_it():
    said = read_amounts([[middle - 5, middle + 5] for middle in range(20, 65, 5)])

    assert learn_meaning([said]) is None
    assert learn_meaning([said, read_amounts([[60, 70]])]) == Meaning(pytest.approx(24.5), pytest.approx(60.5), 10)
    # Ten who say the same leave open what each of them does: no word is exact.
    assert learn_meaning([read_amounts([[12.7, 38.1]])] * 10) == Meaning(12.7, 38.1, 10)


@pytest.mark.parametrize("said", case("C4 rounding to maker grid"))
def test_a_change_is_put_on_the_makers_grid(said):
    length, _, _, step, unit, *_ = said.split()
    paper = on_grid(Decimal(length), LengthUnit(unit), step)

    assert paper * Decimal(float(MM_PER_UNIT[LengthUnit(unit)])) == pytest.approx(
        Decimal(case("C4 rounding to maker grid")[said])
    )


def test_a_girth_is_halved_where_it_is_taken_flat_and_shared_by_four_edges():
    told = case("C4 circumference->flat")
    garment = Garment(name="Skirt", kind=GarmentKind.SKIRT)
    waist = PointOfMeasure(code="F1", name="Waistband relaxed", kind=MeasureKind.HALF, position=1)
    garment.points_of_measure = [waist]
    cluster = Cluster(garment=garment, code=IssueCode.WAIST_WIDTH_LARGE, name="Waist too wide")
    cluster.suggestion = Suggestion(shift_mm=2 * 25.4, smaller=False)

    change = suggest_change(cluster)

    assert f"{change.delta_mm:.1f} mm; spread over 4 seam sides = {-change.delta_mm / 2:.1f} mm" in told
