"""The session at the desk: somebody is signed in, from one browser, until it ends here or runs out."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import Base, now


class DeskSession(Base):
    """One browser that somebody is signed in with; once the row is gone, its cookie is worth nothing."""

    __tablename__ = "desk_session"

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    """The hash of what the cookie holds: who reads the database signs in with nothing of it."""
    began_at: Mapped[datetime] = mapped_column(default=now)
    seen_at: Mapped[datetime] = mapped_column(default=now)
    """To the hour."""

    user: Mapped[User] = relationship()
