"""The outcome: whether a fix worked, judged by the answers of the rounds that carry it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, Base, now, stored
from app.models.clusters import Cluster
from app.models.feedback import FeedbackSource
from app.models.rounds import ProductionRound


class Verdict(StrEnum):
    """What the answers after a fix say of it."""

    SOLVED = "solved"
    CLEARLY_FEWER = "clearly_fewer"
    PROBABLY_FEWER = "probably_fewer"
    NO_DIFFERENCE = "no_difference"
    WORSE = "worse"
    TOO_FEW = "too_few"
    TOO_RARE_BEFORE = "too_rare_before"


class Outcome(Base):
    """The verdict on one cluster since one round, from one source; recomputed, never edited."""

    __tablename__ = "outcome"
    __table_args__ = (UniqueConstraint("cluster_id", "fixed_in_id", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"))
    fixed_in_id: Mapped[int] = mapped_column(ForeignKey("production_round.id"))
    """The first round that was cut with the fix."""
    source: Mapped[FeedbackSource] = mapped_column(stored(FeedbackSource))
    verdict: Mapped[str] = mapped_column(String(20))
    """A `Verdict`."""
    before_reporting: Mapped[int]
    before_answered: Mapped[int]
    after_reporting: Mapped[int]
    after_answered: Mapped[int]
    judged_at_answers: Mapped[int]
    """The look that the verdict is of: the first 10, 20, 40, 80 … answers."""
    next_look: Mapped[int]
    probability: Mapped[float | None] = mapped_column(Float)
    """P*, the probability that the share fell (statistics, C3)."""
    upper_bound: Mapped[float | None] = mapped_column(Float)
    details: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    """The rounds that counted as before and after, and their numbers."""
    judged_at: Mapped[datetime] = mapped_column(default=now)
    verdict_at: Mapped[datetime] = mapped_column(default=now)
    """When the verdict became what it is; judging again to the same verdict leaves it."""

    cluster: Mapped[Cluster] = relationship()
    fixed_in: Mapped[ProductionRound] = relationship()
