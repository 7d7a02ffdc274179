"""A point that has no evidence since something behind it changed says since which run nobody answered."""

import pytest

from app.services import evidence, merging
from app.services.silences import Silence, find_silences
from tests import cast

LONG, WIDE = "sleeve.length/long", "sleeve.width/large"


def test_nobody_answered_since_a_run_that_was_to_fix_it_or_changed_its_measure_alone(session, cut):
    shirt, fixed = cut
    short = _say(session, shirt, "sleeve.length/short")
    wide = _say(session, shirt, WIDE)

    cast.fix_sleeves(session, shirt, fixed)
    cast.make_round(session, shirt, locked=True)
    evidence.weigh_garment(session, shirt)

    assert find_silences(session, [fixed, short, wide]) == {
        fixed.id: Silence(2, is_fix=True), short.id: Silence(2, is_fix=False),
    }  # fmt: skip
    assert wide.evidence, "Nothing behind it changed."


def test_a_change_after_the_fix_is_the_last_one(session, cut):
    shirt, fixed = cut
    cast.fix_sleeves(session, shirt, fixed)
    second = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=0, of=4, production_round=second)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt, delta=-5))
    cast.make_round(session, shirt, locked=True)
    evidence.weigh_garment(session, shirt)

    assert find_silences(session, [fixed]) == {fixed.id: Silence(3, is_fix=False)}


def test_what_was_merged_into_a_point_is_changed_with_it(session, cut):
    shirt, long = cut
    wide = _say(session, shirt, WIDE)
    merging.merge(session, long, into=wide)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    cast.make_round(session, shirt, locked=True)
    evidence.weigh_garment(session, shirt)

    assert find_silences(session, [wide]) == {wide.id: Silence(2, is_fix=False)}


def test_what_came_since_the_last_weighing_is_not_weighed_yet(session, cut):
    shirt, _ = cut
    cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    second = cast.make_round(session, shirt, locked=True)
    evidence.weigh_garment(session, shirt)
    cast.make_feedback(session, shirt, says="sleeve.length/short", production_round=second)

    assert find_silences(session, [cast.get_point(session, shirt, "sleeve.length/short")]) == {}


def _say(session, shirt, code):
    cast.make_feedback(session, shirt, says=code, production_round=shirt.rounds[0])
    return cast.get_point(session, shirt, code)


@pytest.fixture
def cut(session):
    """A shirt that one run was cut of, and the point of its sleeves, which are too long."""
    shirt = cast.make_shirt(session)
    run = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=4, of=10, production_round=run)
    return shirt, cast.get_point(session, shirt, LONG)
