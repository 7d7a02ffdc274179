"""Blocks: the same fault on other garments, and faults whose fix is carried to later styles."""

import pytest

from app.models import Choice, Route
from app.services import blocks, clusters, decisions, evidence, garments, rounds
from nlp.taxonomy import GarmentKind
from tests import cast
from tests.arranged import once

LONG, TIGHT = "sleeve.length/long", "bust.width/small"


def test_the_same_fault_on_other_garments_of_the_block_is_told(session, shirt):
    blouse = _make(session, "Blouse", block="relaxed  BLOCK 2")
    _say(session, shirt, LONG, 9), _say(session, blouse, LONG, 9), _say(session, blouse, TIGHT, 1)
    _say(session, _make(session, "Coat", block="Coat block"), LONG, 9)
    point = cast.get_point(session, shirt, LONG)

    assert [each.garment.name for each in blocks.list_same_elsewhere(session, point).alike] == ["Blouse"]
    assert not blocks.list_same_elsewhere(session, cast.get_point(session, blouse, TIGHT)).alike
    coat, relaxed = blocks.list_blocks(session)
    assert [garment.name for garment in relaxed.garments] == ["Blouse", "Shirt"]
    assert [(fault.code, fault.is_wide) for fault in relaxed.faults] == [(LONG, True)]
    assert [fault.is_wide for fault in coat.faults] == [False]


def test_a_fix_of_the_block_opens_on_styles_that_are_not_cut_and_on_later_ones(session, shirt):
    cut, planned = _make(session, "Cut blouse"), _make(session, "Planned blouse")
    cast.make_round(session, cut, locked=True)
    cast.make_round(session, planned)
    _say(session, shirt, LONG, 9)
    point = cast.get_point(session, shirt, LONG)

    cast.decide_to_fix(session, point, route=Route.BLOCK)
    later = _make(session, "Later blouse")

    assert [each.garment for each in blocks.list_same_elsewhere(session, point).carried_to] == [planned, later]
    assert not clusters.list_clusters(session, cut)
    carried = cast.get_point(session, later, LONG)
    assert (carried.carried_from, decisions.needs_decision(carried)) == (point, True)


def test_what_was_carried_holds_up_the_first_cut_until_it_is_decided(session, shirt):
    _say(session, shirt, LONG, 9)
    cast.decide_to_fix(session, cast.get_point(session, shirt, LONG), route=Route.BLOCK)
    later = _make(session, "Later blouse")
    run = cast.make_round(session, later)

    assert (
        "“Sleeve too long” is not decided: it was carried to the block with Shirt."
        in rounds.check_gate(session, run).open_sentences
    )

    point = cast.get_point(session, later, LONG)
    decisions.decide(session, point, choice=Choice.KEEP, reason="Its sleeve is drawn anew.")

    assert not decisions.needs_decision(point)
    cast.decide_to_fix(session, cast.get_point(session, shirt, LONG), route=Route.BLOCK)
    assert not decisions.needs_decision(point)


def test_a_garment_without_a_block_has_no_siblings(session):
    shirt, blouse = _make(session, "Shirt", block=None), _make(session, "Blouse", block=" ")
    _say(session, shirt, LONG, 9), _say(session, blouse, LONG, 9)
    point = cast.get_point(session, shirt, LONG)

    cast.decide_to_fix(session, point, route=Route.BLOCK)

    assert blocks.list_same_elsewhere(session, point) == blocks.SameElsewhere()
    assert not blocks.list_blocks(session)


def _make(session, name: str, *, block: str | None = "Relaxed block 2"):
    return garments.add_garment(session, name=name, kind=GarmentKind.SHIRT, sizes=cast.SIZES, block=block)


def _say(session, garment, code: str, reporting: int) -> None:
    cast.make_answers(session, garment, says=code, reporting=reporting, of=20)
    evidence.weigh_garment(session, garment)


@pytest.fixture
@once
def shirt(session):
    return _make(session, "Shirt")
