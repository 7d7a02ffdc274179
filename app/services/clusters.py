"""Clusters (on screen: fit points): those of a garment in their order, those of all, and one by its number."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.models import Choice, Cluster, ClusterEvidence, Decision, EvidenceState, Garment
from app.services.decisions import has_safety, needs_decision

_ALONE = [
    *map(joinedload, (Cluster.garment, Cluster.merged_into, Cluster.carried_from, Cluster.diagnosis)),
    joinedload(Cluster.suggestion), joinedload(Cluster.decisions).joinedload(Decision.user),
]  # fmt: skip

_AT_A_GLANCE = (
    ClusterEvidence.source, ClusterEvidence.reporting, ClusterEvidence.answered, ClusterEvidence.sold,
    ClusterEvidence.since_round, ClusterEvidence.safety, ClusterEvidence.state, ClusterEvidence.q05,
)  # fmt: skip


def list_clusters(session: Session, garment: Garment) -> list[Cluster]:
    """Return the clusters of a garment that stand: safety first, then by state, by score, by severity (C1)."""
    session.flush()
    said_and_decided = joinedload(Cluster.evidence), joinedload(Cluster.decisions)  # a source or two, and a decision
    found = session.scalars(
        select(Cluster).where(Cluster.garment_id == garment.id, Cluster.merged_into_id.is_(None))
        .options(*said_and_decided).order_by(Cluster.id)
    )  # fmt: skip
    return put_in_order(found.unique())


def list_waiting(session: Session) -> list[Cluster]:
    """Return the clusters of all garments that wait for a decision, in one query, the oldest first.

    Only those are read that may, and of their evidence how many say so and how sure that is.
    """
    session.flush()
    enough = [state for state in EvidenceState if state.rank >= EvidenceState.EMERGING.rank]
    heard = select(ClusterEvidence.cluster_id).where(or_(ClusterEvidence.state.in_(enough), ClusterEvidence.safety))
    put_off = select(Decision.cluster_id).where(Decision.choice == Choice.DEFER)
    may_wait = or_(Cluster.id.in_(heard), Cluster.id.in_(put_off), Cluster.carried_from_id.is_not(None))
    found = session.scalars(
        select(Cluster)
        .where(Cluster.merged_into_id.is_(None), may_wait)
        .options(joinedload(Cluster.evidence).load_only(*_AT_A_GLANCE), joinedload(Cluster.decisions))
        .order_by(Cluster.id)
    )
    return [cluster for cluster in found.unique() if needs_decision(cluster)]


def put_in_order(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return those of these clusters that stand, in the order of a garment's."""
    return sorted((each for each in clusters if each.merged_into_id is None), key=_rank, reverse=True)


def get_cluster(session: Session, cluster_id: int) -> Cluster:
    """Return the cluster with this number, what hangs on it and its decisions, in one query."""
    cluster = session.get(Cluster, cluster_id, options=_ALONE)
    if cluster is None:
        raise NotFound(f"There is no fit point {cluster_id}.", field="cluster")
    return cluster


def _rank(cluster: Cluster) -> tuple[bool, int, float, float]:
    headline = cluster.headline
    if headline is None:
        return (False, -1, 0.0, 0.0)
    return (has_safety(cluster), headline.state.rank, headline.q05, headline.severity)
