"""The private links of accounts: random, stored as hashes only, each good once and for a while."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import NotFound
from app.models import AccountLink, Invitation, User, now
from app.services.packets import TOKEN_BYTES, hash_token

RESET_WORKS_FOR = timedelta(hours=1)

USELESS = "This link does not work, or no longer."


def make_token() -> str:
    """Return what a link bears: 192 random bits."""
    return secrets.token_urlsafe(TOKEN_BYTES)


def keep_link(session: Session, token: str, owner: Invitation | User) -> AccountLink:
    """Make this token a link into an invitation, or to a new password of a user."""
    if isinstance(owner, Invitation):
        link = AccountLink(invitation=owner, token_hash=hash_token(token), expires_at=owner.expires_at)
    else:
        link = AccountLink(user=owner, token_hash=hash_token(token), expires_at=now() + RESET_WORKS_FOR)
    session.add(link)
    return link


def find_link(session: Session, token: str) -> AccountLink:
    """Return the link that this token opens; one that is wrong, used, ended or too old is told alike."""
    link = session.scalar(
        select(AccountLink).where(
            AccountLink.token_hash == hash_token(token), AccountLink.ended_at.is_(None), AccountLink.expires_at > now()
        )
    )
    if link is None:
        raise NotFound(USELESS)
    return link


def use_link(session: Session, link: AccountLink) -> None:
    """Use a link up; of two who use it at once, one comes too late."""
    used = session.scalar(
        update(AccountLink)
        .where(AccountLink.id == link.id, AccountLink.ended_at.is_(None))
        .values(ended_at=now())
        .returning(AccountLink.id)
    )
    if used is None:
        raise NotFound(USELESS)


def end_links(session: Session, owner: Invitation | User) -> None:
    """Make all links of an invitation or of a user useless."""
    session.flush()
    column = AccountLink.invitation_id if isinstance(owner, Invitation) else AccountLink.user_id
    session.execute(
        update(AccountLink).where(column == owner.id, AccountLink.ended_at.is_(None)).values(ended_at=now())
    )
