"""The outbox: mail to known addresses only, of pattern makers whose link has run out and of the label's own people.

A row waits in the outbox until a mail server has taken the mail. The token of a link is made when the mail goes out
and is stored nowhere; it works once the mail is taken. Without a mail server the label sees which pattern maker asked.
What goes to the label's own people is written in `posting`.
"""

import secrets
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased, selectinload

from app.models import SENTENCE_MAX, Digest, Invitation, OutboxMail, Packet, PatternRevision, User, now
from app.services import audit
from app.services.formats.text import drop_control_characters
from app.services.letters import Letter, plain, read_sending, write_message
from app.services.packets import TOKEN_BYTES, hash_token

ASK_AGAIN_AFTER = timedelta(hours=1)
"""Whoever holds an old link fills nobody's mailbox with it."""

LINK_WORKS_FOR = timedelta(days=30)

WAIT_AFTER = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180)), *(timedelta(hours=hours) for hours in (6, 12, 24))
)  # fmt: skip
"""How long to wait after each failure; after the last one the mail is given up."""


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
    asked = _is_open(select(OutboxMail)).where(OutboxMail.packet_id.is_not(None))
    return list(session.scalars(asked.options(loaded).order_by(OutboxMail.id)))


def list_due(session: Session, *, limit: int = 50) -> list[int]:
    """Return the mails whose time has come, oldest first."""
    due = _is_open(select(OutboxMail.id)).where(OutboxMail.next_try_at <= now())
    return list(session.scalars(due.order_by(OutboxMail.id).limit(limit)))


def add_mail(session: Session, to: Invitation | User, *, digest: Digest | None = None) -> OutboxMail:
    """Put mail to the label's own people into the outbox: an invitation, a link to a new password, or a digest."""
    invitation, user = (to, None) if isinstance(to, Invitation) else (None, to)
    mail = OutboxMail(invitation=invitation, user=user, digest=digest, address=to.email, next_try_at=now())
    session.add(mail)
    return mail


def find_mail(session: Session, invitation: Invitation) -> OutboxMail | None:
    """Return the newest mail of an invitation, or None where none was to be sent."""
    mails = select(OutboxMail).where(OutboxMail.invitation_id == invitation.id)
    return session.scalars(mails.order_by(OutboxMail.id.desc()).limit(1)).first()


def cancel(session: Session, to: Invitation | User) -> None:
    """Send nothing any more that waits for them."""
    session.flush()
    column = OutboxMail.invitation_id if isinstance(to, Invitation) else OutboxMail.user_id
    session.execute(update(OutboxMail).where(column == to.id).values(next_try_at=None))


def write_letter(session: Session, mail_id: int, *, sender: str, public_url: str) -> Letter | None:
    """Return a pattern maker's mail ready to go out, or None where it has gone meanwhile.

    The label's own sender and public address win over those of the settings.
    """
    mail = session.get(OutboxMail, mail_id)
    if mail is None or mail.next_try_at is None or mail.address is None or mail.packet is None:
        return None
    sending = read_sending(session, sender=sender, public_url=public_url)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    garment, number = plain(mail.packet.revision.garment.name), mail.packet.revision.number
    text = (
        f"Hello {plain(mail.packet.contact)},\n\nhere is your new link to the correction sheet of {garment}, "
        f"pattern revision {number}:\n\n{sending.url}/m/{token}\n\nIt works for {LINK_WORKS_FOR.days} days. "
        "The link before it no longer does.\nYou did not ask for it? Then leave it: nobody else got this mail.\n\n"
        f"{sending.house}\n"
    )
    subject = f"{garment}: a new link to the sheet of revision {number}"
    return Letter(mail.id, write_message(sending, to=mail.address, subject=subject, text=text), token)


def note_sent(session: Session, letter: Letter) -> None:
    """Note that a mail server has taken a letter; a link to a sheet is the packet's from now on."""
    mail = session.get_one(OutboxMail, letter.mail_id)
    mail.sent_at, mail.next_try_at, mail.error = now(), None, None
    mail.attempts += 1
    if mail.packet is not None and letter.token is not None:
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
    """Those that wait: not sent; for a sheet, not revoked, and no newer sheet of the revision went out since."""
    newer = aliased(Packet)
    answered = exists().where(newer.revision_id == Packet.revision_id, newer.sent_at > OutboxMail.asked_at)
    waits = or_(OutboxMail.packet_id.is_(None), and_(Packet.revoked_at.is_(None), ~answered))
    return asked.outerjoin(Packet).where(OutboxMail.sent_at.is_(None), waits)


def _asked_lately(session: Session, packet: Packet) -> bool:
    """Whether the same was asked within the hour, or a mail is on its way."""
    lately = or_(OutboxMail.asked_at > now() - ASK_AGAIN_AFTER, OutboxMail.next_try_at.is_not(None))
    return session.scalar(select(OutboxMail.id).where(OutboxMail.packet_id == packet.id, lately).limit(1)) is not None
