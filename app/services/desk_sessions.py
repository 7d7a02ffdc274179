"""Sessions at the desk: one row per browser that somebody is signed in with.

The cookie holds a random key and the row its hash. Signing out, a new password and deactivating delete rows, and with
them what every copy of the cookie is worth.
"""

import secrets
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select, true, update
from sqlalchemy.orm import Session, contains_eager

from app.models import DeskSession, Label, User, now
from app.services import audit
from app.services.label import hold_label
from app.services.packets import TOKEN_BYTES, hash_token

IDLE_FOR = timedelta(days=14)
"""Whom nobody has seen for so long has to sign in again."""

LASTS_FOR = timedelta(days=30)
"""And everybody after this, however busy."""

SEEN_EVERY = timedelta(hours=1)
"""How exactly it is kept when somebody was here: not every page is a write."""


def begin(session: Session, user: User) -> str:
    """Begin a session of a user and return its key; what has run out is cleared away."""
    session.execute(delete(DeskSession).where(_has_run_out()))
    key = secrets.token_urlsafe(TOKEN_BYTES)
    session.add(DeskSession(user=user, key_hash=hash_token(key)))
    user.last_seen_at = now()
    audit.note(session, "signed in", user, user=user)
    return key


def find(session: Session, key: str) -> DeskSession | None:
    """Return the session with this key while it lasts and its user is active, or None.

    The label, whose settings every page of the desk asks for, is read with it.
    """
    rows = session.execute(
        select(DeskSession, Label)
        .join(DeskSession.user)
        .outerjoin(Label, true())
        .where(DeskSession.key_hash == hash_token(key), User.disabled_at.is_(None), ~_has_run_out())
        .options(contains_eager(DeskSession.user))
    )
    found = rows.unique().one_or_none()
    if found is None:
        return None
    desk_session, label = found
    if label is not None:
        hold_label(session, label)
    return desk_session


def is_seen_long_ago(desk_session: DeskSession) -> bool:
    """Return whether it is time to note that its user is here."""
    return desk_session.seen_at < now() - SEEN_EVERY


def note_seen(session: Session, key: str) -> None:
    """Note that the user of a session is here."""
    seen = update(DeskSession).where(DeskSession.key_hash == hash_token(key)).values(seen_at=now())
    user_id = session.scalar(seen.returning(DeskSession.user_id))
    session.execute(update(User).where(User.id == user_id).values(last_seen_at=now()))


def end(session: Session, key: str) -> None:
    """End the session with this key, if it is still one."""
    found = session.scalar(select(DeskSession).where(DeskSession.key_hash == hash_token(key)))
    if found is not None:
        audit.note(session, "signed out", found.user, user=found.user)
        session.delete(found)


def end_all(session: Session, user: User) -> None:
    """End every session of a user."""
    session.execute(delete(DeskSession).where(DeskSession.user_id == user.id))


def count(session: Session, user: User) -> int:
    """Return in how many browsers a user is signed in."""
    open_ones = select(func.count()).where(DeskSession.user_id == user.id, ~_has_run_out())
    return session.scalars(open_ones).one()


def _has_run_out() -> ColumnElement[bool]:
    return or_(DeskSession.seen_at <= now() - IDLE_FOR, DeskSession.began_at <= now() - LASTS_FOR)
