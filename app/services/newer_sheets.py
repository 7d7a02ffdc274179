"""Sheets that follow one another: which paper took the place of another of its revision, and what changed between."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Packet, PatternRevision, RevisionLine
from app.services import audit
from app.services.codes import format_code
from app.services.wording import list_words


def find_newer(session: Session, packet: Packet) -> Packet | None:
    """Return the newest sheet of the same revision that says other measures than this one, or None."""
    later = [each for each in packet.revision.packets if each.sent_at > packet.sent_at]
    newest = max(later, key=lambda each: each.sent_at, default=None)
    return newest if newest and _list_agreed(session, packet.revision, packet.sent_at, newest.sent_at) else None


def find_received_before(packet: Packet) -> Packet | None:
    """Return the sheet of the same revision that its pattern maker had in hand when this one was sent, or None."""
    earlier = [
        each
        for each in packet.revision.packets
        if each.contact.casefold() == packet.contact.casefold()
        and each.received_at is not None
        and each.received_at < packet.sent_at
    ]
    return max(earlier, key=lambda each: each.sent_at, default=None)


def list_lines(session: Session, packet: Packet) -> list[RevisionLine]:
    """Return the lines that a sheet shows: those that changed since its maker received one, else all."""
    revision, before = packet.revision, find_received_before(packet)
    changed = _list_agreed(session, revision, before.sent_at, packet.sent_at) if before else set()
    return [line for line in revision.lines if line.number in changed] or list(revision.lines)


def say_replaces(session: Session, packet: Packet) -> str | None:
    """Return of a sheet that shows only what changed which paper it goes with, as a sentence; None of a whole one."""
    before, shown = find_received_before(packet), list_lines(session, packet)
    if before is None or not _list_agreed(session, packet.revision, before.sent_at, packet.sent_at):
        return None
    numbers = [str(line.number) for line in shown]
    lines = f"line{'s' if len(numbers) > 1 else ''} {list_words(numbers)}"
    rest = "" if len(shown) == len(packet.revision.lines) else " The other lines hold as they stand there."
    return f"Replaces {lines} of the sheet {format_code(before.check_code)}.{rest}"


def _list_agreed(session: Session, revision: PatternRevision, after: datetime, until: datetime) -> set[int]:
    """The numbers of the lines that came to something else in a time; the trail knows it for good, a line only once."""
    events = audit.list_events(session, revision)
    return {event.details["line"] for event in events if event.verb == "agreed" and after < event.at <= until}
