"""Diagnosing: which answers tell where a fault sits, and what change suits most of those who answered."""

from decimal import Decimal

import pytest

from app.models import CountKind, DiagnosisKind, FeedbackSource, Refusal, Suggestion, now
from app.services import certainty, evidence, feedback, merging, rounds
from app.services.label import get_label
from tests import cast
from tests.weighed import diagnose_garment

LONG, SHORT, TIGHT = "sleeve.length/long", "sleeve.length/short", "bust.width/small"
SHRINKS = "fabric.shrinkage/shrinks"


def test_a_fault_that_all_sizes_report_alike_is_the_base_patterns(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"S": (2, 4), "M": (3, 6), "L": (2, 4)})

    assert _diagnose(session, shirt).kind is DiagnosisKind.BASE


def test_many_answers_tell_where_it_sits_and_not_the_few_returns_that_all_say_so(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"S": (4, 8), "M": (6, 12), "L": (4, 8)})
    cast.make_answers(session, shirt, says=LONG, reporting=9, of=9, source=FeedbackSource.RETURN)

    found = _diagnose(session, shirt)

    assert (found.source, found.kind, found.sized) == (FeedbackSource.FORM, DiagnosisKind.BASE, 28)


def test_nor_do_returns_of_many_pieces_sold(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=50, counted_on=now().date())
    _answer(session, shirt, {"S": (4, 8), "M": (6, 12), "L": (4, 8)})
    cast.make_answers(
        session, shirt, says=LONG, reporting=20, of=20, source=FeedbackSource.RETURN, production_round=run
    )

    found = _diagnose(session, shirt)

    assert {row.answered for row in cast.get_point(session, shirt, LONG).evidence} == {28, 50}
    assert (found.source, found.sized) == (FeedbackSource.FORM, 28)


def test_a_width_that_larger_sizes_miss_is_a_matter_of_grading(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"XS": (0, 4), "S": (0, 8), "M": (0, 9), "L": (4, 7), "XL": (5, 6)}, says=TIGHT)

    found = _diagnose(session, shirt, TIGHT)

    assert (found.kind, found.rises) == (DiagnosisKind.GRADING, True)
    assert (found.sized, found.heights) == (34, 0)


def test_a_length_that_larger_sizes_miss_may_be_taller_people(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"XS": (0, 4), "S": (0, 8), "M": (0, 9), "L": (4, 7), "XL": (5, 6)}, says=SHORT)

    assert _diagnose(session, shirt, SHORT).kind is DiagnosisKind.GRADING_OR_HEIGHT


def test_a_length_that_larger_sizes_miss_among_people_of_one_height_is_grading(session):
    shirt = cast.make_shirt(session)
    sizes = {"XS": (0, 4), "S": (0, 8), "M": (0, 9), "L": (4, 7), "XL": (5, 6)}
    _answer(session, shirt, sizes, says=SHORT, height_mm=1650)

    assert _diagnose(session, shirt, SHORT).kind is DiagnosisKind.GRADING


def test_one_size_that_sticks_out_is_named(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"XS": (0, 6), "S": (1, 10), "M": (1, 12), "L": (6, 9), "XL": (0, 5)}, says=TIGHT)

    found = _diagnose(session, shirt, TIGHT)

    assert (found.kind, found.place) == (DiagnosisKind.ONE_SIZE, "L")


def test_one_colour_that_sticks_out_is_looked_at_before_the_pattern(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"M": (5, 7), "L": (1, 1)}, colour="Navy")
    _answer(session, shirt, {"M": (0, 9), "L": (0, 3)}, colour="White")

    found = _diagnose(session, shirt)

    assert (found.kind, found.place) == (DiagnosisKind.ONE_COLOUR, "Navy")


def test_a_colour_that_only_says_it_more_is_not_singled_out(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"M": (9, 12), "L": (5, 6)}, colour="Navy")
    _answer(session, shirt, {"M": (4, 12), "L": (2, 6)}, colour="White")

    assert _diagnose(session, shirt).kind is DiagnosisKind.BASE


def test_a_lot_that_shrinks_is_told_from_the_lots_before_it(session):
    shirt = cast.make_shirt(session)
    for lot, colours in (("A", {"Navy": (0, 12)}), ("B", {"Navy": (4, 4), "White": (1, 4)})):
        production_round = rounds.plan_round(session, shirt, planned={"M": 10}, fabric_lot=lot)
        rounds.lock_round(session, production_round, override_reason="Cut at once.")
        for colour, counts in colours.items():
            _answer(session, shirt, {"M": counts}, says=SHRINKS, colour=colour, production_round=production_round)

    found = _diagnose(session, shirt, SHRINKS)

    assert (found.kind, found.place) == (DiagnosisKind.ONE_LOT, "B")


def test_both_directions_in_one_size_ask_for_a_tape_measure(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"M": (3, 8)})
    _answer(session, shirt, {"M": (3, 3)}, says=SHORT)

    found = _diagnose(session, shirt)

    assert (found.kind, found.place) == (DiagnosisKind.BOTH_DIRECTIONS, "M")


def test_whoever_bought_another_than_the_usual_size_is_left_out(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"M": (1, 6)})
    _answer(session, shirt, {"L": (4, 4)}, usual_size="m")

    found = _diagnose(session, shirt)

    assert (found.sized, found.other_size) == (6, 4)
    assert found.kind is DiagnosisKind.CANNOT_TELL


def test_two_reports_tell_nothing_of_where_it_sits(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"XS": (0, 9), "S": (0, 9), "XL": (2, 2)}, says=TIGHT)

    assert _diagnose(session, shirt, TIGHT).kind is DiagnosisKind.CANNOT_TELL


def test_a_price_has_no_place_in_the_pattern(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"S": (2, 4), "M": (2, 4)}, says="price.value/poor")

    assert _diagnose(session, shirt, "price.value/poor") is None


def test_what_suits_most_counts_those_who_are_happy(session):
    shirt = cast.make_shirt(session)
    for wish in (13, 25, 25, 30, 38, 45, 51, 51):
        _ask(session, shirt, wish)
    _answer(session, shirt, {"M": (0, 10)})

    found = _suggest(session, shirt)

    assert (found.stated, found.satisfied, found.refusal) == (8, 10, None)
    assert (found.shift_mm, found.least_mm, found.most_mm) == (10, 13, 51)
    assert found.leeway_mm == 15


def test_a_measure_that_is_sewn_loosely_makes_for_more_caution(session):
    shirt = cast.make_shirt(session)
    _loosen(shirt, "D1", Decimal(12))
    for wish in (13, 25, 25, 30, 38, 45, 51, 51):
        _ask(session, shirt, wish)
    _answer(session, shirt, {"M": (0, 10)})

    found = _suggest(session, shirt)

    assert (found.scatter_mm, found.refusal) == (6, Refusal.LEAVE_IT)


def test_who_says_the_opposite_is_weighed_too(session):
    shirt = cast.make_shirt(session)
    for wish in (30, 30, 30, 30):
        _ask(session, shirt, wish)
    for wish in (30, 30, 30, 30, 30):
        _ask(session, shirt, wish, says=SHORT)

    found = _suggest(session, shirt)

    assert (found.against, found.shift_mm) == (5, None)


def test_who_reports_the_part_that_was_split_off_is_not_happy(session):
    shirt = cast.make_shirt(session)
    for wish in (30, 30, 30, 30, 30):
        _ask(session, shirt, wish)
    _answer(session, shirt, {"M": (0, 10)})
    point = cast.get_point(session, shirt, LONG)
    cuffs = merging.split(session, point, issues=point.issues[:3], name="Cuffs too long")
    evidence.weigh_garment(session, shirt)

    diagnose_garment(session, shirt)

    assert [(each.suggestion.stated, each.suggestion.satisfied) for each in (point, cuffs)] == [(2, 10), (3, 10)]


def test_a_fault_that_grows_with_the_size_asks_for_other_steps(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"S": (0, 8), "M": (0, 9), "L": (1, 5)}, says=TIGHT)
    for size, wish in (("L", 30), ("L", 30), ("XL", 60), ("XL", 60), ("XL", 60), ("XL", 60)):
        _ask(session, shirt, wish, says=TIGHT, size=size)

    found = _suggest(session, shirt, TIGHT)

    assert (found.shift_mm, found.smaller) == (0, False)
    assert found.per_step_mm == pytest.approx(25, abs=6)


def test_amounts_by_size_make_a_line_beside_the_suggestion(session):
    shirt = cast.make_shirt(session)
    for size, wish in (("S", 10), ("S", 10), ("M", 20), ("M", 20), ("L", 30)):
        _ask(session, shirt, wish, says=TIGHT, size=size)
    assert _suggest(session, shirt, TIGHT).step_mm is None

    _ask(session, shirt, 30, says=TIGHT, size="L")

    found = _suggest(session, shirt, TIGHT)
    assert (found.base_mm, found.step_mm, found.step_low_mm, found.step_high_mm) == (20, 10, 10, 10)
    assert (found.middle_low_mm, found.middle_high_mm) == (10, 30)
    said = certainty.say_certainty(found.cluster, get_label(session))
    assert "ask for 2.00 cm in M, and +1.00 cm with each size up (+1.00 cm to +1.00 cm, 90 in 100)" in said[-1]


def test_where_the_small_sizes_say_the_opposite_of_the_large_ones_the_base_is_right(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"S": (0, 3), "M": (2, 10), "L": (4, 8), "XL": (5, 6)}, says=TIGHT)
    _answer(session, shirt, {"XS": (5, 6), "S": (4, 6), "M": (1, 1)}, says="bust.width/large")

    found = _diagnose(session, shirt, TIGHT)

    assert (found.kind, found.rises) == (DiagnosisKind.GRADING, True)
    assert found.base_rate > 0.10
    assert found.signed_slope == pytest.approx(0.4, abs=0.1)
    assert found.signed_p < 0.001
    said = " ".join(certainty.say_certainty(found.cluster, get_label(session)))
    assert "each size up adds +0.4" in said
    assert "as steep in fewer than 1 of 1,000 cases" in said


def test_diagnosing_again_rewrites_what_was_found(session):
    shirt = cast.make_shirt(session)
    _answer(session, shirt, {"S": (2, 4), "M": (3, 6), "L": (2, 4)})
    first = _diagnose(session, shirt)

    assert _diagnose(session, shirt) is first
    assert first.kind is DiagnosisKind.BASE


def test_what_nobody_reports_any_more_has_no_diagnosis(session):
    shirt = cast.make_shirt(session)
    said = cast.make_feedback(session, shirt, says=LONG)
    cast.make_feedback(session, shirt)
    assert _diagnose(session, shirt) is not None

    feedback.erase_feedback(session, said)

    assert _diagnose(session, shirt) is None


def _answer(session, garment, by_size, *, says=LONG, **details) -> None:
    """Record answers: by size how many report it, of how many."""
    aspect, _, word = says.partition("/")
    for size, (reporting, of) in by_size.items():
        for place in range(of):
            zones = [feedback.TappedZone(aspect, word)] if place < reporting else []
            feedback.record_feedback(
                session, garment, source=FeedbackSource.FORM, size=size, zone_answers=zones,
                fits_fine=not zones, rest_fits=bool(zones), **details,
            )  # fmt: skip


def _ask(session, garment, wish_mm: float, *, says=LONG, size="M") -> None:
    aspect, _, word = says.partition("/")
    feedback.record_feedback(
        session, garment, source=FeedbackSource.FORM, size=size, rest_fits=True,
        zone_answers=[feedback.TappedZone(aspect, word, wish_mm, "mm")],
    )  # fmt: skip


def _loosen(garment, code: str, tolerance: Decimal) -> None:
    pom = next(pom for pom in garment.points_of_measure if pom.code == code)
    pom.tolerance_plus_mm, pom.tolerance_minus_mm = tolerance, -tolerance


def _diagnose(session, garment, code=LONG):
    evidence.weigh_garment(session, garment)
    diagnose_garment(session, garment)
    return cast.get_point(session, garment, code).diagnosis


def _suggest(session, garment, code=LONG) -> Suggestion:
    _diagnose(session, garment, code)
    suggestion = cast.get_point(session, garment, code).suggestion
    assert suggestion is not None
    return suggestion
