"""New passwords: changed by their owner, or set behind a private link that works once, for an hour."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import OutboxMail, User, now
from app.services import account_links, accounts, audit, desk_sessions, outbox
from app.services.label import get_label
from app.services.written_addresses import ADDRESS

ASK_AGAIN_AFTER = timedelta(minutes=10)
"""Whoever knows an address fills nobody's mailbox with it."""


def ask_for_link(session: Session, email: str) -> None:
    """Put a link into the outbox where the address is somebody's; whether it is, is told nobody.

    Known or not, something is written: the answer takes as long.
    """
    user = accounts.find_by_email(session, email)
    if user is None or user.disabled_at is not None or not ADDRESS.fullmatch(user.email):
        audit.note(session, "asked for a link", get_label(session))
        return
    if not _asked_lately(session, user):
        outbox.add_mail(session, user)
    audit.note(session, "asked for a link", user)


def make_link(session: Session, person: User, *, user: User | None = None) -> str:
    """Return the token of a link to a new password, to be told the person; the links before it no longer work."""
    if person.disabled_at is not None:
        raise RuleError(f"{person.name} is deactivated: reactivate the account first.")
    account_links.end_links(session, person)
    token = account_links.make_token()
    account_links.keep_link(session, token, person)
    audit.note(session, "made a link", person, user=user)
    return token


def find_person(session: Session, token: str) -> User:
    """Return whose password a link sets; whatever is wrong with the link is told alike."""
    person = account_links.find_link(session, token).user
    if person is None or person.disabled_at is not None:
        raise NotFound(account_links.USELESS)
    return person


def reset(session: Session, token: str, *, password_hash: str) -> User:
    """Set the password behind a link, which is used up, and return whose it is; all sessions end."""
    person = find_person(session, token)
    account_links.use_link(session, account_links.find_link(session, token))
    set_password(session, person, password_hash, user=person)
    return person


def set_password(session: Session, person: User, password_hash: str, *, user: User | None = None) -> None:
    """Set somebody's password; whoever is signed in with the old one is so no longer, and no link is left."""
    person.password_hash = password_hash
    desk_sessions.end_all(session, person)
    account_links.end_links(session, person)
    audit.note(session, "set the password", person, user=user)


def _asked_lately(session: Session, user: User) -> bool:
    asked = select(OutboxMail.id).where(
        OutboxMail.user_id == user.id, OutboxMail.digest_id.is_(None), OutboxMail.asked_at > now() - ASK_AGAIN_AFTER
    )
    return session.scalar(asked.limit(1)) is not None
