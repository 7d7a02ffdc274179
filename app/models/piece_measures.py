"""What was measured on the pieces of a run: the garment's own numbers, apart from pattern and sample."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, now
from app.models.garments import GarmentSize, PointOfMeasure
from app.models.rounds import ProductionRound


class PieceMeasure(Base):
    """One point of measure of one piece of a run, before final pressing or after one wash."""

    __tablename__ = "piece_measure"
    __table_args__ = (
        UniqueConstraint("round_id", "pom_id", "size_id", "piece", "washed"),
        CheckConstraint("piece > 0", name="piece_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("production_round.id"))
    pom_id: Mapped[int] = mapped_column(ForeignKey("point_of_measure.id"))
    size_id: Mapped[int] = mapped_column(ForeignKey("garment_size.id"))
    piece: Mapped[int]
    """The first, second, third piece of its size that was laid on the table."""
    washed: Mapped[bool]
    value_mm: Mapped[Decimal]
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    measured_at: Mapped[datetime] = mapped_column(default=now)

    production_round: Mapped[ProductionRound] = relationship(back_populates="piece_measures")
    pom: Mapped[PointOfMeasure] = relationship(lazy="joined")
    size: Mapped[GarmentSize] = relationship()
