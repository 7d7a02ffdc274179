"""What comes back: the first receipt holds, and each line has one answer, explained where it was not simply done."""

from decimal import Decimal

import pytest
from sqlalchemy import update

from app.errors import Doubtful, NotFound, RuleError
from app.models import AnswerKind, PacketAnswer
from app.services import packets, points_of_measure, revisions, settling
from app.services.label import change_label
from app.services.maker_answers import ensure_seen, hold_answers
from app.services.moves import Move
from tests import cast


def test_the_first_receipt_holds(session):
    packet = _sent(session).packet

    packets.receive(session, packet, name="Ana")
    packets.receive(session, packet, name="Somebody else")

    assert packet.received_by == "Ana"
    assert revisions.is_received(packet.revision)


def test_refuses_a_receipt_without_a_name(session):
    with pytest.raises(RuleError, match="Who received it"):
        packets.receive(session, _sent(session).packet, name=" ")


def test_whoever_answers_has_the_sheet(session):
    packet = _sent(session).packet

    packets.answer_line(session, packet, packet.revision.lines[0], kind=AnswerKind.DONE)

    assert packet.received_by == "Ana"


def test_what_is_far_from_the_sheet_is_asked_about_and_kept_once_the_maker_is_sure(session):
    packet = _sent(session).packet
    (line,) = packet.revision.lines
    in_mm = {"M": Decimal(5800), "L": Decimal(590)}

    with pytest.raises(Doubtful, match=r"M: 580\.00 cm, where 58\.00 is asked for\. Millimetres\?"):
        packets.answer_line(session, packet, line, kind=AnswerKind.DONE, new_mm=in_mm)
    assert packet.answers == []
    answer = packets.answer_line(session, packet, line, kind=AnswerKind.DONE, new_mm=in_mm, sure=True)

    assert {each.size.name: each.new_mm for each in answer.readings} == in_mm
    assert (answer.kind, answer.is_open) == (AnswerKind.DIFFERENTLY, True)


def test_an_old_value_alone_says_nothing(session):
    packet = _sent(session).packet

    with pytest.raises(RuleError, match="What does M measure now"):
        packets.answer_line(session, packet, packet.revision.lines[0], kind=AnswerKind.DONE, old_mm={"M": Decimal(600)})


def test_a_second_answer_replaces_the_first_with_its_readings(session):
    packet = _sent(session).packet
    (line,) = packet.revision.lines
    packets.answer_line(session, packet, line, kind=AnswerKind.DIFFERENTLY, new_mm={"M": Decimal(578)}, note="Cuff.")

    packets.answer_line(
        session, packet, line, kind=AnswerKind.DONE, new_mm={"M": Decimal(580)}, old_mm={"M": Decimal(600)}
    )

    (answer,) = packet.answers
    assert (answer.kind, answer.note) == (AnswerKind.DONE, None)
    assert [(row.size.name, row.old_mm, row.new_mm) for row in answer.readings] == [("M", Decimal(600), Decimal(580))]


@pytest.mark.parametrize(
    "kind, sentence",
    [
        (AnswerKind.DIFFERENTLY, "What was done instead"),
        (AnswerKind.CANNOT, "Why can it not be done"),
        (AnswerKind.QUESTION, "What is the question"),
    ],
)
def test_what_was_not_simply_done_is_explained(session, kind, sentence):
    packet = _sent(session).packet

    with pytest.raises(RuleError, match=sentence):
        packets.answer_line(session, packet, packet.revision.lines[0], kind=kind)

    assert packet.answers == []


@pytest.mark.parametrize("kind", [AnswerKind.DIFFERENTLY, AnswerKind.CANNOT, AnswerKind.QUESTION])
def test_refuses_of_what_is_cut_all_that_would_have_to_be_settled(session, kind):
    packet, line = _cut(session)

    with pytest.raises(
        RuleError, match="Revision 2 is released to cut already: tell Atelier yourself, for the next one"
    ):
        packets.answer_line(session, packet, line, kind=kind, note="The cuff sits there.")
    with pytest.raises(RuleError, match="Revision 2 is released to cut already: draft the next one"):
        packets.answer_line(session, packet, line, kind=kind, note="By phone.", user=cast.make_user(session))

    assert packet.answers == []


def test_that_it_was_done_is_told_of_what_is_cut_too(session):
    packet, line = _cut(session)

    packets.answer_line(session, packet, line, kind=AnswerKind.DONE, new_mm={"M": Decimal(580)})

    assert len(packet.answers[0].readings) == 1


def test_refuses_an_answer_to_a_line_of_another_sheet(session):
    packet = _sent(session).packet
    dress = cast.make_dress(session)
    other = revisions.draft_revision(session, dress)
    skirt = points_of_measure.get_point_of_measure(dress, "C6")
    line = revisions.change_measure(session, other, skirt, delta_mm=Decimal(10))

    with pytest.raises(NotFound, match="That line is not on this sheet"):
        packets.answer_line(session, packet, line, kind=AnswerKind.DONE)


@pytest.mark.parametrize(
    ("move", "amount", "sentence"),
    [(Move(), 8, "Line 1 names no amount"), (Move(amount_mm=Decimal(10)), -8, "without a minus")],
)
def test_refuses_an_amount_that_was_not_asked_for_and_one_with_a_sign(session, move, amount, sentence):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    line = revisions.add_instruction(session, draft, text="Lower it.", move=move)
    packet = packets.send_packet(session, draft, contact="Ana").packet

    with pytest.raises(RuleError, match=sentence):
        packets.answer_line(session, packet, line, kind=AnswerKind.DONE, amount_mm=Decimal(amount))


def test_nobody_goes_unawares_over_what_was_said_of_a_line_since(session):
    packet, mia = _sent(session).packet, cast.make_user(session)
    (line,) = packet.revision.lines
    ensure_seen(session, None, None)

    asked = packets.answer_line(session, packet, line, kind=AnswerKind.QUESTION, note="How far?")
    with pytest.raises(RuleError, match="Ana answered meanwhile, as it stands here now"):
        ensure_seen(session, asked, None)
    seen_at = asked.said_at
    ensure_seen(session, asked, seen_at)

    settling.reply_to(session, asked, reply="To the cuff.", user=mia)
    with pytest.raises(RuleError, match="Mia replied meanwhile"):
        ensure_seen(session, asked, seen_at)

    told = packets.answer_line(session, packet, line, kind=AnswerKind.DIFFERENTLY, note="At the cap.", user=mia)
    with pytest.raises(RuleError, match="Mia answered meanwhile"):
        ensure_seen(session, told, seen_at)


def test_who_answers_sees_what_was_said_before_others_were_kept_waiting(session):
    packet = _sent(session).packet
    answer = packets.answer_line(session, packet, packet.revision.lines[0], kind=AnswerKind.DONE)
    session.flush()
    session.execute(update(PacketAnswer).values(note="Told since."), execution_options={"synchronize_session": False})

    hold_answers(session, packet)

    assert ([answer], answer.note) == (packet.answers, "Told since.")


def _cut(session):
    """The sheet of a revision that is released to cut, and its line."""
    change_label(session, name="Atelier")
    shirt = cast.make_shirt(session)
    revision = cast.approve(session, cast.make_sleeves_shorter(session, shirt))
    cast.make_round(session, shirt, locked=True)
    return revision.packets[0], revision.lines[0]


def _sent(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    return packets.send_packet(session, draft, contact="Ana")
