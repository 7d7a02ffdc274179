"""The wish to hear when it is fixed, and the addresses that nobody writes to any more."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, now
from app.models.feedback import Feedback
from app.models.packets import ADDRESS_MAX
from app.models.rounds import ProductionRound


class FixWish(Base):
    """That a customer wants one mail when what they named is fixed; the address is for that mail, and goes with it."""

    __tablename__ = "fix_wish"

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), unique=True)
    address: Mapped[str | None] = mapped_column(String(ADDRESS_MAX))
    """None once the mail went out, or was given up."""
    language: Mapped[str] = mapped_column(String(5))
    wished_at: Mapped[datetime] = mapped_column(default=now)
    round_id: Mapped[int | None] = mapped_column(ForeignKey("production_round.id"))
    """The round that was cut with the fix; None while there is none."""
    told_at: Mapped[datetime | None]

    feedback: Mapped[Feedback] = relationship(back_populates="wish")
    production_round: Mapped[ProductionRound | None] = relationship()


class StoppedAddress(Base):
    """An address that wants no mail, as a keyed hash that means nothing elsewhere."""

    __tablename__ = "stopped_address"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    stopped_at: Mapped[datetime] = mapped_column(default=now)
