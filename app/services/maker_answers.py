"""What comes back from the pattern maker: that the sheet was received, and line by line what became of it."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.errors import Doubtful, NotFound, RuleError
from app.models import (
    NAME_MAX,
    SENTENCE_MAX,
    AnswerKind,
    Garment,
    Packet,
    PacketAnswer,
    PatternReading,
    PatternRevision,
    RevisionLine,
    RevisionStatus,
    User,
    now,
)
from app.services import audit
from app.services.garments import hold_garment
from app.services.label import get_label
from app.services.moves import ensure_amount
from app.services.read_back import list_questions
from app.services.settling import UNCUT
from app.services.sizes_and_colours import get_size


def receive(session: Session, packet: Packet, *, name: str) -> Packet:
    """Note who received the sheet and when; the first time holds."""
    if not name.strip():
        raise RuleError("Who received it? A name is needed.", field="name")
    if len(name) > NAME_MAX:
        raise RuleError(f"The name is longer than {NAME_MAX} characters.", field="name")
    if packet.received_at is None:
        packet.received_at = now()
        packet.received_by = name.strip()
        audit.note(session, "received", packet.revision, check_code=packet.check_code)
    return packet


def hold_answers(session: Session, packet: Packet) -> None:
    """Make others who answer a sheet or settle its lines wait until the caller commits, and see what they said before.

    The garment is held, as whoever settles holds it; of it nothing is read anew, for what was sent is frozen.
    """
    session.execute(select(Garment.id).where(Garment.id == packet.revision.garment_id).with_for_update())
    said = map(joinedload, (PacketAnswer.readings, PacketAnswer.entered_by, PacketAnswer.settled_by))
    given = select(PacketAnswer).where(PacketAnswer.packet_id == packet.id).order_by(PacketAnswer.id).options(*said)
    anew = session.scalars(given.execution_options(populate_existing=True)).unique()
    set_committed_value(packet, "answers", list(anew))


def ensure_seen(session: Session, answer: PacketAnswer | None, seen_at: datetime | None) -> None:
    """Refuse to go over what was said of a line since somebody looked; `seen_at` is None where nothing was."""
    if answer is None or answer.said_at == seen_at:
        return
    label = answer.settled_by.name if answer.settled_by else get_label(session).name
    maker = answer.packet.received_by or answer.packet.contact
    if answer.settled_at is None:
        said = f"{answer.entered_by.name if answer.entered_by else maker} answered"
    else:
        said = f"{label} agreed" if answer.accepted else f"{label} replied"
    raise RuleError(f"{said} meanwhile, as it stands here now. Say it again if you see it otherwise.")


def answer_line(
    session: Session,
    packet: Packet,
    line: RevisionLine,
    *,
    kind: AnswerKind,
    note: str | None = None,
    new_mm: Mapping[str, Decimal] | None = None,
    old_mm: Mapping[str, Decimal] | None = None,
    amount_mm: Decimal | None = None,
    sure: bool = False,
    user: User | None = None,
) -> PacketAnswer:
    """Return the pattern maker's answer to a line with what was measured on the pattern, in mm per size name.

    `amount_mm` is how far an instruction that names an amount was moved there. What is far from what the sheet asks for
    is kept once whoever measured it is `sure`; said to be done, it was done differently.

    A second answer to the same line replaces the first; what the label replied stays as long as the note that it was
    said to. `user` is who of the label enters it for the pattern maker.
    """
    note = (note or "").strip() or None
    readings = _read_readings(packet, new_mm or {}, old_mm or {})
    _ensure_own_line(packet, line)
    _ensure_movable(line, amount_mm)
    _ensure_said_why(kind, note, has_value=bool(readings) or amount_mm is not None)
    if questions := list_questions(packet, line, readings, amount_mm, is_done=kind is AnswerKind.DONE):
        if not sure:
            raise Doubtful(questions)
        kind = AnswerKind.DIFFERENTLY if kind is AnswerKind.DONE else kind
    if kind is not AnswerKind.DONE:
        hold_garment(session, packet.revision.garment)  # or the cut goes ahead while this is written
        _ensure_not_cut(session, packet.revision, user)
    receive(session, packet, name=packet.contact)  # nobody answers a sheet that they do not have
    answer = next((each for each in packet.answers if each.line_id == line.id), None)
    if answer is None:
        answer = PacketAnswer(line=line)
        packet.answers.append(answer)
    if note is None or note != answer.note:  # what the label said to a note stands as long as that does
        answer.reply = answer.settled_by = None
    answer.kind, answer.note, answer.amount_mm, answer.answered_at = kind, note, amount_mm, now()
    answer.entered_by, answer.accepted, answer.settled_at = user, None, None
    # The old readings have to be gone before new ones of the same size may come.
    answer.readings.clear()
    session.flush()
    answer.readings = readings
    audit.note(session, "answered", packet.revision, user=user, line=line.number, kind=kind)
    return answer


def _ensure_own_line(packet: Packet, line: RevisionLine) -> None:
    """A pattern maker answers what is on the sheet."""
    if line.revision_id != packet.revision_id:
        raise NotFound("That line is not on this sheet.", field="line")


def _ensure_not_cut(session: Session, revision: PatternRevision, user: User | None) -> None:
    """Of what is cut, or replaced, it can only be told that it was done: nobody would settle anything else."""
    if revision.status in UNCUT:
        return
    cut = "released to cut" if revision.status is RevisionStatus.RELEASED else "superseded"
    next_step = "draft the next one" if user else f"tell {get_label(session).name} yourself, for the next one"
    raise RuleError(f"Revision {revision.number} is {cut} already: {next_step}.")


def _ensure_movable(line: RevisionLine, amount_mm: Decimal | None) -> None:
    """How far something was moved is said where the sheet says how far it should be."""
    if amount_mm is None:
        return
    if line.amount_mm is None:
        raise RuleError(f"Line {line.number} names no amount: say in the note how far it was moved.", field="amount")
    ensure_amount(amount_mm)


def _ensure_said_why(kind: AnswerKind, note: str | None, *, has_value: bool) -> None:
    """What was not simply done is explained, in words or in what was measured."""
    if note and len(note) > SENTENCE_MAX:
        raise RuleError(f"The note is longer than {SENTENCE_MAX} characters.", field="note")
    if kind is AnswerKind.DIFFERENTLY and not (note or has_value):
        raise RuleError("What was done instead? A value or a note is needed.", field="note")
    if kind is AnswerKind.CANNOT and not note:
        raise RuleError("Why can it not be done?", field="note")
    if kind is AnswerKind.QUESTION and not note:
        raise RuleError("What is the question?", field="note")


def _read_readings(
    packet: Packet, new_mm: Mapping[str, Decimal], old_mm: Mapping[str, Decimal]
) -> list[PatternReading]:
    garment = packet.revision.garment
    if any(value <= 0 for value in (*new_mm.values(), *old_mm.values())):
        raise RuleError("A measure has to be more than nothing.", field="new_mm")
    if alone := sorted(old_mm.keys() - new_mm.keys()):
        raise RuleError(f"What does {alone[0]} measure now? There is an old value only.", field=f"new-{alone[0]}")
    old = {get_size(garment, name): value for name, value in old_mm.items()}
    new = {get_size(garment, name): value for name, value in new_mm.items()}
    return [PatternReading(size=size, old_mm=old.get(size), new_mm=value) for size, value in new.items()]
