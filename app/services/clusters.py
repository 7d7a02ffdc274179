"""Clusters (on screen: fit points): those of a garment in their order, those of all, and one by its number."""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import Session, aliased, joinedload

from app.errors import NotFound
from app.models import Choice, Cluster, ClusterEvidence, Decision, Garment, ProductionRound, now
from app.services.decisions import has_safety, needs_decision
from nlp.taxonomy import IssueCode

_ALONE = [
    *map(joinedload, (Cluster.garment, Cluster.merged_into, Cluster.carried_from, Cluster.diagnosis)),
    joinedload(Cluster.suggestion), joinedload(Cluster.decisions).joinedload(Decision.user),
]  # fmt: skip

_AT_A_GLANCE = (
    ClusterEvidence.source, ClusterEvidence.reporting, ClusterEvidence.answered, ClusterEvidence.sold,
    ClusterEvidence.since_round, ClusterEvidence.safety, ClusterEvidence.state, ClusterEvidence.q05,
)  # fmt: skip
_GLANCE = joinedload(Cluster.evidence).load_only(*_AT_A_GLANCE), joinedload(Cluster.decisions)

_NEVER_DECIDED = [code for code in IssueCode if code.on_product_page]
_DECIDED_IF_UNSAFE = [code for code in IssueCode if code.group == "experience"]
"""Beside what labels call an experience of their own."""


def list_clusters(session: Session, garment: Garment) -> list[Cluster]:
    """Return the clusters of a garment that stand: safety first, then by state, by score, by severity (C1)."""
    session.flush()
    said_and_decided = joinedload(Cluster.evidence), joinedload(Cluster.decisions)  # a source or two, and a decision
    found = session.scalars(
        select(Cluster).where(Cluster.garment_id == garment.id, Cluster.merged_into_id.is_(None))
        .options(*said_and_decided).order_by(Cluster.id)
    )  # fmt: skip
    return put_in_order(found.unique())


def list_perhaps_waiting(session: Session, garment_ids: Collection[int]) -> list[Cluster]:
    """Return the clusters that may wait for a decision: of these garments all, of others what was decided before.

    In one query, the oldest first; of their evidence is read how many say so and how sure that is. By the runs of its
    garment `needs_decision` tells of each whether it waits.
    """
    session.flush()
    decided = exists().where(Decision.cluster_id == Cluster.id)
    wanted = union(
        select(Cluster.id).where(Cluster.garment_id.in_(garment_ids), Cluster.is_heard, ~decided),
        select(Cluster.id).where(Cluster.carried_from_id.is_not(None), ~decided),
        _select_asked_again(),
    )
    standing = select(Cluster).where(Cluster.merged_into_id.is_(None), Cluster.id.in_(wanted))
    return list(session.scalars(standing.options(*_GLANCE).order_by(Cluster.id)).unique())


def _select_asked_again() -> Select[Any]:
    """The query of the clusters whose decision may be asked again, by what can be told without reading them.

    A label that has decided for years has thousands; which of the few that are left ask is said by `needs_decision`.
    """
    later = aliased(Decision)
    holds = ~exists().where(later.cluster_id == Decision.cluster_id, later.id > Decision.id)
    reporting, before = ClusterEvidence.reporting, Decision.reporting
    outgrown = exists().where(
        ClusterEvidence.cluster_id == Decision.cluster_id,
        or_(
            and_(Decision.choice == Choice.WATCH, reporting >= Decision.watch_until),
            and_(Decision.choice == Choice.KEEP, reporting > 2 * before, reporting > before + 2),
            and_(Decision.choice == Choice.FIX, ClusterEvidence.since_round >= Decision.round_number),
            and_(ClusterEvidence.safety, ~Decision.unsafe),
        ),
    )
    of_garment = ProductionRound.garment_id == Cluster.garment_id
    is_due = exists().where(of_garment, ProductionRound.number >= Decision.round_number)
    has_come = and_(Decision.choice == Choice.WATCH, Decision.due_on <= now().date())
    asks = or_(and_(Cluster.is_heard, or_(has_come, outgrown)), and_(Decision.choice == Choice.DEFER, is_due))
    return select(Decision.cluster_id).join(Decision.cluster).where(holds, asks)


def _load_runs(session: Session, clusters: Iterable[Cluster]) -> list[Garment]:
    """The garments, with their runs, of what is put off until one of them."""
    put_off = {each.garment_id for each in clusters if each.decision and each.decision.choice is Choice.DEFER}
    if not put_off:
        return []
    found = session.scalars(select(Garment).where(Garment.id.in_(put_off)).options(joinedload(Garment.rounds)))
    return list(found.unique())


def count_waiting(session: Session) -> Counter[int]:
    """Return by garment id how many clusters wait for a decision, in three queries however many there are.

    What nobody has decided the database counts; the few that were decided, or carried from the block, are read.
    """
    session.flush()
    counted = select(Cluster.garment_id, func.count()).where(is_undecided()).group_by(Cluster.garment_id)
    waiting = Counter(dict(session.execute(counted).all()))
    perhaps = list_perhaps_waiting(session, ())
    held = _load_runs(session, perhaps)  # by us: the session itself lets go of what it has loaded
    waiting.update(cluster.garment_id for cluster in perhaps if needs_decision(cluster))
    del held
    return waiting


def is_undecided() -> ColumnElement[bool]:
    """Return whether a cluster that is heard waits for its first decision."""
    is_new = Cluster.id.not_in(select(Decision.cluster_id)), Cluster.carried_from_id.is_(None)
    of_the_garment = and_(Cluster.code.not_in(_DECIDED_IF_UNSAFE), ~Cluster.code.startswith("experience."))
    asked = Cluster.code.not_in(_NEVER_DECIDED), or_(of_the_garment, is_unsafe())
    return and_(Cluster.is_heard, Cluster.merged_into_id.is_(None), *is_new, *asked)


def is_unsafe() -> ColumnElement[bool]:
    """Return whether somebody reports something unsafe; few do, so those are looked up once."""
    return Cluster.id.in_(select(ClusterEvidence.cluster_id).where(ClusterEvidence.safety))


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
