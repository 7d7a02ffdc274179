"""New links for pattern makers whose link has run out: asked for behind the old one, sent to the known address only.

A row waits in the outbox until a mail server has taken the mail. The token is made when the mail goes out and is
stored nowhere; it becomes the packet's link once the mail is taken. Without a mail server the label sees who asked.
"""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any

from sqlalchemy import Select, exists, or_, select
from sqlalchemy.orm import Session, aliased, selectinload

from app.errors import RuleError
from app.models import SENTENCE_MAX, OutboxMail, Packet, PatternRevision, now
from app.services import audit
from app.services.formats.text import drop_control_characters
from app.services.label import get_label
from app.services.packets import TOKEN_BYTES, hash_token

ASK_AGAIN_AFTER = timedelta(hours=1)
"""Whoever holds an old link fills nobody's mailbox with it."""

LINK_WORKS_FOR = timedelta(days=30)

WAIT_AFTER = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180)), *(timedelta(hours=hours) for hours in (6, 12, 24))
)  # fmt: skip
"""How long to wait after each failure; after the last one the mail is given up."""


@dataclass(frozen=True)
class Letter:
    """A mail on its way, with the token that its link bears."""

    mail_id: int
    message: EmailMessage
    token: str


def ask_for_link(session: Session, token: str) -> OutboxMail | None:
    """Put a new link into the outbox where this one was ours and has run out; else do nothing, and tell nobody.

    A link that was replaced by mail already may ask again: the mail may have got lost.
    """
    asked_with = hash_token(token)
    packet = session.scalar(select(Packet).where(Packet.token_hash == asked_with, Packet.expires_at <= now()))
    if packet is None:
        earlier = select(OutboxMail).where(OutboxMail.asked_with == asked_with).order_by(OutboxMail.id.desc())
        asked = session.scalars(earlier).first()
        packet = asked.packet if asked else None
    if packet is None or packet.revoked_at is not None or _asked_lately(session, packet):
        return None
    mail = OutboxMail(
        packet=packet, address=packet.address, asked_with=asked_with, next_try_at=now() if packet.address else None
    )
    session.add(mail)
    audit.note(session, "asked", packet.revision, check_code=packet.check_code)
    return mail


def list_requests(session: Session, revision: PatternRevision) -> list[OutboxMail]:
    """Return who asked for a new link of this revision's sheets and has none yet, the newest last."""
    asked = _is_open(select(OutboxMail)).where(Packet.revision_id == revision.id)
    return list(session.scalars(asked.order_by(OutboxMail.id)))


def list_all_requests(session: Session) -> list[OutboxMail]:
    """Return who asked for a new link of any sheet and has none yet."""
    loaded = selectinload(OutboxMail.packet).selectinload(Packet.revision)
    return list(session.scalars(_is_open(select(OutboxMail)).options(loaded).order_by(OutboxMail.id)))


def list_due(session: Session, *, limit: int = 50) -> list[int]:
    """Return the mails whose time has come, oldest first."""
    due = _is_open(select(OutboxMail.id)).where(OutboxMail.next_try_at <= now())
    return list(session.scalars(due.order_by(OutboxMail.id).limit(limit)))


def write_letter(session: Session, mail_id: int, *, sender: str, public_url: str) -> Letter | None:
    """Return a mail ready to go out, or None where it has gone meanwhile.

    The label's own sender and public address win over those of the settings.
    """
    mail = session.get(OutboxMail, mail_id)
    if mail is None or mail.next_try_at is None or mail.address is None:
        return None
    label = get_label(session)
    sender, url = label.sender or sender, (label.public_url or public_url).rstrip("/")
    if not sender:
        raise RuleError("Mail has no sender yet: set TOILE_SMTP_SENDER.")
    if not url:
        raise RuleError("A link needs a public address: set TOILE_PUBLIC_URL.")
    token = secrets.token_urlsafe(TOKEN_BYTES)
    garment, number = _plain(mail.packet.revision.garment.name), mail.packet.revision.number
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"] = _plain(sender), mail.address
    message["Subject"] = f"{garment}: a new link to the sheet of revision {number}"
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(
        f"Hello {_plain(mail.packet.contact)},\n\nhere is your new link to the correction sheet of {garment}, "
        f"pattern revision {number}:\n\n{url}/m/{token}\n\nIt works for {LINK_WORKS_FOR.days} days. "
        "The link before it no longer does.\nYou did not ask for it? Then leave it: nobody else got this mail.\n\n"
        f"{_plain(label.name)}\n"
    )
    return Letter(mail.id, message, token)


def note_sent(session: Session, letter: Letter) -> None:
    """Make the letter's link the packet's, now that a mail server has taken it."""
    mail = session.get_one(OutboxMail, letter.mail_id)
    mail.sent_at, mail.next_try_at, mail.error = now(), None, None
    mail.attempts += 1
    mail.packet.token_hash = hash_token(letter.token)
    mail.packet.expires_at = now() + LINK_WORKS_FOR
    audit.note(session, "renewed", mail.packet.revision, check_code=mail.packet.check_code)


def note_failed(session: Session, mail_id: int, reason: str) -> None:
    """Note why a mail did not go out, and when it is tried again."""
    mail = session.get_one(OutboxMail, mail_id)
    mail.error = drop_control_characters(reason)[:SENTENCE_MAX]
    mail.next_try_at = now() + WAIT_AFTER[mail.attempts] if mail.attempts < len(WAIT_AFTER) else None
    mail.attempts += 1


def _is_open(asked: Select[Any]) -> Select[Any]:
    """Those that wait for a link: not sent, not revoked, and no newer sheet of the revision went out since."""
    newer = aliased(Packet)
    answered = exists().where(newer.revision_id == Packet.revision_id, newer.sent_at > OutboxMail.asked_at)
    return asked.join(Packet).where(OutboxMail.sent_at.is_(None), Packet.revoked_at.is_(None), ~answered)


def _asked_lately(session: Session, packet: Packet) -> bool:
    """Whether the same was asked within the hour, or a mail is on its way."""
    lately = or_(OutboxMail.asked_at > now() - ASK_AGAIN_AFTER, OutboxMail.next_try_at.is_not(None))
    return session.scalar(select(OutboxMail.id).where(OutboxMail.packet_id == packet.id, lately).limit(1)) is not None


def _plain(words: str) -> str:
    """Words fit for a head line: whoever names a garment adds no other line to it."""
    return drop_control_characters(words)
