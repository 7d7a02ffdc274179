"""Returns: of how many pieces sold they are. Who keeps a piece is not asked, so answers are no measure of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session

from app.models import Cluster, Feedback, FeedbackSource, Garment, Issue, ProductionRound, Purchase, now
from app.services.changes import list_released
from app.services.counts import is_sold_known, sold_so_far
from app.services.hearing import Hearing
from app.services.shares import say_returned

RETURN_WINDOW = timedelta(days=30)
"""So long a piece may still come back, and says nothing of itself yet."""


@dataclass(frozen=True)
class Returned:
    """How many pieces came back for something, of how many sold; None where nobody knows how many were."""

    pieces: int
    sold: int | None
    sizes: Sequence[tuple[str, int, int]] = ()
    """Name of the size, pieces that came back for it, pieces sold."""

    @property
    def sentence(self) -> str:
        """Return "7 of 212 sold were returned for it: S 1 of 40, M 6 of 102." """
        return f"{say_returned(self.pieces, self.sold)}{f': {self.by_size}' if self.sizes else ''}."

    @property
    def by_size(self) -> str:
        """Return "S 1 of 40, M 6 of 102", as far as the size of what came back is known."""
        return ", ".join(f"{name} {pieces} of {sold}" for name, pieces, sold in self.sizes)


def count_returned(session: Session, cluster: Cluster) -> Returned | None:
    """Return how many pieces came back for a fit point, since its pattern last changed; None where none did."""
    evidence = next((row for row in cluster.evidence if row.source is FeedbackSource.RETURN), None)
    if evidence is None or not evidence.reporting:
        return None
    if evidence.sold is None:
        return Returned(evidence.reporting, None)
    sold = list_sold(session, cluster.garment, evidence.since_round)
    back = _count_by_size(session, cluster, evidence.since_round)
    counted = [(size, *back.get(size.id, (0, 0)), sold.get(size.id, 0)) for size in cluster.garment.sizes]
    sizes = [(size.name, for_it, of) for size, for_it, pieces, of in counted if for_it and of >= pieces]
    return Returned(evidence.reporting, evidence.sold, sizes)


def find_sold(
    session: Session, garment: Garment, hearing: Hearing, since: int | None, until: int | None = None
) -> int | None:
    """Return the pieces sold that can no longer come back, None where nobody knows how many were.

    All who send a piece back have a reason: where less is known to be sold than came back, whatever for, or a run that
    something came back of was not counted, some of what was sold is not on file, and the rest is no measure of any fit
    point.
    """
    returned = hearing.list_told(FeedbackSource.RETURN, since, until)
    sold = sum(list_sold(session, garment, since, until).values())
    if sold < len(returned):
        return None
    if is_sold_known(_list_rounds(garment, since, until), returned):
        return sold
    # Where the orders do not tell the run of a piece, it is counted, but with no run.
    return sold if since is None and until is None and _list_unplaced(session, garment) else None


def list_sold(session: Session, garment: Garment, since: int | None, until: int | None = None) -> dict[int, int]:
    """Return the pieces sold by size id that can no longer come back, of the rounds from one on, or of all.

    `until` is the first round that does not count any more. Of all, what was ordered and is of no known round counts
    too: the returns of such pieces do.
    """
    sold = sold_so_far(session, _list_rounds(garment, since, until))
    ordered = _select_ordered(garment)
    if since is None:
        for size_id, pieces in _list_unplaced(session, garment):
            sold[size_id] = sold.get(size_id, 0) + pieces
    else:
        ordered = ordered.where(ProductionRound.number >= since)
    if until is not None:
        ordered = ordered.where(ProductionRound.number < until)
    for size_id, pieces in session.execute(ordered.where(Purchase.ordered_at > now() - RETURN_WINDOW)):
        sold[size_id] = max(0, sold.get(size_id, 0) - pieces)
    return sold


def _list_rounds(garment: Garment, since: int | None, until: int | None) -> list[ProductionRound]:
    return [
        each
        for each in list_released(garment)
        if (since is None or each.number >= since) and (until is None or each.number < until)
    ]


def _list_unplaced(session: Session, garment: Garment) -> list[tuple[int, int]]:
    """The pieces by size id that were ordered and are of no known round."""
    query = _select_ordered(garment).where(Purchase.round_id.is_(None))
    return [(size_id, pieces) for size_id, pieces in session.execute(query)]


def _select_ordered(garment: Garment) -> Select[int, int]:
    return (
        select(Purchase.size_id, func.sum(Purchase.quantity))
        .outerjoin(Purchase.production_round)
        .where(Purchase.garment_id == garment.id)
        .group_by(Purchase.size_id)
    )


def _count_by_size(session: Session, cluster: Cluster, since: int | None) -> dict[int, tuple[int, int]]:
    """Pieces that came back for it, and for whatever reason, by size id."""
    for_it = and_(
        Issue.feedback_id == Feedback.id, Issue.cluster_id == cluster.id, Issue.standing_code.is_not(None)
    )  # fmt: skip
    query = (
        select(Feedback.size_id, func.count(Issue.feedback_id.distinct()), func.count(Feedback.id.distinct()))
        .outerjoin(Issue, for_it)
        .outerjoin(Feedback.production_round)
        .where(
            Feedback.garment_id == cluster.garment_id, Feedback.source == FeedbackSource.RETURN, ~Feedback.is_spam,
            Feedback.size_id.is_not(None),
        )
        .group_by(Feedback.size_id)
    )  # fmt: skip
    if since is not None:
        query = query.where(ProductionRound.number >= since)
    return {size_id: (k, pieces) for size_id, k, pieces in session.execute(query) if size_id is not None}
