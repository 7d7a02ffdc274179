"""What the garment's pages show at a glance: fit points in order, by size and by run, praise, who answered, verdicts.

Reads only, in few queries whatever the garment's size. Customers count once, as they do in the evidence.
"""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.models import (
    Cluster,
    ClusterEvidence,
    EvidenceState,
    Feedback,
    FeedbackSource,
    Garment,
    GarmentSize,
    Issue,
    Outcome,
    PatternRevision,
    ProductionRound,
    ReadState,
    RoundStatus,
)
from app.services.changes import list_released
from app.services.clusters import has_safety, list_clusters, needs_decision
from app.services.deadlines import Deadline, plan_backwards
from app.services.feedback import count_read_states
from app.services.garments import list_garments
from app.services.hearing import Hearing, hear_garment
from app.services.outcomes import list_outcomes, say
from app.services.rounds import sold_so_far
from app.services.shares import Share, share_by
from nlp.taxonomy import IssueCode

SOLVED = "solved"
PRAISED_MIN = 2


@dataclass(frozen=True)
class GarmentRow:
    """A garment in the list."""

    garment: Garment
    runs: int
    answers: int
    fits_fine: Share
    open_points: int


@dataclass(frozen=True)
class SizeCell:
    """What one size says about a fit point; a share of nobody where no wearer of it was asked."""

    size: GarmentSize
    share: Share


@dataclass(frozen=True)
class PointRow:
    """A fit point with its place in the order, and what sizes and runs say."""

    rank: int
    cluster: Cluster
    evidence: ClusterEvidence | None
    sizes: tuple[SizeCell, ...] = ()
    runs: dict[int, Share] = field(default_factory=dict)
    safety: bool = False
    open: bool = False
    solved: bool = False

    @property
    def is_single(self) -> bool:
        """Return whether one person says it and nothing is at stake."""
        alone = self.evidence is not None and self.evidence.state is EvidenceState.SINGLE_VOICE
        return alone and not (self.safety or self.solved or self.open)

    @property
    def said_by(self) -> str:
        """Return the sizes whose wearers report it: "every size" or "M, L, XL"."""
        named = [cell.size.name for cell in self.sizes if cell.share.k]
        asked = [cell for cell in self.sizes if cell.share.n]
        return "every size" if named and len(named) == len(asked) > 1 else ", ".join(named)


@dataclass(frozen=True)
class Turnout:
    """How many wearers of a size answered, of the pieces sold where they were counted."""

    size: GarmentSize
    answered: int
    sold: int | None


@dataclass(frozen=True)
class Overview:
    """All that the page of a garment shows."""

    garment: Garment
    revision: PatternRevision
    newest_run: ProductionRound | None
    points: list[PointRow]
    quiet: list[Cluster]
    praise: list[tuple[IssueCode, int]]
    answers: int
    sold: int
    answered_by_size: dict[int, int]
    fits_fine: dict[int, Share]
    turnout: list[Turnout]
    silent_size: GarmentSize | None
    unread: int
    not_read: int
    verdicts: list[tuple[Outcome, str]]
    next_run: Deadline | None
    unscheduled_run: ProductionRound | None

    @property
    def open_points(self) -> int:
        """Return how many fit points wait for a decision."""
        return sum(point.open for point in self.points)

    @property
    def spoken(self) -> list[PointRow]:
        """Return the fit points worth a row of their own: safety, several people, mended, or not weighed yet."""
        return [point for point in self.points if not point.is_single]

    @property
    def singles(self) -> list[PointRow]:
        """Return the fit points that one person reports."""
        return [point for point in self.points if point.is_single]


def list_garment_rows(session: Session) -> list[GarmentRow]:
    """Return the garments that are still made, with what is known of each, by name."""
    garments = list_garments(session)
    answers = _count_answers(session)
    fine = _count_form_answers(session)
    open_points: Counter[int] = Counter()
    clusters = session.scalars(
        select(Cluster)
        .where(Cluster.merged_into_id.is_(None))
        .options(selectinload(Cluster.evidence), selectinload(Cluster.decisions))
    )
    for cluster in clusters:
        open_points[cluster.garment_id] += needs_decision(cluster)
    runs = session.execute(select(ProductionRound.garment_id, func.count()).group_by(ProductionRound.garment_id))
    runs_of = {row[0]: row[1] for row in runs}
    return [
        GarmentRow(
            garment, runs_of.get(garment.id, 0), answers.get(garment.id, 0), fine.get(garment.id, Share(0, 0)),
            open_points[garment.id],
        )
        for garment in garments
    ]  # fmt: skip


def build_overview(session: Session, garment: Garment, *, today: date) -> Overview:
    """Return what is known of a garment today."""
    hearing = hear_garment(session, garment)
    size_of, fine = _read_answers(session, garment)
    released = list_released(garment)
    outcomes = list_outcomes(session, garment)
    verdicts = [(outcome, say(outcome)) for outcome in outcomes]
    points, quiet = _list_points(session, garment, hearing, size_of, outcomes)
    turnout = _list_turnout(session, garment, hearing, size_of, released)
    states = count_read_states(session, garment)
    planned = [each for each in garment.rounds if each.status is RoundStatus.PLANNED]
    dated = [each for each in planned if each.cut_on]
    return Overview(
        garment=garment, revision=garment.revisions[-1], newest_run=released[-1] if released else None,
        points=points, quiet=quiet, praise=_list_praise(session, garment, hearing),
        answers=len({answer.customer for answer in hearing.answers}),
        sold=sum(row.sold or 0 for row in turnout),
        answered_by_size={row.size.id: row.answered for row in turnout},
        fits_fine=_share_fine_by_run(hearing, fine), turnout=turnout, silent_size=_find_silent_size(turnout),
        unread=states.get(ReadState.UNREAD, 0), not_read=states.get(ReadState.NOT_READ, 0), verdicts=verdicts,
        next_run=plan_backwards(session, dated[0], today) if dated else None,
        unscheduled_run=planned[0] if planned and not dated else None,
    )  # fmt: skip


def build_point(
    hearing: Hearing, cluster: Cluster, size_of: dict[int, int], *, rank: int, solved: bool = False
) -> PointRow:
    """Return a fit point as the source that says most about it tells it."""
    evidence = cluster.headline
    if evidence is None:
        return PointRow(rank, cluster, None)
    reported = hearing.reports.get(cluster.id, {})
    answers = hearing.asked_since(cluster, evidence.source, evidence.since_round)
    by_size = share_by(answers, reported, lambda answer: size_of.get(answer.id))
    by_run = share_by(hearing.asked(cluster, evidence.source), reported, lambda answer: answer.round_number)
    cells = tuple(SizeCell(size, by_size.get(size.id, Share(0, 0))) for size in cluster.garment.sizes)
    return PointRow(
        rank,
        cluster,
        evidence,
        cells,
        dict(sorted(by_run.items())),
        has_safety(cluster),
        needs_decision(cluster),
        solved,
    )


def read_sizes(session: Session, garment: Garment) -> dict[int, int]:
    """Return the size id of every answer that names its size."""
    rows = session.execute(
        select(Feedback.id, Feedback.size_id).where(
            Feedback.garment_id == garment.id, Feedback.size_id.is_not(None), ~Feedback.is_spam
        )
    )
    return {answer_id: size_id for answer_id, size_id in rows if size_id is not None}


def _count_answers(session: Session) -> dict[int, int]:
    firsts = select(Feedback.garment_id, func.count()).where(Feedback.first_id.is_(None), ~Feedback.is_spam)
    return {row[0]: row[1] for row in session.execute(firsts.group_by(Feedback.garment_id))}


def _count_form_answers(session: Session) -> dict[int, Share]:
    """Only the form asks whether everything fits fine."""
    rows = session.execute(
        select(Feedback.garment_id, Feedback.fits_fine, func.count())
        .where(Feedback.source == FeedbackSource.FORM, Feedback.first_id.is_(None), ~Feedback.is_spam)
        .group_by(Feedback.garment_id, Feedback.fits_fine)
    )
    counted: dict[int, dict[bool, int]] = {}
    for garment_id, fine, count in rows:
        counted.setdefault(garment_id, {})[fine] = count
    return {garment_id: Share(by_fine.get(True, 0), sum(by_fine.values())) for garment_id, by_fine in counted.items()}


def _read_answers(session: Session, garment: Garment) -> tuple[dict[int, int], set[int]]:
    """The size of every answer that names one, and the answers that everything fits fine."""
    rows = session.execute(
        select(Feedback.id, Feedback.size_id, Feedback.fits_fine).where(
            Feedback.garment_id == garment.id, ~Feedback.is_spam
        )
    ).all()
    sizes = {answer_id: size_id for answer_id, size_id, _ in rows if size_id is not None}
    return sizes, {answer_id for answer_id, _, fine in rows if fine}


def _list_points(
    session: Session, garment: Garment, hearing: Hearing, size_of: dict[int, int], outcomes: list[Outcome]
) -> tuple[list[PointRow], list[Cluster]]:
    """The fit points that somebody reports or that were mended, in order; and those that nobody reports now."""
    solved = {outcome.cluster_id for outcome in outcomes if outcome.verdict == SOLVED}
    points: list[PointRow] = []
    quiet: list[Cluster] = []
    for cluster in list_clusters(session, garment):
        evidence = cluster.headline
        if evidence and not evidence.reporting and cluster.id not in solved:
            quiet.append(cluster)
            continue
        points.append(build_point(hearing, cluster, size_of, rank=len(points) + 1, solved=cluster.id in solved))
    return points, quiet


def _list_praise(session: Session, garment: Garment, hearing: Hearing) -> list[tuple[IssueCode, int]]:
    """What several customers praise, the most praised first."""
    customer_of = {answer.id: answer.customer for answer in hearing.answers}
    rows = session.execute(
        select(Issue.standing_code, Issue.feedback_id)
        .join(Issue.feedback)
        .where(
            Feedback.garment_id == garment.id,
            ~Feedback.is_spam,
            Issue.standing_code.in_([code for code in IssueCode if code.is_ok]),
        )
    )
    praised: dict[IssueCode, set[str]] = {}
    for code, answer_id in rows:
        if code is not None:
            praised.setdefault(code, set()).add(customer_of[answer_id])
    counted = [(code, len(customers)) for code, customers in praised.items() if len(customers) >= PRAISED_MIN]
    return sorted(counted, key=lambda each: (-each[1], each[0].value))


def _share_fine_by_run(hearing: Hearing, fine: set[int]) -> dict[int, Share]:
    asked = [answer for answer in hearing.answers if answer.source is FeedbackSource.FORM]
    return dict(sorted(share_by(asked, fine, lambda answer: answer.round_number).items()))


def _list_turnout(
    session: Session, garment: Garment, hearing: Hearing, size_of: dict[int, int], released: list[ProductionRound]
) -> list[Turnout]:
    sold = sold_so_far(session, released)
    answered = share_by(hearing.answers, (), lambda answer: size_of.get(answer.id))
    return [
        Turnout(size, answered[size.id].n if size.id in answered else 0, sold.get(size.id)) for size in garment.sizes
    ]


def _find_silent_size(turnout: list[Turnout]) -> GarmentSize | None:
    """The size whose buyers answer clearly least, under half as often as all do."""
    counted = [row for row in turnout if row.sold and row.sold >= 10]
    if len(counted) < 2:
        return None
    usual = sum(row.answered for row in counted) / sum(row.sold or 0 for row in counted)
    least = min(counted, key=lambda row: row.answered / (row.sold or 1))
    return least.size if least.answered / (least.sold or 1) < usual / 2 else None
