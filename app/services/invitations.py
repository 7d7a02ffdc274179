"""Invitations: an admin asks somebody in by a private link; who opens it chooses a name and a password."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import Invitation, Role, User, now
from app.services import account_links, accounts, audit, outbox
from app.services.addresses import read_address
from app.services.label import hold_names

WORKS_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Invited:
    """An invitation and the token of its link, which is shown once and stored nowhere."""

    invitation: Invitation
    token: str


def invite(session: Session, *, email: str, role: Role, by_mail: bool = False, user: User | None = None) -> Invited:
    """Invite somebody; `by_mail` sends a link of its own to the address, too."""
    hold_names(session)
    email = read_address(accounts.ensure_new_address(session, email))
    if any(each.email == email for each in list_open(session)):
        raise RuleError(f"{email} is invited already: send that invitation anew, or withdraw it.", field="email")
    invitation = Invitation(email=email, role=role, invited_by=user, expires_at=now() + WORKS_FOR)
    session.add(invitation)
    audit.note(session, "invited", invitation, user=user, role=role)
    return _send(session, invitation, by_mail=by_mail)


def invite_again(
    session: Session, invitation: Invitation, *, by_mail: bool = False, user: User | None = None
) -> Invited:
    """Give an invitation a new link for another week; the one before it no longer works."""
    _ensure_open(invitation)
    account_links.end_links(session, invitation)
    invitation.expires_at = now() + WORKS_FOR
    audit.note(session, "invited again", invitation, user=user)
    return _send(session, invitation, by_mail=by_mail)


def withdraw(session: Session, invitation: Invitation, *, user: User | None = None) -> None:
    """Make an invitation and its links useless."""
    _ensure_open(invitation)
    invitation.withdrawn_at = now()
    account_links.end_links(session, invitation)
    outbox.cancel(session, invitation)
    audit.note(session, "withdrawn", invitation, user=user)


def accept(session: Session, token: str, *, name: str, password_hash: str) -> User:
    """Return the new user whom an invitation has brought in; it works once."""
    link = account_links.find_link(session, token)
    invitation = _get_behind(link.invitation)
    name = accounts.read_name(name)
    account_links.use_link(session, link)
    account_links.end_links(session, invitation)
    outbox.cancel(session, invitation)
    invitation.accepted_at = now()
    added = accounts.store_user(
        session, email=accounts.ensure_new_address(session, invitation.email), name=name,
        password_hash=password_hash, role=invitation.role, user=invitation.invited_by,
    )  # fmt: skip
    audit.note(session, "accepted", invitation, user=added)
    return added


def open_invitation(session: Session, token: str) -> Invitation:
    """Return the invitation behind a link; whatever is wrong with the link is told alike."""
    return _get_behind(account_links.find_link(session, token).invitation)


def get_invitation(session: Session, invitation_id: int) -> Invitation:
    """Return the invitation with this number."""
    invitation = session.get(Invitation, invitation_id)
    if invitation is None:
        raise NotFound("There is no such invitation.")
    return invitation


def list_open(session: Session) -> list[Invitation]:
    """Return the invitations that nobody has followed or withdrawn yet, also those whose link has run out."""
    waiting = select(Invitation).where(Invitation.accepted_at.is_(None), Invitation.withdrawn_at.is_(None))
    return list(session.scalars(waiting.order_by(Invitation.id)))


def _send(session: Session, invitation: Invitation, *, by_mail: bool) -> Invited:
    token = account_links.make_token()
    account_links.keep_link(session, token, invitation)
    outbox.cancel(session, invitation)
    if by_mail:
        outbox.add_mail(session, invitation)
    return Invited(invitation, token)


def _get_behind(invitation: Invitation | None) -> Invitation:
    """A link to a new password is no way in; a mail that was on its way when it was withdrawn brings none either."""
    if invitation is None or invitation.accepted_at is not None or invitation.withdrawn_at is not None:
        raise NotFound(account_links.USELESS)
    return invitation


def _ensure_open(invitation: Invitation) -> None:
    """What was accepted or withdrawn is over."""
    if invitation.accepted_at is not None:
        raise RuleError(f"{invitation.email} has come in already.")
    if invitation.withdrawn_at is not None:
        raise RuleError("This invitation is withdrawn: invite anew.")
