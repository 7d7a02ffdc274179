"""What the pattern maker cannot do is left as it was: the line is there, nothing is cut of it, and it fixes nothing."""

from decimal import Decimal

import pytest
from sqlalchemy import select

from app.models import AnswerKind, RevisionLine
from app.services import newer_sheets, packets, revisions, rounds, settling
from app.services.comparing import list_instructions
from app.services.moves import Move
from app.services.points_of_measure import list_values
from tests import cast


def test_a_measure_that_cannot_be_changed_is_left_as_it_was(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))

    cast.leave_as_it_was(session, draft)

    assert {*list_values(draft, draft.lines[0].pom).values()} == {580, 590, 600, 610, 620}
    assert (draft.lines[0].stays, settling.list_open(draft)) == (True, [])
    revisions.approve(session, draft)


@pytest.mark.parametrize("move", [None, Move("Waist dart", None, Decimal(10))])
def test_an_instruction_that_cannot_be_done_is_left_as_it_was_and_fixes_nothing(session, move):
    shirt = cast.make_sleeve_points(session)
    point = cast.get_point(session, shirt, "sleeve.length/long")
    cast.decide_to_fix(session, point)
    draft = revisions.draft_revision(session, shirt)
    line = revisions.add_instruction(session, draft, text="Rotate the dart", move=move, clusters=[point])
    packet = cast.send_and_receive(session, draft).packet
    packets.answer_line(session, packet, line, kind=AnswerKind.CANNOT, note="There is none.")

    settling.accept_answer(session, settling.get_answer(draft, 1))

    assert (line.stays, settling.list_open(draft)) == (True, [])
    assert session.scalars(select(RevisionLine).where(RevisionLine.stays)).all() == [line]
    assert packets.build_sheet(session, packet, whole=True).lines[0].instruction == "Rotate the dart. Stays as it was."
    assert list_instructions(draft.predecessor, draft) == []
    again = packets.send_packet(session, draft, contact="Ana").packet
    assert newer_sheets.say_replaces(session, again).startswith("Replaces line 1 of the sheet")
    revisions.approve(session, draft)
    run = cast.make_round(session, shirt)
    (warning,) = rounds.check_gate(session, run).warnings
    assert warning == "“Sleeve too long” is to be fixed, but revision 2 has no line for it."


def test_words_and_amounts_that_are_agreed_on_an_instruction_are_done(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    line = revisions.add_instruction(session, draft, text="Lower it.", move=Move(amount_mm=Decimal(10)))
    packet = cast.send_and_receive(session, draft).packet
    packets.answer_line(session, packet, line, kind=AnswerKind.DIFFERENTLY, amount_mm=Decimal(8))

    settling.accept_answer(session, settling.get_answer(draft, 1))

    assert not line.stays
    assert session.scalars(select(RevisionLine).where(RevisionLine.stays)).all() == []
