"""The lens: what counts of a fit point where the page narrows, and where it does not."""

import pytest

from app.models import FeedbackSource, GarmentSize, Piece
from app.services.groups import Kinds
from app.services.lens import Lens
from app.services.narrowing import Narrowing
from app.services.tallies import Tallies

FORM, REVIEW = FeedbackSource.FORM, FeedbackSource.REVIEW
PIECES = [
    Piece(FORM, 1, 7, None),
    Piece(FORM, 2, 7, None),
    Piece(FORM, 2, 8, None),
    Piece(FORM, None, 8, None),
    Piece(REVIEW, 2, 7, None),
]


def test_without_a_choice_only_rounds_since_the_change_count():
    assert _look().here(FORM, 2).parts == [None, True, True, None, None]


def test_where_a_run_is_chosen_it_counts_changed_since_or_not():
    lens = _look(Narrowing(run=1, rounds=frozenset({1})))

    assert lens.here(FORM, 2).parts == [True, None, None, None, None]


def test_sizes_stand_side_by_side_though_one_is_chosen():
    lens = _look(Narrowing(size=GarmentSize(id=8, name="L")))

    assert lens.here(FORM).parts == [None, None, True, True, None]
    assert lens.sizes(FORM, 2).parts == [None, 7, 8, None, None]


def test_runs_stand_side_by_side_though_one_is_chosen():
    lens = _look(Narrowing(run=1, rounds=frozenset({1})))

    assert lens.runs(FORM).parts == [1, 2, 2, None, None]


@pytest.mark.parametrize("source", [FORM, REVIEW])
def test_what_is_asked_twice_is_worked_out_once(source):
    lens = _look()

    assert lens.sizes(source, 1) is lens.sizes(source, 1)


def _look(narrowing=None):
    return Lens(Tallies(None, frozenset(), 0, {}, {}, kinds=Kinds(PIECES)), narrowing or Narrowing())
