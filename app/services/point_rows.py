"""Fit points with their place in the order, and what sizes and runs say of each."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from sqlalchemy.orm import Session

from app.models import Cluster, ClusterEvidence, EvidenceState, FeedbackSource, GarmentSize, Outcome, Verdict
from app.services.decisions import has_safety, needs_decision
from app.services.label import get_label
from app.services.lens import Counted, Lens, count_all
from app.services.shares import Share
from app.services.silences import Silence, find_silences
from app.services.trends import say_trend


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
    silence: Silence | None = None
    """Where it has no evidence because nobody answered since something behind it changed."""

    @property
    def is_single(self) -> bool:
        """Return whether one person says it and nothing is at stake."""
        alone = self.evidence is not None and self.evidence.state is EvidenceState.SINGLE_VOICE
        return alone and not (self.safety or self.solved or self.open)

    @property
    def said_by(self) -> str:
        """Return the sizes whose wearers report it: "M, L, XL", or "every size" where those of all sizes do."""
        named = [cell.size.name for cell in self.sizes if cell.share.k]
        return "every size" if len(named) == len(self.sizes) > 1 else ", ".join(named)


def find_solved(outcomes: Iterable[Outcome]) -> set[int]:
    """Return the ids of the clusters whose fix holds."""
    return {outcome.cluster_id for outcome in outcomes if outcome.verdict == Verdict.SOLVED}


def build_point(session: Session, cluster: Cluster, *, rank: int) -> PointRow:
    """Return a fit point as the source that says most about it tells it."""
    solved = cluster.id in find_solved(cluster.outcomes)
    row = PointRow(rank, cluster, cluster.foremost, open=needs_decision(cluster), solved=solved)
    if row.evidence is None:
        return replace(row, silence=find_silences(session, [cluster]).get(cluster.id))
    return _tell_point(row, count_all(row.evidence), get_label(session).run_word)


def list_points(
    clusters: list[Cluster], lens: Lens, outcomes: list[Outcome], run_word: str
) -> tuple[list[PointRow], list[PointRow], list[Cluster]]:
    """What somebody reports or what was mended, in order: on the garment, on its product page; and what nobody says."""
    solved = find_solved(outcomes)
    points: list[PointRow] = []
    page: list[PointRow] = []
    quiet: list[Cluster] = []
    for cluster in clusters:
        evidence = cluster.foremost
        carried = cluster.carried_from_id is not None and needs_decision(cluster)
        if evidence and not evidence.reporting and cluster.id not in solved and not carried:
            quiet.append(cluster)
            continue
        rows = page if cluster.code.on_product_page else points
        row = PointRow(len(rows) + 1, cluster, evidence, open=carried, solved=cluster.id in solved)
        if evidence:
            rows.append(_tell_point(row, lens.count_point(evidence), run_word))
        else:
            rows.append(replace(row, silence=lens.tallies.silences.get(cluster.id)))
    return points, page, quiet


def _tell_point(row: PointRow, counted: Counted, run_word: str) -> PointRow:
    """A fit point as one source tells it: the one that is asked for, else the one that says most."""
    cluster, by_size, by_run = row.cluster, counted.by_size, counted.by_run
    revisions = {each.number: each.revision.number for each in cluster.garment.rounds if each.revision}
    return replace(
        row, sizes=tuple(SizeCell(size, by_size.get(size.id, Share(0, 0))) for size in cluster.garment.sizes),
        runs=dict(sorted(by_run.items())), safety=has_safety(cluster), open=needs_decision(cluster),
        here=counted.here, here_source=counted.source,
        trend=say_trend(by_run, revisions=revisions, run_word=run_word) if len(by_run) > 1 else "",
    )  # fmt: skip
