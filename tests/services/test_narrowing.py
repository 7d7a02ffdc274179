"""Narrowing: which answers count, by what the address says."""

import pytest

from app.errors import NotFound
from app.models import FeedbackSource, Piece
from app.services.narrowing import Narrowing, list_lots, narrow
from tests.cast import make_round, make_shirt

FORM = FeedbackSource.FORM


def test_nothing_chosen_takes_every_answer(session):
    narrowing = narrow(make_shirt(session))

    assert not narrowing.narrows
    assert narrowing.takes(Piece(FORM, None, None, None))


def test_a_run_leaves_out_others_and_those_that_name_none(session):
    shirt = _cut_twice(session)

    narrowing = narrow(shirt, run="2")

    assert narrowing.narrows
    assert [narrowing.takes(Piece(FORM, run, None, None)) for run in (1, 2, None)] == [False, True, False]


def test_a_lot_and_a_revision_stand_for_their_runs(session):
    shirt = _cut_twice(session)

    assert narrow(shirt, lot="B").rounds == {2}
    assert narrow(shirt, revision="1").rounds == {1, 2}
    assert narrow(shirt, revision="1", lot="A").rounds == {1}
    assert narrow(shirt, run="2", lot="A").rounds == set()


def test_size_colour_and_source_all_have_to_fit(session):
    shirt = make_shirt(session)
    size, colour = shirt.sizes[1], shirt.colours[0]

    narrowing = narrow(shirt, size=size.name, colour=colour.name, source="review")

    assert narrowing.takes(Piece(FeedbackSource.REVIEW, 1, size.id, colour.id))
    assert not narrowing.takes(Piece(FORM, 1, size.id, colour.id))
    assert not narrowing.takes(Piece(FeedbackSource.REVIEW, 1, size.id, None))


def test_lists_side_by_side_keep_all_their_members(session):
    narrowing = narrow(_cut_twice(session), run="2", size="M")

    assert narrowing.in_every_size().size is None
    assert narrowing.in_every_size().rounds == {2}
    assert narrowing.in_every_run() == Narrowing(size=narrowing.size)


@pytest.mark.parametrize(
    ("chosen", "sentence"),
    [
        ({"size": "XXL"}, "Linen shirt has no size “XXL”."),
        ({"run": "7"}, "Linen shirt has no run “7”."),
        ({"lot": "Z"}, "Linen shirt has no fabric lot “Z”."),
        ({"source": "rumour"}, "Linen shirt has no source “rumour”."),
        ({"revision": "one"}, "Linen shirt has no revision “one”."),
        ({"colour": "Mud"}, "Linen shirt has no colour “Mud”."),
    ],
)
def test_what_the_garment_does_not_have_is_refused(session, chosen, sentence):
    with pytest.raises(NotFound, match=sentence):
        narrow(make_shirt(session), **chosen)


def test_lots_are_listed_once_in_the_order_of_their_runs(session):
    assert list_lots(_cut_twice(session)) == ["A", "B"]


def _cut_twice(session):
    shirt = make_shirt(session)
    for lot in ("A", "B"):
        make_round(session, shirt, locked=True).fabric_lot = lot
    session.flush()
    return shirt
