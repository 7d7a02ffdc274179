"""Clusters (on screen: fit points): those of a garment in their order, those of all, and one by its number."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.errors import NotFound
from app.models import Cluster, Decision, Garment
from app.services.decisions import has_safety

_ALONE = [
    *map(joinedload, (Cluster.garment, Cluster.merged_into, Cluster.carried_from, Cluster.diagnosis)),
    joinedload(Cluster.suggestion), joinedload(Cluster.decisions).joinedload(Decision.user),
]  # fmt: skip


def list_clusters(session: Session, garment: Garment) -> list[Cluster]:
    """Return the clusters of a garment that stand: safety first, then by state, by score, by severity (C1)."""
    found = _read_standing(session, Cluster.garment_id == garment.id)
    return sorted(found, key=_rank, reverse=True)


def list_standing(session: Session) -> list[Cluster]:
    """Return the clusters of all garments that stand, in one query, the oldest first."""
    return _read_standing(session)


def list_merged_too(session: Session, garment: Garment) -> tuple[list[Cluster], list[Cluster]]:
    """Return the clusters of a garment that stand, in their order, and those that were merged; with their verdicts."""
    found = _read(
        session, Cluster.garment_id == garment.id,
        with_also=(joinedload(Cluster.outcomes), joinedload(Cluster.decisions).joinedload(Decision.user)),
    )  # fmt: skip
    standing = [cluster for cluster in found if cluster.merged_into_id is None]
    return sorted(standing, key=_rank, reverse=True), [each for each in found if each.merged_into_id is not None]


def get_cluster(session: Session, cluster_id: int) -> Cluster:
    """Return the cluster with this number, what hangs on it and its decisions, in one query."""
    cluster = session.get(Cluster, cluster_id, options=_ALONE)
    if cluster is None:
        raise NotFound(f"There is no fit point {cluster_id}.", field="cluster")
    return cluster


def _read_standing(session: Session, *which: ColumnElement[bool]) -> list[Cluster]:
    """Those that were not merged."""
    return _read(session, Cluster.merged_into_id.is_(None), *which)


def _read(session: Session, *which: ColumnElement[bool], with_also: Iterable[ORMOption] = ()) -> list[Cluster]:
    """Clusters with what is said and decided of them: a source or two and a decision, so joined."""
    session.flush()
    found = session.scalars(
        select(Cluster)
        .where(*which)
        .options(joinedload(Cluster.evidence), joinedload(Cluster.decisions), *with_also)
        .order_by(Cluster.id)
    )
    return list(found.unique())


def _rank(cluster: Cluster) -> tuple[bool, int, float, float]:
    headline = cluster.headline
    if headline is None:
        return (False, -1, 0.0, 0.0)
    return (has_safety(cluster), headline.state.rank, headline.q05, headline.severity)
