"""Pictures of garments: what stands on top of the customer's form, so that nobody answers about the wrong one."""

from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, now
from app.models.garments import Garment, GarmentColour


class GarmentPicture(Base):
    """The picture of a garment, or of one of its colourways; so small that it lies in its row."""

    __tablename__ = "garment_picture"
    __table_args__ = (UniqueConstraint("garment_id", "colour_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    colour_id: Mapped[int | None] = mapped_column(ForeignKey("garment_colour.id"))
    """None where it stands for every colour that has none of its own."""
    name: Mapped[str] = mapped_column(String(40), unique=True)
    """The random name in its address; another picture has another one, so browsers may keep it."""
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    width: Mapped[int]
    height: Mapped[int]
    added_at: Mapped[datetime] = mapped_column(default=now)

    garment: Mapped[Garment] = relationship()
    colour: Mapped[GarmentColour | None] = relationship()
