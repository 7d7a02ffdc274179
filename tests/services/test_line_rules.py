"""The lines of a draft are written by one at a time: whoever comes meanwhile sees what was done."""

from decimal import Decimal

import pytest

from app.db import begin_writing
from app.errors import NotFound, RuleError
from app.models import PatternRevision
from app.services import lines, packets, revisions
from tests import cast
from tests.waiting import commit_while

pytestmark = pytest.mark.every_database


@pytest.fixture
def draft(session):
    drawn = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    session.commit()
    begin_writing(session)
    return drawn


def test_nothing_is_written_into_a_draft_that_is_being_sent(session, draft):
    packets.send_packet(session, draft, contact="Ana")

    with pytest.raises(RuleError, match="Revision 2 is sent, its lines are frozen"):
        commit_while(session, adding(draft, "Rotate the dart."))


def test_of_two_who_write_lines_at_once_each_has_a_number_of_its_own(session, draft):
    revisions.add_instruction(session, draft, text="Rotate the dart.")
    commit_while(session, adding(draft, "Move the shoulder seam."))

    session.expire_all()
    assert [(line.number, line.instruction) for line in draft.lines[1:]] == [
        (2, "Rotate the dart."),
        (3, "Move the shoulder seam."),
    ]


def test_a_line_that_is_being_written_anew_is_dropped_as_it_is_then(session, draft):
    before = values_of(draft.predecessor)

    revisions.change_measure(session, draft, draft.lines[0].pom, delta_mm=Decimal(-30))
    commit_while(session, dropping(draft))

    session.expire_all()
    assert draft.lines == []
    assert values_of(draft) == before


def test_a_line_that_is_being_dropped_is_dropped_once(session, draft):
    revisions.drop_line(session, draft.lines[0])

    with pytest.raises(NotFound, match="has no line 1"):
        commit_while(session, dropping(draft))


def adding(draft, words):
    """What adds an instruction to a draft of which it has read the lines before."""
    revision_id = draft.id

    def add(own):
        known = own.get_one(PatternRevision, revision_id)
        assert known.lines
        revisions.add_instruction(own, known, text=words)

    return add


def dropping(draft):
    """What drops the first line of a draft of which it has read all before."""
    revision_id = draft.id

    def drop(own):
        known = own.get_one(PatternRevision, revision_id)
        assert all(line.changes for line in known.lines)
        assert values_of(known)
        revisions.drop_line(own, lines.get_line(known, 1))

    return drop


def values_of(revision):
    return {(measure.pom.code, measure.size.name): measure.value_mm for measure in revision.measures}
