"""Measuring the pieces of a run: which ones, what is off, and whether the pattern is to blame."""

from datetime import date
from decimal import Decimal

import pytest

from app.errors import RuleError
from app.models import AnswerKind, Cause, Choice, CountKind, LengthUnit, MeasureKind, Route
from app.services import (
    decisions,
    diagnoses,
    evidence,
    measure_views,
    packets,
    piece_measures,
    points_of_measure,
    revisions,
    rounds,
    samples,
)
from app.services.moves import Move
from app.services.piece_measures import Spot
from app.services.triage import Made, say_triage, triage_point
from tests import cast

LONG = "sleeve.length/long"


def test_three_pieces_a_size_and_two_where_few_were_cut(session, shirt):
    run = rounds.plan_round(session, shirt, planned={"S": 40, "M": 40, "L": 9, "XL": 0})
    rounds.lock_round(session, run, override_reason="Cut at once.")
    rounds.record_count(session, run, kind=CountKind.CUT, size="S", quantity=1, counted_on=date(2026, 5, 1))

    assert {size.name: number for size, number in piece_measures.list_pieces(run).items()} == {"S": 1, "M": 3, "L": 2}


def test_what_is_critical_is_measured_and_what_people_speak_of(session, shirt):
    _add_critical_chest(session, shirt)
    run = cast.make_round(session, shirt, locked=True)

    assert [pom.code for pom in piece_measures.list_points(session, run)] == ["A1"]

    _say_too_long(session, shirt, run)

    assert [pom.code for pom in piece_measures.list_points(session, run)] == ["D1", "A1"]


def test_what_a_run_mends_is_measured_on_it_and_on_the_run_before(session, shirt):
    _add_critical_chest(session, shirt)
    first = cast.make_round(session, shirt, locked=True)
    _say_too_long(session, shirt, first)
    cast.fix_sleeves(session, shirt, cast.get_point(session, shirt, LONG))
    second = cast.make_round(session, shirt, locked=True)
    evidence.weigh_garment(session, shirt)
    third = cast.make_round(session, shirt, locked=True)

    measured = [[pom.code for pom in piece_measures.list_points(session, run)] for run in (first, second, third)]

    assert measured == [["D1", "A1"], ["D1", "A1"], ["A1"]]


def test_what_the_factory_mends_is_measured_on_the_run_that_it_mends(session, shirt):
    _add_critical_chest(session, shirt)
    first = cast.make_round(session, shirt, locked=True)
    _say_too_long(session, shirt, first)
    point = cast.get_point(session, shirt, LONG)
    decisions.decide(session, point, choice=Choice.FIX, reason="Off.", route=Route.FACTORY, round_number=2)
    second = cast.make_round(session, shirt, locked=True)
    evidence.weigh_garment(session, shirt)

    assert [pom.code for pom in piece_measures.list_points(session, second)] == ["D1", "A1"]


def test_a_piece_is_off_by_the_tolerance_that_the_run_was_released_with(session, shirt):
    sleeve = points_of_measure.get_point_of_measure(shirt, "D1")
    sleeve.tolerance_plus_mm, sleeve.tolerance_minus_mm = Decimal(6), Decimal(12)
    run = cast.make_round(session, shirt, locked=True)
    sleeve.tolerance_plus_mm = Decimal(50)

    _measure(session, run, {"S": (596, 596, 640), "M": (606, 606, 607), "L": (597, 598, 590)})

    measured = piece_measures.list_measured(run, (LengthUnit.CM, "0.25"))
    found = {each.size.name: (each.deviation_mm, each.is_off) for each in measured}
    assert found == {"S": (6, False), "M": (6, False), "L": (-13, True)}
    assert measure_views.say_off_spec(session, run) == ["D1 Sleeve length from shoulder in L: 1.3 cm under spec."]


def test_measures_are_kept_whole_or_not_at_all_and_can_be_taken_away(session, shirt):
    run = cast.make_round(session, shirt, locked=True)
    with pytest.raises(RuleError, match="more than nothing"):
        piece_measures.record_measures(session, run, {Spot("D1", "M", 1): Decimal(600), Spot("D1", "M", 2): Decimal(0)})
    assert not run.piece_measures

    assert piece_measures.record_measures(session, run, {Spot("D1", "M", 1): Decimal(600)}) == 1
    assert piece_measures.record_measures(session, run, {Spot("D1", "M", 1): Decimal(600)}) == 0
    assert piece_measures.record_measures(session, run, {Spot("D1", "M", 1): None}) == 1
    assert not run.piece_measures


def test_a_run_that_is_not_cut_has_no_pieces(session, shirt):
    run = cast.make_round(session, shirt)

    with pytest.raises(RuleError, match="not released to cut yet"):
        piece_measures.record_measures(session, run, {Spot("D1", "M", 1): Decimal(600)})


@pytest.mark.parametrize(
    "over_spec_mm, made, says, route",
    [
        (None, Made.NOT_MEASURED, "Nobody has measured D1", Route.PATTERN),
        (12, Made.OFF_SPEC, "sewn 1.2 cm over spec: talk to the factory before the pattern.", Route.FACTORY),
        (3, Made.TO_SPEC, "Made to spec: the pattern is to blame.", Route.PATTERN),
        (-12, Made.OFF_THE_OTHER_WAY, "the pattern is to blame all the more.", Route.PATTERN),
    ],
)
def test_the_pieces_are_heard_before_the_pattern(session, shirt, over_spec_mm, made, says, route):
    run = cast.make_round(session, shirt, locked=True)
    _say_too_long(session, shirt, run)
    if over_spec_mm is not None:
        _measure(session, run, {"S": (590 + over_spec_mm,) * 3, "M": (600 + over_spec_mm,) * 3})

    point = cast.get_point(session, shirt, LONG)
    found = triage_point(session, point)

    assert found is not None
    assert found.made is made
    assert says in say_triage(session, found)
    assert diagnoses.propose(None, found)[1] is route


@pytest.mark.parametrize(
    "name, told", [("Sleeve length", "measured D1 sleeve length on"), ("Ärmellänge", "measured D1 Ärmellänge on")]
)
def test_what_nobody_measured_keeps_the_capital_of_its_language(session, shirt, name, told):
    points_of_measure.get_point_of_measure(shirt, "D1").name = name
    _say_too_long(session, shirt, cast.make_round(session, shirt, locked=True))

    assert told in say_triage(session, triage_point(session, cast.get_point(session, shirt, LONG)))


def test_what_is_to_spec_until_it_is_washed_is_the_cloths(session, shirt):
    run = cast.make_round(session, shirt, locked=True)
    _say(session, shirt, run, "sleeve.length/short")
    _measure(session, run, {"M": (600, 601, 600)})
    _measure(session, run, {"M": (580, 581, 579)}, washed=True)

    found = triage_point(session, cast.get_point(session, shirt, "sleeve.length/short"))

    assert found is not None
    assert say_triage(session, found).startswith(
        "Made to spec, but after one wash the pieces are 2.0 cm under spec: look at the shrinkage"
    )
    assert diagnoses.propose(None, found) == (Cause.SHRINKAGE, Route.FABRIC)


def test_one_size_of_many_does_not_tell_why_all_complain(session, shirt):
    run = cast.make_round(session, shirt, locked=True)
    _say_too_long(session, shirt, run)
    _measure(session, run, {"S": (590,), "M": (600,), "L": (640,), "XL": (620,)})

    found = triage_point(session, cast.get_point(session, shirt, LONG))

    assert found is not None
    assert (found.made, found.sizes) == (Made.TO_SPEC, ("S", "M", "L", "XL"))


def test_intended_pattern_sample_and_pieces_stand_apart(session, shirt):
    cast.make_round(session, shirt, locked=True)
    revision = cast.make_sleeves_shorter(session, shirt)
    line = revisions.add_instruction(session, revision, text="Move it.", move=Move("Notch", amount_mm=Decimal(5)))
    packet = cast.send_and_receive(session, revision).packet
    packets.answer_line(session, packet, line, kind=AnswerKind.DONE, amount_mm=Decimal(4))
    samples.record_sample(
        session, revision, verdict=samples.SampleVerdict.ACCEPTED, size="M", measures_mm={"D1": Decimal(581)}
    )
    revisions.approve(session, revision)
    run = cast.make_round(session, shirt, locked=True)
    _measure(session, run, {"M": (583, 585, 584)})

    apart = {row.size: row for row in measure_views.build_view(session, run, washed=False).apart}

    assert (apart["M"].intended, apart["M"].on_pattern, apart["M"].on_sample) == ("−2.00", None, "58.1")
    assert (apart["M"].on_pieces, apart["L"].on_pieces) == ("58.4", None)
    moved = apart[None]
    assert (moved.name, moved.intended, moved.on_pattern) == ("Instruction 2, Notch", "0.5 cm", "0.4 cm")


def _add_critical_chest(session, shirt) -> None:
    cast.add_measure(session, shirt, "A1", "Chest width", MeasureKind.HALF, base=540, step=20)
    points_of_measure.get_point_of_measure(shirt, "A1").critical = True


def _say_too_long(session, shirt, run) -> None:
    _say(session, shirt, run, LONG)


def _say(session, shirt, run, code: str) -> None:
    cast.make_answers(session, shirt, says=code, reporting=8, of=12, production_round=run)
    evidence.weigh_garment(session, shirt)


def _measure(session, run, by_size, *, washed: bool = False) -> None:
    piece_measures.record_measures(
        session,
        run,
        {
            Spot("D1", size, place, washed): Decimal(value)
            for size, values in by_size.items()
            for place, value in enumerate(values, start=1)
        },
    )
