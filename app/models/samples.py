"""The fit sample: a garment sewn from a revision, measured, tried on and judged."""

import enum
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_MAX, SENTENCE_MAX, Base, now, stored
from app.models.garments import GarmentSize, PointOfMeasure
from app.models.revisions import PatternRevision


class SampleVerdict(enum.StrEnum):
    """What came of a fit sample."""

    ACCEPTED = "accepted"
    WITH_CHANGES = "with_changes"
    REJECTED = "rejected"
    WAIVED = "waived"


class FitSample(Base):
    """One sample of a revision, or its waiver with a reason."""

    __tablename__ = "fit_sample"

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("pattern_revision.id"))
    size_id: Mapped[int | None] = mapped_column(ForeignKey("garment_size.id"))
    stage: Mapped[str] = mapped_column(String(40), default="fit")
    fabric: Mapped[str | None] = mapped_column(String(NAME_MAX))
    sewn_on: Mapped[date | None]
    tried_on_by: Mapped[str | None] = mapped_column(String(NAME_MAX))
    verdict: Mapped[SampleVerdict] = mapped_column(stored(SampleVerdict))
    notes: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    """What was seen, or why no sample was needed."""
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(default=now)

    revision: Mapped[PatternRevision] = relationship(back_populates="samples")
    size: Mapped[GarmentSize | None] = relationship()
    measures: Mapped[list["SampleMeasure"]] = relationship(
        back_populates="sample", cascade="all, delete-orphan", order_by="SampleMeasure.id"
    )
    photos: Mapped[list["SamplePhoto"]] = relationship(
        back_populates="sample", cascade="all, delete-orphan", order_by="SamplePhoto.id"
    )


class SampleMeasure(Base):
    """What was measured on a sample at one point of measure."""

    __tablename__ = "sample_measure"
    __table_args__ = (UniqueConstraint("sample_id", "pom_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("fit_sample.id", ondelete="CASCADE"))
    pom_id: Mapped[int] = mapped_column(ForeignKey("point_of_measure.id"))
    value_mm: Mapped[Decimal]

    sample: Mapped[FitSample] = relationship(back_populates="measures")
    pom: Mapped[PointOfMeasure] = relationship()


class SamplePhoto(Base):
    """A photo of a sample; its two pictures lie in the data folder under its name, as customers' photos do."""

    __tablename__ = "sample_photo"

    id: Mapped[int] = mapped_column(primary_key=True)
    sample_id: Mapped[int] = mapped_column(ForeignKey("fit_sample.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(32), unique=True)
    width: Mapped[int]
    height: Mapped[int]

    sample: Mapped[FitSample] = relationship(back_populates="photos")
