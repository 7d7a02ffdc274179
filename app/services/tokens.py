"""Tokens: the keys that programs of the shop call the API with, shown once and kept as hashes."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import NAME_MAX, ApiToken, User, now
from app.models.tokens import PREFIX_LENGTH
from app.services import audit
from app.services.label import hold_names
from app.services.wording import on_one_line

START = "toile_"
"""What every token begins with, so that one that lies about is known for what it is."""

SECRET_BYTES = 24
"""192 bits; those letters that the list shows leave more than 128."""


@dataclass(frozen=True)
class MadeToken:
    """A new token and its secret, which nobody can show again."""

    token: ApiToken
    secret: str


def add_token(session: Session, *, name: str, may_import: bool = False, user: User | None = None) -> MadeToken:
    """Return a new token, by whose name people know the program that holds it."""
    name = on_one_line(name)
    if not name:
        raise RuleError("A token needs a name: that of the program which will use it.", field="name")
    if len(name) > NAME_MAX:
        raise RuleError(f"The name of a token has at most {NAME_MAX} letters.", field="name")
    hold_names(session)
    _ensure_new(session, name)
    secret = START + secrets.token_urlsafe(SECRET_BYTES)
    token = ApiToken(
        name=name, prefix=secret[:PREFIX_LENGTH], token_hash=_hash(secret), may_import=may_import, author=user
    )
    session.add(token)
    audit.note(session, "added", token, user=user, may_import=may_import)
    return MadeToken(token, secret)


def find_token(session: Session, secret: str) -> ApiToken | None:
    """Return the token with this secret that still holds, or None."""
    return session.scalar(select(ApiToken).where(ApiToken.token_hash == _hash(secret), ApiToken.revoked_at.is_(None)))


def note_use(session: Session, token_id: int, *, on: date) -> None:
    """Keep the day of a token's last use; a finer moment would be a write with every request."""
    get_token(session, token_id).last_used_on = on


def revoke_token(session: Session, token: ApiToken, *, user: User | None = None) -> None:
    """Let a token open nothing any more."""
    if token.revoked_at is not None:
        raise RuleError(f"The token “{token.name}” is revoked already.")
    token.revoked_at = now()
    audit.note(session, "revoked", token, user=user)


def get_token(session: Session, token_id: int) -> ApiToken:
    """Return the token with this number."""
    token = session.get(ApiToken, token_id)
    if token is None:
        raise NotFound(f"There is no token {token_id}.", field="token")
    return token


def list_tokens(session: Session) -> list[ApiToken]:
    """Return all tokens, those that hold first, each part in the order they were added."""
    return list(session.scalars(select(ApiToken).order_by(ApiToken.revoked_at.is_not(None), ApiToken.id)))


def own_key(token_id: int, key: str) -> str:
    """Return a program's idempotency key as it is stored: two programs may count alike."""
    return _hash(f"{token_id} {key}")


def _ensure_new(session: Session, name: str) -> None:
    """Two tokens that hold never have one name: who revokes one has to know which."""
    holding = select(ApiToken).where(ApiToken.name == name, ApiToken.revoked_at.is_(None))
    if session.scalar(holding):
        raise RuleError(
            f"There is a token “{name}” already: revoke it first, or name this one otherwise.", field="name"
        )


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()
