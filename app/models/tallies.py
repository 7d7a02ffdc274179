"""The tally: who said a thing of a garment, added up by the worker so that no page counts answers."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.models.base import JSON_OBJECT, Base, now
from app.models.clusters import Cluster
from app.models.feedback import FeedbackSource
from app.models.issues import Issue
from nlp.taxonomy import Code


class Piece(NamedTuple):
    """What pages narrow by: pieces of one run, size and colour (each may be unknown) that one source tells of."""

    source: FeedbackSource
    round_number: int | None
    size_id: int | None
    colour_id: int | None


class Tally(Base):
    """Those asked about a cluster, about what is praised, or at all; rewritten as a whole with the evidence."""

    __tablename__ = "tally"
    # The list of garments is told by it alone: the rows themselves are long.
    __table_args__ = (Index("ix_tally_told", "cluster_id", "code", "garment_id", "answers", "fits_fine", "asked"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    garment_id: Mapped[int] = mapped_column(ForeignKey("garment.id"), index=True)
    cluster_id: Mapped[int | None] = mapped_column(ForeignKey("cluster.id", ondelete="CASCADE"))
    code: Mapped[Code | None]
    """What is praised. With neither cluster nor code the row holds all who answered; those for whom all fits say so."""
    groups: Mapped[JSON_OBJECT] = mapped_column(deferred=True)
    """`single`: customers with one kind of piece: [which, how many were asked, how many say so]. Beside all who
    answered `pieces`, the kinds there are. Read only where a page narrows.
    """
    several: Mapped[JSON_OBJECT | None] = mapped_column(deferred=True)
    """Customers with several kinds, a bit each: `asked` and `saying`, row by row, as `services.groups` tells; beside
    all who answered `rows`, which kind of theirs stands there. None only until it is weighed again.
    """
    sums: Mapped[JSON_OBJECT | None]
    """What pages say that do not narrow: of what is praised how many `praise` it, of all who answered what
    `services.sums` reads; `doubtful`, the readings that nobody is sure of, the least sure first, as many as somebody
    may look at; `unnamed`, the faults that have no name yet; of a cluster what `services.silences` reads, where nobody
    answered since it changed, and None where its evidence says it. Else None only until it is weighed again.
    """
    quote_id: Mapped[int | None] = mapped_column(ForeignKey("issue.id", ondelete="SET NULL"), index=True)
    """The plainest praise in words; the words themselves live in feedback only."""
    doubtful: Mapped[int] = mapped_column(default=0)
    """Beside all who answered: how many readings nobody is sure of yet."""
    answers: Mapped[int | None]
    fits_fine: Mapped[int | None]
    asked: Mapped[int | None]
    """Of all who answered, as in their sums: how many they are, whom all fits, and of how many who were asked."""
    tallied_at: Mapped[datetime] = mapped_column(default=now)

    cluster: Mapped[Cluster | None] = relationship()
    quote: Mapped[Issue | None] = relationship()
