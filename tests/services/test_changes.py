"""What changed between runs: a fix by another route is that of the run it was decided for, before the cut."""

from datetime import timedelta

import pytest

from app.models import Choice, Route
from app.services import decisions
from app.services.changes import list_changes
from app.services.points_of_measure import get_point_of_measure
from tests import cast

LONG = "sleeve.length/long"


def test_a_fix_by_the_factory_is_that_of_the_run_it_was_decided_for(session, point):
    _fix_in(session, point, 2)
    _cut(session, point, runs=2)

    assert list_changes(point, ()) == {2: True}


def test_a_fix_that_was_put_off_before_the_cut_is_not_that_of_the_run_it_was_first_decided_for(session, point):
    _fix_in(session, point, 2)
    _fix_in(session, point, 3)
    _cut(session, point, runs=3)

    assert list_changes(point, ()) == {3: True}


def test_a_fix_that_was_given_up_before_the_cut_is_none(session, point):
    _fix_in(session, point, 2)
    decisions.decide(session, point, choice=Choice.KEEP, reason="The factory cannot.")
    _cut(session, point, runs=2)

    assert list_changes(point, ()) == {}


def test_what_is_decided_after_the_cut_changes_nothing_of_what_was_cut(session, point):
    _fix_in(session, point, 2)
    _cut(session, point, runs=2)
    decisions.decide(session, point, choice=Choice.KEEP, reason="It is as they like it.")

    assert list_changes(point, ()) == {2: True}


def test_no_run_has_the_credit_of_a_fix_that_was_decided_after_its_cut(session, point):
    """An older Toile let a run be named that was cut already."""
    decided = _fix_in(session, point, 2)
    _cut(session, point, runs=2)
    decided.decided_at = point.garment.rounds[1].locked_at + timedelta(minutes=2)

    assert list_changes(point, ()) == {}


@pytest.mark.parametrize(("code", "name", "is_behind"), [("AEL", "Ärmellänge", True), ("D1", "Shoulder width", False)])
def test_behind_a_point_stand_its_usual_measures_whatever_a_house_calls_them(session, point, code, name, is_behind):
    shirt = point.garment
    sleeve = get_point_of_measure(shirt, "D1")
    cast.make_round(session, shirt, locked=True)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    cast.make_round(session, shirt, locked=True)
    sleeve.code, sleeve.name = code, name

    assert list_changes(point, [point.code]) == ({2: False} if is_behind else {})


def _fix_in(session, point, number):
    """A fix by the factory that is first in this run."""
    return decisions.decide(
        session, point, choice=Choice.FIX, reason="Sewn too long.", route=Route.FACTORY, round_number=number
    )


def _cut(session, point, *, runs):
    for _ in range(runs):
        cast.make_round(session, point.garment, locked=True)


@pytest.fixture
def point(session):
    """The sleeves that 8 of 12 call too long."""
    return cast.get_point(session, cast.make_sleeve_points(session), LONG)
