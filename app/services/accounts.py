"""Users: adding them and checking who signs in."""

from dataclasses import dataclass
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import ADDRESS_MAX, Role, User
from app.services import audit
from app.services.first_guesses import ensure_no_first_guess
from app.services.label import get_label

PASSWORD_LENGTH_MIN = 10
PASSWORD_LENGTH_MAX = 200

_hasher = PasswordHasher()


@dataclass(frozen=True)
class Rehashed:
    """A password hashed anew, and the hash that stands as long as nobody sets another password."""

    before: str
    after: str


@cache
def _dummy_hash() -> str:
    """Nobody's password: checking it lets an unknown address take as long as a wrong password."""
    return _hasher.hash("nobody's password")


def hash_password(password: str, *, email: str) -> str:
    """Return what is stored of a password of the account with this address; refuses one that is guessed too soon.

    It takes a while, so no transaction should wait for it.
    """
    if len(password) < PASSWORD_LENGTH_MIN:
        raise RuleError(f"A password needs at least {PASSWORD_LENGTH_MIN} characters.", field="password")
    if len(password) > PASSWORD_LENGTH_MAX:
        raise RuleError(f"A password has at most {PASSWORD_LENGTH_MAX} characters.", field="password")
    ensure_no_first_guess(password, email)
    return _hasher.hash(password)


def is_password_of(user: User, password: str) -> bool:
    """Return whether this is the user's password; it takes as long as hashing does."""
    try:
        return _hasher.verify(user.password_hash, password)
    except VerificationError:
        return False


def add_user(
    session: Session, *, email: str, name: str, password: str, role: Role = Role.DESIGNER, user: User | None = None
) -> User:
    """Return a new user who can sign in."""
    email = ensure_new_address(session, email)
    name = read_name(name)
    password_hash = hash_password(password, email=email)
    return store_user(session, email=email, name=name, password_hash=password_hash, role=role, user=user)


def store_user(
    session: Session, *, email: str, name: str, password_hash: str, role: Role, user: User | None = None
) -> User:
    """Return a new user whose address, name and password were looked at before."""
    added = User(email=email, name=name, role=role, password_hash=password_hash)
    session.add(added)
    audit.note(session, "added", added, user=user, role=role)
    return added


def ensure_new_address(session: Session, email: str) -> str:
    """Return the address as it is stored; one person has one account."""
    email = email.strip().lower()
    if len(email.split("@")) != 2 or len(email) > ADDRESS_MAX or any(each.isspace() for each in email):
        raise RuleError(f"“{email}” is not an e-mail address.", field="email")
    known = find_by_email(session, email)
    if known is not None and known.disabled_at is not None:
        raise RuleError(f"{known.name} had this address and is deactivated: reactivate the account.", field="email")
    if known is not None:
        raise RuleError(f"There is a user with the address {email} already.", field="email")
    return email


def read_name(name: str) -> str:
    """Return the name as it is stored; people are called something."""
    if not name.strip():
        raise RuleError("A user needs a name.", field="name")
    return name.strip()


def sign_in(session: Session, *, email: str, password: str) -> User:
    """Return the user with this address and password; refuses alike whichever of the two is wrong."""
    user = find_by_email(session, email)
    known = user is not None and user.disabled_at is None
    try:
        _hasher.verify(user.password_hash if user and known else _dummy_hash(), password)
    except VerificationError:
        user = None
    if user is None or not known:
        raise RuleError("That address and password do not belong together.", field="password")
    return user


def rehash(user: User, password: str) -> Rehashed | None:
    """Return the password of a user hashed anew where it was hashed with less care than is taken by now, or None.

    It takes a while, so no transaction should wait for it.
    """
    if not _hasher.check_needs_rehash(user.password_hash):
        return None
    return Rehashed(user.password_hash, _hasher.hash(password))


def keep_rehashed(session: Session, rehashed: Rehashed) -> None:
    """Store a password hashed anew, unless another one was set meanwhile."""
    stands = User.password_hash == rehashed.before
    session.execute(update(User).where(stands).values(password_hash=rehashed.after))


def note_refusal(session: Session, email: str) -> None:
    """Note that somebody was not let in: at the account where there is one, else at the label, without the address."""
    audit.note(session, "sign-in refused", find_by_email(session, email) or get_label(session))


def find_user(session: Session, user_id: int) -> User | None:
    """Return an active user by id, or None."""
    user = session.get(User, user_id)
    return user if user and user.disabled_at is None else None


def find_by_email(session: Session, email: str) -> User | None:
    """Return the user with this address, active or not, or None."""
    return session.scalar(select(User).where(User.email == email.strip().lower()))


def choose_role(session: Session) -> Role:
    """Return what somebody is where nobody says so: the first one an admin, for no other can let people in."""
    return Role.DESIGNER if has_users(session) else Role.ADMIN


def has_users(session: Session) -> bool:
    """Return whether anybody can sign in yet."""
    return session.scalar(select(User.id).limit(1)) is not None
