"""Exchanges: what the pattern maker asks at a line and the label replies, whose turn it is, and what was said once."""

import pytest

from app.models import AnswerKind
from app.services import packets, revisions, settling
from app.services.exchanges import list_past
from tests import cast


def test_a_reply_waits_for_the_pattern_makers_new_answer(session, sent):
    cast.answer_line(session, sent, AnswerKind.QUESTION, note="From the hem?")
    settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="Yes.")
    assert [answer.reply for answer in settling.list_open(sent.revision)] == ["Yes."]

    answer = cast.answer_line(session, sent, AnswerKind.DONE)

    assert answer.reply is None
    assert settling.list_open(sent.revision) == []
    revisions.approve(session, sent.revision)


@pytest.mark.parametrize(
    ("kind", "asked", "replied"),
    [
        (AnswerKind.QUESTION, "Ana asks about line 1.", "Ana asked about line 1 and has not answered the reply yet."),
        (
            AnswerKind.CANNOT, "Line 1 cannot be done, says Ana.",
            "Line 1 cannot be done, says Ana, who has not answered the reply yet.",
        ),
        (
            AnswerKind.DIFFERENTLY, "Line 1 was done differently by Ana.",
            "Line 1 was done differently by Ana, who has not answered the reply yet.",
        ),
    ],
)  # fmt: skip
def test_what_is_open_says_whose_turn_it_is(session, sent, kind, asked, replied):
    answer = cast.answer_line(session, sent, kind, note="From the hem?", new={"M": 585})
    assert settling.say_open(answer) == asked

    settling.reply_to(session, answer, reply="Yes.")
    assert settling.say_open(answer) == replied

    cast.answer_line(session, sent, kind, note="From the hem?", new={"M": 586})
    assert settling.say_open(answer) == asked


def test_a_reply_stands_as_long_as_the_note_that_it_answers(session, sent):
    cast.answer_line(session, sent, AnswerKind.QUESTION, note="From the hem?")
    settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="Yes.", user=cast.make_user(session))

    answer = cast.answer_line(session, sent, AnswerKind.DONE, note="From the hem?", new={"M": 580})
    assert (answer.reply, answer.replied_by.name, answer.is_open) == ("Yes.", "Mia", False)

    answer = cast.answer_line(session, sent, AnswerKind.DONE, note="From the cap.")
    assert (answer.reply, answer.replied_by) == (None, None)


def test_what_was_asked_and_replied_is_kept_once_something_else_stands_at_the_line(session, sent):
    mia = cast.make_user(session)
    cast.answer_line(session, sent, AnswerKind.QUESTION, note="From the hem?")
    settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="Yes.", user=mia)
    assert list_past(session, sent.revision) == {}, "It stands at the line itself."

    cast.answer_line(session, sent, AnswerKind.QUESTION, note="All of it?")
    settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="All.", user=mia)
    cast.answer_line(session, sent, AnswerKind.DONE)

    [(number, past)] = list_past(session, sent.revision).items()
    assert number == 1
    assert [(each.maker, each.note, each.replied_by, each.reply) for each in past] == [
        ("Ana", "From the hem?", mia, "Yes."), ("Ana", "All of it?", mia, "All."),
    ]  # fmt: skip
    assert list_past(session, sent.revision, sent) == {1: past}
    newer = packets.send_packet(session, sent.revision, contact="Ben").packet
    assert list_past(session, sent.revision, newer) == {}, "Ben was told nothing of it."


def test_what_was_replied_before_settles_no_answer_that_comes_after_it(session, sent):
    cast.answer_line(session, sent, AnswerKind.CANNOT, note="The cuff sits there.")
    draft = revisions.draft_revision(session, sent.revision.garment)
    settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="It goes into the next one.")
    assert settling.list_open_behind(draft) == []

    answer = cast.answer_line(session, sent, AnswerKind.DIFFERENTLY, note="The cuff sits there.", new={"M": 590})

    assert answer.reply == "It goes into the next one."
    assert settling.list_open_behind(draft) == [answer]
