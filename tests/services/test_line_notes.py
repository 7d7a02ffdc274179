"""What a sheet says beside a line, and that it goes along where lines go."""

import pytest

from app.errors import RuleError
from app.models import Priority
from app.services import packets, revisions
from app.services.line_notes import carry_notes, note_beside


def test_the_sheet_says_what_was_noted_beside_a_line(session, draft):
    (line,) = draft.lines
    note_beside(line, piece="sleeve, cuff", priority=Priority.MUST, check_on_sample="Raise the arm.")

    (said,) = packets.build_sheet(session, packets.send_packet(session, draft, contact="Ana").packet).lines

    assert (said.piece, said.priority, said.check_on_sample) == ("sleeve, cuff", Priority.MUST, "Raise the arm.")
    with pytest.raises(RuleError, match="frozen"):
        note_beside(line, piece=None, priority=None, check_on_sample=None)


def test_notes_are_carried_to_another_line_and_taken_away(session, draft):
    (line,) = draft.lines
    note_beside(line, piece="sleeve", priority=Priority.MAY, check_on_sample="")
    other = revisions.add_instruction(session, draft, text="Move the notch.")

    carry_notes(line, other)

    assert (other.piece, other.priority, other.check_on_sample) == ("sleeve", Priority.MAY, None)


@pytest.mark.parametrize("words, sentence", [({"piece": "x" * 121}, "120"), ({"check_on_sample": "x" * 1001}, "1000")])
def test_refuses_what_does_not_fit_on_the_sheet(draft, words, sentence):
    with pytest.raises(RuleError, match=sentence):
        note_beside(draft.lines[0], **{"piece": None, "priority": None, "check_on_sample": None, **words})
