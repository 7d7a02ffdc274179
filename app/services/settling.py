"""Settling: what the label makes of the pattern maker's answers, until the two agree on every line."""

from collections.abc import Mapping
from decimal import Decimal

from sqlalchemy import ColumnElement, exists
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import (
    SENTENCE_MAX,
    AnswerKind,
    GarmentSize,
    Packet,
    PacketAnswer,
    PatternReading,
    PatternRevision,
    RevisionLine,
    RevisionStatus,
    User,
    now,
)
from app.services import approvals, audit, lines
from app.services.amounts import MeasuredChange
from app.services.ancestry import list_line
from app.services.exchanges import note_reply
from app.services.garments import hold_garment
from app.services.instructions import agree_amount
from app.services.wording import with_stop

UNCUT = (RevisionStatus.SENT, RevisionStatus.SAMPLED, RevisionStatus.APPROVED)
"""How far a revision has come whose pattern maker can still be answered."""


def get_answer(revision: PatternRevision, number: int) -> PacketAnswer:
    """Return the newest answer to a line of a revision, whichever of its sheets brought it."""
    if found := list_newest(revision).get(number):
        return found
    raise NotFound(f"Line {number} of revision {revision.number} is not answered.", field="line")


def list_newest(revision: PatternRevision) -> Mapping[int, PacketAnswer]:
    """Return the newest answer by the number of its line, whichever of the sheets brought it."""
    answers = sorted(
        (each for packet in revision.packets for each in packet.answers), key=lambda each: each.answered_at
    )
    return {answer.line.number: answer for answer in answers}


def list_open(revision: PatternRevision) -> list[PacketAnswer]:
    """Return the answers on which the label and the pattern maker do not agree yet, in the order of the lines."""
    newest = sorted(list_newest(revision).items())
    return [answer for _, answer in newest if answer.is_open and not _is_carried_on(answer)]


def list_open_behind(revision: PatternRevision) -> list[PacketAnswer]:
    """Return what is open of a revision and of all it was copied from that was never cut, the oldest first."""
    uncut = [each for each in reversed(list_line(revision)) if each.status in UNCUT]
    return [answer for each in uncut for answer in list_open(each)]


def has_open() -> ColumnElement[bool]:
    """Return the condition that something may be open between the label and the pattern maker of a revision."""
    is_open = (PacketAnswer.kind != AnswerKind.DONE) & PacketAnswer.accepted.is_not(True)
    return exists().where(Packet.revision_id == PatternRevision.id, PacketAnswer.packet_id == Packet.id, is_open)


def say_open(answer: PacketAnswer, *, beside: PatternRevision | None = None) -> str:
    """Return what stands open between the label and the pattern maker at a line, of another revision than `beside`."""
    maker, revision = answer.packet.received_by or answer.packet.contact, answer.line.revision
    of = f" of revision {revision.number}" if beside not in (None, revision) else ""
    line, replied = f"line {answer.line.number}{of}", is_replied(answer)
    match answer.kind:
        case AnswerKind.DIFFERENTLY:
            said = f"{line.capitalize()} was done differently by {maker}"
        case AnswerKind.CANNOT:
            said = f"{line.capitalize()} cannot be done, says {maker}"
        case _ if replied:
            return f"{maker} asked about {line} and has not answered the reply yet."
        case _:
            return f"{maker} asks about {line}."
    return f"{said}, who has not answered the reply yet." if replied else with_stop(said)


def is_replied(answer: PacketAnswer) -> bool:
    """Return whether it is the pattern maker's turn: the label has said something to this answer, and not yes."""
    return answer.settled_at is not None and not answer.accepted


def plan_taken(answer: PacketAnswer) -> MeasuredChange:
    """Return what a measure would come to if what was measured back were taken, without writing it."""
    return lines.plan_agreed(answer.line, _list_deltas(answer))


def accept_answer(session: Session, answer: PacketAnswer, *, user: User | None = None) -> None:
    """Take what was done differently as the revision's value, or leave as it was what cannot be done.

    An approval was of something else: it is taken back.
    """
    revision = answer.line.revision
    hold_garment(session, revision.garment)
    _ensure_takeable(answer)
    _ensure_not_cut(revision)
    _ensure_not_copied(revision)
    approvals.take_back(revision)
    deltas = _list_deltas(answer)
    if any(_said(answer.line, size) != delta for size, delta in deltas.items()):
        answer.line.agreed_at = now()
        lines.agree_measure(session, answer.line, deltas, user=user)
    if answer.kind is AnswerKind.CANNOT and answer.line.pom is None:
        answer.line.agreed_at = now()
        agree_amount(session, answer.line, None, user=user)
    elif answer.amount_mm is not None and answer.amount_mm != answer.line.amount_mm:
        answer.line.agreed_at = now()
        agree_amount(session, answer.line, answer.amount_mm, user=user)
    _settle(answer, accepted=True, user=user)
    audit.note(session, "accepted", revision, user=user, line=answer.line.number)


def may_be_taken(answer: PacketAnswer) -> bool:
    """Return whether an answer can be made what its line comes to: nobody has copied the revision yet."""
    return _says_what_comes(answer) and not _list_copies(answer.line.revision)


def say_copied(answer: PacketAnswer) -> str | None:
    """Return where to change what was not done as written, once the next revision is drafted; None for all others."""
    copies = _list_copies(answer.line.revision)
    comes_otherwise = _says_what_comes(answer) or lacks_values(answer)
    if not copies or not comes_otherwise or not answer.is_open or _is_carried_on(answer):
        return None
    changed = "measure" if answer.line.pom else "instruction"
    return f"Revision {copies[-1].number} was drafted from it: change the {changed} there. Your reply settles it here."


def _says_what_comes(answer: PacketAnswer) -> bool:
    """Whether an answer says what its line comes to: something else that was done, or nothing."""
    if answer.kind is AnswerKind.DIFFERENTLY:
        return not lacks_values(answer)
    return answer.kind is AnswerKind.CANNOT


def lacks_values(answer: PacketAnswer) -> bool:
    """Return whether a measure was done differently in words alone: they would be agreed, and no paper would say so."""
    return answer.kind is AnswerKind.DIFFERENTLY and answer.line.pom is not None and not answer.readings


def reply_to(session: Session, answer: PacketAnswer, *, reply: str, user: User | None = None) -> None:
    """Answer a question, or say why something else was wanted; the pattern maker reads it at the line."""
    revision = answer.line.revision
    if not answer.is_open:
        raise RuleError(f"Line {answer.line.number} is settled.")
    _ensure_not_cut(revision)
    if not reply.strip():
        raise RuleError("What do you say to it?", field="reply")
    if len(reply) > SENTENCE_MAX:
        raise RuleError(f"That is longer than {SENTENCE_MAX} characters.", field="reply")
    answer.reply = reply.strip()
    _settle(answer, accepted=False, user=user)
    note_reply(session, answer, user=user)


def _settle(answer: PacketAnswer, *, accepted: bool, user: User | None) -> None:
    answer.accepted, answer.settled_by, answer.settled_at = accepted, user, now()


def _ensure_takeable(answer: PacketAnswer) -> None:
    """What is done as written, or asked, comes to nothing else, and words say of no size what it measures."""
    if lacks_values(answer):
        raise RuleError(f"Line {answer.line.number} was done differently in words only: ask for the values.")
    if not _says_what_comes(answer):
        raise RuleError(f"Line {answer.line.number} was not done differently.")


def _ensure_not_cut(revision: PatternRevision) -> None:
    """What is cut, or replaced, is settled."""
    if revision.status not in UNCUT:
        raise RuleError(f"Revision {revision.number} is {revision.status}: draft the next one.")


def _ensure_not_copied(revision: PatternRevision) -> None:
    """What is copied already is not changed behind everybody's back."""
    if copies := _list_copies(revision):
        raise RuleError(f"Revision {copies[-1].number} was drafted from it already: change it there.")


def _list_copies(revision: PatternRevision) -> list[PatternRevision]:
    """What was drafted from a revision, the oldest first."""
    return [each for each in revision.garment.revisions if each.predecessor_id == revision.id]


def _is_carried_on(answer: PacketAnswer) -> bool:
    """Whether it was replied to once the next revision was drafted, which is where the line is carried on."""
    copies = _list_copies(answer.line.revision)
    return bool(copies and answer.settled_at and answer.settled_at >= copies[0].drafted_at)


def _list_deltas(answer: PacketAnswer) -> dict[GarmentSize, Decimal]:
    """By how many mm each measured size changed: pattern to pattern, so that allowances fall out."""
    if answer.kind is AnswerKind.CANNOT:
        return dict.fromkeys(answer.line.revision.garment.sizes, Decimal(0))
    return {reading.size: _delta(answer, reading) for reading in answer.readings}


def _said(line: RevisionLine, size: GarmentSize) -> Decimal:
    """By how many mm a line changes a size until something else is agreed."""
    return next((change.delta_mm for change in line.changes if change.size is size), Decimal(0))


def _delta(answer: PacketAnswer, reading: PatternReading) -> Decimal:
    if reading.old_mm is not None:
        return reading.new_mm - reading.old_mm
    line = answer.line
    on_sheet = next((change.old_mm for change in line.changes if change.size is reading.size), None) or next(
        (each.value_mm for each in line.revision.measures if each.pom is line.pom and each.size is reading.size), None
    )
    if on_sheet is None:
        raise RuleError(
            f"Nobody knows what {reading.size.name} measured before: ask {answer.packet.contact} for the old value too."
        )
    return reading.new_mm - on_sheet
