"""What the page of one fit point shows: by size and by run, amounts, each source apart, quotes, history."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload, undefer

from app.errors import NotFound
from app.models import (
    AuditEvent,
    Choice,
    Cluster,
    Decision,
    Garment,
    Outcome,
    PatternRevision,
    Photo,
    ProductionRound,
    RevisionLine,
    RevisionStatus,
    User,
    by_name,
)
from app.services import audit, blocks, quotes
from app.services.blocks import SameElsewhere
from app.services.clusters import put_in_order
from app.services.correcting import list_undone
from app.services.outcomes import say, say_beside, sort_outcomes
from app.services.point_rows import PointRow, build_point
from app.services.quotes import Quote
from app.services.sub_themes import Wordings, quote_ways
from app.services.tellings import Told, read_told
from app.services.wishes import count_wishes
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
    """All that the page of a fit point shows."""

    point: PointRow
    of: int
    others: list[Cluster]
    merged: list[Cluster]
    elsewhere: SameElsewhere
    told: Told
    quotes: list[Quote]
    photos: list[Photo]
    wordings: Wordings
    wishing: int
    """People who want to hear when it is fixed."""
    drawn_in: int | None
    """The newest revision that changes something because of it and is not cut yet."""
    opposite: tuple[IssueCode, int, int] | None
    history: list[Happening]
    undone: set[int]
    """The acts on many quotes that were taken back, by the id of their event."""
    verdicts: list[tuple[Outcome, str]]
    beside_verdicts: list[str]

    @property
    def fixed_in(self) -> int | None:
        """Return the number of the round that a fix was decided for, once it was released with it."""
        decision = self.point.cluster.decision
        number = decision.round_number if decision and decision.choice is Choice.FIX else None
        return number if any(outcome.fixed_in.number == number for outcome, _ in self.verdicts) else None


_OF_POINT = (
    *map(joinedload, (Cluster.merged_into, Cluster.carried_from, Cluster.diagnosis, Cluster.suggestion)),
    joinedload(Cluster.telling),
    joinedload(Cluster.garment).options(
        joinedload(Garment.sizes), joinedload(Garment.points_of_measure),
        selectinload(Garment.rounds).options(
            joinedload(ProductionRound.quantities), joinedload(ProductionRound.revision),
            selectinload(ProductionRound.piece_measures), undefer(ProductionRound.snapshot),
        ),
    ),
)  # fmt: skip


def open_point(session: Session, cluster_id: int) -> Cluster:
    """Return the cluster with this number with what its page needs of its garment and its rounds, in three queries."""
    cluster = session.get(Cluster, cluster_id, options=_OF_POINT)
    if cluster is None:
        raise NotFound(f"There is no fit point {cluster_id}.", field="cluster")
    return cluster


def view_point(session: Session, cluster: Cluster, *, quotes_shown: int | None = None) -> PointView:
    """Return a fit point as its page shows it, with so many quotes or all."""
    beside, wishing, drawn_in = _read_beside(session, cluster)
    own = [each for each in beside if each.garment_id == cluster.garment_id]
    standing = put_in_order(own)
    rank = standing.index(cluster) + 1 if cluster in standing else len(standing)
    others = [other for other in standing if other is not cluster]
    opposite = next((other for other in others if other.code == cluster.code.opposite), None)
    told, events = read_told(session, cluster), audit.list_events(session, cluster)
    shown = quotes.read_shown(
        session, cluster, limit=quotes_shown, issue_ids=told.ways.issue_ids, photo_ids=told.photos
    )
    judged = sort_outcomes(cluster.outcomes)
    return PointView(
        point=build_point(session, cluster, rank=rank), of=len(standing),
        others=sorted(others, key=by_name),
        merged=[each for each in own if each.merged_into_id == cluster.id], told=told,
        elsewhere=blocks.choose_same(cluster, beside), quotes=shown.quotes, photos=shown.photos,
        wordings=quote_ways(told.ways, shown.by_issue), opposite=_count_opposite(cluster, opposite),
        history=_list_history(session, cluster, events), undone=list_undone(events), wishing=wishing, drawn_in=drawn_in,
        verdicts=[(outcome, say(outcome)) for outcome in judged],
        beside_verdicts=[sentence for outcome in judged for sentence in say_beside(outcome)],
    )  # fmt: skip


def _read_beside(session: Session, cluster: Cluster) -> tuple[list[Cluster], int, int | None]:
    """All points of the garment and what others may have of the same fault; how many wish it were fixed; its draft."""
    session.flush()
    found = session.execute(
        select(Cluster, count_wishes([cluster.id]), _find_drawn_in(cluster))
        .where(or_(Cluster.garment_id == cluster.garment_id, blocks.may_be_same(cluster)))
        .options(
            joinedload(Cluster.garment), joinedload(Cluster.evidence), joinedload(Cluster.outcomes),
            joinedload(Cluster.decisions).joinedload(Decision.user),
        )
        .order_by(Cluster.id)
    )  # fmt: skip
    rows = found.unique().all()
    return [each for each, *_ in rows], rows[0][1], rows[0][2]


def _find_drawn_in(cluster: Cluster) -> ScalarSelect[int | None]:
    """The newest revision of its garment that changes something for it, while that is still on its way to a cut."""
    done = (RevisionStatus.RELEASED, RevisionStatus.SUPERSEDED)
    lines = select(func.max(PatternRevision.number)).join(PatternRevision.lines)
    return lines.where(
        PatternRevision.garment_id == cluster.garment_id, PatternRevision.status.not_in(done),
        RevisionLine.clusters.any(Cluster.id == cluster.id), ~RevisionLine.stays,
    ).scalar_subquery()  # fmt: skip


def _count_opposite(cluster: Cluster, other: Cluster | None) -> tuple[IssueCode, int, int] | None:
    """How many say the opposite, as a change would have to weigh it."""
    code, told = cluster.code.opposite, cluster.foremost
    if code is None or told is None:
        return None
    row = next((each for each in other.evidence if each.source is told.source), None) if other else None
    return code, row.reporting if row else 0, row.answered if row else told.answered


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
