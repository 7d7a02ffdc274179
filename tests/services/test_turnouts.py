"""Who answered is held against the pieces sold only where all that they answered about was counted."""

from datetime import date

import pytest

from app.models import CountKind, FeedbackSource
from app.services import evidence, overviews, rounds
from app.services.narrowing import narrow
from tests import cast

LONG = "sleeve.length/long"


def test_answers_of_a_run_that_nobody_counted_are_not_held_against_the_pieces_of_another(session, shirt):
    seen = _look(session, shirt)

    assert (seen.answers, seen.sold) == (12, None)
    assert [(row.answered, row.sold) for row in seen.turnout if row.answered] == [(3, None), (9, None)]


def test_narrowed_to_a_run_that_was_counted_they_are(session, shirt):
    seen = _look(session, shirt, run="2")

    assert (seen.answers, seen.sold) == (8, 80)
    assert {row.size.name: (row.answered, row.sold) for row in seen.turnout if row.sold} == {"S": (2, 30), "M": (6, 50)}


def test_once_both_are_counted_all_are(session, shirt):
    _sell(session, shirt.rounds[0], S=20, M=20)

    seen = _look(session, shirt)

    assert (seen.answers, seen.sold) == (12, 120)


@pytest.mark.parametrize(
    "counted, sold", [({2: {"M": 50}}, None), ({1: {"M": 20}}, 20), ({1: {"M": 20}, 2: {"M": 50}}, 70)]
)
def test_an_answer_that_names_no_run_may_be_about_any_before_the_newest_that_was_counted(session, counted, sold):
    shirt = cast.make_shirt(session)
    for number in (1, 2):
        run = cast.make_round(session, shirt, locked=True)
        _sell(session, run, **counted.get(number, {}))
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=5, source=FeedbackSource.REVIEW)

    assert _look(session, shirt).sold == sold


def test_answers_about_a_size_that_nobody_counted_leave_the_whole_open(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    for size in ("S", "M"):
        cast.make_feedback(session, shirt, size=size, production_round=run)
    _sell(session, run, S=9)

    seen = _look(session, shirt)

    assert seen.sold is None
    assert [row.sold for row in seen.turnout] == [None, 9, None, None, None]
    assert _look(session, shirt, size="S").sold == 9


def test_fewer_sold_than_answered_are_not_all_that_were_sold(session):
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=5, production_round=run)
    _sell(session, run, M=4)

    seen = _look(session, shirt)

    assert (seen.sold, [row.sold for row in seen.turnout]) == (None, [None] * 5)


def test_a_size_is_silent_only_among_pieces_that_were_counted(session):
    shirt = cast.make_shirt(session)
    first, second = (cast.make_round(session, shirt, locked=True) for _ in range(2))
    for _ in range(9):
        cast.make_feedback(session, shirt, size="S", production_round=first)
    for size in ("S", "M"):
        cast.make_feedback(session, shirt, size=size, production_round=second)
    _sell(session, second, S=10, M=10)
    assert _look(session, shirt).silent_size is None

    _sell(session, first, S=10, M=10)

    assert _look(session, shirt).silent_size.name == "M"


@pytest.fixture
def shirt(session):
    """The linen shirt: four answers about run 1, whose sales nobody counted, and eight about run 2, sold 80 times."""
    shirt = cast.make_shirt(session)
    first, second = (cast.make_round(session, shirt, locked=True) for _ in range(2))
    for run, size, number in ((first, "S", 1), (first, "M", 3), (second, "S", 2), (second, "M", 6)):
        for _ in range(number):
            cast.make_feedback(session, shirt, size=size, production_round=run)
    _sell(session, second, S=30, M=50)
    return shirt


def _look(session, shirt, **chosen):
    evidence.weigh_garment(session, shirt)
    return overviews.build_overview(session, shirt, today=date(2026, 3, 1), narrowing=narrow(shirt, **chosen))


def _sell(session, run, **pieces):
    for size, quantity in pieces.items():
        rounds.record_count(
            session, run, kind=CountKind.SOLD, size=size, quantity=quantity, counted_on=date(2026, 3, 1)
        )
