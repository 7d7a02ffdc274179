"""Home: each garment asks for what is its turn, the soonest cut first, and for nothing that can wait."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from app.models import AnswerKind, Choice, EvidenceState, Garment, MeasureKind, now
from app.services import (
    clusters,
    coding,
    decisions,
    evidence,
    feedback,
    home,
    packets,
    revisions,
    rounds,
    settling,
)
from tests import cast
from tests.weighed import judge_garment

LONG = "sleeve.length/long"
TODAY = date(2026, 3, 2)


def _needs(session, today: date = TODAY) -> list[home.GarmentNeeds]:
    session.flush()
    return home.list_needs(session, today=today).garments


def test_a_garment_that_asks_for_nothing_is_left_out(session, shirt):
    cast.make_answers(session, shirt, says=LONG, reporting=1, of=12)
    evidence.weigh_garment(session, shirt)

    assert _needs(session) == []


def test_an_undecided_point_is_asked_about_until_it_is_decided(session, shirt):
    point = _clear_point(session, shirt)
    (need,) = _needs(session)
    assert (need.undecided, need.again, need.number) == ((point,), (), 1)

    cast.decide_to_fix(session, point)

    assert _needs(session) == []


def test_one_voice_is_asked_about_where_it_says_that_the_garment_is_unsafe(session, shirt):
    comfort = "comfort.wear/poor"
    said = cast.make_feedback(session, shirt, says=comfort, source=feedback.FeedbackSource.REVIEW)
    evidence.weigh_garment(session, shirt)
    assert _needs(session) == []

    coding.flag_safety(session, said.issues[0], is_unsafe=True)
    evidence.weigh_garment(session, shirt)

    assert [need.undecided for need in _needs(session)] == [(cast.get_point(session, shirt, comfort),)]


def test_a_watched_point_that_grew_is_asked_about_again(session, shirt):
    point = _clear_point(session, shirt)
    decisions.decide(session, point, choice=Choice.WATCH, reason="One more run.", watch_until=12)
    cast.make_answers(session, shirt, says=LONG, reporting=4, of=4)
    evidence.weigh_garment(session, shirt)

    (need,) = _needs(session)

    assert (need.undecided, need.again) == ((), (point,))


def test_what_is_unsafe_is_asked_about_before_all_else_though_it_was_decided_once(session, shirt):
    again = _clear_point(session, shirt)
    decisions.decide(session, again, choice=Choice.WATCH, reason="One more run.", watch_until=12)
    cast.make_answers(session, shirt, says=LONG, reporting=4, of=4)
    cast.make_answers(session, shirt, says="bust.width/small", reporting=8, of=8)
    evidence.weigh_garment(session, shirt)
    new = cast.get_point(session, shirt, "bust.width/small")
    (need,) = _needs(session)
    assert [decisions.say_ask(each) for each in need.to_decide] == ["Decide", "Decide again, more people say it since"]

    again.evidence[0].safety = True

    (need,) = _needs(session)
    assert need.to_decide == (again, new)
    assert decisions.say_ask(again) == "It may hurt somebody, decide again, a danger has been told since"


def test_a_danger_that_is_told_of_what_was_kept_is_asked_about_before_all_else(session, shirt):
    kept = _clear_point(session, shirt)
    decisions.decide(session, kept, choice=Choice.KEEP, reason="They like it long.")
    cast.make_answers(session, shirt, says="bust.width/small", reporting=8, of=8)
    other = cast.make_garment(session, name="Zip top")
    rounds.plan_round(session, other, cut_on=TODAY + timedelta(days=10))
    _clear_point(session, other)
    told = cast.make_feedback(session, shirt, says=LONG)
    evidence.weigh_garment(session, shirt)
    assert [need.garment for need in _needs(session)] == [other, shirt]

    coding.flag_safety(session, told.issues[0], is_unsafe=True)
    evidence.weigh_garment(session, shirt)

    first, _ = _needs(session)
    assert (first.garment, first.to_decide[0], first.again) == (shirt, kept, (kept,))
    decisions.decide(session, kept, choice=Choice.KEEP, reason="It was another garment's.")
    assert [need.garment for need in _needs(session)] == [other, shirt]


def test_a_revision_asks_for_its_next_step(session, shirt):
    draft = cast.make_sleeves_shorter(session, shirt)
    assert _needs(session)[0].to_finish == (draft,)

    packet = packets.send_packet(session, draft, contact="Ana").packet
    assert _needs(session)[0].not_received == (draft,)

    answer = packets.answer_line(
        session, packet, draft.lines[0], kind=AnswerKind.DIFFERENTLY, new_mm={"M": Decimal(580)}
    )
    assert _needs(session)[0].to_settle == ((draft, answer),)

    settling.accept_answer(session, answer)
    assert _needs(session)[0].to_sew == (draft,)

    cast.accept_sample(session, draft)
    assert _needs(session)[0].to_approve == (draft,)

    revisions.approve(session, draft)
    assert _needs(session) == []


def test_what_the_pattern_maker_answers_after_the_approval_is_to_be_settled(session, shirt):
    revision = cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    (packet,), (line,) = revision.packets, revision.lines

    answer = packets.answer_line(session, packet, line, kind=AnswerKind.QUESTION, note="From the hem?")

    (need,) = _needs(session)
    assert (need.to_settle, need.number) == (((revision, answer),), 1)
    packets.answer_line(session, packet, line, kind=AnswerKind.DONE)
    assert _needs(session) == []


def test_what_is_open_stays_told_once_the_next_revision_is_drafted_until_it_is_replied_to(session, shirt):
    sent = cast.make_sleeves_shorter(session, shirt)
    packet = cast.send_and_receive(session, sent).packet
    values = {"M": Decimal(585)}
    answer = packets.answer_line(session, packet, sent.lines[0], kind=AnswerKind.DIFFERENTLY, new_mm=values)
    draft = revisions.draft_revision(session, shirt)
    (need,) = _needs(session)
    assert (need.to_settle, need.to_finish, need.to_sew) == (((sent, answer),), (draft,), ())

    settling.reply_to(session, answer, reply="Revision 3 has it.")

    (need,) = _needs(session)
    assert (need.to_settle, need.to_finish) == ((), (draft,))


def test_a_point_that_was_put_off_comes_back_with_the_plan_of_its_run(session, shirt):
    point = _clear_point(session, shirt)
    rounds.plan_round(session, shirt, cut_on=TODAY + timedelta(days=30))
    decisions.decide(session, point, choice=Choice.DEFER, reason="After the summer.", round_number=2)
    assert _needs(session) == []

    decisions.decide(session, point, choice=Choice.DEFER, reason="Before the next cut.", round_number=1)

    assert _needs(session)[0].again == (point,)
    assert decisions.say_again(point) == "it was put off until now"


def test_a_point_that_was_put_off_stays_open_after_its_run_was_cut_all_the_same(session, shirt):
    point = _clear_point(session, shirt)
    production_round = rounds.plan_round(session, shirt)
    decisions.decide(session, point, choice=Choice.DEFER, reason="Before the next cut.", round_number=1)

    rounds.lock_round(session, production_round, override_reason="The cloth is booked.")

    assert _needs(session)[0].again == (point,)
    decisions.decide(session, point, choice=Choice.DEFER, reason="Then before the one after.", round_number=2)
    assert _needs(session) == []


def test_the_soonest_corrections_come_first_and_what_is_unsafe_before_them(session, shirt):
    late = cast.make_garment(session, name="Coat")
    unsafe = cast.make_garment(session, name="Zip top")
    for garment, days in ((shirt, 30), (late, 60)):
        _clear_point(session, garment)
        rounds.plan_round(session, garment, cut_on=TODAY + timedelta(days=days), planned={"M": 5})
    _clear_point(session, unsafe).evidence[0].safety = True

    found = _needs(session)

    assert [need.garment.name for need in found] == ["Zip top", "Linen shirt", "Coat"]
    assert [need.deadline.days_left if need.deadline else None for need in found] == [None, 9, 39]


def test_of_many_garments_the_soonest_are_shown_first_and_what_is_asked_again(session):
    coats = [cast.make_garment(session, name=f"Coat {number}") for number in range(4)]
    for coat in coats:
        point = _clear_point(session, coat)
    decisions.decide(session, point, choice=Choice.KEEP, reason="As it is meant.")
    cast.make_answers(session, coats[3], says=LONG, reporting=12, of=12)
    evidence.weigh_garment(session, coats[3])
    rounds.plan_round(session, coats[2], cut_on=TODAY + timedelta(days=30), planned={"M": 5})
    session.flush()

    def show(after):
        shown = home.list_needs(session, today=TODAY, limit=2, after=after)
        return [need.garment.name for need in shown.garments], shown.next_after

    assert [show(0), show(2)] == [(["Coat 2", "Coat 0", "Coat 3"], 2), (["Coat 1"], None)]
    assert len(_needs(session)) == 4


def test_a_verdict_is_news_for_a_fortnight(session, shirt):
    first = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=12, of=20, production_round=first)
    evidence.weigh_garment(session, shirt)
    cast.fix_sleeves(session, shirt, cast.get_point(session, shirt, LONG))
    second = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says=LONG, reporting=0, of=20, production_round=second)
    (outcome,) = judge_garment(session, shirt)
    outcome.verdict_at = now() - timedelta(days=3)
    session.flush()
    (again,) = judge_garment(session, shirt)

    assert again.verdict_at == outcome.verdict_at
    (need,) = _needs(session, now().date())
    assert [sentence for _, sentence in need.news] == [
        "Clearly fewer: 12 of 20, now 0 of 20; whether none are left needs more answers."
    ]
    assert _needs(session, now().date() + timedelta(days=20)) == []


@pytest.mark.sqlite
def test_more_garments_ask_no_more_of_the_database(session, shirt):
    cast.send_and_receive(session, cast.make_sleeves_shorter(session, shirt))
    alone = _count_queries(session)
    for number in range(3):
        coat = cast.make_garment(session, name=f"Coat {number}")
        cast.add_measure(session, coat, "D1", "Sleeve length", MeasureKind.STRAIGHT, base=600, step=10)
        cast.send_and_receive(session, cast.make_sleeves_shorter(session, coat))

    assert _count_queries(session) == alone


def _count_queries(session) -> int:
    session.flush()
    session.expire_all()
    asked = []

    def note(connection, cursor, statement, *rest) -> None:
        asked.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", note)
    home.list_needs(session, today=TODAY)
    event.remove(session.get_bind(), "before_cursor_execute", note)
    return len(asked)


def _clear_point(session, garment: Garment) -> clusters.Cluster:
    """A fit point that eight of ten report."""
    for number in range(10):
        zones = [feedback.TappedZone("sleeve.length", "long")] if number < 8 else []
        feedback.record_feedback(
            session, garment, source=feedback.FeedbackSource.FORM, size="M", zone_answers=zones,
            rest_fits=bool(zones), fits_fine=not zones,
        )  # fmt: skip
    evidence.weigh_garment(session, garment)
    point = cast.get_point(session, garment, LONG)
    assert point.headline.state is EvidenceState.ESTABLISHED
    return point
