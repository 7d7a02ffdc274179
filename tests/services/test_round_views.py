"""What the page of a run shows of its pieces."""

from datetime import date

from app.models import CountKind, ProductionRound
from app.services import rounds
from app.services.round_views import build_view
from tests import cast


def test_pieces_are_summed_up_once_every_size_that_was_planned_is_counted(session):
    run = _cut_two_sizes(session)
    _count(session, run, CountKind.CUT, S=19, M=30)
    _count(session, run, CountKind.SOLD, M=12)

    partly = build_view(session, run).totals
    _count(session, run, CountKind.SOLD, S=0)

    assert partly == {"cut": 49}
    assert build_view(session, run).totals == {"cut": 49, "sold": 12}


def test_a_size_that_was_cut_beside_the_plan_counts(session):
    run = _cut_two_sizes(session)
    _count(session, run, CountKind.CUT, S=19, M=30, L=2)

    assert build_view(session, run).totals == {"cut": 51}


def _cut_two_sizes(session) -> ProductionRound:
    run = rounds.plan_round(session, cast.make_shirt(session), planned={"S": 20, "M": 30})
    return rounds.lock_round(session, run)


def _count(session, run, kind, **pieces):
    for size, quantity in pieces.items():
        rounds.record_count(session, run, kind=kind, size=size, quantity=quantity, counted_on=date(2026, 3, 1))
