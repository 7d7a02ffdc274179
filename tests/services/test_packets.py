"""A sheet goes out by a private link, is received and answered line by line."""

from datetime import timedelta
from decimal import Decimal

import pytest

from app.errors import NotFound, RuleError
from app.models import AnswerKind, LengthUnit, RevisionStatus, now
from app.services import garments, packets, revisions
from app.services.codes import format_code
from tests import cast


def test_sending_freezes_the_draft_and_returns_the_link_once(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    sent = packets.send_packet(session, draft, contact="Ana", unit=LengthUnit.IN, grid="1/8")

    assert draft.status is RevisionStatus.SENT
    assert len(sent.token) >= 22
    assert sent.token not in sent.packet.token_hash
    assert packets.open_packet(session, sent.token) is sent.packet


def test_unit_and_grid_are_the_labels_unless_said_otherwise(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    ours = packets.send_packet(session, draft, contact="Ana").packet
    theirs = packets.send_packet(session, draft, contact="Bo", unit=LengthUnit.MM).packet

    assert [(each.unit, each.grid) for each in (ours, theirs)] == [(LengthUnit.CM, "0.25"), (LengthUnit.MM, "1")]


@pytest.mark.parametrize(
    "options, sentence",
    [
        ({"contact": " "}, "To whom does the sheet go"),
        (
            {"contact": "Ana", "unit": LengthUnit.IN, "grid": "0.25"},
            "In inches the grid can be 1/16, 1/8, 1/4, not 0.25",
        ),
        ({"contact": "Ana", "days": 0}, "A link works for 1 to 365 days"),
    ],
)
def test_refuses_a_packet_that_reaches_nobody(session, options, sentence):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match=sentence):
        packets.send_packet(session, draft, **options)

    assert draft.status is RevisionStatus.DRAFT


def test_refuses_to_send_nothing(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))

    with pytest.raises(RuleError, match="Revision 2 changes nothing yet"):
        packets.send_packet(session, draft, contact="Ana")


def test_refuses_to_send_changes_without_a_measurement(session):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    for pom in shirt.points_of_measure:
        revisions.change_measure(session, draft, pom)

    with pytest.raises(RuleError, match="Revision 2 has two changes without a measurement"):
        packets.send_packet(session, draft, contact="Ana")


@pytest.mark.parametrize("state", ["wrong", "expired", "revoked"])
def test_a_link_that_does_not_work_is_told_alike(session, state):
    sent = _sent(session)
    token = sent.token
    if state == "wrong":
        token = "A" * 32
    elif state == "expired":
        sent.packet.expires_at = now() - timedelta(seconds=1)
    else:
        packets.revoke(session, sent.packet)

    with pytest.raises(NotFound, match="This link does not work, or no longer"):
        packets.open_packet(session, token)


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


def test_refuses_an_answer_to_a_line_of_another_sheet(session):
    packet = _sent(session).packet
    dress = cast.make_dress(session)
    other = revisions.draft_revision(session, dress)
    skirt = garments.get_point_of_measure(dress, "C6")
    line = revisions.change_measure(session, other, skirt, delta_mm=Decimal(10))

    with pytest.raises(NotFound, match="That line is not on this sheet"):
        packets.answer_line(session, packet, line, kind=AnswerKind.DONE)


def test_a_check_code_tells_whether_the_paper_is_current(session):
    packet = _sent(session).packet
    found = packets.find_by_check_code(session, format_code(packet.check_code).lower())
    assert found is packet
    assert packets.find_replacement(packet) is None

    newer = revisions.draft_revision(session, packet.revision.garment)
    revisions.add_instruction(session, newer, text="Move the button.")
    assert packets.find_replacement(packet) is None

    packets.send_packet(session, newer, contact="Ana")
    assert packets.find_replacement(packet) is newer


def test_a_mistyped_check_code_says_so(session):
    code = _sent(session).packet.check_code
    slipped = ("0" if code[0] != "0" else "1") + code[1:]

    with pytest.raises(RuleError, match="one of its characters is off"):
        packets.find_by_check_code(session, slipped)


def _sent(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    return packets.send_packet(session, draft, contact="Ana")
