"""A customer's private link, mailed to themselves: the address is there for that mail and no longer."""

from datetime import timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import RuleError, translatable
from app.models import Feedback, OutboxMail, now
from app.services.addresses import is_stopped, read_address

MAILS_PER_DAY = 3


def mail_receipt(session: Session, feedback: Feedback, address: str, *, language: str) -> OutboxMail | None:
    """Return the mail that brings an answer's private link, or None where the address wants no mail: nobody is told."""
    address = read_address(address)
    _ensure_not_too_often(session, feedback)
    if is_stopped(session, address):
        return None
    mail = OutboxMail(feedback=feedback, address=address, language=language, next_try_at=now())
    session.add(mail)
    session.flush()
    return mail


def _ensure_not_too_often(session: Session, feedback: Feedback) -> None:
    """Nobody fills a mailbox from a receipt."""
    lately = select(func.count()).where(
        OutboxMail.feedback_id == feedback.id, OutboxMail.asked_at > now() - timedelta(days=1)
    )
    if session.scalars(lately).one() >= MAILS_PER_DAY:
        raise RuleError(translatable("It was mailed three times today. Try again tomorrow."), field="email")
