"""The outbox: mail to known addresses of pattern makers and of the label's own people, and to customers who ask.

A row waits in the outbox until a mail server has taken the mail. The token of a link is made when the mail goes out
and is stored nowhere; it works once the mail is taken. A pattern maker gets a link with the sheet, again, or anew where
one has run out and they ask for it. The one that was shown when the sheet was sent works beside it, for nobody knows
which of the two is in the pattern maker's hands; a link that was asked for replaces both. Without a mail server the
label sees which pattern maker asked. What the mails say is written in `posting`.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, update
from sqlalchemy.orm import Session, aliased, joinedload

from app.errors import RuleError
from app.models import SENTENCE_MAX, Digest, Invitation, OutboxMail, Packet, PatternRevision, User, now
from app.services import audit, wishes
from app.services.formats.text import drop_control_characters
from app.services.letters import Letter
from app.services.packets import has_link, hash_token

ASK_AGAIN_AFTER = timedelta(hours=1)
"""Whoever holds an old link fills nobody's mailbox with it."""

WAIT_AFTER = (
    *(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 180)), *(timedelta(hours=hours) for hours in (6, 12, 24))
)  # fmt: skip
"""How long to wait after each failure; after the last one the mail is given up."""


def mail_link(session: Session, packet: Packet, *, user: User | None = None) -> OutboxMail:
    """Return the mail that brings a sheet's pattern maker a link; a second one replaces the link of the first."""
    _ensure_address(packet)
    _ensure_open(session, packet)
    mail = OutboxMail(packet=packet, address=packet.address, next_try_at=now())
    session.add(mail)
    audit.note(session, "mailed", packet.revision, user=user, check_code=packet.check_code)
    return mail


def find_mail(session: Session, of: Packet | Invitation) -> OutboxMail | None:
    """Return the newest mail by which the label itself sends a sheet or an invitation, or None where none was to go."""
    column = OutboxMail.packet_id if isinstance(of, Packet) else OutboxMail.invitation_id
    sent = select(OutboxMail).where(column == of.id, OutboxMail.asked_with.is_(None))
    return session.scalars(sent.order_by(OutboxMail.id.desc()).limit(1)).first()


def add_mail(session: Session, to: Invitation | User, *, digest: Digest | None = None) -> OutboxMail:
    """Put mail to the label's own people into the outbox: an invitation, a link to a new password, or a digest."""
    invitation, user = (to, None) if isinstance(to, Invitation) else (None, to)
    mail = OutboxMail(invitation=invitation, user=user, digest=digest, address=to.email, next_try_at=now())
    session.add(mail)
    return mail


def cancel(session: Session, to: Invitation | User) -> None:
    """Send nothing any more that waits for them."""
    session.flush()
    column = OutboxMail.invitation_id if isinstance(to, Invitation) else OutboxMail.user_id
    session.execute(update(OutboxMail).where(column == to.id).values(next_try_at=None))


def ask_for_link(session: Session, token: str) -> OutboxMail | None:
    """Put a new link into the outbox where this one was ours and has run out; else do nothing, and tell nobody.

    A link that was replaced by mail already may ask again: the mail may have got lost.
    """
    asked_with = hash_token(token)
    packet = session.scalar(select(Packet).where(has_link(token), Packet.expires_at <= now()))
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


def list_of_sheets(session: Session, revision: PatternRevision) -> list[tuple[OutboxMail, bool]]:
    """Return the mails about this revision's sheets, the newest last, and whether each of them still waits."""
    about = select(OutboxMail, _waits()).join(OutboxMail.packet).where(Packet.revision_id == revision.id)
    return [(mail, waits) for mail, waits in session.execute(about.order_by(OutboxMail.id))]


def list_all_requests(session: Session) -> list[OutboxMail]:
    """Return who asked for a new link of any sheet and has none yet."""
    loaded = joinedload(OutboxMail.packet).joinedload(Packet.revision)
    asked = _is_open(select(OutboxMail)).where(OutboxMail.asked_with.is_not(None))
    return list(session.scalars(asked.options(loaded).order_by(OutboxMail.id)))


def list_due(session: Session, *, limit: int = 50) -> list[int]:
    """Return the mails whose time has come, oldest first."""
    due = _is_open(select(OutboxMail.id)).where(OutboxMail.next_try_at <= now())
    return list(session.scalars(due.order_by(OutboxMail.id).limit(limit)))


def note_sent(session: Session, letter: Letter) -> OutboxMail | None:
    """Return the mail of a letter that a mail server has taken; a link to a sheet is one of the packet's from now on.

    None where it went with its answer, or its address was stopped, while it was on its way.
    """
    mail = session.get(OutboxMail, letter.mail_id)
    if mail is None:
        return None
    mail.sent_at, mail.next_try_at, mail.error = now(), None, None
    mail.attempts += 1
    _forget_customer(session, mail)
    if mail.packet is None or letter.token is None or letter.works_until is None:
        return mail
    mail.packet.expires_at = letter.works_until
    if mail.asked_with:
        mail.packet.token_hash, mail.packet.mailed_token_hash = hash_token(letter.token), None
    else:
        mail.packet.mailed_token_hash = hash_token(letter.token)
    verb = "renewed" if mail.asked_with else "delivered"
    audit.note(session, verb, mail.packet.revision, check_code=mail.packet.check_code)
    return mail


def call_off(session: Session, mail_id: int) -> None:
    """Send a customer no mail that would not be true any more; a wish waits on."""
    mail = session.get(OutboxMail, mail_id)
    if mail is None or mail.sent_at is not None or (mail.wish is None and mail.feedback is None):
        return
    if mail.wish is not None:
        mail.wish.production_round = None
    session.delete(mail)


def note_failed(session: Session, mail_id: int, reason: str) -> None:
    """Note why a mail did not go out, and when it is tried again, if it is still to go."""
    mail = session.get(OutboxMail, mail_id)
    if mail is None:
        return
    mail.error = drop_control_characters(reason)[:SENTENCE_MAX]
    mail.next_try_at = now() + WAIT_AFTER[mail.attempts] if mail.attempts < len(WAIT_AFTER) else None
    mail.attempts += 1
    if mail.next_try_at is None:
        _forget_customer(session, mail)


def _forget_customer(session: Session, mail: OutboxMail) -> None:
    """A customer's address is kept no longer than the mail that it was given for is on its way."""
    if mail.wish is not None:
        wishes.note_told(session, mail.wish, is_sent=mail.sent_at is not None)
    if mail.wish is not None or mail.feedback is not None:
        mail.address = None


def _is_open(asked: Select[Any]) -> Select[Any]:
    """Those that wait."""
    return asked.outerjoin(Packet).where(_waits())


def _waits() -> ColumnElement[bool]:
    """It is not sent; for a sheet, not revoked, and no newer sheet of the revision went out since.

    A newer sheet answers whoever asked; what the label itself mails is overtaken by one to the same address only.
    """
    newer = aliased(Packet)
    overtakes = or_(OutboxMail.asked_with.is_not(None), newer.address == OutboxMail.address)
    answered = exists().where(
        and_(newer.revision_id == Packet.revision_id, newer.sent_at > OutboxMail.asked_at, overtakes)
    )
    waits = or_(OutboxMail.packet_id.is_(None), and_(Packet.revoked_at.is_(None), ~answered))
    return and_(OutboxMail.sent_at.is_(None), waits)


def _ensure_address(packet: Packet) -> None:
    """Mail goes to an address that is known."""
    if packet.address is None:
        raise RuleError(
            f"No e-mail address of {packet.contact} is known: send the sheet again, and say it.", field="address"
        )


def _ensure_open(session: Session, packet: Packet) -> None:
    """A link that was taken back is not sent out again, and one mail at a time is on its way."""
    if packet.revoked_at is not None:
        raise RuleError("This link was taken back: send the sheet again.")
    mail = find_mail(session, packet)
    if mail and mail.next_try_at is not None:
        raise RuleError(f"A mail to {mail.address} is on its way already.")


def _asked_lately(session: Session, packet: Packet) -> bool:
    """Whether the same was asked within the hour, or a mail is on its way."""
    asked = and_(OutboxMail.asked_with.is_not(None), OutboxMail.asked_at > now() - ASK_AGAIN_AFTER)
    lately = or_(asked, OutboxMail.next_try_at.is_not(None))
    return session.scalar(select(OutboxMail.id).where(OutboxMail.packet_id == packet.id, lately).limit(1)) is not None
