"""Measurement charts that come in as a file: what is new is kept, what does not fit is named with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    Garment,
    GarmentSize,
    LengthUnit,
    PatternRevision,
    PointOfMeasure,
    RevisionMeasure,
    RevisionStatus,
    User,
)
from app.services import audit, lines
from app.services.chart_rows import ChartMeasure, UnknownName, read_row
from app.services.formats import chart_file
from app.services.formats.cells import CellRow, read_tables
from app.services.formats.chart_file import ALIASES, Heads, find_chart
from app.services.garments import add_point_of_measure, find_size, get_size, hold_garment
from app.services.label import GRIDS, choose_grid
from app.services.lengths import on_grid, write_length

REASON = "As the chart says that came in."
"""Of a change that a file brings into a draft; on the sheet, until somebody says more."""


@dataclass(frozen=True)
class TakenRow:
    """A row that was taken: "added", "filled" where values were missing, "changed" in the draft, or "known"."""

    place: str
    code: str
    name: str
    outcome: str
    values: int
    """How many values it brought."""
    changes: tuple[str, ...] = ()
    """What it changes in the draft: "M: 60.0 → 61.0"."""


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken, and why."""

    place: str
    reason: str
    differs: bool = False
    """Whether a value that is known stands against it, which a draft could take as a change."""


class _Differs(RuleError):
    """A value of the file is not the one that is known."""


@dataclass
class ChartImport:
    """What an import read, and what became of each row."""

    columns: dict[str, str]
    ignored: list[str]
    unit: LengthUnit
    taken: list[TakenRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    """Names of rows that no point of measure has; `points` may say which they are."""


@dataclass(frozen=True)
class _Import:
    """One import under way."""

    session: Session
    garment: Garment
    unit: LengthUnit
    draft: PatternRevision | None
    """Where values that differ become changes, if they may."""
    user: User | None


def import_chart(
    session: Session,
    garment: Garment,
    content: bytes,
    *,
    unit: LengthUnit | None = None,
    columns: Mapping[str, str] | None = None,
    points: Mapping[str, str] | None = None,
    into_draft: bool = False,
    user: User | None = None,
) -> ChartImport:
    """Return the import of a chart from CSV or XLSX; a preview is an import that the caller does not commit.

    `columns` names the column of a field or a size where its own head does not tell, `points` the code of a measure
    whose name is not known. Without a unit the file's own holds, else the pattern's or the label's. Values enter the
    newest revision's chart where it has none; what differs is refused, for a value changes by a revision, or becomes a
    change of the open draft where that is asked for. A row is taken whole or not at all.
    """
    hold_garment(session, garment)
    if not garment.sizes:
        raise RuleError(f"{garment.name} has no sizes yet: add them, or import its .rul file.", field="sizes")
    chart = find_chart(
        read_tables(content), find_size=lambda text: _find_size_name(garment, text), named=_read_named(garment, columns)
    )
    chosen = unit or chart.unit or choose_grid(session, None, None, garment=garment)[0]
    draft = _get_draft(garment) if into_draft else None
    work = _Import(session, garment, chosen, draft, user)
    found = {**chart.columns, **chart.sizes}
    done = ChartImport({name: chart.names[place] for name, place in found.items()}, chart.ignored, chosen)
    seen: set[str] = set()
    for row in chart.rows:
        try:
            measure = read_row(garment, chart, row, chosen, points or {})
            _ensure_new(measure, seen)
            done.taken.append(_take(work, row, measure))
        except RuleError as refusal:
            done.refused.append(RefusedRow(row.place, refusal.message, isinstance(refusal, _Differs)))
            if isinstance(refusal, UnknownName) and refusal.name:
                done.unknown.append(refusal.name)
    audit.note(session, "charted", garment, user=user, taken=len(done.taken), refused=len(done.refused))
    return done


def find_heads(garment: Garment, content: bytes, columns: Mapping[str, str] | None = None) -> Heads:
    """Return what the columns of a file are called, for whoever has to say what they are."""
    return chart_file.find_heads(
        read_tables(content), find_size=lambda text: _find_size_name(garment, text), named=_read_named(garment, columns)
    )


def _get_draft(garment: Garment) -> PatternRevision:
    """Only a draft takes changes: what was sent, cut or superseded stays as it is."""
    newest = garment.revisions[-1]
    if newest.status is not RevisionStatus.DRAFT:
        raise RuleError(
            f"Revision {newest.number} is {newest.status} and stays as it is: draft the next one, and values that "
            "differ can go there.",
            field="into_draft",
        )
    return newest


def _find_size_name(garment: Garment, text: str) -> str | None:
    size = find_size(garment, text)
    return size.name if size else None


def _read_named(garment: Garment, columns: Mapping[str, str] | None) -> dict[str, str]:
    """The columns that were named, by field or size; anything else is a slip."""
    named = dict(columns or {})
    for name in named:
        if name not in ALIASES:
            get_size(garment, name)
    return named


def _ensure_new(measure: ChartMeasure, seen: set[str]) -> None:
    """A chart says each point of measure once."""
    key = measure.code.casefold()
    if key in seen:
        raise RuleError(f"{measure.code} stands in this file twice.", field="code")
    seen.add(key)


def _take(work: _Import, row: CellRow, measure: ChartMeasure) -> TakenRow:
    """Add a point of measure, or fill in what is missing of one that is known."""
    key = measure.code.casefold()
    pom = next((each for each in work.garment.points_of_measure if each.code.casefold() == key), None)
    if pom is None:
        pom = _add(work, measure)
        return TakenRow(row.place, pom.code, pom.name, "added", len(measure.values_mm))
    values, changes = _fill(work, pom, measure)
    outcome = "changed" if changes else "filled" if values else "known"
    return TakenRow(row.place, pom.code, pom.name, outcome, values, changes)


def _add(work: _Import, measure: ChartMeasure) -> PointOfMeasure:
    if not measure.name:
        raise RuleError(f"{measure.code} is new and has no name.", field="name")
    if measure.kind is None:
        raise RuleError(f"{measure.code} is new: say whether it is half, full or straight.", field="kind")
    return add_point_of_measure(
        work.session, work.garment, code=measure.code, name=measure.name, kind=measure.kind,
        how_to_measure=measure.how_to_measure, tolerance_plus_mm=measure.tolerance_plus_mm,
        tolerance_minus_mm=measure.tolerance_minus_mm, critical=measure.critical,
        values_mm={size.name: value for size, value in measure.values_mm.items()}, user=work.user,
    )  # fmt: skip


def _fill(work: _Import, pom: PointOfMeasure, measure: ChartMeasure) -> tuple[int, tuple[str, ...]]:
    """Put in the values that the newest chart lacks and change those that differ; checked before anything is changed.

    Returns how many values were put in, and the changes in words.
    """
    chart = work.garment.revisions[-1]
    known = {each.size: each.value_mm for each in chart.measures if each.pom is pom}
    missing = {size: value for size, value in measure.values_mm.items() if size not in known}
    differing = {
        size: value
        for size, value in measure.values_mm.items()
        if size in known and not _is_same(work, known[size], value)
    }
    _ensure_changeable(work, pom, known, differing)
    for size in missing:
        _ensure_clear(pom, size)
    if work.draft and differing:
        lines.change_measure(
            work.session, work.draft, pom, per_size={size.name: differing[size] - known[size] for size in differing},
            reason=REASON, user=work.user,
        )  # fmt: skip
    for size, value in missing.items():
        chart.measures.append(RevisionMeasure(pom=pom, size=size, value_mm=value))
    pom.how_to_measure = pom.how_to_measure or measure.how_to_measure
    if pom.tolerance_plus_mm is None and pom.tolerance_minus_mm is None:
        pom.tolerance_plus_mm, pom.tolerance_minus_mm = measure.tolerance_plus_mm, measure.tolerance_minus_mm
    told = (f"{size.name}: {_write(work, known[size])} → {_write(work, value)}" for size, value in differing.items())
    return len(missing), tuple(told)


def _is_same(work: _Import, known: Decimal, value: Decimal) -> bool:
    """Whether two values print alike, in the file's unit or in the pattern's own."""
    scales = ((work.unit, GRIDS[work.unit][0]), choose_grid(work.session, None, None, garment=work.garment))
    return any(on_grid(known, *scale) == on_grid(value, *scale) for scale in scales)


def _ensure_changeable(
    work: _Import, pom: PointOfMeasure, known: Mapping[GarmentSize, Decimal], differing: Mapping[GarmentSize, Decimal]
) -> None:
    """A value that is known changes by a revision and not by a file; a line that somebody wrote is theirs to mend."""
    for size, value in differing.items():
        if work.draft is None:
            raise _Differs(
                f"{size.name}: the file says {_write(work, value)} {work.unit}, revision "
                f"{work.garment.revisions[-1].number} says {_write(work, known[size])}; change it by a revision.",
                field=size.name,
            )
        if line := next((each for each in work.draft.lines if each.pom is pom), None):
            raise RuleError(
                f"Line {line.number} of revision {work.draft.number} changes {pom.code} already: mend it there.",
                field=size.name,
            )


def _write(work: _Import, length_mm: Decimal) -> str:
    return write_length(length_mm, work.unit, GRIDS[work.unit][0])


def _ensure_clear(pom: PointOfMeasure, size: GarmentSize) -> None:
    """It is clear whether a value is from before a change or after it."""
    for revision in pom.garment.revisions:
        for line in revision.lines:
            if line.pom is pom and any(each.size is size and each.old_mm is None for each in line.changes):
                raise RuleError(
                    f"{size.name}: revision {revision.number} changes {pom.code} without an old value, so this one "
                    "could be from before or after.",
                    field=size.name,
                )
