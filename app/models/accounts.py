"""Who works here, and what they did: users and the audit trail."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, NAME_MAX, Base, now, stored


class Role(enum.StrEnum):
    """What a user may do: an admin everything, a designer all but accounts, a viewer only look."""

    ADMIN = "admin"
    DESIGNER = "designer"
    VIEWER = "viewer"


class User(Base):
    """A person of the label who signs in."""

    __tablename__ = "user"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    role: Mapped[Role] = mapped_column(stored(Role), default=Role.DESIGNER)
    password_hash: Mapped[str] = mapped_column(String(200))
    wants_digest: Mapped[bool] = mapped_column(default=True)
    """Whether the weekly digest comes by mail."""
    last_seen_at: Mapped[datetime | None]
    """To the hour."""
    disabled_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)


class AuditEvent(Base):
    """One thing that somebody did, never changed afterwards."""

    __tablename__ = "audit_event"
    __table_args__ = (Index(None, "subject_type", "subject_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=now)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    verb: Mapped[str] = mapped_column(String(40))
    subject_type: Mapped[str] = mapped_column(String(40))
    subject_id: Mapped[int]
    details: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    """What changed, with ids and numbers only: customers' words live in feedback alone."""

    user: Mapped[User | None] = relationship()
