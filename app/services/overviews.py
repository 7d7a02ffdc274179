"""What the garment's pages show at a glance: fit points in order, by size and by run, praise, who answered, verdicts.

Reads only, in few queries whatever the garment's size: the worker has added the answers up into tallies. Customers
count once, as they do in the evidence.
"""

from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from app.models import (
    Cluster,
    ClusterEvidence,
    CountKind,
    EvidenceState,
    Feedback,
    FeedbackSource,
    Garment,
    GarmentSize,
    Outcome,
    PatternRevision,
    ProductionRound,
    ReadState,
    RoundStatus,
)
from app.services.ancestry import find_newest
from app.services.changes import list_released
from app.services.clusters import list_clusters
from app.services.deadlines import Deadline, plan_backwards
from app.services.decisions import has_safety, needs_decision
from app.services.feedback import count_read_states
from app.services.garments import list_garments
from app.services.label import get_label
from app.services.lens import Lens
from app.services.narrowing import Narrowing
from app.services.old_stock import Notice, is_on_its_way, write_notice
from app.services.outcomes import list_outcomes, say
from app.services.rounds import sold_by_size
from app.services.shares import Share
from app.services.tallies import NOBODY, Tallies, read_tallies
from app.services.trends import say_trend
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
    here: Share | None = None
    """What the answers say that the page narrows to, where it narrows."""
    here_source: FeedbackSource | None = None
    trend: str = ""

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
    """How many wearers of a size answered, of the pieces sold where they were counted, and whom all fits fine."""

    size: GarmentSize
    answered: int
    sold: int | None
    fine: Share


@dataclass(frozen=True)
class Praise:
    """What customers like: how many of them, in whose words, and the fixes that may disturb it."""

    code: IssueCode
    count: int
    quote: str | None
    at_risk: tuple[Cluster, ...]


@dataclass(frozen=True)
class Overview:
    """All that the page of a garment shows."""

    garment: Garment
    narrowing: Narrowing
    revision: PatternRevision
    newest_run: ProductionRound | None
    points: list[PointRow]
    product_page: list[PointRow]
    """What a better price, photo or colour name answers, rather than another garment."""
    quiet: list[Cluster]
    praise: list[Praise]
    old_stock: list[Notice]
    counted: bool
    """Whether the worker has counted the answers at all."""
    answers: int
    sold: int
    fits_fine: Share
    fine_by_run: dict[int, Share]
    turnout: list[Turnout]
    silent_size: GarmentSize | None
    unread: int
    not_read: int
    doubtful: int
    verdicts: list[tuple[Outcome, str]]
    next_run: Deadline | None
    unscheduled_run: ProductionRound | None

    @property
    def answered_by_size(self) -> dict[int, int]:
        """Return how many wearers of each size answered."""
        return {row.size.id: row.answered for row in self.turnout}

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


def build_overview(session: Session, garment: Garment, *, today: date, narrowing: Narrowing | None = None) -> Overview:
    """Return what is known of a garment today; counts are of the answers that the page narrows to."""
    narrowing = narrowing or Narrowing()
    run_word = get_label(session).run_word
    tallies = read_tallies(session, garment)
    clusters = list_clusters(session, garment)
    released = list_released(garment)
    outcomes = list_outcomes(session, garment)
    lens = Lens(tallies, narrowing)
    points, page, quiet = _list_points(clusters, lens, outcomes, run_word)
    turnout = _list_turnout(garment, lens)
    shipped = _list_shipped(garment, tallies)
    states = count_read_states(session, garment)
    planned = [each for each in garment.rounds if each.status is RoundStatus.PLANNED]
    dated = [each for each in planned if each.cut_on]
    everybody = tallies.everybody
    return Overview(
        garment=garment, narrowing=narrowing, revision=find_newest(garment),
        newest_run=released[-1] if released else None, points=points, product_page=page, quiet=quiet,
        praise=_list_praise(lens, [each for each in clusters if _may_change(each, shipped)]),
        old_stock=[
            notice for point in points + page if not point.solved and (notice := write_notice(point.cluster, shipped))
        ],
        counted=bool(tallies.pieces), answers=everybody.share(lens.here()).n,
        sold=sum(row.sold or 0 for row in turnout if narrowing.size in (None, row.size)),
        fits_fine=everybody.share(lens.here(FeedbackSource.FORM)),
        fine_by_run=dict(sorted(everybody.share_by(lens.runs(FeedbackSource.FORM)).items())), turnout=turnout,
        silent_size=None if narrowing.narrows else _find_silent_size(turnout), unread=states.get(ReadState.UNREAD, 0),
        not_read=states.get(ReadState.NOT_READ, 0), doubtful=tallies.doubtful,
        verdicts=[(outcome, say(outcome)) for outcome in outcomes],
        next_run=plan_backwards(session, dated[0], today) if dated else None,
        unscheduled_run=planned[0] if planned and not dated else None,
    )  # fmt: skip


def build_point(session: Session, cluster: Cluster, *, rank: int) -> PointRow:
    """Return a fit point as the source that says most about it tells it."""
    row = PointRow(rank, cluster, cluster.headline, open=needs_decision(cluster))
    if row.evidence is None:
        return row
    lens = Lens(read_tallies(session, cluster.garment), Narrowing())
    return _count_point(row, row.evidence, lens, get_label(session).run_word)


def _count_answers(session: Session) -> dict[int, int]:
    firsts = select(Feedback.garment_id, func.count()).where(
        Feedback.first_id.is_(None), Feedback.source != FeedbackSource.NOTE, ~Feedback.is_spam
    )
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


def _list_points(
    clusters: list[Cluster], lens: Lens, outcomes: list[Outcome], run_word: str
) -> tuple[list[PointRow], list[PointRow], list[Cluster]]:
    """What somebody reports or what was mended, in order: on the garment, on its product page; and what nobody says."""
    solved = {outcome.cluster_id for outcome in outcomes if outcome.verdict == SOLVED}
    points: list[PointRow] = []
    page: list[PointRow] = []
    quiet: list[Cluster] = []
    for cluster in clusters:
        evidence = cluster.headline
        carried = cluster.carried_from_id is not None and needs_decision(cluster)
        if evidence and not evidence.reporting and cluster.id not in solved and not carried:
            quiet.append(cluster)
            continue
        rows = page if cluster.code.on_product_page else points
        row = PointRow(len(rows) + 1, cluster, evidence, open=carried, solved=cluster.id in solved)
        rows.append(_count_point(row, evidence, lens, run_word) if evidence else row)
    return points, page, quiet


def _count_point(row: PointRow, evidence: ClusterEvidence, lens: Lens, run_word: str) -> PointRow:
    """A fit point as one source tells it: the one that is asked for, else the one that says most."""
    cluster, source = row.cluster, lens.narrowing.source or evidence.source
    count = lens.tallies.clusters.get(cluster.id, NOBODY)
    by_size = count.share_by(lens.sizes(source, evidence.since_round))
    by_run = count.share_by(lens.runs(source))
    here = count.share(lens.here(source, evidence.since_round)) if lens.narrowing.narrows else None
    revisions = {each.number: each.revision.number for each in cluster.garment.rounds if each.revision}
    return replace(
        row, sizes=tuple(SizeCell(size, by_size.get(size.id, Share(0, 0))) for size in cluster.garment.sizes),
        runs=dict(sorted(by_run.items())), safety=has_safety(cluster), open=needs_decision(cluster),
        here=here, here_source=source,
        trend=say_trend(by_run, revisions=revisions, run_word=run_word) if len(by_run) > 1 else "",
    )  # fmt: skip


def _list_praise(lens: Lens, changing: list[Cluster]) -> list[Praise]:
    """What several customers praise, the most praised first, and what may change that disturbs it."""
    counted = {code: count.share(lens.here()).k for code, count in lens.tallies.praise.items()}
    return [
        Praise(code, number, lens.tallies.quotes.get(code), tuple(each for each in changing if _disturbs(each, code)))
        for code, number in sorted(counted.items(), key=lambda each: (-each[1], each[0].value))
        if number >= PRAISED_MIN
    ]


def _disturbs(cluster: Cluster, praised: IssueCode) -> bool:
    """Whether a fix changes what is praised, or what hangs on it."""
    return praised.aspect in (cluster.code.aspect, *cluster.code.coupled)


def _may_change(cluster: Cluster, shipped: set[int]) -> bool:
    """Whether a point waits for a decision, or for the run that carries its fix."""
    return needs_decision(cluster) or is_on_its_way(cluster.decision, shipped)


def _list_shipped(garment: Garment, tallies: Tallies) -> set[int]:
    """The rounds that pieces were sold of, or answered about."""
    sold = {each.number for each in garment.rounds if any(row.kind is CountKind.SOLD for row in each.counts)}
    return sold | {piece.round_number for piece in tallies.pieces if piece.round_number is not None}


def _list_turnout(garment: Garment, lens: Lens) -> list[Turnout]:
    """Who answered, size beside size; only the form asks whether everything fits fine."""
    narrowing, everybody = lens.narrowing.in_every_size(), lens.tallies.everybody
    answered, fine = everybody.share_by(lens.sizes()), everybody.share_by(lens.sizes(FeedbackSource.FORM))
    released = list_released(garment)
    sold = sold_by_size(
        [each for each in released if narrowing.rounds is None or each.number in narrowing.rounds],
        colour=narrowing.colour,
    )
    nobody = Share(0, 0)
    return [
        Turnout(size, answered.get(size.id, nobody).n, sold.get(size.id), fine.get(size.id, nobody))
        for size in garment.sizes
    ]


def _find_silent_size(turnout: list[Turnout]) -> GarmentSize | None:
    """The size whose buyers answer clearly least, under half as often as all do."""
    counted = [row for row in turnout if row.sold and row.sold >= 10]
    if len(counted) < 2:
        return None
    usual = sum(row.answered for row in counted) / sum(row.sold or 0 for row in counted)
    least = min(counted, key=lambda row: row.answered / (row.sold or 1))
    return least.size if least.answered / (least.sold or 1) < usual / 2 else None
