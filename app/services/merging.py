"""Merging clusters, taking them apart again, and splitting a part off: nothing that was said is lost."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.errors import RuleError
from app.models import AuditEvent, Cluster, Issue, Placement, User
from app.services import audit
from app.services.changes import survivor
from app.services.garments import hold_garment


def merge(session: Session, cluster: Cluster, *, into: Cluster, user: User | None = None) -> Cluster:
    """Return the survivor: the issues of the other go to it, later arrivals too, and both histories stay."""
    hold_points(session, cluster, into)
    ensure_stands(cluster)
    ensure_stands(into)
    if cluster is into:
        raise RuleError("A fit point cannot be merged into itself.", field="into")
    if cluster.garment_id != into.garment_id:
        raise RuleError("Only fit points of the same garment can be merged.", field="into")
    for placement in session.scalars(select(Placement).where(Placement.cluster_id == cluster.id)):
        placement.cluster = into
    by_hand = [issue.id for issue in cluster.issues if issue.placed_by_hand]
    for issue in list(cluster.issues):
        issue.cluster = into
    cluster.merged_into = into
    cluster.evidence.clear()
    cluster.diagnosis = cluster.suggestion = None
    audit.note(session, "merged", cluster, user=user, into=into.id, by_hand=by_hand)
    return into


def unmerge(session: Session, cluster: Cluster, *, user: User | None = None) -> Cluster:
    """Return a merged cluster to what it was: its codes with later arrivals, and what was put into it by hand.

    What was merged into it before comes back with it.
    """
    hold_points(session, cluster)
    if cluster.merged_into is None:
        raise RuleError(f"“{cluster.name}” is not merged.")
    held_by = survivor(cluster)
    event = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject_type == "cluster", AuditEvent.subject_id == cluster.id, AuditEvent.verb == "merged")
        .order_by(AuditEvent.id.desc())
    ).first()
    by_hand = set(event.details["by_hand"]) if event else set()
    cluster.merged_into = None
    codes = set()
    placed = select(Placement).where(Placement.cluster_id == held_by.id).options(joinedload(Placement.home))
    for placement in session.scalars(placed):
        if survivor(placement.home) is cluster:
            placement.cluster = cluster
            codes.add(placement.code)
    for issue in list(held_by.issues):
        if issue.id in by_hand or (issue.standing_code in codes and not issue.placed_by_hand):
            issue.cluster = cluster
    audit.note(session, "unmerged", cluster, user=user)
    return cluster


def split(
    session: Session, cluster: Cluster, *, issues: Sequence[Issue], name: str, user: User | None = None
) -> Cluster:
    """Return a new cluster of the chosen issues; a re-run of the tagger leaves them there."""
    hold_points(session, cluster, *issues)
    ensure_stands(cluster)
    if not name.strip():
        raise RuleError("What is split off needs a name.", field="name")
    if not issues:
        raise RuleError("Choose what is split off.", field="issues")
    held = set(cluster.issues)  # all in one question, however many are chosen
    if not held.issuperset(issues):
        raise RuleError("Only what stands in this fit point can be split off.", field="issues")
    if held == set(issues):
        raise RuleError("That is all of it: leave something behind.", field="issues")
    part = Cluster(garment=cluster.garment, code=cluster.code, name=name.strip(), split_from_id=cluster.id)
    session.add(part)
    for issue in issues:
        issue.cluster, issue.placed_by_hand = part, True
    session.flush()
    audit.note(session, "split", cluster, user=user, into=part.id, issues=len(issues))
    audit.note(session, "split_off", part, user=user, into=cluster.id, issues=len(issues))
    return part


def hold_points(session: Session, cluster: Cluster, *beside: Cluster | Issue) -> None:
    """Hold the garment of a cluster, and see what others made of that, and of what is beside it, before."""
    hold_garment(session, cluster.garment)
    for each in (cluster, *beside):
        session.expire(each)


def ensure_stands(cluster: Cluster) -> None:
    """Refuse what was merged: it is decided, merged and split with the point it went into."""
    if cluster.merged_into is not None:
        raise RuleError(f"“{cluster.name}” is merged into “{cluster.merged_into.name}”.")
