"""The production round: one cut of a garment, pinned to a pattern revision."""

import enum
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, Float, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, NAME_MAX, SENTENCE_MAX, Base, now, stored
from app.models.garments import Garment, GarmentColour, GarmentSize

if TYPE_CHECKING:
    from app.models.overrides import GateOverride
    from app.models.piece_measures import PieceMeasure
    from app.models.revisions import PatternRevision


class RoundStatus(enum.StrEnum):
    """planned: may change · locked: released to cut · closed: sold and counted."""

    PLANNED = "planned"
    LOCKED = "locked"
    CLOSED = "closed"


class ProductionRound(Base):
    """One cut of a garment; rounds are ordered by number, never by date."""

    __tablename__ = "production_round"
    __table_args__ = (
        UniqueConstraint("garment_id", "number"),
        CheckConstraint("number > 0", name="number_positive"),
        CheckConstraint("status = 'planned' OR revision_id IS NOT NULL", name="locked_has_revision"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    number: Mapped[int]
    status: Mapped[RoundStatus] = mapped_column(stored(RoundStatus), default=RoundStatus.PLANNED)
    code: Mapped[str] = mapped_column(String(16), unique=True)
    """What the care label says: the customer's form is found by it."""
    cut_on: Mapped[date | None]
    on_sale_on: Mapped[date | None]
    """The first day on which a piece could be bought, or was; the days until a size sold out count from it."""
    fabric_lot: Mapped[str | None] = mapped_column(String(NAME_MAX))
    shrinkage_length_percent: Mapped[float | None] = mapped_column(Float)
    shrinkage_width_percent: Mapped[float | None] = mapped_column(Float)
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("pattern_revision.id"))
    snapshot: Mapped[JSON_OBJECT | None] = mapped_column(deferred=True)
    """What was released to cut: sizes, quantities, chart, revision, open decisions; ids and numbers.

    Long, so it is read only where it is looked at.
    """
    override_reason: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    locked_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    garment: Mapped[Garment] = relationship(back_populates="rounds")
    revision: Mapped["PatternRevision | None"] = relationship()
    quantities: Mapped[list["RoundQuantity"]] = relationship(
        back_populates="production_round", order_by="RoundQuantity.id"
    )
    counts: Mapped[list["RoundCount"]] = relationship(back_populates="production_round", order_by="RoundCount.id")
    piece_codes: Mapped[list["PieceCode"]] = relationship(back_populates="production_round", order_by="PieceCode.id")
    overrides: Mapped[list["GateOverride"]] = relationship(
        back_populates="production_round", order_by="GateOverride.id"
    )
    piece_measures: Mapped[list["PieceMeasure"]] = relationship(
        back_populates="production_round", cascade="all, delete-orphan", order_by="PieceMeasure.id"
    )


class RoundQuantity(Base):
    """How many pieces of a size and colour a round is planned to cut."""

    __tablename__ = "round_quantity"
    __table_args__ = (
        UniqueConstraint("round_id", "size_id", "colour_id"),
        CheckConstraint("planned >= 0", name="planned_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("production_round.id"))
    size_id: Mapped[int] = mapped_column(ForeignKey("garment_size.id"))
    colour_id: Mapped[int | None] = mapped_column(ForeignKey("garment_colour.id"))
    planned: Mapped[int]

    production_round: Mapped[ProductionRound] = relationship(back_populates="quantities")
    size: Mapped[GarmentSize] = relationship()
    colour: Mapped[GarmentColour | None] = relationship()


class PieceCode(Base):
    """The code of one size of a round, in one colour where its pieces are planned by colour.

    Once it is sewn in it is out of reach: no row is ever deleted or pointed elsewhere.
    """

    __tablename__ = "piece_code"
    __table_args__ = (UniqueConstraint("round_id", "size_id", "colour_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("production_round.id"))
    size_id: Mapped[int] = mapped_column(ForeignKey("garment_size.id"))
    colour_id: Mapped[int | None] = mapped_column(ForeignKey("garment_colour.id"))
    code: Mapped[str] = mapped_column(String(16), unique=True)

    production_round: Mapped[ProductionRound] = relationship(back_populates="piece_codes")
    size: Mapped[GarmentSize] = relationship()
    colour: Mapped[GarmentColour | None] = relationship()


class CountKind(enum.StrEnum):
    """What is counted after the release to cut."""

    CUT = "cut"
    SOLD = "sold"
    RETURNED = "returned"
    LEFT_OVER = "left_over"


class RoundCount(Base):
    """A dated count of pieces; the newest of a kind, size and colour holds: "sold so far, as of …"."""

    __tablename__ = "round_count"
    __table_args__ = (
        UniqueConstraint("round_id", "kind", "size_id", "colour_id", "counted_on"),
        CheckConstraint("quantity >= 0", name="quantity_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("production_round.id"))
    kind: Mapped[CountKind] = mapped_column(stored(CountKind))
    size_id: Mapped[int] = mapped_column(ForeignKey("garment_size.id"))
    colour_id: Mapped[int | None] = mapped_column(ForeignKey("garment_colour.id"))
    counted_on: Mapped[date]
    quantity: Mapped[int]

    production_round: Mapped[ProductionRound] = relationship(back_populates="counts")
    size: Mapped[GarmentSize] = relationship()
