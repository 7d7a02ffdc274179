"""Packets (on screen: correction sheets): sent by a private link, opened by it, known by a check code."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound, RuleError
from app.models import (
    LengthUnit,
    Packet,
    Paper,
    PatternRevision,
    RevisionStatus,
    User,
    now,
)
from app.services import audit
from app.services.addresses import read_address
from app.services.ancestry import find_present
from app.services.codes import SHEET_CODE_LENGTH, make_code, read_code
from app.services.garments import hold_garment
from app.services.label import choose_grid
from app.services.maker_answers import answer_line, receive
from app.services.makers import find_address
from app.services.papers import choose_paper
from app.services.revisions import ensure_measured, ensure_not_behind, ensure_not_superseded
from app.services.sheets import build_sheet, export, says_something
from app.services.whole_revisions import find_sheet
from app.services.written_addresses import ADDRESS

__all__ = [
    "SentPacket",
    "answer_line",
    "build_sheet",
    "export",
    "find_by_check_code",
    "find_newest",
    "find_replacement",
    "get_packet",
    "has_link",
    "hash_token",
    "open_packet",
    "receive",
    "revoke",
    "send_packet",
]

TOKEN_BYTES = 24
"""192 random bits: nobody guesses a link."""

DAYS_MAX = 365

LINK_WORKS_FOR = timedelta(days=30)
"""How long a link works that is asked for anew."""


@dataclass(frozen=True)
class SentPacket:
    """A packet and the token of its link, which is shown once and stored nowhere."""

    packet: Packet
    token: str


def send_packet(
    session: Session,
    revision: PatternRevision,
    *,
    contact: str,
    address: str | None = None,
    unit: LengthUnit | None = None,
    grid: str | None = None,
    paper: Paper | None = None,
    days: int = 60,
    user: User | None = None,
) -> SentPacket:
    """Send a revision's sheet to a pattern maker; a draft becomes sent and its lines are frozen.

    Unit and grid are the maker's, by default the pattern's or the label's; so is the paper, by default the one that
    this maker's last sheet was on. The link works for that many days;
    where it has run out, a new one goes to the address, by default the contact if that is one, else the one that was
    last given for this contact.
    """
    hold_garment(session, revision.garment)
    _ensure_sendable(revision)
    _ensure_contact(contact)
    address = _read_address(address, contact) or find_address(session, contact)
    if not 1 <= days <= DAYS_MAX:
        raise RuleError(f"A link works for 1 to {DAYS_MAX} days.", field="days")
    unit, grid = choose_grid(session, unit, grid, garment=revision.garment)
    _ensure_printed(revision, unit, grid)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    packet = Packet(
        revision=revision, contact=contact.strip(), address=address, unit=unit, grid=grid,
        paper=choose_paper(session, paper, contact=contact, unit=unit), check_code=_new_check_code(session),
        token_hash=hash_token(token), expires_at=now() + timedelta(days=days),
    )  # fmt: skip
    session.add(packet)
    if revision.status is RevisionStatus.DRAFT:
        revision.status = RevisionStatus.SENT
        revision.sent_at = now()
    audit.note(session, "sent", revision, user=user, check_code=packet.check_code)
    return SentPacket(packet, token)


def get_packet(session: Session, packet_id: int) -> Packet:
    """Return the packet with this number, for the label itself."""
    packet = find_sheet(session, Packet.id == packet_id)
    if packet is None:
        raise NotFound(f"There is no sheet {packet_id}.", field="packet")
    return packet


def open_packet(session: Session, token: str) -> Packet:
    """Return the packet behind a link; a wrong, an expired and a revoked link are told alike, and take as long.

    So the database looks at the days, too: what it does not find nobody puts together in vain.
    """
    packet = find_sheet(session, has_link(token) & Packet.revoked_at.is_(None) & (Packet.expires_at > now()))
    if packet is None:
        raise NotFound("This link does not work, or no longer. Ask the label for a new one.")
    return packet


def has_link(token: str) -> ColumnElement[bool]:
    """Return the condition that a packet is reached by this token: the link that was shown, or the one mailed."""
    hashed = hash_token(token)
    return or_(Packet.token_hash == hashed, Packet.mailed_token_hash == hashed)


def revoke(session: Session, packet: Packet, *, user: User | None = None) -> Packet:
    """Make a link useless; the sheet and its answers stay."""
    if packet.revoked_at is None:
        packet.revoked_at = now()
        audit.note(session, "revoked", packet.revision, user=user, check_code=packet.check_code)
    return packet


def find_by_check_code(session: Session, code: str) -> Packet | None:
    """Return the packet whose sheet says this check code, or None; refuses a code with a slip in it."""
    return session.scalar(select(Packet).where(Packet.check_code == read_code(code, length=SHEET_CODE_LENGTH)))


def find_newest(session: Session) -> Packet | None:
    """Return the packet that was sent last, or None before any was."""
    return session.scalar(select(Packet).options(joinedload(Packet.revision)).order_by(Packet.id.desc()).limit(1))


def find_replacement(packet: Packet) -> PatternRevision | None:
    """Return the newest revision that was sent after a sheet's, so that its paper is out of date, or None."""
    present = find_present(packet.revision.garment)
    return present if present.number > packet.revision.number else None


def _ensure_sendable(revision: PatternRevision) -> None:
    """A sheet says something, all of it is measured, and its revision is not history."""
    if not revision.lines:
        raise RuleError(f"Revision {revision.number} changes nothing yet: there is nothing to send.")
    ensure_measured(revision)
    ensure_not_superseded(revision)
    ensure_not_behind(revision)


def _ensure_printed(revision: PatternRevision, unit: LengthUnit, grid: str) -> None:
    """No line goes out whose every change is 0 on the maker's grid; what was sent once goes out again as it is."""
    unsaid = [line.number for line in revision.lines if not says_something(line, unit, grid)]
    if unsaid and revision.status is RevisionStatus.DRAFT:
        raise RuleError(
            f"Line {unsaid[0]} would change nothing on paper, on a grid of {grid} {unit}: change it by more, say it "
            "as an instruction, or set a finer grid."
        )


def _ensure_contact(contact: str) -> None:
    """A sheet goes to somebody."""
    if not contact.strip():
        raise RuleError("To whom does the sheet go? A name or an address is needed.", field="contact")


def _read_address(address: str | None, contact: str) -> str | None:
    """Where mail reaches the pattern maker: what was typed, else the contact where it is an address."""
    if address and address.strip():
        return read_address(address, field="address")
    return contact.strip() if ADDRESS.fullmatch(contact.strip()) else None


def _new_check_code(session: Session) -> str:
    """A check code that no other sheet has."""
    while find_by_check_code(session, code := make_code(SHEET_CODE_LENGTH)):
        continue
    return code


def hash_token(token: str) -> str:
    """Return what is stored in place of a link's token."""
    return hashlib.sha256(token.encode()).hexdigest()
