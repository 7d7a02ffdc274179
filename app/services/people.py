"""The people of the label: who they are, what they may do, and whether they may still come in."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import Role, User, by_name, now
from app.services import account_links, accounts, audit, desk_sessions, outbox


def list_people(session: Session) -> list[User]:
    """Return all who have an account, the active ones first, by name."""
    return sorted(session.scalars(select(User)), key=lambda each: (each.disabled_at is not None, by_name(each)))


def get_person(session: Session, user_id: int) -> User:
    """Return somebody who has an account, active or not."""
    person = session.get(User, user_id)
    if person is None:
        raise NotFound("There is nobody of that number.")
    return person


def get_by_email(session: Session, email: str) -> User:
    """Return who has this address, active or not."""
    person = accounts.find_by_email(session, email)
    if person is None:
        raise NotFound(f"Nobody here has the address {email}.", field="email")
    return person


def are_several(session: Session) -> bool:
    """Return whether more than one person works here: a label of one hears nothing of roles."""
    return len(session.scalars(select(User.id).where(User.disabled_at.is_(None)).limit(2)).all()) > 1


def rename(session: Session, person: User, *, name: str, wants_digest: bool) -> None:
    """Change what somebody is called, and whether the weekly digest comes."""
    person.name = accounts.read_name(name)
    person.wants_digest = wants_digest
    audit.note(session, "changed the account", person, user=person)


def change_role(session: Session, person: User, *, role: Role, user: User | None = None) -> None:
    """Let somebody do more or less than before, from the next click on."""
    if role is person.role:
        return
    if role is not Role.ADMIN:
        _ensure_not_last_admin(session, person)
    audit.note(session, "changed the role", person, user=user, before=person.role, role=role)
    person.role = role


def deactivate(session: Session, person: User, *, user: User | None = None) -> None:
    """Keep somebody out from now on; what they did here stays under their name."""
    if person.disabled_at is not None:
        return
    _ensure_not_last_admin(session, person)
    person.disabled_at = now()
    desk_sessions.end_all(session, person)
    account_links.end_links(session, person)
    outbox.cancel(session, person)
    audit.note(session, "deactivated", person, user=user)


def reactivate(session: Session, person: User, *, user: User | None = None) -> None:
    """Let somebody in again, with the role and the password they had."""
    if person.disabled_at is not None:
        person.disabled_at = None
        audit.note(session, "reactivated", person, user=user)


def _ensure_not_last_admin(session: Session, person: User) -> None:
    """Somebody has to be able to let people in; the rows are held, so that no two admins go at once."""
    admins = select(User).where(User.role == Role.ADMIN, User.disabled_at.is_(None)).order_by(User.id)
    if [each.id for each in session.scalars(admins.with_for_update())] == [person.id]:
        raise RuleError(f"{person.name} is the only admin: make somebody else one first.", field="role")
