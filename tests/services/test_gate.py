"""The gate lists what is decided, drawn, sewn and received before a round is released to cut."""

from decimal import Decimal

import pytest

from app.errors import RuleError
from app.models import AnswerKind, Choice, FeedbackSource, MeasureKind
from app.services import decisions, evidence, packets, points_of_measure, revisions, rounds, samples
from tests import cast

SLEEVE_LONG = "sleeve.length/long"


def test_recutting_the_released_revision_unchanged_passes(session):
    production_round = cast.make_round(session, cast.make_shirt(session))

    gate = rounds.check_gate(session, production_round)

    assert gate.passes
    assert [item.sentence for item in gate.items] == [
        "Every fit point that matters is decided.",
        "Revision 1 is released and is cut as it is.",
    ]


def test_an_undecided_point_above_the_threshold_is_open(session):
    shirt = _shirt_with_long_sleeves(session)

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    (item,) = [item for item in gate.items if not item.passed]
    assert item.sentence == "“Sleeve too long” is not decided: 8 of the 12 who answered say so."
    assert item.cluster is cast.get_point(session, shirt, SLEEVE_LONG)


def test_what_reviews_say_is_told_as_theirs(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=SLEEVE_LONG, reporting=8, of=12, source=FeedbackSource.REVIEW)
    evidence.weigh_garment(session, shirt)

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    assert gate.open_sentences == ["“Sleeve too long” is not decided: 8 of 8 reviews say so."]


def test_one_voice_does_not_hold_up_a_cut(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=SLEEVE_LONG, reporting=1, of=12)
    evidence.weigh_garment(session, shirt)

    assert rounds.check_gate(session, cast.make_round(session, shirt)).passes


def test_a_point_put_off_until_this_round_is_open_again(session):
    shirt = _shirt_with_long_sleeves(session)
    point = cast.get_point(session, shirt, SLEEVE_LONG)
    decisions.decide(session, point, choice=Choice.DEFER, reason="After the summer.", round_number=2)

    first, second = (rounds.check_gate(session, cast.make_round(session, shirt)) for _ in range(2))

    assert first.passes
    assert second.open_sentences == ["“Sleeve too long” was put off until this run: decide it now."]


def test_a_draft_is_open_in_every_respect(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    revisions.change_measure(session, draft, points_of_measure.get_point_of_measure(shirt, "D3"))

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    assert gate.open_sentences == [
        "Revision 2 is not approved yet.",
        "Revision 2 has one change without a measurement.",
        "The correction sheet of revision 2 is not received yet.",
        "Revision 2 needs an accepted sample in M because of sleeve length from shoulder and bicep.",
    ]


def test_an_approved_revision_passes(session):
    shirt = cast.make_shirt(session)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt))

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    assert gate.passes
    assert {item.name for item in gate.items} == {"decision", "revision", "measurements", "sheet", "answers", "sample"}


def test_what_the_pattern_maker_answers_after_the_approval_is_open(session):
    shirt = cast.make_shirt(session)
    revision = cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    (packet,), (line,) = revision.packets, revision.lines
    packets.answer_line(session, packet, line, kind=AnswerKind.CANNOT, note="The cuff sits there.")
    production_round = cast.make_round(session, shirt)

    gate = rounds.check_gate(session, production_round)

    assert gate.open_sentences == ["Line 1 cannot be done, says Ana."]
    with pytest.raises(RuleError, match="Line 1 cannot be done, says Ana"):
        rounds.lock_round(session, production_round)


def test_what_the_pattern_maker_answered_to_the_revision_before_is_open_until_that_is_cut(session):
    shirt = cast.make_shirt(session)
    before = cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    answer = packets.answer_line(
        session, before.packets[0], before.lines[0], kind=AnswerKind.CANNOT, note="The cuff sits there."
    )
    revisions.draft_revision(session, shirt)

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    (item,) = [item for item in gate.items if item.name == "answers"]
    assert (item.sentence, item.revision) == ("Line 1 of revision 2 cannot be done, says Ana.", answer.line.revision)


def test_warns_of_a_fix_that_no_line_carries_out(session):
    shirt = _shirt_with_long_sleeves(session)
    cast.decide_to_fix(session, cast.get_point(session, shirt, SLEEVE_LONG))

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    assert gate.passes
    assert gate.warnings == ("“Sleeve too long” is to be fixed, but revision 1 has no line for it.",)


def test_warns_once_of_all_fixes_that_no_line_carries_out(session):
    shirt = cast.make_sleeve_points(session)
    for code in (SLEEVE_LONG, "sleeve.width/large"):
        cast.decide_to_fix(session, cast.get_point(session, shirt, code))

    (warning,) = rounds.check_gate(session, cast.make_round(session, shirt)).warnings

    assert warning == "“Sleeve too long” and “Sleeve too wide” are to be fixed, but revision 1 has no line for them."


def test_warns_of_a_fix_whose_measure_stays_as_it_was(session):
    shirt = _shirt_with_long_sleeves(session)
    point = cast.get_point(session, shirt, SLEEVE_LONG)
    cast.decide_to_fix(session, point)
    draft = cast.make_sleeves_shorter(session, shirt, clusters=(point,))
    cast.leave_as_it_was(session, draft)
    revisions.approve(session, draft)

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    assert gate.passes
    assert gate.warnings == ("“Sleeve too long” is to be fixed, but revision 2 has no line for it.",)


def test_warns_of_every_fix_that_was_due_and_that_no_run_was_cut_with(session):
    shirt = _shirt_with_long_sleeves(session)
    point = cast.get_point(session, shirt, SLEEVE_LONG)
    decisions.decide(session, point, choice=Choice.FIX, reason="Many ask for it.", round_number=2)
    first, second, third = (cast.make_round(session, shirt) for _ in range(3))
    warning = "“Sleeve too long” is to be fixed, but revision 1 has no line for it."

    assert rounds.check_gate(session, first).warnings == ()
    for each in (first, second):
        rounds.lock_round(session, each)

    assert rounds.check_gate(session, third).warnings == (warning,)


def test_warns_no_more_of_a_fix_that_a_run_was_cut_with(session):
    shirt = _shirt_with_long_sleeves(session)
    cast.fix_sleeves(session, shirt, cast.get_point(session, shirt, SLEEVE_LONG))
    cast.make_round(session, shirt, locked=True)

    assert rounds.check_gate(session, cast.make_round(session, shirt)).warnings == ()


def test_warns_of_a_fix_that_is_decided_once_more_since_a_run_was_cut_with_it(session):
    shirt = _shirt_with_long_sleeves(session)
    point = cast.get_point(session, shirt, SLEEVE_LONG)
    cast.fix_sleeves(session, shirt, point)
    cast.make_round(session, shirt, locked=True)
    decisions.decide(session, point, choice=Choice.FIX, reason="They say it still.", round_number=2)

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    assert gate.warnings == ("“Sleeve too long” is to be fixed, but revision 2 has no line for it.",)


def test_warns_of_a_sample_that_was_accepted_outside_the_tolerance(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    points_of_measure.get_point_of_measure(shirt, "D1").tolerance_minus_mm = Decimal(6)
    cast.send_and_receive(session, draft)
    sample = cast.accept_sample(session, draft)
    samples.measure_again(session, sample, {"D1": Decimal(571)})
    revisions.approve(session, draft)
    production_round = cast.make_round(session, shirt)

    gate = rounds.check_gate(session, production_round)

    assert gate.passes
    (warning,) = gate.warnings
    assert warning.startswith("The sample in M was accepted with sleeve length from shoulder 57.10 cm")
    rounds.lock_round(session, production_round)
    assert rounds.check_gate(session, production_round).warnings == ()


@pytest.mark.parametrize(
    "kind, tolerance, step, warned",
    [("half", "4", 8, True), ("half", "3.9", 8, False), ("half", "4", 0, False), ("straight", "4", 8, False)],
)
def test_warns_of_a_girth_tolerance_of_half_the_step(session, kind, tolerance, step, warned):
    shirt = cast.make_garment(session)
    values = {size: Decimal(500 + step * place) for place, size in enumerate(cast.SIZES)}
    points_of_measure.add_point_of_measure(
        session, shirt, code="A1", name="Chest width", kind=MeasureKind(kind), tolerance_plus_mm=Decimal(tolerance),
        values_mm=values,
    )  # fmt: skip

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    assert gate.passes
    assert bool(gate.warnings) is warned


def test_warns_of_a_value_of_the_chart_that_looks_like_a_slip(session):
    shirt = cast.make_garment(session)
    values = dict(zip(cast.SIZES, map(Decimal, (480, 500, 5200, 545, 570)), strict=True))
    points_of_measure.add_point_of_measure(
        session, shirt, code="A1", name="Chest width", kind=MeasureKind.HALF, values_mm=values, sure=True
    )

    gate = rounds.check_gate(session, cast.make_round(session, shirt))

    assert gate.passes
    assert gate.warnings == ("A1 Chest width: M is 520.0 cm beside 50.0 cm in S and 54.5 cm in L.",)


def test_warns_of_measures_that_the_revision_to_be_cut_has_no_value_of(session):
    shirt = cast.make_shirt(session)
    for code, values in (("U2", {}), ("U3", {}), ("U4", {"M": Decimal(60)}), ("U5", {})):
        points_of_measure.add_point_of_measure(
            session, shirt, code=code, name="Cuff", kind=MeasureKind.STRAIGHT, values_mm=values
        )
    points_of_measure.put_away(session, shirt.points_of_measure[-1])
    production_round = cast.make_round(session, shirt)

    gate = rounds.check_gate(session, production_round)

    assert gate.warnings == (
        "Revision 1 has no value of U2 Cuff and U3 Cuff in any size: there is nothing to compare pieces with.",
    )
    assert rounds.lock_round(session, production_round).override_reason is None


def _shirt_with_long_sleeves(session):
    shirt = cast.make_shirt(session)
    cast.make_answers(session, shirt, says=SLEEVE_LONG, reporting=8, of=12)
    evidence.weigh_garment(session, shirt)
    return shirt
