"""Outcomes: a fix is judged by the rounds that carry it, at looks set in advance."""

from datetime import date

import pytest

from app.models import CountKind, FeedbackSource
from app.services import outcomes, revisions, rounds
from tests import cast
from tests.arranged import once
from tests.weighed import judge_garment

LONG = "sleeve.length/long"
SHORT = "sleeve.length/short"


@pytest.fixture
@once
def fixed(session):
    """A shirt whose sleeves 12 of 40 called long, and the round that was cut with the fix."""
    shirt = cast.make_shirt(session)
    before = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=12, of=40, production_round=before)
    return shirt, _fix(session, shirt)


def _fix(session, shirt):
    """The round that is cut when the sleeves are shorter."""
    cast.fix_sleeves(session, shirt, cast.get_point(session, shirt, LONG))
    return cast.make_round(session, shirt, locked=True)


def _judge(session, garment):
    (outcome,) = judge_garment(session, garment)
    return outcome


def test_before_any_answer_the_verdict_is_too_few(session, fixed):
    outcome = _judge(session, fixed[0])

    assert (outcome.verdict, outcome.next_look, outcome.fixed_in) == ("too_few", 10, fixed[1])
    assert outcomes.say(outcome) == "Too few answers: 12 of 40, now 0 of 0; 10 more are needed."


def test_a_measure_that_stays_as_it_was_is_no_fix_to_judge(session):
    shirt = cast.make_shirt(session)
    before = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=12, of=40, production_round=before)
    draft = cast.make_sleeves_shorter(session, shirt, clusters=(cast.get_point(session, shirt, LONG),))
    cast.leave_as_it_was(session, draft)
    revisions.approve(session, draft)

    cast.make_round(session, shirt, locked=True)

    assert judge_garment(session, shirt) == []


def test_a_fix_that_worked_is_solved_once_enough_have_answered(session, fixed):
    shirt, after = fixed
    cast.make_answers(session, shirt, says=LONG, reporting=0, of=40, production_round=after)

    outcome = _judge(session, shirt)

    assert outcome.verdict == "solved"
    assert outcome.upper_bound == pytest.approx(1 - 0.05 ** (1 / 40), abs=1e-5)
    assert outcomes.say(outcome) == "Solved: 12 of 40, now 0 of 40."


def test_a_verdict_is_that_of_the_last_look_and_later_answers_are_plain_numbers(session, fixed):
    shirt, after = fixed
    cast.make_answers(session, shirt, says=LONG, reporting=0, of=10, production_round=after)
    at_ten = _judge(session, shirt)
    verdict, probability = at_ten.verdict, at_ten.probability

    cast.make_answers(session, shirt, says=LONG, reporting=7, of=9, production_round=after)
    outcome = _judge(session, shirt)

    assert (outcome.verdict, outcome.probability) == (verdict, probability)
    assert (outcome.after_reporting, outcome.after_answered) == (7, 19)
    assert (outcome.judged_at_answers, outcome.next_look) == (10, 20)


def test_nothing_changed_is_no_difference(session, fixed):
    shirt, after = fixed
    cast.make_answers(session, shirt, says=LONG, reporting=6, of=20, production_round=after)

    outcome = _judge(session, shirt)

    assert outcomes.say(outcome) == "No difference seen: 12 of 40, now 6 of 20. Next look at 40 answers."


def test_a_fix_that_went_too_far_is_said_so(session, fixed):
    shirt, after = fixed
    cast.make_answers(session, shirt, says=SHORT, reporting=12, of=20, production_round=after)

    outcome = next(each for each in judge_garment(session, shirt) if each.cluster.code == LONG)

    assert outcome.details["opposite"]["after"] == [12, 20]
    assert outcomes.say(outcome).endswith("The opposite is said now by 12 of 20: the fix went too far.")


def test_what_was_rare_before_cannot_be_proven(session):
    shirt = cast.make_shirt(session)
    before = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=2, of=40, production_round=before)
    after = _fix(session, shirt)
    cast.make_answers(session, shirt, says=LONG, reporting=0, of=40, production_round=after)

    assert outcomes.say(_judge(session, shirt)) == "Too rare before to prove anything: 2 of 40, now 0 of 40."


def test_a_source_that_never_reported_it_is_not_judged(session, fixed):
    shirt, after = fixed
    cast.make_answers(
        session, shirt, says=LONG, reporting=1, of=10, production_round=after, source=FeedbackSource.REVIEW
    )

    assert [each.source for each in judge_garment(session, shirt)] == [FeedbackSource.FORM]


def test_judging_twice_leaves_one_verdict(session, fixed):
    judge_garment(session, fixed[0])
    judge_garment(session, fixed[0])

    assert len(outcomes.list_outcomes(session, fixed[0])) == 1


def test_returns_are_judged_per_piece_sold_or_not_at_all(session):
    shirt = cast.make_shirt(session)
    before = cast.make_round(session, shirt, locked=True)
    cast.make_answers(
        session, shirt, says=LONG, reporting=12, of=14, production_round=before, source=FeedbackSource.RETURN
    )
    after = _fix(session, shirt)
    cast.make_answers(
        session, shirt, says=LONG, reporting=1, of=2, production_round=after, source=FeedbackSource.RETURN
    )
    assert judge_garment(session, shirt) == []
    _sell(session, before, 13, day=1)
    _sell(session, after, 85, day=1)
    assert judge_garment(session, shirt) == [], "Fourteen came back: not all that was sold is on file."

    _sell(session, before, 60, day=1)
    outcome = _judge(session, shirt)
    assert outcomes.say(outcome) == "Solved: 12 of 60, now 1 of 85."

    cast.make_answers(
        session, shirt, says=LONG, reporting=9, of=9, production_round=after, source=FeedbackSource.RETURN
    )
    _sell(session, after, 95, day=2)
    outcome = _judge(session, shirt)
    assert (outcome.verdict, outcome.after_reporting, outcome.after_answered) == ("solved", 10, 95)
    assert (outcome.judged_at_answers, outcome.details["at_look"]) == (80, [1, 85])
    assert outcomes.say_beside(outcome)[0].endswith("times as likely to send it back.")


def _sell(session, run, pieces, *, day):
    rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=pieces, counted_on=date(2026, 3, day))


def test_what_stands_beside_a_verdict_is_said_with_it(session, fixed):
    shirt, after = fixed
    before = shirt.rounds[0]
    for run, sold in ((before, 120), (after, 60)):
        rounds.record_count(session, run, kind=CountKind.SOLD, size="M", quantity=sold, counted_on=date(2026, 3, 1))
    cast.make_answers(session, shirt, says=LONG, reporting=0, of=26, production_round=after)
    cast.make_answers(session, shirt, says="neck.width/small", reporting=14, of=14, production_round=after)

    outcome = next(each for each in judge_garment(session, shirt) if each.cluster.code == LONG)

    assert outcome.verdict == "solved"
    assert outcomes.say(outcome).endswith("Neck opening too tight seems to be said more since: 0 of 40, now 14 of 40.")
    fell, heard = outcomes.say_beside(outcome)
    assert fell.startswith("By the form 29 fewer in 100 since, from 42 fewer to 18 fewer (90 in 100), or 0.00 to 0.")
    assert "became 0.03 times as likely to answer" in fell
    assert heard == ("40 of 120 buyers answered before, 40 of 60 since: so different that the comparison may be off.")


def test_other_sizes_than_before_are_compared_with_their_like(session, fixed):
    shirt, after = fixed
    for _ in range(20):
        cast.make_feedback(session, shirt, production_round=after, size="XS")

    outcome = _judge(session, shirt)

    assert (outcome.verdict, outcome.details["sizes"]) == ("probably_fewer", {"apart": 1.0, "p": 0.5})
    assert "among their like it fell with p = 0.500" in outcomes.say_beside(outcome)[1]


def test_who_answered_of_how_many_is_left_open_beside_a_verdict_where_a_run_was_not_counted(session, fixed):
    shirt, after = fixed
    twice = cast.make_round(session, shirt, locked=True)
    for run, of in ((after, 6), (twice, 34)):
        cast.make_answers(session, shirt, says=LONG, reporting=0, of=of, production_round=run)
    _sell(session, shirt.rounds[0], 120, day=1)
    _sell(session, after, 60, day=1)
    assert [each for each in outcomes.say_beside(_judge(session, shirt)) if "buyers answered" in each] == []

    _sell(session, twice, 60, day=1)

    assert "40 of 120 buyers answered before, 40 of 120 since." in outcomes.say_beside(_judge(session, shirt))
