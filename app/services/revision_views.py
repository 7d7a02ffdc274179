"""What the page of a pattern revision shows, ready to print: old and new as they stand on the sheet."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.models import (
    AnswerKind,
    Choice,
    Cluster,
    Garment,
    Label,
    Packet,
    PacketAnswer,
    PatternRevision,
    RevisionLine,
    RevisionStatus,
    Route,
)
from app.services import clusters, revisions, settling
from app.services.comparing import PomDifference
from app.services.coupling import list_coupled, list_neighbours
from app.services.label import get_label
from app.services.lengths import change_on_grid, on_grid, write_length, write_value
from app.services.point_library import STARTER_LIBRARY

ANSWERED = {
    AnswerKind.DONE: "done",
    AnswerKind.DIFFERENTLY: "done differently",
    AnswerKind.CANNOT: "cannot be done",
    AnswerKind.QUESTION: "a question",
}


@dataclass(frozen=True)
class SizeRow:
    """One size as it is printed; old and new are None where the pattern's value is not known."""

    name: str
    is_base: bool
    old: str | None
    new: str | None
    change: str


@dataclass(frozen=True)
class LineRow:
    """A line with its sizes, what the pattern maker said to it and what was measured back."""

    line: RevisionLine
    sizes: tuple[SizeRow, ...]
    answer: PacketAnswer | None
    answered: str | None
    measured: tuple[str, ...]


@dataclass(frozen=True)
class RevisionView:
    """A revision's page: its lines, what is still needed, and what may be drawn from."""

    revision: PatternRevision
    lines: tuple[LineRow, ...]
    packet: Packet | None
    needed: tuple[str, ...]
    also_check: tuple[str, ...]
    to_fix: tuple[Cluster, ...]
    unit: str


def build_view(session: Session, revision: PatternRevision) -> RevisionView:
    """Return what the page of a revision shows, in the label's unit and grid."""
    session.flush()
    label = get_label(session)
    packet = revision.packets[-1] if revision.packets else None
    answers = {answer.line_id: answer for answer in packet.answers} if packet else {}
    return RevisionView(
        revision=revision,
        lines=tuple(_row(line, answers.get(line.id), label) for line in revision.lines),
        packet=packet,
        needed=tuple(_list_needed(revision)),
        also_check=tuple(_list_also_check(revision)),
        to_fix=tuple(_list_to_fix(session, revision.garment)),
        unit=label.unit.value,
    )


def list_points_to_change(garment: Garment) -> dict[str, str]:
    """Return code and name of the points of measure that a line can change: the garment's, then the library's."""
    own = {pom.code: f"{pom.code} {pom.name}" for pom in garment.points_of_measure if not pom.retired_at}
    return own | {code: f"{code} {point.name} (new)" for code, point in STARTER_LIBRARY.items() if code not in own}


def write_difference(difference: PomDifference, label: Label) -> tuple[SizeRow, ...]:
    """Return the sizes in which two revisions differ at a point of measure, as they are printed."""
    base = difference.pom.garment.base_size
    return tuple(
        _size_row(each.size.name, each.size is base, each.old_mm, each.new_mm, each.delta_mm or Decimal(0), label)
        for each in difference.sizes
    )


def _row(line: RevisionLine, answer: PacketAnswer | None, label: Label) -> LineRow:
    base = line.revision.garment.base_size
    return LineRow(
        line=line,
        sizes=tuple(
            _size_row(each.size.name, each.size is base, each.old_mm, each.new_mm, each.delta_mm, label)
            for each in sorted(line.changes, key=lambda change: change.size.position)
        ),
        answer=answer,
        answered=ANSWERED[answer.kind] if answer else None,
        measured=tuple(_say_readings(answer, label)) if answer else (),
    )


def _size_row(
    name: str, is_base: bool, old: Decimal | None, new: Decimal | None, delta: Decimal, label: Label
) -> SizeRow:
    """Printed change = printed new − printed old, so that the numbers on the page add up."""
    unit, grid = label.unit, label.grid
    change = on_grid(delta, unit, grid) if old is None or new is None else change_on_grid(old, new, unit, grid)
    return SizeRow(
        name=name, is_base=is_base, old=None if old is None else write_length(old, unit, grid),
        new=None if new is None else write_length(new, unit, grid), change=write_value(change, unit, grid, signed=True),
    )  # fmt: skip


def _say_readings(answer: PacketAnswer, label: Label) -> list[str]:
    """ "M: 58.0", or with the old pattern measured as well "M: 60.0 → 58.0"."""
    said = []
    for reading in answer.readings:
        values = [write_length(reading.new_mm, label.unit, label.grid)]
        if reading.old_mm is not None:
            values.insert(0, write_length(reading.old_mm, label.unit, label.grid))
        said.append(f"{reading.size.name}: {' → '.join(values)}")
    return said


def _list_needed(revision: PatternRevision) -> list[str]:
    """What stands between a revision and its approval, in sentences; nothing once it is approved."""
    if revision.status in (RevisionStatus.APPROVED, RevisionStatus.RELEASED, RevisionStatus.SUPERSEDED):
        return []
    needed = [f"Line {line.number} has no measurement yet." for line in revision.lines if not line.is_measured]
    if not revision.lines:
        needed.append("It changes nothing yet.")
    if not revision.packets:
        needed.append("The correction sheet is not sent yet.")
    elif not revisions.is_received(revision):
        needed.append("The pattern maker has not received the sheet yet.")
    needed += [settling.say_open(answer) for answer in settling.list_open(revision)]
    return [*needed, *revisions.needs_sample(revision)]


def _list_also_check(revision: PatternRevision) -> list[str]:
    """The seams and zones that these changes may disturb."""
    found: dict[str, None] = {}
    for line in revision.lines:
        found |= dict.fromkeys(list_neighbours(line.pom) if line.pom else ())
        found |= dict.fromkeys(list_coupled(cluster.code for cluster in line.clusters))
    return list(found)


def _list_to_fix(session: Session, garment: Garment) -> list[Cluster]:
    """The fit points that are to be fixed by the pattern."""
    return [
        cluster
        for cluster in clusters.list_clusters(session, garment)
        if cluster.decision is not None
        and cluster.decision.choice is Choice.FIX
        and cluster.decision.route in (Route.PATTERN, Route.BLOCK)
    ]
