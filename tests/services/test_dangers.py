"""Dangers that are told once a fit point was decided: it is asked again, unless one was known then."""

from datetime import date

import pytest

from app.errors import RuleError
from app.models import Choice, Feedback, FeedbackSource, Garment, Route
from app.services import clusters, coding, decisions, evidence
from tests import cast

LONG = "sleeve.length/long"

CHOICES = [
    {"choice": Choice.KEEP},
    {"choice": Choice.WATCH, "due_on": date(2999, 5, 3)},
    {"choice": Choice.DEFER, "round_number": 4},
    {"choice": Choice.FIX, "round_number": 4},
    {"choice": Choice.FIX, "route": Route.FACTORY},
]


@pytest.mark.every_database
@pytest.mark.parametrize("decided", CHOICES)
def test_a_danger_that_is_told_once_it_was_decided_asks_again_whatever_was_decided(session, shirt, decided):
    point = cast.get_point(session, shirt, LONG)
    before = decisions.decide(session, point, reason="Nobody is harmed.", **decided)
    told = _tell(session, shirt, is_unsafe=False)
    assert not decisions.needs_decision(point)
    assert clusters.count_waiting(session)[shirt.id] == 0

    _flag(session, shirt, told, is_unsafe=True)

    assert decisions.needs_decision(point)
    assert clusters.count_waiting(session)[shirt.id] == 1
    assert point in clusters.list_perhaps_waiting(session, ())
    assert decisions.say_ask(point) == "It may hurt somebody, decide again, a danger has been told since"
    assert point.decision is before

    decisions.decide(session, point, reason="The cuff catches in machines.", **decided)

    assert not decisions.needs_decision(point)
    assert clusters.list_perhaps_waiting(session, ()) == []


@pytest.mark.parametrize("decided", CHOICES)
def test_who_decided_knowing_of_a_danger_is_not_asked_for_the_next_one(session, shirt, decided):
    _tell(session, shirt, is_unsafe=True)
    point = cast.get_point(session, shirt, LONG)
    decisions.decide(session, point, reason="The cuff catches in machines.", **decided)

    _tell(session, shirt, is_unsafe=True)

    assert not decisions.needs_decision(point)
    assert clusters.count_waiting(session)[shirt.id] == 0


def test_a_decision_about_a_danger_stands_on_the_numbers_that_it_was_shown_with(session, shirt):
    said = cast.make_feedback(session, shirt, says=LONG, source=FeedbackSource.REVIEW)
    coding.flag_safety(session, said.issues[0], is_unsafe=True)
    evidence.weigh_garment(session, shirt)
    point = cast.get_point(session, shirt, LONG)
    assert point.headline is not point.foremost

    decision = decisions.decide(session, point, choice=Choice.WATCH, reason="We ask her first.")

    assert (decision.reporting, decision.answered) == (point.foremost.reporting, point.foremost.answered)
    assert not decisions.needs_decision(point)


@pytest.mark.parametrize("how", ["taken back", "spam"])
def test_a_danger_that_was_none_asks_nobody_again(session, shirt, how):
    point = cast.get_point(session, shirt, LONG)
    decisions.decide(session, point, choice=Choice.KEEP, reason="They like it long.")
    told = _tell(session, shirt, is_unsafe=True)
    assert decisions.needs_decision(point)

    if how == "spam":
        coding.mark_spam(session, told)
        evidence.weigh_garment(session, shirt)
    else:
        _flag(session, shirt, told, is_unsafe=False)

    assert not decisions.needs_decision(point)
    assert clusters.count_waiting(session)[shirt.id] == 0


def test_what_was_put_off_is_asked_for_the_danger_first_and_more_reports_of_a_known_one_are_told_as_such(
    session, shirt
):
    point = cast.get_point(session, shirt, LONG)
    cast.make_round(session, shirt)
    decisions.decide(session, point, choice=Choice.DEFER, reason="Later.", round_number=1)
    assert decisions.say_again(point) == "it was put off until now"
    _tell(session, shirt, is_unsafe=True)
    assert decisions.say_again(point) == "a danger has been told since"

    decisions.decide(session, point, choice=Choice.WATCH, reason="Once more.", watch_until=10)
    point.headline.reporting = 10

    assert decisions.say_ask(point) == "It may hurt somebody, decide again, more people say it since"


def test_nobody_decides_unaware_of_a_danger_that_was_told_since_they_looked(session, shirt):
    point = cast.get_point(session, shirt, LONG)
    decisions.ensure_seen(session, point, 0, unsafe=False)
    _tell(session, shirt, is_unsafe=True)
    session.flush()

    with pytest.raises(RuleError, match="Somebody told of a danger here meanwhile"):
        decisions.ensure_seen(session, point, 0, unsafe=False)

    decisions.ensure_seen(session, point, 0, unsafe=True)


def _tell(session, shirt, *, is_unsafe: bool) -> Feedback:
    """One more who calls the sleeves too long, and dangerous or not."""
    told = cast.make_feedback(session, shirt, says=LONG)
    _flag(session, shirt, told, is_unsafe=is_unsafe)
    return told


def _flag(session, shirt, told: Feedback, *, is_unsafe: bool) -> None:
    coding.flag_safety(session, told.issues[0], is_unsafe=is_unsafe)
    evidence.weigh_garment(session, shirt)


@pytest.fixture
def shirt(session) -> Garment:
    """A shirt whose sleeves 8 of 12 call too long."""
    return cast.make_sleeve_points(session)
