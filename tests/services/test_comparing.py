"""Revisions are compared by point of measure, never by position."""

from decimal import Decimal

import pytest

from app.errors import RuleError
from app.services import comparing, points_of_measure, revisions
from tests import cast


def test_only_what_differs_is_listed_with_old_and_new(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)

    (difference,) = revisions.compare(session, shirt.revisions[0], draft)

    assert difference.pom.code == "D1"
    assert [(row.size.name, row.old_mm, row.new_mm, row.delta_mm) for row in difference.sizes][2] == (
        "M", Decimal(600), Decimal(580), Decimal(-20),
    )  # fmt: skip


def test_backwards_the_change_has_the_other_sign(session):
    dress = cast.make_dress(session)
    draft = _longer_skirt(session, dress)

    (difference,) = revisions.compare(session, draft, dress.revisions[0])

    assert {row.delta_mm for row in difference.sizes} == {Decimal(-10)}


def test_unknown_values_are_compared_by_what_the_lines_say(session):
    dress = cast.make_dress(session)
    first = _longer_skirt(session, dress)
    cast.send_and_receive(session, first)
    second = _longer_skirt(session, dress)

    (difference,) = revisions.compare(session, dress.revisions[0], second)

    assert {(row.old_mm, row.new_mm, row.delta_mm) for row in difference.sizes} == {(None, None, Decimal(20))}


def test_instructions_on_the_way_are_listed_forwards_and_backwards(session):
    shirt = cast.make_shirt(session)
    for text in ("Move the notch.", "Change the grain."):
        draft = revisions.draft_revision(session, shirt)
        revisions.add_instruction(session, draft, text=text)
        cast.send_and_receive(session, draft)
    first, second, third = shirt.revisions

    there, back = comparing.list_instructions(first, third), comparing.list_instructions(third, second)

    assert [(each.line.instruction, each.is_new) for each in there] == [
        ("Move the notch.", True), ("Change the grain.", True),
    ]  # fmt: skip
    assert [(each.line.instruction, each.is_new) for each in back] == [("Change the grain.", False)]


def test_equal_revisions_have_no_difference(session):
    shirt = cast.make_shirt(session)

    assert revisions.compare(session, shirt.revisions[0], revisions.draft_revision(session, shirt)) == []


def test_refuses_to_compare_different_garments(session):
    shirt, dress = cast.make_shirt(session), cast.make_dress(session)

    with pytest.raises(RuleError, match="of the same garment"):
        revisions.compare(session, shirt.revisions[0], dress.revisions[0])


def _longer_skirt(session, dress):
    draft = revisions.draft_revision(session, dress)
    skirt = points_of_measure.get_point_of_measure(dress, "C6")
    revisions.change_measure(session, draft, skirt, delta_mm=Decimal(10))
    return draft
