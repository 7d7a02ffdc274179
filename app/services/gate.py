"""The gate before a round is released to cut: a checklist of what is decided, drawn, sewn and received."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    Choice,
    Cluster,
    FeedbackSource,
    Garment,
    GarmentSize,
    PatternRevision,
    PointOfMeasure,
    ProductionRound,
    RevisionMeasure,
    RevisionStatus,
    RoundStatus,
    Route,
)
from app.services import clusters, decisions, revisions, settling
from app.services.ancestry import find_newest
from app.services.cautions import sizes_can_overlap
from app.services.changes import is_carried, list_shipped, list_shipped_lines
from app.services.label import choose_grid, get_label
from app.services.sample_views import list_accepted_off
from app.services.shares import say_evidence
from app.services.slips import list_slips
from app.services.whole_revisions import load_chart, load_lines
from app.services.wording import list_words

Chart = dict[PointOfMeasure, dict[GarmentSize, Decimal]]
"""What is cut, in mm, by point of measure in the order of the chart."""


@dataclass(frozen=True)
class GateItem:
    """One line of the checklist; the cluster and the revision are those to look at, where it is about one."""

    name: str
    passed: bool
    sentence: str
    cluster: Cluster | None = None
    revision: PatternRevision | None = None


@dataclass(frozen=True)
class Gate:
    """The checklist of a round; warnings are worth a look and stop nobody."""

    items: tuple[GateItem, ...]
    warnings: tuple[str, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether nothing is open."""
        return all(item.passed for item in self.items)

    @property
    def open_sentences(self) -> list[str]:
        """What is open, in sentences."""
        return [item.sentence for item in self.items if not item.passed]


def revision_to_cut(production_round: ProductionRound) -> PatternRevision:
    """Return the revision that a round is pinned to, or would be cut on now: the newest."""
    return production_round.revision or find_newest(production_round.garment)


def find_run_to_release(revision: PatternRevision) -> ProductionRound | None:
    """Return the first planned round that would be cut on an approved revision now."""
    planned = [each for each in revision.garment.rounds if each.status is RoundStatus.PLANNED]
    return next((each for each in planned if revision_to_cut(each) is revision), None)


def check_gate(session: Session, production_round: ProductionRound) -> Gate:
    """Return what stands between a round and its release to cut."""
    session.flush()
    revision = revision_to_cut(production_round)
    points = clusters.list_clusters(session, production_round.garment)
    due = _list_due(points, production_round)
    load_lines(session, list_shipped(production_round, revision, since=min(due.values(), default=None)))
    load_chart(session, revision)
    chart = _group_by_point(revision.measures)
    run = get_label(session).run_word
    return Gate(
        items=(*_check_decisions(points, production_round, run), *_check_revision(session, revision)),
        warnings=(
            *_warn_of_fixes(due, production_round, revision),
            *_warn_of_samples(session, revision),
            *_warn_of_gaps(revision, chart),
            *_warn_of_slips(session, production_round.garment, chart),
            *_warn_of_tolerances(chart),
        ),
    )


def _check_decisions(points: list[Cluster], production_round: ProductionRound, run: str) -> Iterator[GateItem]:
    """Every fit point above the threshold is decided, and none was put off until this round."""
    all_decided = True
    for cluster in points:
        if _is_put_off_until(cluster, production_round):
            sentence = f"“{cluster.name}” was put off until this {run}: decide it now."
        elif decisions.needs_decision(cluster):
            sentence = f"“{cluster.name}” is not decided{_evidence(cluster)}."
        else:
            continue
        all_decided = False
        yield GateItem("decision", False, sentence, cluster)
    if all_decided:
        yield GateItem("decision", True, "Every fit point that matters is decided.")


def _check_revision(session: Session, revision: PatternRevision) -> Iterator[GateItem]:
    """What is cut is approved, received, agreed, sewn and measured; a released revision was, and may be cut again."""
    number = revision.number
    if revision.status is RevisionStatus.RELEASED:
        yield GateItem("revision", True, f"Revision {number} is released and is cut as it is.")
        return
    approved = revision.status is RevisionStatus.APPROVED
    yield GateItem("revision", approved, f"Revision {number} is {'approved' if approved else 'not approved yet'}.")
    try:
        revisions.ensure_measured(revision)
        yield GateItem("measurements", True, f"Every change of revision {number} has its measurement.")
    except RuleError as error:
        yield GateItem("measurements", False, error.message)
    received = revisions.is_received(revision)
    state = "received" if received else "not received yet"
    yield GateItem("sheet", received, f"The correction sheet of revision {number} is {state}.")
    waiting = settling.list_open_behind(revision)
    for answer in waiting:
        sentence = settling.say_open(answer, beside=revision)
        yield GateItem("answers", False, sentence, revision=answer.line.revision)
    if not waiting:
        yield GateItem("answers", True, "Nothing that the pattern maker answered is open.")
    missing = revisions.needs_sample(session, revision)
    for sentence in missing:
        yield GateItem("sample", False, sentence)
    if not missing:
        yield GateItem("sample", True, f"Every sample that revision {number} needs is accepted or waived.")


def _list_due(points: list[Cluster], production_round: ProductionRound) -> dict[Cluster, int]:
    """The fixes for the pattern that a round is to carry, with the first round that each was decided for."""
    due = {}
    for cluster in points:
        decision = cluster.decision
        if decision is None or decision.choice is not Choice.FIX or decision.route is not Route.PATTERN:
            continue
        first = decision.round_number or production_round.number
        if first <= production_round.number:
            due[cluster] = first
    return due


def _warn_of_fixes(
    due: dict[Cluster, int], production_round: ProductionRound, revision: PatternRevision
) -> Iterator[str]:
    """Warn of fixes for the pattern that no line carries out, now or in a round since the one that each was due in."""
    lines = {first: list_shipped_lines(production_round, revision, since=first) for first in {*due.values()}}
    missing = [f"“{cluster.name}”" for cluster, first in due.items() if not is_carried(cluster, lines[first])]
    if missing:
        are, them = ("is", "it") if len(missing) == 1 else ("are", "them")
        yield f"{list_words(missing)} {are} to be fixed, but revision {revision.number} has no line for {them}."


def _warn_of_samples(session: Session, revision: PatternRevision) -> list[str]:
    """Warn of samples that were accepted though they are off; what was cut once has shown how it comes out."""
    return [] if revision.status is RevisionStatus.RELEASED else list_accepted_off(session, revision)


def _group_by_point(measures: Sequence[RevisionMeasure]) -> Chart:
    by_pom: Chart = {}
    for each in sorted(measures, key=lambda each: each.pom.position):
        by_pom.setdefault(each.pom, {})[each.size] = each.value_mm
    return by_pom


def _warn_of_gaps(revision: PatternRevision, chart: Chart) -> Iterator[str]:
    """Warn of measures in use that the revision has no value of."""
    empty = [
        f"{pom.code} {pom.name}"
        for pom in revision.garment.points_of_measure
        if pom.retired_at is None and pom not in chart
    ]
    if empty:
        lacks = f"Revision {revision.number} has no value of {list_words(empty)} in any size"
        yield f"{lacks}: there is nothing to compare pieces with."


def _warn_of_slips(session: Session, garment: Garment, chart: Chart) -> Iterator[str]:
    """Warn of a value that looks like a slip beside those of the other sizes."""
    unit, _ = choose_grid(session, None, None, garment=garment)
    for pom, values in chart.items():
        for slip in list_slips(pom, values, unit=unit):
            yield f"{pom.code} {pom.name}: {slip}"


def _warn_of_tolerances(chart: Chart) -> Iterator[str]:
    """Warn where a girth's tolerance is half its grade step or more."""
    for pom, values in chart.items():
        if sizes_can_overlap(pom, values):
            yield f"{pom.code} {pom.name}: the tolerance is half the step or more: neighbouring sizes can overlap."


def _is_put_off_until(cluster: Cluster, production_round: ProductionRound) -> bool:
    """Whether the decision that holds defers a cluster to this round or an earlier one."""
    decision = cluster.decision
    return (
        decision is not None
        and decision.choice is Choice.DEFER
        and decision.round_number is not None
        and decision.round_number <= production_round.number
    )


def _evidence(cluster: Cluster) -> str:
    """What is known of an undecided cluster, as an aside."""
    told, origin = cluster.foremost, cluster.carried_from
    if origin is not None and (told is None or not told.reporting):
        return f": it was carried to the block with {origin.garment.name}"
    if told is None:
        return ""
    say_so = "" if told.source is FeedbackSource.RETURN else " say so"
    return f": {say_evidence(told)}{say_so}"
