"""Invitations to the label, and the private links by which people come in or get a new password."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import Role, User
from app.models.base import Base, now, stored
from app.models.packets import ADDRESS_MAX


class Invitation(Base):
    """Somebody who is asked to join with a role, until they do or it is withdrawn."""

    __tablename__ = "invitation"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(ADDRESS_MAX), index=True)
    role: Mapped[Role] = mapped_column(stored(Role))
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    """None where the command line invited."""
    invited_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]

    invited_by: Mapped[User | None] = relationship()


class AccountLink(Base):
    """A private link that works once: into an invitation, or to a new password of somebody who has an account."""

    __tablename__ = "account_link"
    __table_args__ = (CheckConstraint("(invitation_id IS NULL) <> (user_id IS NULL)", name="leads_to_one"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    invitation_id: Mapped[int | None] = mapped_column(ForeignKey("invitation.id"), index=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime] = mapped_column(default=now)
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    """When it was used, or a newer link, an act of an admin or a changed password made it useless."""

    invitation: Mapped[Invitation | None] = relationship()
    user: Mapped[User | None] = relationship()
