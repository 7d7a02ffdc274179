"""A chart that came in on a page: it waits here until somebody has looked at it, then says what came of it."""

import enum
from datetime import datetime

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.accounts import User
from app.models.base import JSON_OBJECT, NAME_MAX, Base, now, stored
from app.models.garments import Garment


class ChartKind(enum.StrEnum):
    """A measurement chart, or the grade rule table of a pattern, which says sizes and unit."""

    CHART = "chart"
    RULES = "rules"


class ChartUpload(Base):
    """A file with measures or sizes of one garment."""

    __tablename__ = "chart_upload"

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"), index=True)
    file_name: Mapped[str] = mapped_column(String(NAME_MAX))
    kind: Mapped[ChartKind] = mapped_column(stored(ChartKind))
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    """The file until it is taken; forgotten after two weeks."""
    told: Mapped[JSON_OBJECT] = mapped_column(default=dict)
    """What became of its rows, once it was taken."""
    uploaded_at: Mapped[datetime] = mapped_column(default=now)
    uploaded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    taken_at: Mapped[datetime | None]

    garment: Mapped[Garment] = relationship()
    uploaded_by: Mapped[User | None] = relationship()
