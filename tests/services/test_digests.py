"""The weekly digest: once a week to who wants it, what needs them and what is new, and nothing of a customer's."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from app.models import AnswerKind, Choice, Digest, OutboxMail, Role, now
from app.services import (
    coding,
    decisions,
    digest_letters,
    digest_words,
    digests,
    evidence,
    label,
    letters,
    packets,
    people,
    posting,
    settling,
)
from tests import cast
from tests.arranged import once

MONDAY = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
WEEK = timedelta(days=7)
SENDING = letters.Sending("atelier@example.com", "https://fit.example.com", "Atelier Nordlund")
SENDER = {"sender": "atelier@example.com", "public_url": "https://fit.example.com/"}


@pytest.fixture
def mia(session):
    mia = cast.make_user(session)
    mia.created_at = MONDAY - 4 * WEEK
    session.flush()
    return mia


@pytest.fixture
@once
def shirt(session):
    """A shirt of which a customer said a lot in the week before, under an address of theirs."""
    with time_machine.travel(MONDAY - timedelta(days=2), tick=False):
        shirt = cast.make_shirt(session)
        cast.make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=12)
        cast.make_feedback(
            session, shirt, says="sleeve.width/large", customer="eve@example.com", comment="Call me, Eve, 555 0199."
        )
        evidence.weigh_garment(session, shirt)
    return shirt


def test_says_what_needs_her_and_what_is_new(session, mia, shirt):
    told = digest_words.tell(session, digests.draft_digest(session, mia, at=MONDAY), mia)

    assert [(each.title, [line.words for line in each.lines]) for each in told.needs] == [
        ("Linen shirt", ["Decide: “Sleeve too long”, 8 of the 13 who answered."])
    ]  # fmt: skip
    assert [line.words for line in told.news.lines] == ["Linen shirt: 13 answers."]
    assert digest_letters.say_subject(told) == "one thing needs you, one thing is new"
    for words in (write(told, SENDING, mia.name) for write in (digest_letters.write_text, digest_letters.write_html)):
        assert "Decide: “Sleeve too long”, 8 of the 13 who answered." in words
        assert "https://fit.example.com/account" in words
        assert "Eve" not in words
        assert "eve@" not in words
        assert "555" not in words


def test_a_danger_told_since_it_was_decided_is_asked_about_first(session, mia, shirt):
    with time_machine.travel(MONDAY, tick=False):
        kept = cast.get_point(session, shirt, "sleeve.length/long")
        decisions.decide(session, kept, choice=Choice.KEEP, reason="They like it long.")
        cast.make_answers(session, shirt, says="waist.width/small", reporting=9, of=12)
        evidence.weigh_garment(session, shirt)
        coding.flag_safety(session, kept.issues[0], is_unsafe=True)
        evidence.weigh_garment(session, shirt)

    told = digest_words.tell(session, digests.draft_digest(session, mia, at=MONDAY), mia)

    first, second = (line.words for line in told.needs[0].lines)
    asked = "It may hurt somebody, decide again, a danger has been told since: “Sleeve too long”"
    assert first.startswith(asked)
    assert second.startswith("Decide: “Waist too tight”")


def test_a_point_that_became_clear_since_the_last_one_is_new(session, mia, shirt):
    with time_machine.travel(MONDAY, tick=False):
        digests.make_digest(session, mia, at=MONDAY)
        cast.make_answers(session, shirt, says="waist.width/small", reporting=9, of=12)
        evidence.weigh_garment(session, shirt)
    at = MONDAY + WEEK

    told = digest_words.tell(session, digests.draft_digest(session, mia, at=at), mia)

    assert any(line.words.startswith("Linen shirt: “") and "became clear" in line.words for line in told.news.lines), (
        told.news
    )


def test_whose_turn_it_is_after_the_pattern_maker_answered(session, mia, shirt):
    revision = cast.make_sleeves_shorter(session, shirt)
    packet = cast.send_and_receive(session, revision).packet
    answer = packets.answer_line(session, packet, revision.lines[0], kind=AnswerKind.QUESTION, note="From the hem?")

    def list_needs():
        told = digest_words.tell(session, digests.draft_digest(session, mia, at=MONDAY), mia)
        return [line.words for section in told.needs for line in section.lines]

    number = revision.number
    assert f"Settle what the pattern maker answered to pattern revision {number}." in list_needs()
    settling.reply_to(session, answer, reply="Yes.")
    assert f"The pattern maker has not answered the reply to pattern revision {number} yet." in list_needs()
    assert not any(words.startswith("Settle") for words in list_needs())


def test_goes_out_once_a_week_and_not_where_nothing_is_new(session, mia, shirt):
    assert digests.list_due(session, at=MONDAY) == [mia]
    digests.make_digest(session, mia, at=MONDAY)
    session.flush()
    assert digests.list_due(session, at=MONDAY + timedelta(hours=5)) == []
    assert digests.list_due(session, at=MONDAY + timedelta(days=1)) == []

    assert digests.list_due(session, at=MONDAY + WEEK) == [mia]
    digests.make_digest(session, mia, at=MONDAY + WEEK)
    session.flush()

    assert [each.week_on.isoformat() for each in session.query(Digest)] == ["2026-11-30", "2026-12-07"]
    assert session.query(OutboxMail).one().digest.week_on.isoformat() == "2026-11-30"
    assert digests.list_due(session, at=MONDAY + WEEK) == []


@pytest.mark.parametrize(
    "day, at, is_due",
    [
        ("monday", MONDAY, True),
        ("monday", MONDAY - timedelta(hours=2), False),
        ("monday", MONDAY + timedelta(days=1), True),
        ("monday", MONDAY + timedelta(days=2), False),
        ("sunday", MONDAY, True),
        ("friday", MONDAY, False),
        ("never", MONDAY, False),
    ],
)
def test_is_due_on_its_day_and_the_one_after(session, mia, day, at, is_due):
    label.change_label(session, digest_day=day)

    assert bool(digests.list_due(session, at=at)) is is_due


@pytest.mark.parametrize("why", ["does not want it", "is out", "has just come", "has no address"])
def test_who_is_not_meant_gets_none(session, mia, why):
    match why:
        case "does not want it":
            people.rename(session, mia, name="Mia", wants_digest=False)
        case "is out":
            people.deactivate(session, mia)
        case "has just come":
            mia.created_at = MONDAY
        case "has no address":
            mia.email = "mia@localhost"
    session.flush()

    assert digests.list_due(session, at=MONDAY) == []


def test_the_letter_has_words_and_plain_html_and_is_sent_once(session, mia, shirt):
    digests.make_digest(session, mia, at=MONDAY)
    session.flush()
    mail = session.query(OutboxMail).one()

    letter = posting.write_letter(session, mail.id, **SENDER)
    posting.note_sent(session, letter)

    text, html = letter.message.iter_parts()
    assert letter.message["Subject"] == "My label: one thing needs you, one thing is new"
    assert "What needs you" in text.get_content()
    assert "<script" not in html.get_content()
    assert mail.sent_at <= now()
    assert posting.write_letter(session, mail.id, **SENDER) is None


def test_a_viewer_hears_what_is_new_and_is_asked_for_nothing(session, shirt):
    ana = cast.make_user(session, name="Ana", role=Role.VIEWER)

    told = digest_words.tell(session, digests.draft_digest(session, ana, at=MONDAY), ana)

    assert told.needs == ()
    assert len(told.news.lines) == 1
