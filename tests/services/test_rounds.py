"""A round is planned, released to cut, counted and closed; what was released does not change any more."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from threading import Barrier

import pytest
from sqlalchemy.orm import Session

from app.db import begin_writing
from app.errors import Doubtful, NotFound, RuleError
from app.models import CountKind, ProductionRound, RoundStatus
from app.services import counts, rounds
from app.services.codes import format_code, read_code
from tests import cast


def test_rounds_are_numbered_per_garment_and_have_a_code(session):
    shirt, dress = cast.make_shirt(session), cast.make_dress(session)

    planned = [cast.make_round(session, garment) for garment in (shirt, shirt, dress)]

    assert [each.number for each in planned] == [1, 2, 1]
    assert all(read_code(each.code, length=8) == each.code for each in planned)
    assert len({each.code for each in planned}) == 3


def test_a_round_is_found_by_its_code_however_it_was_typed(session):
    production_round = cast.make_round(session, cast.make_shirt(session))

    assert rounds.find_round_by_code(session, format_code(production_round.code).lower()) is production_round
    assert rounds.find_round_by_code(session, "no such code") is None


def test_an_unknown_round_is_named(session):
    with pytest.raises(NotFound, match="Linen shirt has no run 4"):
        rounds.get_round(session, cast.make_shirt(session), 4)


@pytest.mark.parametrize(
    "planned, sentence",
    [({"XXXL": 1}, "Linen shirt has no size “XXXL”; its sizes are: XS, S, M, L, XL"), ({"M": -1}, "M cannot have -1")],
)
def test_refuses_quantities_that_cannot_be_cut(session, planned, sentence):
    shirt = cast.make_shirt(session)

    with pytest.raises(RuleError, match=sentence):
        rounds.plan_round(session, shirt, planned=planned)

    assert shirt.rounds == []


def test_planned_pieces_of_one_colour_replace_those_of_the_same(session):
    shirt = cast.make_shirt(session)
    production_round = rounds.plan_round(session, shirt, planned={"S": 4, "M": 6}, colour="white")

    rounds.change_round(session, production_round, planned={"M": 8}, colour="White")
    rounds.change_round(session, production_round, planned={"M": 3}, colour="Navy", cut_on=date(2027, 5, 31))

    assert {(row.colour.name, row.size.name): row.planned for row in production_round.quantities} == {
        ("White", "M"): 8,
        ("Navy", "M"): 3,
    }
    assert production_round.cut_on == date(2027, 5, 31)


def test_refuses_a_colour_that_the_garment_does_not_have(session):
    with pytest.raises(RuleError, match="has no colour “Red”; its colours are: White, Navy"):
        rounds.plan_round(session, cast.make_shirt(session), colour="Red")


def test_refuses_to_pin_the_revision_of_another_garment(session):
    shirt, dress = cast.make_shirt(session), cast.make_dress(session)

    with pytest.raises(RuleError, match="That revision belongs to Wrap dress"):
        rounds.plan_round(session, shirt, revision=dress.revisions[0])


@pytest.mark.parametrize("change", [{"planned": {"M": 1}}, {"cut_on": date(2027, 1, 1)}, {"fabric_lot": "B"}])
def test_refuses_to_change_what_was_released_to_cut(session, change):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)

    with pytest.raises(RuleError, match="Run 1 is released to cut and cannot be changed"):
        rounds.change_round(session, production_round, **change)


def test_sold_so_far_is_the_newest_count_of_each_size_and_colour(session):
    shirt = cast.make_shirt(session)
    first, second = (cast.make_round(session, shirt, locked=True) for _ in range(2))
    _sell(session, first, "M", 10, day=2, colour="White")
    _sell(session, first, "M", 4, day=1, colour="White")
    _sell(session, first, "M", 3, day=1, colour="Navy")
    _sell(session, second, "M", 5, day=9)
    _sell(session, second, "L", 1, day=9)

    medium, large = shirt.sizes[2].id, shirt.sizes[3].id
    assert counts.sold_so_far(session, [first, second]) == {medium: 18, large: 1}
    assert counts.sold_so_far(session, [first]) == {medium: 13}


def test_a_second_count_of_a_day_replaces_the_first(session):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)

    _sell(session, production_round, "M", 4, day=1)
    _sell(session, production_round, "M", 6, day=1)

    assert [count.quantity for count in production_round.counts] == [6]


@pytest.mark.parametrize(
    "kind, pieces, question",
    [
        ("sold", 55, "M: 55 sold, where 10 were planned. Is it so?"),
        ("returned", 11, "M: 11 returned, where 10 were planned. Is it so?"),
        ("left_over", 11, "M: 11 left over, where 10 were planned. Is it so?"),
    ],
)
def test_more_pieces_of_a_size_than_there_were_are_asked_about(session, kind, pieces, question):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)
    counted = {"kind": CountKind(kind), "pieces": {"S": 3, "M": pieces}, "counted_on": date(2026, 11, 1)}

    with pytest.raises(Doubtful) as doubt:
        rounds.record_counts(session, production_round, **counted)

    assert doubt.value.questions == {"pieces-M": question}
    assert production_round.counts == []
    assert [each.quantity for each in rounds.record_counts(session, production_round, **counted, sure=True)] == [
        3,
        pieces,
    ]


def test_a_count_is_held_against_what_was_cut_sold_and_came_back_in_all_colours(session):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)

    def count(kind, pieces, **also):
        rounds.record_counts(
            session, production_round, kind=CountKind(kind), pieces={"M": pieces}, counted_on=date(2026, 11, 1), **also
        )
        session.flush()

    count("cut", 40)
    count("sold", 30, colour="White")
    with pytest.raises(Doubtful, match="M: 41 sold, where 40 were cut"):
        count("sold", 11, colour="Navy")
    count("sold", 10, colour="Navy")
    with pytest.raises(Doubtful, match="M: 41 returned, where 40 were cut"):
        count("returned", 41)
    count("returned", 2)
    count("sold", 12, colour="Navy")  # two came back and were sold once more
    with pytest.raises(Doubtful, match="M: 43 sold, where 40 were cut and 2 came back"):
        count("sold", 13, colour="Navy")
    with pytest.raises(Doubtful, match="M: 39 cut, where 42 were sold and 2 came back"):
        count("cut", 39)


def test_of_a_run_that_was_not_cut_nothing_is_asked(session):
    production_round = cast.make_round(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Run 1 is not released to cut yet"):
        rounds.record_counts(
            session, production_round, kind=CountKind.SOLD, pieces={"M": 99}, counted_on=date(2026, 11, 1)
        )


@pytest.mark.every_database
def test_of_two_who_count_a_day_at_once_the_later_count_stands_alone(session):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)
    session.commit()
    round_id, engine, together = production_round.id, session.get_bind(), Barrier(2)
    session.rollback()

    def count(pieces: int) -> None:
        together.wait()
        with Session(engine) as own:
            begin_writing(own)
            counted = own.get(ProductionRound, round_id)
            rounds.record_counts(own, counted, kind=CountKind.CUT, pieces={"M": pieces}, counted_on=date(2026, 11, 1))
            own.commit()

    with ThreadPoolExecutor(2) as threads:
        list(threads.map(count, (6, 7)))

    session.expire_all()
    assert len(production_round.counts) == 1


def test_a_closed_round_still_accepts_counts(session):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)
    rounds.close_round(session, production_round)

    _sell(session, production_round, "M", 6, day=1)

    assert production_round.status is RoundStatus.CLOSED
    assert len(production_round.counts) == 1


def test_refuses_to_count_what_was_not_cut(session):
    production_round = cast.make_round(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Run 1 is not released to cut yet"):
        _sell(session, production_round, "M", 1, day=1)


def test_refuses_to_close_what_was_not_cut(session):
    production_round = cast.make_round(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Run 1 is not released to cut yet"):
        rounds.close_round(session, production_round)


def test_refuses_to_close_twice(session):
    production_round = cast.make_round(session, cast.make_shirt(session), locked=True)
    rounds.close_round(session, production_round)

    with pytest.raises(RuleError, match="Run 1 is closed already"):
        rounds.close_round(session, production_round)


def _sell(session, production_round, size, quantity, *, day, colour=None):
    rounds.record_count(
        session, production_round, kind=CountKind.SOLD, size=size, quantity=quantity, counted_on=date(2026, 11, day),
        colour=colour,
    )  # fmt: skip


def test_a_run_is_cut_again_unchanged(session):
    shirt = cast.make_shirt(session)
    cut = cast.make_round(session, shirt, locked=True)

    again = rounds.recut_round(session, cut)

    assert (again.number, again.revision, again.status) == (2, cut.revision, RoundStatus.PLANNED)
    assert {row.size.name: row.planned for row in again.quantities} == dict.fromkeys(cast.SIZES, 10)
    assert again.code != cut.code


def test_refuses_to_cut_again_what_was_not_cut_or_is_superseded(session):
    shirt = cast.make_shirt(session)
    cut = cast.make_round(session, shirt, locked=True)
    planned = cast.make_round(session, shirt)
    with pytest.raises(RuleError, match="Run 2 is not released to cut yet"):
        rounds.recut_round(session, planned)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    rounds.lock_round(session, planned)

    with pytest.raises(RuleError, match="Revision 1 is superseded"):
        rounds.recut_round(session, cut)
