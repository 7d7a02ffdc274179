"""The garment: a style with its sizes, colours and points of measure."""

import enum
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import NAME_MAX, SENTENCE_MAX, Base, now, stored
from app.models.label import LengthUnit
from nlp.taxonomy import GarmentKind

if TYPE_CHECKING:
    from app.models.revisions import PatternRevision
    from app.models.rounds import ProductionRound


class Garment(Base):
    """A style; only its name and its category are needed, everything else may come later."""

    __tablename__ = "garment"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    kind: Mapped[GarmentKind | None] = mapped_column(stored(GarmentKind))
    """The category; None where an import named none that we know."""
    style_number: Mapped[str | None] = mapped_column(String(40), unique=True)
    reference: Mapped[str | None] = mapped_column(String(NAME_MAX), unique=True)
    """How files name it: shop handle, product id or SKU."""
    block: Mapped[str | None] = mapped_column(String(NAME_MAX))
    season: Mapped[str | None] = mapped_column(String(NAME_MAX))
    cut_for: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    """Whom it is cut for, in words: height range, body chart."""
    fabric: Mapped[str | None] = mapped_column(String(NAME_MAX))
    seam_allowance_included: Mapped[bool | None]
    """Whether its pattern pieces are drawn with seam allowance; None where nobody said so."""
    seam_allowance_mm: Mapped[Decimal | None]
    """How much, where it is the same all round."""
    base_size_name: Mapped[str | None] = mapped_column(String(NAME_MAX))
    pattern_unit: Mapped[LengthUnit | None] = mapped_column(stored(LengthUnit))
    """What its pattern is drawn in, where that is not the label's unit; papers go out in it."""
    retired_at: Mapped[datetime | None]
    created_at: Mapped[datetime] = mapped_column(default=now)

    sizes: Mapped[list["GarmentSize"]] = relationship(back_populates="garment", order_by="GarmentSize.position")
    colours: Mapped[list["GarmentColour"]] = relationship(back_populates="garment", order_by="GarmentColour.id")
    points_of_measure: Mapped[list["PointOfMeasure"]] = relationship(
        back_populates="garment", order_by="PointOfMeasure.position"
    )
    rounds: Mapped[list["ProductionRound"]] = relationship(back_populates="garment", order_by="ProductionRound.number")
    revisions: Mapped[list["PatternRevision"]] = relationship(
        back_populates="garment", order_by="PatternRevision.number"
    )

    @property
    def base_size(self) -> "GarmentSize | None":
        """Return the size that the others are graded from: the named one, else the middle one."""
        if not self.sizes:
            return None
        named = [size for size in self.sizes if size.name == self.base_size_name]
        return named[0] if named else self.sizes[len(self.sizes) // 2]


class GarmentSize(Base):
    """A size that a garment is cut in; position counts from the smallest."""

    __tablename__ = "garment_size"
    __table_args__ = (UniqueConstraint("garment_id", "name"), UniqueConstraint("garment_id", "position"))

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    position: Mapped[int]
    second_dimension: Mapped[str | None] = mapped_column(String(20))
    """The second dimension where there is one: the length of W28 L32, the cup of 75B."""
    aliases: Mapped[list[str]] = mapped_column(default=list)

    garment: Mapped[Garment] = relationship(back_populates="sizes")


class GarmentColour(Base):
    """A colourway of a garment."""

    __tablename__ = "garment_colour"
    __table_args__ = (UniqueConstraint("garment_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    name: Mapped[str] = mapped_column(String(NAME_MAX))

    garment: Mapped[Garment] = relationship(back_populates="colours")


class Article(Base):
    """A stock keeping unit: what the shop calls one size and colour of a garment."""

    __tablename__ = "article"

    sku: Mapped[str] = mapped_column(String(NAME_MAX), primary_key=True)
    """Folded in case: people type it either way."""
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"), index=True)
    size_id: Mapped[int | None] = mapped_column(ForeignKey("garment_size.id"))
    colour_id: Mapped[int | None] = mapped_column(ForeignKey("garment_colour.id"))

    garment: Mapped[Garment] = relationship()
    size: Mapped[GarmentSize | None] = relationship()
    colour: Mapped[GarmentColour | None] = relationship()


class GarmentName(Base):
    """Another name of a garment in files: a handle, a product id, a title, or what a person said it means."""

    __tablename__ = "garment_name"

    name: Mapped[str] = mapped_column(String(NAME_MAX), primary_key=True)
    """Folded in case, without "gid://…" and the address of the shop."""
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"), index=True)

    garment: Mapped[Garment] = relationship()


class MeasureKind(enum.StrEnum):
    """How a measure relates to the body: flat half of the round, the whole round, or neither."""

    HALF = "half"
    FULL = "full"
    STRAIGHT = "straight"


class GradeFrom(enum.StrEnum):
    """Whether grade steps are said from the next smaller size or from the base size."""

    INCREMENTAL = "incremental"
    RELATIVE = "relative"


class PointOfMeasure(Base):
    """A place where the garment is measured; retired, never deleted, so old sheets stay readable."""

    __tablename__ = "point_of_measure"
    __table_args__ = (UniqueConstraint("garment_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"))
    code: Mapped[str] = mapped_column(String(10))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    kind: Mapped[MeasureKind] = mapped_column(stored(MeasureKind))
    how_to_measure: Mapped[str | None] = mapped_column(String(SENTENCE_MAX))
    tolerance_plus_mm: Mapped[Decimal | None]
    tolerance_minus_mm: Mapped[Decimal | None]
    critical: Mapped[bool] = mapped_column(default=False)
    grade_from: Mapped[GradeFrom] = mapped_column(stored(GradeFrom), default=GradeFrom.INCREMENTAL)
    position: Mapped[int]
    retired_at: Mapped[datetime | None]

    garment: Mapped[Garment] = relationship(back_populates="points_of_measure")
