"""Sizes that sold out tell the least that was wanted, the sooner the less."""

from contextlib import nullcontext
from datetime import date

import pytest

from app.errors import RuleError
from app.models import CountKind
from app.services import rounds
from app.services.selling import list_last_sold_out, list_sold_out, open_sale
from tests import cast


def test_a_size_that_sold_out_says_how_soon_and_how_many_there_were(session):
    run = cast.make_round(session, cast.make_shirt(session), locked=True)
    open_sale(session, run, date(2026, 3, 1))
    _count(session, run, CountKind.CUT, date(2026, 2, 20), S=5, M=10)
    _count(session, run, CountKind.SOLD, date(2026, 3, 7), S=5, M=8)
    _count(session, run, CountKind.SOLD, date(2026, 3, 20), S=5, M=9)

    assert [each.sentence for each in list_sold_out(run)] == ["S sold out in 6 days: demand unknown above 5."]
    assert list_last_sold_out(run.garment) == (1, list_sold_out(run))


def test_where_nobody_knows_since_when_only_the_day_is_told(session):
    run = cast.make_round(session, cast.make_shirt(session), locked=True)
    _count(session, run, CountKind.SOLD, date(2026, 3, 7), S=10)

    assert [each.sentence for each in list_sold_out(run)] == ["S sold out by 7 March 2026: demand unknown above 10."]


def test_where_more_were_sold_than_cut_demand_is_known_up_to_those(session):
    run = cast.make_round(session, cast.make_shirt(session), locked=True)
    _count(session, run, CountKind.CUT, date(2026, 2, 20), S=40, M=40)
    _count(session, run, CountKind.RETURNED, date(2026, 3, 7), M=2)
    _count(session, run, CountKind.SOLD, date(2026, 3, 7), S=55, M=41)

    assert [each.sentence.rpartition(" ")[2] for each in list_sold_out(run)] == ["55.", "40."]


def test_a_count_that_was_too_high_is_corrected_by_the_next(session):
    run = cast.make_round(session, cast.make_shirt(session), locked=True)
    _count(session, run, CountKind.SOLD, date(2026, 3, 7), S=10)
    _count(session, run, CountKind.SOLD, date(2026, 3, 9), S=7)

    assert list_sold_out(run) == []


def test_nothing_is_on_sale_before_it_is_cut(session):
    shirt = cast.make_shirt(session)
    run = rounds.plan_round(session, shirt, planned={"M": 10}, cut_on=date(2026, 5, 31))
    rounds.lock_round(session, run, override_reason="Cut at once.")

    with pytest.raises(RuleError, match="cut on 2026-05-31"):
        open_sale(session, run, date(2026, 5, 1))


def test_what_was_cut_before_its_day_may_be_on_sale_then(session):
    shirt = cast.make_shirt(session)
    run = rounds.plan_round(session, shirt, planned={"M": 10}, cut_on=date(2099, 5, 31))
    rounds.lock_round(session, run, override_reason="Cut at once.")

    assert open_sale(session, run, run.locked_at.date()).on_sale_on == run.locked_at.date()


@pytest.mark.parametrize("kind", [CountKind.SOLD, CountKind.RETURNED])
def test_a_run_was_on_sale_by_the_day_on_which_a_piece_of_it_was_counted_as_sold(session, kind):
    run = cast.make_round(session, cast.make_shirt(session), locked=True)
    _count(session, run, CountKind.CUT, date(2026, 2, 20), M=10)
    _count(session, run, kind, date(2026, 3, 1), M=0)
    _count(session, run, kind, date(2026, 3, 7), M=2)

    with pytest.raises(RuleError, match="sold a piece on 2026-03-07") as refused:
        open_sale(session, run, date(2026, 3, 8))

    assert (refused.value.field, run.on_sale_on) == ("on_sale_on", None)
    assert open_sale(session, run, date(2026, 3, 7)).on_sale_on == date(2026, 3, 7)


@pytest.mark.parametrize(
    ("kind", "pieces", "is_kept"),
    [
        (CountKind.SOLD, 2, False),
        (CountKind.RETURNED, 2, False),
        (CountKind.SOLD, 0, True),
        (CountKind.CUT, 2, True),
        (CountKind.LEFT_OVER, 2, True),
    ],
)
def test_nothing_was_sold_before_it_was_on_sale(session, kind, pieces, is_kept):
    run = cast.make_round(session, cast.make_shirt(session), locked=True)
    open_sale(session, run, date(2026, 3, 7))

    with nullcontext() if is_kept else pytest.raises(RuleError, match="on sale since 2026-03-07: nothing was") as told:
        rounds.record_counts(session, run, kind=kind, pieces={"M": pieces}, counted_on=date(2026, 3, 6))

    assert bool(run.counts) is is_kept
    assert is_kept or told.value.field == "counted_on"


def _count(session, run, kind, day, **pieces):
    for size, quantity in pieces.items():
        rounds.record_count(session, run, kind=kind, size=size, quantity=quantity, counted_on=day)
