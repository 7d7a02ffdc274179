"""Purchases: what was ordered of a garment, in which size and colour; of whom, only a keyed hash."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base
from app.models.garments import Garment, GarmentColour, GarmentSize
from app.models.rounds import ProductionRound


class Purchase(Base):
    """One line of one order; overlapping files of orders name it again and it stays one."""

    __tablename__ = "purchase"
    __table_args__ = (
        Index(None, "garment_id", "size_id", "ordered_at"),
        CheckConstraint("returned BETWEEN 0 AND quantity", name="returned_were_bought"),
    )

    line_key: Mapped[str] = mapped_column(String(64), primary_key=True)
    """Keyed hash of order, article and place among equal lines of the order."""
    order_key: Mapped[str] = mapped_column(String(64), index=True)
    customer_key: Mapped[str | None] = mapped_column(String(64), index=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    size_id: Mapped[int] = mapped_column(ForeignKey("garment_size.id"))
    colour_id: Mapped[int | None] = mapped_column(ForeignKey("garment_colour.id"))
    round_id: Mapped[int | None] = mapped_column(ForeignKey("production_round.id"))
    """The round that it must be from; None where an older one may still have been on sale."""
    quantity: Mapped[int]
    returned: Mapped[int] = mapped_column(default=0)
    ordered_at: Mapped[datetime]

    garment: Mapped[Garment] = relationship()
    size: Mapped[GarmentSize] = relationship()
    colour: Mapped[GarmentColour | None] = relationship()
    production_round: Mapped[ProductionRound | None] = relationship()
