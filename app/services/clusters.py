"""Clusters (on screen: fit points): where issues go, what is decided about them, merging and splitting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound, RuleError
from app.models import (
    SENTENCE_MAX,
    AuditEvent,
    Cause,
    Choice,
    Cluster,
    ClusterEvidence,
    Decision,
    EvidenceState,
    Feedback,
    FeedbackSource,
    Garment,
    Issue,
    Placement,
    Route,
    User,
    now,
)
from app.services import audit, blocks
from app.services.placing import place_code
from nlp.taxonomy import IssueCode


@dataclass(frozen=True)
class Saying:
    """Words in their comment: they themselves, what stands before and after them, and whose they are."""

    feedback: Feedback
    before: str
    words: str
    after: str
    size: str | None
    source: FeedbackSource
    round_number: int | None


@dataclass(frozen=True)
class Quote(Saying):
    """The words that an issue stands on."""

    issue: Issue


def list_clusters(session: Session, garment: Garment) -> list[Cluster]:
    """Return the clusters of a garment that stand: safety first, then by state, by score, by severity (C1)."""
    session.flush()
    found = session.scalars(
        select(Cluster)
        .where(Cluster.garment_id == garment.id, Cluster.merged_into_id.is_(None))
        .options(joinedload(Cluster.evidence), joinedload(Cluster.decisions))
        .order_by(Cluster.id)
    ).unique()
    return sorted(found, key=_rank, reverse=True)


def get_cluster(session: Session, cluster_id: int) -> Cluster:
    """Return the cluster with this number."""
    cluster = session.get(Cluster, cluster_id)
    if cluster is None:
        raise NotFound(f"There is no fit point {cluster_id}.", field="cluster")
    return cluster


def place_issues(session: Session, issues: Iterable[Issue]) -> None:
    """Put issues where those of their code go; praise, spam and what was rejected stand in no cluster."""
    homes: dict[tuple[int, IssueCode], Cluster] = {}
    for issue in issues:
        if issue.placed_by_hand:
            continue
        code = issue.standing_code
        if code is None or code.is_ok or issue.feedback.is_spam:
            issue.cluster = None
            continue
        garment = issue.feedback.garment
        key = (garment.id, code)
        if key not in homes:
            homes[key] = place_code(session, garment, code)
        issue.cluster = homes[key]
    session.flush()


def needs_decision(cluster: Cluster) -> bool:
    """Return whether a cluster is above the threshold of the gate and nothing that holds is decided about it.

    The threshold: emerging, established or safety, in fit, construction or fabric; what belongs on the product page
    never holds up a cut. What was carried here from the block is decided whatever is said.
    """
    if cluster.carried_from_id is not None and cluster.decision is None:
        return True
    headline = cluster.headline
    if headline is None or cluster.code.group == "experience" or cluster.code.on_product_page:
        return False
    if headline.state.rank < EvidenceState.EMERGING.rank and not has_safety(cluster):
        return False
    return cluster.decision is None or has_outgrown(cluster.decision, headline)


def has_safety(cluster: Cluster) -> bool:
    """Return whether somebody reported something unsafe."""
    return any(row.safety for row in cluster.evidence)


def has_outgrown(decision: Decision, headline: ClusterEvidence) -> bool:
    """Return whether evidence has grown beyond what a decision was made on, so that it is asked again.

    Watched: as many reports as were set, or its day has come. Kept: more than twice the reports, and three more.
    Fixed: the first run that carries the fix says it again. What was put off comes back with its run, whatever is said.
    """
    match decision.choice:
        case Choice.WATCH:
            has_come = decision.due_on is not None and decision.due_on <= now().date()
            return has_come or _is_told_enough(decision, headline)
        case Choice.KEEP:
            return headline.reporting > max(2 * decision.reporting, decision.reporting + 2)
        case Choice.FIX:
            first, since = decision.round_number, headline.since_round
            return first is not None and since is not None and since >= first
        case _:
            return False


def say_again(cluster: Cluster) -> str:
    """Return why something decided is asked again: "more people say it since", or the day that it was watched until."""
    decision, headline = cluster.decision, cluster.headline
    watched_on = decision.due_on if decision and decision.choice is Choice.WATCH else None
    if decision is None or headline is None or watched_on is None or _is_told_enough(decision, headline):
        return "more people say it since"
    return f"it was watched until {watched_on.day} {watched_on:%B %Y}"


def decide(
    session: Session,
    cluster: Cluster,
    *,
    choice: Choice,
    reason: str,
    route: Route | None = None,
    cause: Cause | None = None,
    owner: str | None = None,
    due_on: date | None = None,
    round_number: int | None = None,
    watch_until: int | None = None,
    user: User | None = None,
) -> Decision:
    """Return what is decided about a cluster from now on; earlier decisions stay in its history.

    A fix that is carried to the block opens the point on the styles of that block that no run was cut of yet.
    """
    _ensure_stands(cluster)
    headline = cluster.headline
    reporting = headline.reporting if headline else 0
    if not reason.strip():
        raise RuleError("A decision needs a reason.", field="reason")
    if len(reason) > SENTENCE_MAX:
        raise RuleError(f"The reason is longer than {SENTENCE_MAX} characters.", field="reason")
    if choice is Choice.DEFER and round_number is None:
        raise RuleError("Until which run is it put off?", field="round_number")
    if choice is Choice.WATCH:
        watch_until = watch_until if watch_until is not None else 2 * reporting + 4
        if watch_until <= reporting:
            raise RuleError(f"{reporting} report it already: watch until there are more.", field="watch_until")
        if due_on is not None and due_on <= now().date():
            raise RuleError("Watch until a day that is still to come.", field="due_on")
    decision = Decision(
        choice=choice, reason=reason.strip(), cause=cause, owner=owner or None,
        due_on=due_on if choice in (Choice.FIX, Choice.WATCH) else None,
        route=(route or Route.PATTERN) if choice is Choice.FIX else None, round_number=round_number,
        watch_until=watch_until if choice is Choice.WATCH else None, reporting=reporting,
        answered=headline.answered if headline else 0, user=user,
    )  # fmt: skip
    cluster.decisions.append(decision)
    audit.note(session, "decided", cluster, user=user, choice=choice)
    if decision.route is Route.BLOCK:
        blocks.carry(session, cluster, user=user)
    return decision


def merge(session: Session, cluster: Cluster, *, into: Cluster, user: User | None = None) -> Cluster:
    """Return the survivor: the issues of the other go to it, later arrivals too, and both histories stay."""
    _ensure_stands(cluster)
    _ensure_stands(into)
    if cluster is into:
        raise RuleError("A fit point cannot be merged into itself.", field="into")
    if cluster.garment_id != into.garment_id:
        raise RuleError("Only fit points of the same garment can be merged.", field="into")
    session.flush()
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
    """Return a merged cluster to what it was: its codes with later arrivals, and what was put into it by hand."""
    survivor = cluster.merged_into
    if survivor is None:
        raise RuleError(f"“{cluster.name}” is not merged.")
    session.flush()
    event = session.scalars(
        select(AuditEvent)
        .where(AuditEvent.subject_type == "cluster", AuditEvent.subject_id == cluster.id, AuditEvent.verb == "merged")
        .order_by(AuditEvent.id.desc())
    ).first()
    by_hand = set(event.details["by_hand"]) if event else set()
    cluster.merged_into = None
    codes = set()
    for placement in session.scalars(select(Placement).where(Placement.home_id == cluster.id)):
        placement.cluster = cluster
        codes.add(placement.code)
    for issue in list(survivor.issues):
        if issue.id in by_hand or (issue.standing_code in codes and not issue.placed_by_hand):
            issue.cluster = cluster
    audit.note(session, "unmerged", cluster, user=user)
    return cluster


def split(
    session: Session, cluster: Cluster, *, issues: Sequence[Issue], name: str, user: User | None = None
) -> Cluster:
    """Return a new cluster of the chosen issues; a re-run of the tagger leaves them there."""
    _ensure_stands(cluster)
    if not name.strip():
        raise RuleError("What is split off needs a name.", field="name")
    if not issues:
        raise RuleError("Choose what is split off.", field="issues")
    if any(issue.cluster is not cluster for issue in issues):
        raise RuleError("Only what stands in this fit point can be split off.", field="issues")
    if len(set(issues)) == len(cluster.issues):
        raise RuleError("That is all of it: leave something behind.", field="issues")
    part = Cluster(garment=cluster.garment, code=cluster.code, name=name.strip(), split_from_id=cluster.id)
    session.add(part)
    for issue in issues:
        issue.cluster, issue.placed_by_hand = part, True
    audit.note(session, "split", cluster, user=user, into=part.id if part.id else None, issues=len(issues))
    return part


def list_quotes(session: Session, cluster: Cluster, *, limit: int | None = None) -> list[Quote]:
    """Return what people say in words, the plainest first; taps without words have no quote."""
    issues = session.scalars(
        select(Issue)
        .join(Issue.feedback)
        .where(Issue.cluster_id == cluster.id, Issue.span_start.is_not(None), Feedback.comment.is_not(None))
        .options(
            joinedload(Issue.feedback).options(joinedload(Feedback.size), joinedload(Feedback.production_round)),
            selectinload(Issue.corrections),
        )
        .order_by(Issue.confidence.desc(), Issue.severity.desc(), Issue.id)
        .limit(limit)
    )
    return [build_quote(issue) for issue in issues]


def build_quote(issue: Issue) -> Quote:
    """Return an issue in its comment."""
    saying = build_saying(issue.feedback, issue.span_start or 0, issue.span_end or 0)
    return Quote(**vars(saying), issue=issue)


def build_saying(feedback: Feedback, start: int, end: int) -> Saying:
    """Return the words between these code points of a comment."""
    comment = feedback.comment or ""
    return Saying(
        feedback=feedback, before=comment[:start], words=comment[start:end], after=comment[end:],
        size=feedback.size.name if feedback.size else None, source=feedback.source,
        round_number=feedback.production_round.number if feedback.production_round else None,
    )  # fmt: skip


def _ensure_stands(cluster: Cluster) -> None:
    """What was merged is decided with the point it went into."""
    if cluster.merged_into is not None:
        raise RuleError(f"“{cluster.name}” is merged into “{cluster.merged_into.name}”.")


def _rank(cluster: Cluster) -> tuple[bool, int, float, float]:
    headline = cluster.headline
    if headline is None:
        return (False, -1, 0.0, 0.0)
    return (has_safety(cluster), headline.state.rank, headline.q05, headline.severity)


def _is_told_enough(decision: Decision, headline: ClusterEvidence) -> bool:
    """Whether as many report a watched point as were waited for."""
    return decision.watch_until is not None and headline.reporting >= decision.watch_until
