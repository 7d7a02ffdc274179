"""What the page of one fit point shows: by size and by run, amounts, each source apart, history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import AuditEvent, Cluster, Decision, Feedback, Issue, ProductionRound, User
from app.services import audit
from app.services.clusters import list_clusters
from app.services.correcting import list_undone
from app.services.garments import open_garment
from app.services.outcomes import list_outcomes, say
from app.services.point_rows import PointRow, build_point
from app.services.returns import Returned, count_returned
from nlp.taxonomy import IssueCode


@dataclass(frozen=True)
class Happening:
    """One line of a fit point's history: when, who, what, and why where it was a decision."""

    at: datetime
    user: User | None
    verb: str
    decision: Decision | None
    event: AuditEvent | None
    other: Cluster | None


@dataclass(frozen=True)
class PointView:
    """All that the page of a fit point shows beside its quotes."""

    point: PointRow
    of: int
    others: list[Cluster]
    merged: list[Cluster]
    worded: int
    tapped: int
    amounts: dict[int, list[float]]
    """Middle of what each customer said to be off, in mm, by size id."""
    opposite: tuple[IssueCode, int, int] | None
    returned: Returned | None
    history: list[Happening]
    undone: set[int]
    """The acts on many quotes that were taken back, by the id of their event."""
    verdicts: list[str]


def view_point(session: Session, cluster: Cluster) -> PointView:
    """Return a fit point as its page shows it."""
    garment = open_garment(session, cluster.garment_id, ProductionRound.quantities, ProductionRound.piece_measures)
    standing = list_clusters(session, garment)
    rank = standing.index(cluster) + 1 if cluster in standing else len(standing)
    others = [other for other in standing if other is not cluster]
    opposite = next((other for other in others if other.code == cluster.code.opposite), None)
    worded, tapped = _count_reports(session, cluster)
    events = audit.list_events(session, cluster)
    return PointView(
        point=build_point(session, cluster, rank=rank), of=len(standing),
        others=sorted(others, key=lambda other: other.name),
        merged=list(session.scalars(select(Cluster).where(Cluster.merged_into_id == cluster.id).order_by(Cluster.id))),
        worded=worded, tapped=tapped, amounts=_list_amounts(session, cluster),
        opposite=_count_opposite(cluster, opposite), returned=count_returned(session, cluster),
        history=_list_history(session, cluster, events), undone=list_undone(events),
        verdicts=[say(outcome) for outcome in list_outcomes(session, garment) if outcome.cluster_id == cluster.id],
    )  # fmt: skip


def _count_reports(session: Session, cluster: Cluster) -> tuple[int, int]:
    """Reports in words, and by a tap alone."""
    found = select(func.count(), func.count(Issue.span_start)).where(Issue.cluster_id == cluster.id)
    reports, worded = session.execute(found).one()
    return worded, reports - worded


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


def _count_opposite(cluster: Cluster, other: Cluster | None) -> tuple[IssueCode, int, int] | None:
    """How many say the opposite, as a change would have to weigh it."""
    code, headline = cluster.code.opposite, cluster.headline
    if code is None or headline is None:
        return None
    row = next((each for each in other.evidence if each.source is headline.source), None) if other else None
    return code, row.reporting if row else 0, row.answered if row else headline.answered


def _list_history(session: Session, cluster: Cluster, events: Iterable[AuditEvent]) -> list[Happening]:
    """Decisions with their reasons, and merges, splits and unmerges, the newest first."""
    happenings = [
        Happening(decision.decided_at, decision.user, "decided", decision, None, None) for decision in cluster.decisions
    ]
    for event in events:
        if event.verb != "decided":
            into = event.details.get("into")
            other = session.get(Cluster, into) if into else None
            happenings.append(Happening(event.at, event.user, event.verb, None, event, other))
    return sorted(happenings, key=lambda each: each.at, reverse=True)
