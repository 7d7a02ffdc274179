"""Clusters (on screen: fit points): those of a garment in their order, those of all, and one by its number."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.models import Cluster, Decision, Garment
from app.services.decisions import has_safety

_ALONE = [
    *map(joinedload, (Cluster.garment, Cluster.merged_into, Cluster.carried_from, Cluster.diagnosis)),
    joinedload(Cluster.suggestion), joinedload(Cluster.decisions).joinedload(Decision.user),
]  # fmt: skip


def list_clusters(session: Session, garment: Garment) -> list[Cluster]:
    """Return the clusters of a garment that stand: safety first, then by state, by score, by severity (C1)."""
    return put_in_order(_read_standing(session, Cluster.garment_id == garment.id))


def list_standing(session: Session) -> list[Cluster]:
    """Return the clusters of all garments that stand, in one query, the oldest first."""
    return _read_standing(session)


def put_in_order(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return those of these clusters that stand, in the order of a garment's."""
    return sorted((each for each in clusters if each.merged_into_id is None), key=_rank, reverse=True)


def get_cluster(session: Session, cluster_id: int) -> Cluster:
    """Return the cluster with this number, what hangs on it and its decisions, in one query."""
    cluster = session.get(Cluster, cluster_id, options=_ALONE)
    if cluster is None:
        raise NotFound(f"There is no fit point {cluster_id}.", field="cluster")
    return cluster


def _read_standing(session: Session, *which: ColumnElement[bool]) -> list[Cluster]:
    """Those that were not merged, with what is said and decided of them: a source or two and a decision, so joined."""
    session.flush()
    found = session.scalars(
        select(Cluster)
        .where(Cluster.merged_into_id.is_(None), *which)
        .options(joinedload(Cluster.evidence), joinedload(Cluster.decisions))
        .order_by(Cluster.id)
    )
    return list(found.unique())


def _rank(cluster: Cluster) -> tuple[bool, int, float, float]:
    headline = cluster.headline
    if headline is None:
        return (False, -1, 0.0, 0.0)
    return (has_safety(cluster), headline.state.rank, headline.q05, headline.severity)
