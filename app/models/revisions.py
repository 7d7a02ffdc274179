"""The pattern revision: a numbered copy of its predecessor with measured changes and instructions."""

import enum
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Column, ColumnElement, ForeignKey, String, Table, UniqueConstraint
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import NAME_MAX, SENTENCE_MAX, Base, now, stored
from app.models.clusters import Cluster
from app.models.garments import Garment, GarmentSize, PointOfMeasure

if TYPE_CHECKING:
    from app.models.files import RevisionFile
    from app.models.packets import Packet
    from app.models.samples import FitSample
    from app.models.sketch_marks import SketchMark


class RevisionStatus(enum.StrEnum):
    """draft → sent → sampled → approved → released → superseded."""

    DRAFT = "draft"
    SENT = "sent"
    SAMPLED = "sampled"
    APPROVED = "approved"
    RELEASED = "released"
    SUPERSEDED = "superseded"


class PatternRevision(Base):
    """One state of a garment's pattern; number 1 is the garment's own chart, possibly empty."""

    __tablename__ = "pattern_revision"
    __table_args__ = (
        UniqueConstraint("garment_id", "number"),
        CheckConstraint("(number = 1) = (predecessor_id IS NULL)", name="copies_predecessor"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    number: Mapped[int]
    predecessor_id: Mapped[int | None] = mapped_column(ForeignKey("pattern_revision.id"))
    rebased_from_id: Mapped[int | None] = mapped_column(ForeignKey("pattern_revision.id"))
    """The draft whose lines it carries on, because another revision had gone out since that one was begun."""
    status: Mapped[RevisionStatus] = mapped_column(stored(RevisionStatus), default=RevisionStatus.DRAFT)
    drafted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    drafted_at: Mapped[datetime] = mapped_column(default=now)
    sent_at: Mapped[datetime | None]
    approved_at: Mapped[datetime | None]
    released_at: Mapped[datetime | None]

    garment: Mapped[Garment] = relationship(back_populates="revisions")
    predecessor: Mapped["PatternRevision | None"] = relationship(remote_side=id, foreign_keys=predecessor_id)
    rebased_from: Mapped["PatternRevision | None"] = relationship(
        remote_side=id, foreign_keys=rebased_from_id, back_populates="rebased_into"
    )
    rebased_into: Mapped["PatternRevision | None"] = relationship(
        foreign_keys=rebased_from_id, back_populates="rebased_from", uselist=False
    )
    drafted_by: Mapped[User | None] = relationship(foreign_keys=drafted_by_id)
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id)
    measures: Mapped[list["RevisionMeasure"]] = relationship(
        back_populates="revision", cascade="all, delete-orphan", order_by="RevisionMeasure.id"
    )
    lines: Mapped[list["RevisionLine"]] = relationship(
        back_populates="revision", cascade="all, delete-orphan", order_by="RevisionLine.number"
    )
    samples: Mapped[list["FitSample"]] = relationship(back_populates="revision", order_by="FitSample.id")
    packets: Mapped[list["Packet"]] = relationship(back_populates="revision", order_by="Packet.id")
    files: Mapped[list["RevisionFile"]] = relationship(back_populates="revision", order_by="RevisionFile.id")
    """All that were ever laid beside it; of those that were removed name and hash remain."""

    @property
    def files_here(self) -> list["RevisionFile"]:
        """Return the files that can be had."""
        return [file for file in self.files if file.removed_at is None]


class RevisionMeasure(Base):
    """What a point of measure is in one size, in this revision; absent where it is not known yet."""

    __tablename__ = "revision_measure"
    __table_args__ = (UniqueConstraint("revision_id", "pom_id", "size_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("pattern_revision.id", ondelete="CASCADE"))
    pom_id: Mapped[int] = mapped_column(ForeignKey("point_of_measure.id"))
    size_id: Mapped[int] = mapped_column(ForeignKey("garment_size.id"))
    value_mm: Mapped[Decimal]
    typed: Mapped[str | None] = mapped_column(String(20))
    """The value as somebody typed it, "14 3/8"."""

    revision: Mapped[PatternRevision] = relationship(back_populates="measures")
    pom: Mapped[PointOfMeasure] = relationship()
    size: Mapped[GarmentSize] = relationship()


line_cluster = Table(
    "revision_line_cluster",
    Base.metadata,
    Column("line_id", ForeignKey("revision_line.id", ondelete="CASCADE"), primary_key=True),
    Column("cluster_id", ForeignKey("cluster.id"), primary_key=True),
)


class AppliesTo(enum.StrEnum):
    """How far a measured change reaches."""

    ALL_SIZES = "all_sizes"
    GRADE_RULE = "grade_rule"
    SINGLE_SIZE = "single_size"


class Priority(enum.StrEnum):
    """How much a line matters to the label."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Direction(enum.StrEnum):
    """Which way an instruction moves a seam or a point."""

    UP = "up"
    DOWN = "down"
    FORWARD = "forward"
    BACK = "back"
    TO_CENTRE = "to_centre"
    TO_SIDE = "to_side"
    TAKE_IN = "take_in"
    LET_OUT = "let_out"


class RevisionLine(Base):
    """One change of a revision: a measure (with a point of measure) or an instruction (with words)."""

    __tablename__ = "revision_line"
    __table_args__ = (
        UniqueConstraint("revision_id", "number"),
        CheckConstraint("(pom_id IS NULL) <> (instruction IS NULL)", name="measure_or_instruction"),
        CheckConstraint(
            "pom_id IS NULL OR (seam_or_point IS NULL AND direction IS NULL AND amount_mm IS NULL)",
            name="instructions_move",
        ),
        CheckConstraint("amount_mm > 0", name="moves_by_something"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    revision_id: Mapped[int] = mapped_column(ForeignKey("pattern_revision.id", ondelete="CASCADE"))
    number: Mapped[int]
    pom_id: Mapped[int | None] = mapped_column(ForeignKey("point_of_measure.id"))
    applies_to: Mapped[AppliesTo | None] = mapped_column(stored(AppliesTo))
    instruction: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    piece: Mapped[str | None] = mapped_column(String(NAME_MAX))
    """The pieces of the pattern that it touches."""
    seam_or_point: Mapped[str | None] = mapped_column(String(NAME_MAX))
    """What of the pattern an instruction moves."""
    direction: Mapped[Direction | None] = mapped_column(stored(Direction))
    amount_mm: Mapped[Decimal | None]
    """How far an instruction moves it; which way is the direction's to say, so it has no sign."""
    priority: Mapped[Priority | None] = mapped_column(stored(Priority))
    check_on_sample: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    """What to look at when the sample is sewn."""
    reason: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    agreed_at: Mapped[datetime | None]
    """When its amounts became what the pattern maker had done instead; paper printed before says the old ones."""

    revision: Mapped[PatternRevision] = relationship(back_populates="lines")
    pom: Mapped[PointOfMeasure | None] = relationship()
    clusters: Mapped[list[Cluster]] = relationship(secondary=line_cluster, order_by=Cluster.id)
    changes: Mapped[list["SizeChange"]] = relationship(
        back_populates="line", cascade="all, delete-orphan", order_by="SizeChange.id"
    )
    marks: Mapped[list["SketchMark"]] = relationship(
        back_populates="line", cascade="all, delete-orphan", order_by="SketchMark.number"
    )

    @property
    def is_measured(self) -> bool:
        """Return whether the line is an instruction, names the change of a size, or was agreed to change none."""
        return self.pom_id is None or self.agreed_at is not None or any(change.delta_mm for change in self.changes)

    @hybrid_property
    def stays(self) -> bool:
        """Return whether the two agreed to leave it as it was: the line is there, and nothing is cut of it.

        What is agreed on moves by something else, a measure or the amount of an instruction, or by nothing.
        """
        return (
            self.agreed_at is not None
            and self.amount_mm is None
            and not any(change.delta_mm for change in self.changes)
        )

    @stays.inplace.expression
    @classmethod
    def _stays_expression(cls) -> ColumnElement[bool]:
        return cls.agreed_at.is_not(None) & cls.amount_mm.is_(None) & ~cls.changes.any(SizeChange.delta_mm != 0)


class SizeChange(Base):
    """Old and new of one size of a line; old may be unknown, then only the change is said."""

    __tablename__ = "size_change"
    __table_args__ = (UniqueConstraint("line_id", "size_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("revision_line.id", ondelete="CASCADE"))
    size_id: Mapped[int] = mapped_column(ForeignKey("garment_size.id"))
    old_mm: Mapped[Decimal | None]
    new_mm: Mapped[Decimal | None]
    delta_mm: Mapped[Decimal]

    line: Mapped[RevisionLine] = relationship(back_populates="changes")
    size: Mapped[GarmentSize] = relationship()
