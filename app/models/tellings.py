"""The telling: in what manner a fit point is told, added up by the worker so that its page counts no issues."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, Base, now

if TYPE_CHECKING:
    from app.models.clusters import Cluster


class Telling(Base):
    """Words and taps of one cluster, by how much, in which ways, what came back; made anew with its evidence."""

    __tablename__ = "telling"

    id: Mapped[int] = mapped_column(primary_key=True)
    cluster_id: Mapped[int] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"), unique=True)
    worded: Mapped[int]
    """Reports in words; the others are a tap alone."""
    tapped: Mapped[int]
    stated: Mapped[int]
    """How many said by how much."""
    amounts: Mapped[JSON_OBJECT]
    """By size id: the middle of what they said to be off, in mm; of very many so many that they still can be drawn."""
    ways: Mapped[JSON_OBJECT]
    """`shared`: [sub-theme, customers, [issues with the most typical words]]; `alone`: customers in no such way."""
    returned: Mapped[JSON_OBJECT | None]
    """`pieces` that came back for it, of how many `sold`; `sizes`: [name, pieces, sold]. None where none did."""
    photos: Mapped[JSON_OBJECT]
    """`newest`: the photos that its page shows."""
    told_at: Mapped[datetime] = mapped_column(default=now)

    cluster: Mapped["Cluster"] = relationship(back_populates="telling")
