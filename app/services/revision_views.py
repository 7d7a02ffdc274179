"""What the page of a pattern revision shows, ready to print: old and new as they stand on the sheet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.models import (
    AnswerKind,
    Choice,
    Cluster,
    Decision,
    Garment,
    Label,
    LengthUnit,
    Packet,
    PacketAnswer,
    PatternRevision,
    RevisionLine,
    RevisionStatus,
    Route,
)
from app.services import clusters, revisions, settling
from app.services.consequences import list_consequences
from app.services.coupling import list_also_check
from app.services.exchanges import Exchange, list_past
from app.services.flats import choose_flat
from app.services.formats.sheet import SheetMark
from app.services.label import UNIT_NAMES, get_label
from app.services.lengths import write_measured
from app.services.line_views import SizeRow, caution, write_sizes
from app.services.lines import describe_change
from app.services.marks import list_marks
from app.services.moves import tell_move, write_amount
from app.services.point_library import STARTER_LIBRARY, list_codes_of

ANSWERED = {
    AnswerKind.DONE: "done",
    AnswerKind.DIFFERENTLY: "done differently",
    AnswerKind.CANNOT: "cannot be done",
    AnswerKind.QUESTION: "a question",
}


@dataclass(frozen=True)
class LineRow:
    """A line with its sizes, what the pattern maker said to it and what was measured back."""

    line: RevisionLine
    sizes: tuple[SizeRow, ...]
    cautions: tuple[str, ...]
    """What is worth a second look while it can still be changed."""
    also_check: tuple[str, ...]
    marks: tuple[SheetMark, ...]
    moves: str
    """What an instruction moves, which way and how far."""
    answer: PacketAnswer | None
    past: tuple[Exchange, ...]
    """What was asked and replied before that answer."""
    answered: str | None
    may_be_taken: bool
    copied: str | None
    """Where to change what cannot be taken any more, once the next revision is drafted."""
    lacks_values: bool
    measured: tuple[str, ...]
    consequences: tuple[str, ...]
    """What it would bring to take the answer, where that can be done."""


@dataclass(frozen=True)
class RevisionView:
    """A revision's page: its lines, what is still needed, and what may be drawn from."""

    revision: PatternRevision
    lines: tuple[LineRow, ...]
    packet: Packet | None
    needed: tuple[str, ...]
    standing: tuple[Cluster, ...]
    """The fit points that a draft may be drawn from."""
    next_to_fix: Cluster | None
    """The one that a new line is likely drawn from; None where none is, or several are: no line speaks for another."""
    unit: str
    flat: str | None

    @property
    def unit_name(self) -> str:
        """Return the unit as a word, for sentences: in "in" would be read twice."""
        return UNIT_NAMES[LengthUnit(self.unit)]

    @property
    def measure_marks(self) -> tuple[SheetMark, ...]:
        """Return where on the flat the measures are that change."""
        return tuple(mark for row in self.lines if row.line.pom for mark in row.marks)


def build_view(session: Session, revision: PatternRevision) -> RevisionView:
    """Return what the page of a revision shows, in the label's unit and grid."""
    session.flush()
    label, drafting = get_label(session), revision.status is RevisionStatus.DRAFT
    standing = tuple(clusters.list_clusters(session, revision.garment)) if drafting else ()
    packet = revision.packets[-1] if revision.packets else None
    answers, past = settling.list_newest(revision), list_past(session, revision)
    return RevisionView(
        revision=revision,
        lines=tuple(
            _row(session, line, answers.get(line.number), label, past.get(line.number, ())) for line in revision.lines
        ),
        packet=packet,
        needed=tuple(_list_needed(session, revision)),
        standing=standing,
        next_to_fix=_find_next(revision, standing),
        unit=label.unit.value,
        flat=choose_flat(revision.garment.kind),
    )


def list_points_to_change(garment: Garment) -> dict[str, str]:
    """Return code and name of what a line can change: the garment's measures, then the library's for its kind."""
    return _name_points(garment, list_codes_of(garment.kind))


def list_points_to_match(garment: Garment) -> dict[str, str]:
    """Return the same of all that a name in a chart may stand for: a house measures a shirt where it likes."""
    return _name_points(garment, STARTER_LIBRARY)


def _name_points(garment: Garment, library: Iterable[str]) -> dict[str, str]:
    own = {pom.code: f"{pom.code} {pom.name}" for pom in garment.points_of_measure if not pom.retired_at}
    known = {pom.code for pom in garment.points_of_measure}
    return own | {code: f"{code} {STARTER_LIBRARY[code].name} (new)" for code in library if code not in known}


def _row(
    session: Session, line: RevisionLine, answer: PacketAnswer | None, label: Label, past: Sequence[Exchange]
) -> LineRow:
    change = describe_change(line) if line.pom and line.is_measured else None
    return LineRow(
        line=line,
        sizes=write_sizes(change, label) if change else (),
        cautions=tuple(caution(session, change)) if change and line.revision.status is RevisionStatus.DRAFT else (),
        also_check=tuple(
            list_also_check(line.pom or line.seam_or_point, line.clusters, kind=line.revision.garment.kind)
        ),
        marks=list_marks(line),
        moves=tell_move(line, label.unit, label.grid),
        answer=answer,
        past=tuple(past),
        answered=ANSWERED[answer.kind] if answer else None,
        may_be_taken=answer is not None and settling.may_be_taken(answer),
        copied=settling.say_copied(answer) if answer else None,
        lacks_values=answer is not None and settling.lacks_values(answer),
        measured=tuple(_say_readings(answer, label)) if answer else (),
        consequences=tuple(list_consequences(session, answer)) if answer else (),
    )


def _say_readings(answer: PacketAnswer, label: Label) -> list[str]:
    """ "M: 58.0", or with the old pattern measured as well "M: 60.0 → 58.0"; no line begins behind the size."""
    said = [_say_moved(answer, label)] if answer.amount_mm is not None else []
    for reading in answer.readings:
        values = [write_measured(reading.new_mm, label.unit, label.grid)]
        if reading.old_mm is not None:
            values.insert(0, write_measured(reading.old_mm, label.unit, label.grid))
        said.append(f"{reading.size.name}:\N{NO-BREAK SPACE}{' → '.join(values)}")
    return said


def _say_moved(answer: PacketAnswer, label: Label) -> str:
    """ "0.4 cm where 0.5 cm was asked for"; once the two agree, the one amount."""
    asked_mm, moved_mm = answer.line.amount_mm, answer.amount_mm
    assert asked_mm is not None  # the answer to a line without an amount has none
    assert moved_mm is not None
    moved, asked = (write_amount(amount, label.unit, label.grid) for amount in (moved_mm, asked_mm))
    return moved if moved == asked else f"{moved} where {asked} was asked for"


def _list_needed(session: Session, revision: PatternRevision) -> list[str]:
    """What stands between a revision and the cut, in sentences; nothing once it is released."""
    if revision.status in (RevisionStatus.RELEASED, RevisionStatus.SUPERSEDED):
        return []
    needed = [f"Line {line.number} has no measurement yet." for line in revision.lines if not line.is_measured]
    if not revision.lines:
        needed.append("It changes nothing yet.")
    if not revision.packets:
        needed.append("The correction sheet is not sent yet.")
    elif not revisions.is_received(revision):
        needed.append("The pattern maker has not received the sheet yet.")
    needed += [settling.say_open(answer, beside=revision) for answer in settling.list_open_behind(revision)]
    return [*needed, *revisions.needs_sample(session, revision)]


def _find_next(revision: PatternRevision, standing: Sequence[Cluster]) -> Cluster | None:
    """The only point that the pattern is to be mended for and that no line of the draft is about."""
    drawn_from = {cluster.id for line in revision.lines for cluster in line.clusters}
    before = revision.predecessor
    to_fix = [
        cluster
        for cluster in standing
        if cluster.id not in drawn_from
        and cluster.decision is not None
        and _is_to_fix(cluster.decision)
        # What was decided before the predecessor was drawn is in it, or was left out of it.
        and (before is None or cluster.decision.decided_at >= before.drafted_at)
    ]
    return to_fix[0] if len(to_fix) == 1 else None


def _is_to_fix(decision: Decision) -> bool:
    """Whether it is the pattern that is to be mended."""
    return decision.choice is Choice.FIX and decision.route is Route.PATTERN
