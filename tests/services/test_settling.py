"""Settling: what was done differently becomes the revision's value once the label says yes; nothing is cut before."""

from decimal import Decimal

import pytest

from app.errors import NotFound, RuleError
from app.models import AnswerKind, PatternRevision, RevisionStatus, SampleVerdict
from app.services import audit, newer_sheets, packets, revisions, samples, settling
from app.services.moves import Move
from app.services.revision_views import build_view
from tests import cast


def test_what_was_measured_from_pattern_to_pattern_becomes_the_change(session, sent):
    cast.answer_line(session, sent, AnswerKind.DIFFERENTLY, old={"M": 612, "L": 622}, new={"M": 597, "L": 607})

    _accept(session, sent)

    assert _new(sent.revision) == {"XS": 560, "S": 570, "M": 585, "L": 595, "XL": 600}


def test_without_an_old_value_the_sheets_is_taken(session, sent):
    cast.answer_line(session, sent, AnswerKind.DIFFERENTLY, new={"M": 585})

    _accept(session, sent)

    assert _new(sent.revision)["M"] == 585
    assert sent.revision.lines[0].agreed_at is not None


def test_refuses_to_take_a_measure_that_was_done_differently_in_words_only(session, sent):
    cast.answer_line(session, sent, AnswerKind.DIFFERENTLY, note="3 mm in every size instead.")

    with pytest.raises(RuleError, match="Line 1 was done differently in words only: ask for the values"):
        _accept(session, sent)

    assert settling.list_open(sent.revision)
    assert _new(sent.revision)["M"] == 580


def test_words_alone_are_agreed_on_an_instruction(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    line = revisions.add_instruction(session, draft, text="Rotate the dart.")
    packet = cast.send_and_receive(session, draft).packet
    packets.answer_line(session, packet, line, kind=AnswerKind.DIFFERENTLY, note="Half of it went into the seam.")

    _accept(session, packet)

    assert (settling.list_open(draft), line.agreed_at) == ([], None)


def test_new_values_that_are_the_old_ones_leave_the_measure_as_it_was(session, sent):
    values = dict(zip(cast.SIZES, (580, 590, 600, 610, 620), strict=True))
    cast.answer_line(session, sent, AnswerKind.DIFFERENTLY, note="Left it.", old=values, new=values)

    _accept(session, sent)

    assert _new(sent.revision) == values
    assert build_view(session, sent.revision).needed == ()
    packets.send_packet(session, sent.revision, contact="Bo")
    revisions.approve(session, sent.revision)


@pytest.mark.parametrize(
    ("kind", "sentence"),
    [
        (AnswerKind.DIFFERENTLY, "Line 1 was done differently by Ana."),
        (AnswerKind.CANNOT, "Line 1 cannot be done, says Ana."),
        (AnswerKind.QUESTION, "Ana asks about line 1."),
    ],
)
def test_nothing_is_approved_while_the_two_do_not_agree(session, sent, kind, sentence):
    cast.answer_line(session, sent, kind, note="The cap is too short.")

    with pytest.raises(RuleError, match=sentence):
        revisions.approve(session, sent.revision)


@pytest.mark.parametrize("kind", [AnswerKind.DIFFERENTLY, AnswerKind.CANNOT])
def test_what_is_open_ends_with_one_full_stop_whoever_says_it(session, sent, kind):
    answer = cast.answer_line(session, sent, kind, note="The cap is too short.")
    answer.packet.received_by = "Ines P."

    assert settling.say_open(answer).endswith(" Ines P.")


def test_the_newest_sheets_answer_counts(session, sent):
    cast.answer_line(session, sent, AnswerKind.QUESTION, note="From the hem?")
    again = packets.send_packet(session, sent.revision, contact="Bo").packet
    cast.answer_line(session, again, AnswerKind.DONE)

    assert settling.list_open(sent.revision) == []


def test_how_far_an_instruction_was_moved_is_compared_and_becomes_its_amount(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    line = revisions.add_instruction(session, draft, text="Lower it.", move=Move(amount_mm=Decimal(10)))
    packet = cast.send_and_receive(session, draft).packet
    packets.answer_line(session, packet, line, kind=AnswerKind.DIFFERENTLY, amount_mm=Decimal(8))
    assert build_view(session, draft).lines[0].measured == ("0.80 cm where 1.00 cm was asked for",)

    _accept(session, packet)

    assert (line.amount_mm, line.agreed_at is not None) == (Decimal(8), True)
    assert build_view(session, draft).lines[0].measured == ("0.80 cm",)
    again = packets.send_packet(session, draft, contact="Ana").packet
    assert newer_sheets.say_replaces(session, again).startswith("Replaces line 1 of the sheet")
    agreed = next(event for event in audit.list_events(session, draft) if event.verb == "agreed")
    assert agreed.details == {"line": 1, "old_mm": 10.0, "new_mm": 8.0}


@pytest.mark.parametrize(
    ("measured_mm", "said"),
    [
        (580, "M:\N{NO-BREAK SPACE}58.00"),
        (579, "M:\N{NO-BREAK SPACE}57.90"),
        (Decimal("579.4375"), "M:\N{NO-BREAK SPACE}57.94"),
    ],
)
def test_what_was_measured_is_told_as_the_tape_said_it_not_on_the_grid(session, sent, measured_mm, said):
    cast.answer_line(session, sent, AnswerKind.DONE, new={"M": measured_mm})

    assert build_view(session, sent.revision).lines[0].measured == (said,)


def test_refuses_to_change_what_was_copied_already(session, sent):
    cast.answer_line(session, sent, AnswerKind.DIFFERENTLY, new={"M": 585})
    revisions.draft_revision(session, sent.revision.garment)

    with pytest.raises(RuleError, match="Revision 3 was drafted from it already"):
        _accept(session, sent)
    settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="It goes into the next one.")


def test_what_was_copied_is_carried_on_in_the_next_revision_and_settled_by_a_reply_from_then_on(session, sent):
    answer = cast.answer_line(session, sent, AnswerKind.DIFFERENTLY, new={"M": 585})
    settling.reply_to(session, answer, reply="Two centimetres, please.")
    draft = revisions.draft_revision(session, sent.revision.garment)
    revisions.add_instruction(session, draft, text="Rotate the dart.")
    cast.send_and_receive(session, draft)
    cast.accept_sample(session, draft)
    told = "Line 1 of revision 2 was done differently by Ana, who has not answered the reply yet."
    assert told in build_view(session, draft).needed
    assert build_view(session, sent.revision).lines[0].copied == (
        "Revision 3 was drafted from it: change the measure there. Your reply settles it here."
    )
    assert not settling.may_be_taken(answer)
    with pytest.raises(RuleError, match=told):
        revisions.approve(session, draft)

    settling.reply_to(session, answer, reply="It stays as revision 3 says.")

    assert (settling.list_open(sent.revision), build_view(session, draft).needed) == ([], ())
    assert build_view(session, sent.revision).lines[0].copied is None
    revisions.approve(session, draft)


def test_a_question_after_the_approval_is_replied_to_and_the_approval_stands(session, sent):
    revisions.approve(session, sent.revision)
    cast.answer_line(session, sent, AnswerKind.QUESTION, note="From the hem?")

    settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="Yes.")

    assert sent.revision.status is RevisionStatus.APPROVED


def test_what_is_taken_after_the_approval_takes_it_back(session, sent):
    revisions.approve(session, sent.revision, user=cast.make_user(session))
    values = dict(zip(cast.SIZES, (565, 575, 585, 595, 605), strict=True))
    cast.answer_line(session, sent, AnswerKind.DIFFERENTLY, new=values)

    _accept(session, sent)

    revision = sent.revision
    assert (revision.status, revision.approved_by, revision.approved_at) == (RevisionStatus.SAMPLED, None, None)
    assert "other values were agreed" in build_view(session, revision).needed[0]


def test_an_approval_without_a_sample_is_taken_back_to_what_was_sent(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    packet = cast.send_and_receive(session, draft).packet
    samples.record_sample(session, draft, verdict=SampleVerdict.WAIVED, notes="Two centimetres, plain hem.")
    revisions.approve(session, draft)
    cast.answer_line(session, packet, AnswerKind.CANNOT, note="The cuff sits there.")

    _accept(session, packet)

    assert (draft.status, draft.approved_at) == (RevisionStatus.SENT, None)


def test_refuses_to_settle_what_is_cut(session, sent):
    cast.answer_line(session, sent, AnswerKind.CANNOT, note="The cuff sits there.")
    cast.make_round(session, sent.revision.garment, locked=True)

    with pytest.raises(RuleError, match="Revision 2 is released: draft the next one"):
        _accept(session, sent)
    with pytest.raises(RuleError, match="Revision 2 is released: draft the next one"):
        settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="Then leave it.")


def test_refuses_to_take_what_was_not_done_differently(session, sent):
    cast.answer_line(session, sent, AnswerKind.DONE)

    with pytest.raises(RuleError, match="was not done differently"):
        _accept(session, sent)
    with pytest.raises(RuleError, match="is settled"):
        settling.reply_to(session, settling.get_answer(sent.revision, 1), reply="Fine.")


def test_refuses_a_measure_whose_old_value_nobody_knows(session):
    dress = cast.make_dress(session)
    revision = revisions.draft_revision(session, dress)
    skirt = dress.points_of_measure[0]
    revisions.change_measure(session, revision, skirt, delta_mm=Decimal(-20))
    packet = packets.send_packet(session, revision, contact="Ana").packet
    cast.answer_line(session, packet, AnswerKind.DIFFERENTLY, new={"M": 700})

    with pytest.raises(RuleError, match="Nobody knows what M measured before: ask Ana"):
        _accept(session, packet)


def test_refuses_an_empty_reply_and_a_line_that_nobody_answered(session, sent):
    with pytest.raises(NotFound, match="Line 1 of revision 2 is not answered"):
        settling.get_answer(sent.revision, 1)
    cast.answer_line(session, sent, AnswerKind.CANNOT, note="No room.")
    with pytest.raises(RuleError, match="What do you say to it"):
        settling.reply_to(session, settling.get_answer(sent.revision, 1), reply=" ")


def _accept(session, packet) -> None:
    settling.accept_answer(session, settling.get_answer(packet.revision, 1))


def _new(revision: PatternRevision) -> dict[str, Decimal]:
    """The sleeve length of the revision's chart by size."""
    return {each.size.name: each.value_mm for each in revision.measures if each.pom.code == "D1"}
