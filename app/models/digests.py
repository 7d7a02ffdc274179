"""The weekly digest: one row per person and week, so that none is written twice."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import JSON_OBJECT, Base, now


class Digest(Base):
    """What was new for one person in one week; where nothing was, nothing is sent."""

    __tablename__ = "digest"
    __table_args__ = (UniqueConstraint("user_id", "week_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    week_on: Mapped[date]
    """The Monday of its week."""
    made_at: Mapped[datetime] = mapped_column(default=now)
    news: Mapped[JSON_OBJECT]
    """What was new, and what stood then for the next one to compare with; ids and numbers only."""

    user: Mapped[User] = relationship()
