"""The override: a round is to be released to cut although something is open, and a second person has to agree."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import JSON_OBJECT, SENTENCE_MAX, Base, now
from app.models.rounds import ProductionRound


class GateOverride(Base):
    """One person's wish to release against the gate, with the reason, until another agrees or one of them ends it."""

    __tablename__ = "gate_override"
    __table_args__ = (
        CheckConstraint("agreed_by_id IS NULL OR agreed_by_id <> asked_by_id", name="two_people"),
        CheckConstraint("agreed_by_id IS NULL OR settled_at IS NOT NULL", name="agreed_is_settled"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("production_round.id"), index=True)
    reason: Mapped[str] = mapped_column(String(SENTENCE_MAX))
    standing: Mapped[JSON_OBJECT]
    """What was open when it was asked: agreeing to that is not agreeing to what came later."""
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    asked_at: Mapped[datetime] = mapped_column(default=now)
    agreed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    settled_at: Mapped[datetime | None]
    """When it was agreed to, declined or taken back."""

    production_round: Mapped[ProductionRound] = relationship(back_populates="overrides")
    asked_by: Mapped[User] = relationship(foreign_keys=asked_by_id)
    agreed_by: Mapped[User | None] = relationship(foreign_keys=agreed_by_id)
