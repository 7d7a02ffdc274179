"""Photos: what customers show beside their words; the pictures themselves lie in the data folder."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_MAX, Base, now, stored
from app.models.feedback import Feedback


class DropReason(enum.StrEnum):
    """Why a photo that was sent is not kept."""

    TOO_LARGE = "too_large"
    TOO_MANY_PIXELS = "too_many_pixels"
    NO_PICTURE = "no_picture"
    BROKEN = "broken"
    TOO_MANY = "too_many"


class Photo(Base):
    """A photo of an answer, seen by the label only unless the customer lets the pattern maker see it too."""

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("feedback_id", "digest"),
        Index(None, "garment_id", "feedback_id"),
        Index("ix_photo_said", "said_at", "feedback_id", "garment_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"))
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    """That of its answer, which never changes: so photos of a garment are found without its answers."""
    said_at: Mapped[datetime]
    """When its answer was said, as far as that is known, which never changes either."""
    name: Mapped[str] = mapped_column(String(40), unique=True)
    """The random name that its files bear, and nothing of the customer's."""
    digest: Mapped[str] = mapped_column(String(64))
    """Hash of what was sent: a page that is posted twice keeps its photos once."""
    width: Mapped[int]
    height: Mapped[int]
    maker_may_see: Mapped[bool] = mapped_column(default=False)
    added_at: Mapped[datetime] = mapped_column(default=now)

    feedback: Mapped[Feedback] = relationship(back_populates="photos")


class DroppedPhoto(Base):
    """A photo that was sent with an answer and not kept; the receipt names it until others are added."""

    __tablename__ = "dropped_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    feedback_id: Mapped[int] = mapped_column(ForeignKey("feedback.id", ondelete="CASCADE"), index=True)
    file_name: Mapped[str] = mapped_column(String(NAME_MAX))
    reason: Mapped[DropReason] = mapped_column(stored(DropReason))

    feedback: Mapped[Feedback] = relationship(back_populates="dropped_photos")
