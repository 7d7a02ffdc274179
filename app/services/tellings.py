"""Tellings: in what manner a fit point is told, added up by the worker as the last part of a weighing.

A page reads one row where there may be ten thousand issues; of a point that nobody has weighed yet it is added up then.
"""

from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import Cluster, Feedback, Garment, Issue, Telling
from app.services.clusters import list_clusters
from app.services.hearing import Hearing
from app.services.photos import list_newest_ids
from app.services.returns import Returned, count_returned
from app.services.sub_themes import Ways, find_ways

Columns = dict[str, Any]

DOTS_MAX = 48
"""More of one size stand on each other when they are drawn."""


@dataclass(frozen=True)
class Told:
    """What the page of a fit point says of how it is told."""

    worded: int
    tapped: int
    stated: int
    amounts: dict[int, list[float]]
    """By size id, in mm, from the least to the most."""
    ways: Ways
    returned: Returned | None
    photos: list[int]


def tell(session: Session, garment: Garment, hearing: Hearing) -> dict[int, Columns]:
    """Return the columns of what is told of each cluster, by its id; changes nothing."""
    return {cluster.id: _tell(session, cluster) for cluster in list_clusters(session, garment)}


def store(session: Session, garment: Garment, told: dict[int, Columns]) -> None:
    """Store what is told of the clusters that still stand, each row changed in place."""
    for cluster in list_clusters(session, garment):
        if cluster.id in told:
            cluster.telling = cluster.telling or Telling()
            for name, value in told[cluster.id].items():
                setattr(cluster.telling, name, value)
    session.flush()


def read_told(session: Session, cluster: Cluster) -> Told:
    """Return what is told of a cluster as it was last added up."""
    row = cluster.telling
    columns = _tell(session, cluster) if row is None else {name: getattr(row, name) for name in Told.__annotations__}
    ways, returned = columns["ways"], columns["returned"]
    return Told(
        **columns
        | {
            "amounts": {int(size_id): each for size_id, each in columns["amounts"].items()},
            "ways": Ways([(theme, customers, issues) for theme, customers, issues in ways["shared"]], ways["alone"]),
            "returned": returned and Returned(**returned),
            "photos": columns["photos"]["newest"],
        }
    )


def _tell(session: Session, cluster: Cluster) -> Columns:
    reports, worded = session.execute(
        select(func.count(), func.count(Issue.span_start)).where(Issue.cluster_id == cluster.id)
    ).one()
    amounts, returned = _list_amounts(session, cluster), count_returned(session, cluster)
    return {
        "worded": worded,
        "tapped": reports - worded,
        "stated": sum(map(len, amounts.values())),
        "amounts": {str(size_id): _thin_out(each) for size_id, each in amounts.items()},
        "ways": asdict(find_ways(session, cluster)),
        "returned": asdict(returned) if returned else None,
        "photos": {"newest": list_newest_ids(session, cluster)},
    }


def _list_amounts(session: Session, cluster: Cluster) -> dict[int, list[float]]:
    rows = session.execute(
        select(Feedback.size_id, Issue.low_mm, Issue.high_mm)
        .join(Issue.feedback)
        .where(Issue.cluster_id == cluster.id, Issue.stated, Issue.low_mm.is_not(None), Issue.high_mm.is_not(None))
        .order_by(Issue.low_mm, Issue.id)
    )
    amounts: dict[int, list[float]] = {}
    for size_id, low, high in rows:
        if size_id is not None and low is not None and high is not None:
            amounts.setdefault(size_id, []).append((low + high) / 2)
    return amounts


def _thin_out(amounts: list[float]) -> list[float]:
    """So many of them that they can be drawn, evenly from the least to the most: their middle stays where it is."""
    step = max(1, len(amounts) / DOTS_MAX)
    return [amounts[int(place * step + step / 2)] for place in range(int(len(amounts) / step))] if step > 1 else amounts
