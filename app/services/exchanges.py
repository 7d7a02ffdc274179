"""Exchanges: what the pattern maker asked at a line and the label replied, once something else stands there."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Packet, PacketAnswer, PatternRevision, User
from app.services import audit


@dataclass(frozen=True)
class Exchange:
    """What was said of a line before, and what the label said to it."""

    packet_id: int
    maker: str
    note: str | None
    reply: str
    replied_by: User | None
    replied_at: datetime


def note_reply(session: Session, answer: PacketAnswer, *, user: User | None) -> None:
    """Write down a reply with what it was said to: the next answer of the pattern maker replaces both at the line."""
    audit.note(
        session, "replied", answer.line.revision, user=user, line=answer.line.number, packet=answer.packet_id,
        maker=answer.packet.received_by or answer.packet.contact, note=answer.note, reply=answer.reply,
    )  # fmt: skip


def list_past(session: Session, revision: PatternRevision, packet: Packet | None = None) -> dict[int, list[Exchange]]:
    """Return by the number of its line what was asked and replied and stands there no more, the oldest first.

    Of one sheet alone where one is given: its pattern maker reads what was said to her.
    """
    packets = revision.packets if packet is None else [packet]
    answers = [answer for each in packets for answer in each.answers]
    if not answers:
        return {}
    standing = {(each.packet_id, each.line.number, each.note, each.reply) for each in answers}
    past: dict[int, list[Exchange]] = defaultdict(list)
    for event in audit.list_events(session, revision):
        said = event.details
        # Before it was written down with its words, a reply was noted by its line alone.
        if event.verb != "replied" or "reply" not in said or (packet and said["packet"] != packet.id):
            continue
        if (said["packet"], said["line"], said["note"], said["reply"]) not in standing:
            exchange = Exchange(said["packet"], said["maker"], said["note"], said["reply"], event.user, event.at)
            past[said["line"]].append(exchange)
    return past
