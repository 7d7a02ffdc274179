"""Users: adding them and checking who signs in."""

from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Role, User
from app.services import audit

PASSWORD_LENGTH_MIN = 10

_hasher = PasswordHasher()


@cache
def _dummy_hash() -> str:
    """Nobody's password: checking it lets an unknown address take as long as a wrong password."""
    return _hasher.hash("nobody's password")


def add_user(
    session: Session, *, email: str, name: str, password: str, role: Role = Role.DESIGNER, user: User | None = None
) -> User:
    """Return a new user who can sign in."""
    email = email.strip().lower()
    if "@" not in email or len(email) > 254:
        raise RuleError(f"“{email}” is not an e-mail address.", field="email")
    if not name.strip():
        raise RuleError("A user needs a name.", field="name")
    if len(password) < PASSWORD_LENGTH_MIN:
        raise RuleError(f"A password needs at least {PASSWORD_LENGTH_MIN} characters.", field="password")
    if session.scalar(select(User).where(User.email == email)):
        raise RuleError(f"There is a user with the address {email} already.", field="email")
    added = User(email=email, name=name.strip(), role=role, password_hash=_hasher.hash(password))
    session.add(added)
    audit.note(session, "added", added, user=user)
    return added


def sign_in(session: Session, *, email: str, password: str) -> User:
    """Return the user with this address and password; refuses alike whichever of the two is wrong."""
    user = session.scalar(select(User).where(User.email == email.strip().lower(), User.disabled_at.is_(None)))
    try:
        _hasher.verify(user.password_hash if user else _dummy_hash(), password)
    except VerificationError:
        user = None
    if user is None:
        raise RuleError("That address and password do not belong together.", field="password")
    return user


def find_user(session: Session, user_id: int) -> User | None:
    """Return an active user by id, or None."""
    user = session.get(User, user_id)
    return user if user and user.disabled_at is None else None


def has_users(session: Session) -> bool:
    """Return whether anybody can sign in yet."""
    return session.scalar(select(User.id).limit(1)) is not None
