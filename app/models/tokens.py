"""Tokens: what programs of the shop show instead of a password; only a hash of each is kept."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import NAME_MAX, Base, now

PREFIX_LENGTH = 12
"""Letters of a token that are kept, so that people tell one from another."""


class ApiToken(Base):
    """A program's right to send feedback, and files if it may; revoked rather than deleted."""

    __tablename__ = "api_token"
    __table_args__ = (CheckConstraint("length(token_hash) = 64", name="token_is_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    """The program that holds it."""
    prefix: Mapped[str] = mapped_column(String(PREFIX_LENGTH))
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    may_import: Mapped[bool] = mapped_column(default=False)
    """Whether it may send whole files too."""
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    added_at: Mapped[datetime] = mapped_column(default=now)
    last_used_on: Mapped[date | None]
    revoked_at: Mapped[datetime | None]

    author: Mapped[User | None] = relationship()
