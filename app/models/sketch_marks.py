"""What an instruction marks on the garment's flat: a point, or a line or an arrow between two points."""

import enum

from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import Base, stored
from app.models.revisions import RevisionLine

FIELD_WIDTH, FIELD_HEIGHT = 100, 106
"""The field that every flat is drawn on, front and back."""


class MarkKind(enum.StrEnum):
    """How a place is marked."""

    POINT = "point"
    LINE = "line"
    ARROW = "arrow"


class FlatSide(enum.StrEnum):
    """Which side of the garment a mark is on."""

    FRONT = "front"
    BACK = "back"


class SketchMark(Base):
    """One mark of an instruction, on the field of the flat; numbered within its line."""

    __tablename__ = "sketch_mark"
    __table_args__ = (
        UniqueConstraint("line_id", "number"),
        CheckConstraint("x BETWEEN 0 AND 100 AND y BETWEEN 0 AND 106", name="begins_on_the_field"),
        CheckConstraint("to_x IS NULL OR to_x BETWEEN 0 AND 100 AND to_y BETWEEN 0 AND 106", name="ends_there"),
        CheckConstraint("(kind = 'point') = (to_x IS NULL) AND (to_x IS NULL) = (to_y IS NULL)", name="two_ends"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    line_id: Mapped[int] = mapped_column(ForeignKey("revision_line.id", ondelete="CASCADE"))
    number: Mapped[int]
    kind: Mapped[MarkKind] = mapped_column(stored(MarkKind))
    side: Mapped[FlatSide] = mapped_column(stored(FlatSide))
    x: Mapped[float]
    y: Mapped[float]
    to_x: Mapped[float | None]
    to_y: Mapped[float | None]

    line: Mapped[RevisionLine] = relationship(back_populates="marks")
