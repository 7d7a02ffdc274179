"""Evidence counts distinct customers among those who were asked, by source, over rounds in which nothing changed."""

from datetime import date, timedelta

import pytest

from app.models import CountKind, EvidenceState, FeedbackSource, Purchase, ReadState, now
from app.services import evidence, feedback, rounds, sizes_and_colours
from app.services.returns import count_returned
from tests import cast

pytestmark = pytest.mark.every_database

LONG = "sleeve.length/long"


def _weigh(session, garment, code=LONG, source=FeedbackSource.FORM):
    evidence.weigh_garment(session, garment)
    return next(row for row in cast.get_point(session, garment, code).evidence if row.source is source)


def test_twelve_of_forty_are_clear_and_surely_above_16_in_100(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=12, of=40)

    row = _weigh(session, shirt)

    assert (row.reporting, row.answered, row.state) == (12, 40, EvidenceState.ESTABLISHED)
    assert (row.q05, row.q50, row.q95) == pytest.approx((0.161249, 0.252726, 0.361949), abs=1e-5)


def test_a_customer_who_says_it_twice_counts_once(session):
    shirt = cast.make_shirt(session)
    for _ in range(3):
        cast.make_feedback(session, shirt, says=LONG, customer="ana@example.com")
    cast.make_feedback(session, shirt, customer="bea@example.com")

    row = _weigh(session, shirt)

    assert (row.reporting, row.answered, row.state) == (1, 2, EvidenceState.SINGLE_VOICE)


def test_a_customer_with_a_second_moment_counts_once(session):
    shirt = cast.make_shirt(session)
    first = cast.make_feedback(session, shirt)
    zone = feedback.TappedZone("sleeve.length", "long")
    feedback.record_washed(session, first, zone_answers=[zone], rest_fits=True)
    cast.make_feedback(session, shirt)

    row = _weigh(session, shirt)

    assert (row.reporting, row.answered) == (1, 2)


def test_a_place_that_was_not_touched_was_not_asked_about(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=2, of=2)
    feedback.record_feedback(
        session, shirt, source=FeedbackSource.FORM,
        zone_answers=[feedback.TappedZone("hip.width", "small")],
    )  # fmt: skip

    assert _weigh(session, shirt).answered == 2


def test_everything_else_fits_answers_for_the_other_places(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=2, of=2)
    cast.make_feedback(session, shirt, says="hip.width/small")

    assert _weigh(session, shirt).answered == 3


def test_sources_stand_apart(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=3, of=10)
    cast.make_answers(session, shirt, says=LONG, reporting=4, of=4, source=FeedbackSource.RETURN)

    form, returns = _weigh(session, shirt), _weigh(session, shirt, source=FeedbackSource.RETURN)

    assert (form.reporting, form.answered) == (3, 10)
    assert (returns.reporting, returns.answered) == (4, 4)


def test_returns_count_per_piece_sold(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=7, of=7, production_round=run, source=FeedbackSource.RETURN)

    unknown = _weigh(session, shirt, source=FeedbackSource.RETURN)
    assert (unknown.reporting, unknown.sold, unknown.state) == (7, None, EvidenceState.FEW)
    point = cast.get_point(session, shirt, LONG)
    assert count_returned(session, point).sentence == "7 were returned for it, and how many were sold is not known."

    for size, sold in (("M", 112), ("L", 100)):
        rounds.record_count(session, run, kind=CountKind.SOLD, size=size, quantity=sold, counted_on=date(2026, 3, 1))
    last_week = now() - timedelta(days=7)
    session.add(
        Purchase(
            line_key="1", order_key="1", garment_id=shirt.id, round_id=run.id, quantity=12, ordered_at=last_week,
            size_id=sizes_and_colours.get_size(shirt, "M").id,
        )
    )  # fmt: skip
    known = _weigh(session, shirt, source=FeedbackSource.RETURN)

    assert (known.reporting, known.answered, known.state) == (7, 200, EvidenceState.FEW)
    assert count_returned(session, point).sentence == "7 of 200 sold were returned for it: M 7 of 100."


def test_where_more_came_back_than_is_known_to_be_sold_nobody_knows_how_many_were(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    for says, reporting in ((LONG, 8), ("hip.width/small", 5)):
        cast.make_answers(
            session, shirt, says=says, reporting=reporting, of=reporting, production_round=run,
            source=FeedbackSource.RETURN,
        )  # fmt: skip
    rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=12, counted_on=date(2026, 3, 1))

    row = _weigh(session, shirt, source=FeedbackSource.RETURN)
    assert (row.reporting, row.sold, row.state) == (8, None, EvidenceState.FEW)

    rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=13, counted_on=date(2026, 3, 2))
    row = _weigh(session, shirt, source=FeedbackSource.RETURN)
    assert (row.reporting, row.sold, row.state) == (8, 13, EvidenceState.ESTABLISHED)


def test_a_size_of_which_more_came_back_than_is_known_to_be_sold_is_left_out(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    for size, says in (("S", LONG), ("S", "hip.width/small"), ("M", LONG), ("M", "hip.width/small")):
        cast.make_feedback(
            session, shirt, says=says, size=size, production_round=run, source=FeedbackSource.RETURN
        )  # fmt: skip
    for size, sold in (("S", 1), ("M", 90)):
        rounds.record_count(session, run, kind=CountKind.SOLD, size=size, quantity=sold, counted_on=date(2026, 3, 1))
    _weigh(session, shirt, source=FeedbackSource.RETURN)

    returned = count_returned(session, cast.get_point(session, shirt, LONG))

    assert returned.sentence == "2 of 91 sold were returned for it: M 1 of 90."


def test_how_many_buyers_are_affected_is_left_open_where_more_came_back_than_is_known_to_be_sold(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=3, of=5, production_round=run)
    cast.make_answers(session, shirt, says=LONG, reporting=9, of=9, production_round=run, source=FeedbackSource.RETURN)
    rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=8, counted_on=date(2026, 3, 1))

    row = _weigh(session, shirt)

    assert (row.sold, row.affected_low) == (None, None)


def test_answers_about_a_run_that_nobody_counted_are_not_held_against_the_pieces_of_another(session):
    shirt = cast.make_shirt(session)
    first, second = (cast.make_round(session, shirt, locked=True) for _ in range(2))
    for run, of in ((first, 4), (second, 9)):
        cast.make_answers(session, shirt, says=LONG, reporting=1, of=of, production_round=run)
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=5, source=FeedbackSource.REVIEW)
    _sell(session, second, M=80)

    assert [_weigh(session, shirt, source=each).sold for each in (FeedbackSource.FORM, FeedbackSource.REVIEW)] == [
        None, None,
    ]  # fmt: skip

    _sell(session, first, M=20)
    form, reviews = (_weigh(session, shirt, source=each) for each in (FeedbackSource.FORM, FeedbackSource.REVIEW))
    assert (form.answered, form.sold, reviews.sold) == (13, 100, 100)


@pytest.mark.parametrize("sizes", [{"S": 80}, {"M": 8}])
def test_nor_are_those_about_a_size_that_nobody_counted_or_more_than_were_sold(session, sizes):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=9, production_round=run)
    _sell(session, run, **sizes)

    assert _weigh(session, shirt).sold is None


def test_what_came_back_of_a_run_that_nobody_counted_is_not_held_against_the_pieces_of_another(session):
    shirt = cast.make_shirt(session)
    first, second = (cast.make_round(session, shirt, locked=True) for _ in range(2))
    for run in (first, second):
        cast.make_answers(
            session, shirt, says=LONG, reporting=2, of=2, production_round=run, source=FeedbackSource.RETURN
        )
    _sell(session, second, M=80)
    assert _weigh(session, shirt, source=FeedbackSource.RETURN).sold is None

    _sell(session, first, M=20)

    assert _weigh(session, shirt, source=FeedbackSource.RETURN).sold == 100


def test_of_pieces_whose_orders_do_not_tell_the_run_it_is_known_how_many_were_sold(session):
    shirt = cast.make_shirt(session)
    first, second = (cast.make_round(session, shirt, locked=True) for _ in range(2))
    for run in (first, None):
        cast.make_answers(
            session, shirt, says=LONG, reporting=2, of=2, production_round=run, source=FeedbackSource.RETURN
        )
    _sell(session, second, M=80)
    session.add(
        Purchase(
            line_key="1", order_key="1", garment_id=shirt.id, quantity=20, ordered_at=now() - timedelta(days=90),
            size_id=sizes_and_colours.get_size(shirt, "M").id,
        )
    )  # fmt: skip

    assert _weigh(session, shirt, source=FeedbackSource.RETURN).sold == 100


def _sell(session, run, **pieces):
    for size, quantity in pieces.items():
        rounds.record_count(
            session, run, kind=CountKind.SOLD, size=size, quantity=quantity, counted_on=date(2026, 3, 1)
        )


def test_words_that_were_not_read_say_nothing(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=1, source=FeedbackSource.REVIEW)
    unread = cast.make_feedback(session, shirt, comment="Lovely.", source=FeedbackSource.REVIEW)

    unread.read_state = ReadState.UNREAD
    assert _weigh(session, shirt, source=FeedbackSource.REVIEW).answered == 1
    unread.read_state = ReadState.READ
    assert _weigh(session, shirt, source=FeedbackSource.REVIEW).answered == 2


def test_rounds_cut_alike_add_up_and_a_change_starts_anew(session):
    shirt = cast.make_shirt(session)
    first = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=4, of=10, production_round=first)
    second = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=3, of=10, production_round=second)

    together = _weigh(session, shirt)
    assert (together.reporting, together.answered, together.since_round) == (7, 20, None)

    cast.fix_sleeves(session, shirt, cast.get_point(session, shirt, LONG))
    third = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=10, production_round=third)
    cast.make_answers(session, shirt, says=LONG, reporting=2, of=2)  # of no known round: before or after, who knows

    anew = _weigh(session, shirt)
    assert (anew.reporting, anew.answered, anew.since_round) == (1, 10, 3)


def test_evidence_follows_an_erased_answer(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=2, of=5)
    assert _weigh(session, shirt).reporting == 2

    feedback.erase_feedback(session, cast.get_point(session, shirt, LONG).issues[0].feedback)
    assert (_weigh(session, shirt).reporting, _weigh(session, shirt).answered) == (1, 4)


def test_one_unsafe_report_marks_the_point(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says="construction.trim/poor", reporting=1, of=10)
    cast.get_point(session, shirt, "construction.trim/poor").issues[0].safety = True

    assert _weigh(session, shirt, "construction.trim/poor").safety


def test_weighing_twice_gives_the_same_rows(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=LONG, reporting=2, of=5)

    assert _weigh(session, shirt).id == _weigh(session, shirt).id
