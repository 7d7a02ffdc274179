"""Experience: what each garment adds to what the label knows before the next one is judged."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, Base, now, stored
from app.models.feedback import FeedbackSource
from app.models.garments import Garment


class Experience(Base):
    """The counts of one garment from one source of customers; rewritten as a whole with its evidence."""

    __tablename__ = "experience"
    __table_args__ = (UniqueConstraint("garment_id", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    source: Mapped[FeedbackSource] = mapped_column(stored(FeedbackSource))
    asked: Mapped[JSON_OBJECT]
    """By aspect: how many customers were asked about it, or pieces sold where it is returns."""
    reports: Mapped[JSON_OBJECT]
    """By code that has a point: how many report it, of how many, since it was last changed."""
    amounts: Mapped[JSON_OBJECT]
    """By severity of the words ("1" a bit, "2" too, "3" way too): from and to, in mm, of customers who said by how much
    as well; the newest first.
    """
    counted_at: Mapped[datetime] = mapped_column(default=now)

    garment: Mapped[Garment] = relationship()
