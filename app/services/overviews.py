"""What the page of a garment shows at a glance: fit points in order, praise, who answered, verdicts, the next run.

Reads only, in few queries whatever the garment's size: the worker has added the answers up into tallies. Customers
count once, as they do in the evidence.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from app.models import (
    Cluster,
    CountKind,
    Garment,
    GarmentSize,
    Outcome,
    PatternRevision,
    ProductionRound,
    ReadState,
    RevisionStatus,
    RoundStatus,
)
from app.services.ancestry import find_newest
from app.services.changes import list_released
from app.services.clusters import list_clusters
from app.services.deadlines import Deadline, plan_backwards
from app.services.decisions import list_to_draw, needs_decision
from app.services.feedback import count_read_states
from app.services.label import get_label
from app.services.lens import Lens
from app.services.narrowing import Narrowing
from app.services.old_stock import Notice, is_on_its_way, write_notice
from app.services.outcomes import list_outcomes, say
from app.services.point_rows import PointRow, list_points
from app.services.praise import Praise, list_praise
from app.services.shares import Share
from app.services.tallies import Tallies, read_tallies
from app.services.turnouts import Turnout, count_sold, find_silent_size, list_turnout


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
    sold: int | None
    """Pieces sold that they can be held against, where it is known."""
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
    corrections_wait: bool
    """Whether something is open that the corrections for the next run wait for.

    That is a decision, a draft that has not gone out, or a fix for the pattern that no run carries yet and nobody has
    drawn anything for.
    """

    @property
    def answered_by_size(self) -> dict[int, int]:
        """Return how many wearers of each size answered."""
        return {row.size.id: row.answered for row in self.turnout}

    @property
    def knows_sizes(self) -> bool:
        """Return whether any answer or sold piece is known to be of a size."""
        return any(row.answered or row.sold for row in self.turnout)

    @property
    def labelled_run(self) -> ProductionRound | None:
        """Return the run whose care label leads to the form: the newest that was cut, before any was the first planned.

        A run has its code from the day it is planned.
        """
        return self.newest_run or next(iter(self.garment.rounds), None)

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


def build_overview(session: Session, garment: Garment, *, today: date, narrowing: Narrowing | None = None) -> Overview:
    """Return what is known of a garment today; counts are of the answers that the page narrows to."""
    narrowing = narrowing or Narrowing()
    run_word = get_label(session).run_word
    tallies = read_tallies(session, garment, grouped=narrowing.narrows)
    clusters = list_clusters(session, garment)
    released = list_released(garment)
    outcomes = list_outcomes(session, garment)
    lens = Lens(tallies, narrowing)
    points, page, quiet = list_points(clusters, lens, outcomes, run_word)
    everybody = lens.count_everybody()
    turnout = list_turnout(garment, everybody, narrowing)
    shipped = _list_shipped(garment, tallies)
    states = count_read_states(session, garment)
    planned = [each for each in garment.rounds if each.status is RoundStatus.PLANNED]
    dated = [each for each in planned if each.cut_on]
    return Overview(
        garment=garment, narrowing=narrowing, revision=find_newest(garment),
        newest_run=released[-1] if released else None, points=points, product_page=page, quiet=quiet,
        praise=list_praise(lens, [each for each in clusters if _may_change(each, shipped)]),
        old_stock=[
            notice for point in points + page if not point.solved and (notice := write_notice(point.cluster, shipped))
        ],
        counted=tallies.sums is not None, answers=everybody.answers,
        sold=count_sold(garment, everybody, narrowing),
        fits_fine=everybody.fits_fine, fine_by_run=dict(sorted(everybody.fine_by_run.items())), turnout=turnout,
        silent_size=None if narrowing.narrows else find_silent_size(turnout), unread=states.get(ReadState.UNREAD, 0),
        not_read=states.get(ReadState.NOT_READ, 0), doubtful=tallies.doubtful,
        verdicts=[(outcome, say(outcome)) for outcome in outcomes],
        next_run=plan_backwards(session, dated[0], today) if dated else None,
        unscheduled_run=planned[0] if planned and not dated else None,
        corrections_wait=bool(dated) and _wait_for(session, points, dated[0]),
    )  # fmt: skip


def _wait_for(session: Session, points: list[PointRow], run: ProductionRound) -> bool:
    """Whether the corrections for a run wait for something."""
    revision = run.revision or find_newest(run.garment)
    if any(point.open for point in points) or revision.status is RevisionStatus.DRAFT:
        return True
    if revision.status is not RevisionStatus.RELEASED:
        return False
    to_draw = list_to_draw(session, (point.cluster for point in points))
    firsts = [each.decision.round_number for each in to_draw if each.decision]
    return any(first is None or first <= run.number for first in firsts)


def _may_change(cluster: Cluster, shipped: set[int]) -> bool:
    """Whether a point waits for a decision, or for the run that carries its fix."""
    return needs_decision(cluster) or is_on_its_way(cluster.decision, shipped)


def _list_shipped(garment: Garment, tallies: Tallies) -> set[int]:
    """The rounds that pieces were sold of, or answered about."""
    sold = {each.number for each in garment.rounds if any(row.kind is CountKind.SOLD for row in each.counts)}
    return sold | tallies.runs
