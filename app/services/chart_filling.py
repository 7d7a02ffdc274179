"""Puts the rows of a chart into a garment: new measures, missing values, and others where they may still be changed."""

from collections.abc import Mapping
from dataclasses import dataclass
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
    User,
)
from app.services import audit, lines
from app.services.ancestry import find_newest, is_unused
from app.services.chart_rows import ChartMeasure
from app.services.doubts import ensure_likely
from app.services.formats.cells import CellRow
from app.services.label import GRIDS, choose_grid
from app.services.lengths import on_grid, write_length, write_measured
from app.services.points_of_measure import add_point_of_measure, list_values
from app.services.slips import list_slips

REASON = "As the chart says that came in."
"""Of a change that a file brings into a draft; on the sheet, until somebody says more."""


@dataclass(frozen=True)
class TakenRow:
    """A row that was taken.

    It is "added", "filled" where values were missing, "changed" in the draft, "replaced" in a first revision that
    nobody works by yet, or "known".
    """

    place: str
    code: str
    name: str
    outcome: str
    values: int
    """How many values it brought."""
    changes: tuple[str, ...] = ()
    """What it changes in the draft or replaces: "M: 60.0 → 61.0"."""
    cells: tuple["Cell", ...] = ()
    """What the chart has of it by then, for each size of the garment."""
    slips: tuple[str, ...] = ()
    """What looks like a slip in it, in sentences."""


@dataclass(frozen=True)
class Cell:
    """A value of the chart, written in the file's unit; with the old one where it was another."""

    size: str
    value: str | None
    old: str | None = None


class Differs(RuleError):
    """A value of the file is not the one that is known."""


@dataclass(frozen=True)
class Filling:
    """A chart on its way into a garment."""

    session: Session
    garment: Garment
    unit: LengthUnit
    draft: PatternRevision | None
    """Where values that differ become changes, if they may."""
    user: User | None
    sure: bool
    """Whether values that no garment measures are kept; of a file they are named beside what it brings."""


def take_row(work: Filling, row: CellRow, measure: ChartMeasure) -> TakenRow:
    """Return what became of a row: its point of measure added, or what was missing of a known one filled in."""
    key = measure.code.casefold()
    pom = next((each for each in work.garment.points_of_measure if each.code.casefold() == key), None)
    if pom is None:
        pom = _add(work, measure)
        return _tell(work, row, pom, {}, "added", len(measure.values_mm))
    if pom.retired_at is not None:
        raise RuleError(f"{pom.code} is put away: take it up again first.", field="code")
    before = _list_known(work, pom)
    values, changes = fill_in(work, pom, measure.values_mm)
    pom.how_to_measure = pom.how_to_measure or measure.how_to_measure
    if pom.tolerance_plus_mm is None and pom.tolerance_minus_mm is None:
        pom.tolerance_plus_mm, pom.tolerance_minus_mm = measure.tolerance_plus_mm, measure.tolerance_minus_mm
    outcome = ("changed" if work.draft else "replaced") if changes else "filled" if values else "known"
    return _tell(work, row, pom, before, outcome, values, changes)


def _tell(
    work: Filling, row: CellRow, pom: PointOfMeasure, before: Mapping[GarmentSize, Decimal], outcome: str, values: int,
    changes: tuple[str, ...] = (),
) -> TakenRow:  # fmt: skip
    """A row that was taken, with what the chart has of it now."""
    after = _list_known(work, pom)
    slips = list_slips(pom, after, unit=work.unit)
    cells = _list_cells(work, before, after)
    return TakenRow(row.place, pom.code, pom.name, outcome, values, changes, cells, tuple(slips))


def _list_known(work: Filling, pom: PointOfMeasure) -> dict[GarmentSize, Decimal]:
    return list_values(find_newest(work.garment), pom)


def _list_cells(
    work: Filling, before: Mapping[GarmentSize, Decimal], after: Mapping[GarmentSize, Decimal]
) -> tuple[Cell, ...]:
    def write(values: Mapping[GarmentSize, Decimal], size: GarmentSize) -> str | None:
        return write_measured(values[size], work.unit, GRIDS[work.unit][0]) if size in values else None

    return tuple(
        Cell(size.name, write(after, size), write(before, size) if before.get(size) != after.get(size) else None)
        for size in work.garment.sizes
    )


def _add(work: Filling, measure: ChartMeasure) -> PointOfMeasure:
    if not measure.name:
        raise RuleError(f"{measure.code} is new and has no name.", field="name")
    if measure.kind is None:
        raise RuleError(f"{measure.code} is new: say whether it is half, full or straight.", field="kind")
    return add_point_of_measure(
        work.session, work.garment, code=measure.code, name=measure.name, kind=measure.kind,
        how_to_measure=measure.how_to_measure, tolerance_plus_mm=measure.tolerance_plus_mm,
        tolerance_minus_mm=measure.tolerance_minus_mm, critical=measure.critical,
        values_mm={size.name: value for size, value in measure.values_mm.items()}, sure=work.sure, user=work.user,
    )  # fmt: skip


def fill_in(
    work: Filling, pom: PointOfMeasure, values_mm: Mapping[GarmentSize, Decimal]
) -> tuple[int, tuple[str, ...]]:
    """Return how many values the newest chart lacked and has now, and in words what was changed or replaced.

    All is checked before anything is written.
    """
    chart = find_newest(work.garment)
    known = _list_known(work, pom)
    missing = {size: value for size, value in values_mm.items() if size not in known}
    differing = {
        size: value for size, value in values_mm.items() if size in known and not _is_same(work, known[size], value)
    }
    if not is_unused(chart):
        _ensure_changeable(work, pom, known, differing)
    for size in missing:
        _ensure_clear(pom, size)
    if not work.sure:
        ensure_likely(pom, missing | differing, work.unit)
    if work.draft and differing:
        lines.change_measure(
            work.session, work.draft, pom, per_size={size.name: differing[size] - known[size] for size in differing},
            reason=REASON, user=work.user,
        )  # fmt: skip
    elif differing:
        _replace(work, chart, pom, differing)
    for size, value in missing.items():
        chart.measures.append(RevisionMeasure(pom=pom, size=size, value_mm=value))
    told = (f"{size.name}: {_write(work, known[size])} → {_write(work, value)}" for size, value in differing.items())
    return len(missing), tuple(told)


def _replace(
    work: Filling, chart: PatternRevision, pom: PointOfMeasure, values_mm: Mapping[GarmentSize, Decimal]
) -> None:
    """A slip of the first chart is put right where it stands; the trail keeps what it was."""
    old = {}
    for measure in chart.measures:
        if measure.pom is pom and measure.size in values_mm:
            old[measure.size.name] = f"{measure.value_mm.normalize():f}"
            measure.value_mm, measure.typed = values_mm[measure.size], None
    new = {size.name: f"{value.normalize():f}" for size, value in values_mm.items()}
    audit.note(work.session, "corrected", chart, user=work.user, pom=pom.code, old_mm=old, new_mm=new)


def _is_same(work: Filling, known: Decimal, value: Decimal) -> bool:
    """Whether two values print alike, in the file's unit or in the pattern's own."""
    scales = ((work.unit, GRIDS[work.unit][0]), choose_grid(work.session, None, None, garment=work.garment))
    return any(on_grid(known, *scale) == on_grid(value, *scale) for scale in scales)


def _ensure_changeable(
    work: Filling, pom: PointOfMeasure, known: Mapping[GarmentSize, Decimal], differing: Mapping[GarmentSize, Decimal]
) -> None:
    """A value that is known changes by a revision and not by a file; a line that somebody wrote is theirs to mend."""
    for size, value in differing.items():
        if work.draft is None:
            raise Differs(
                f"{size.name}: the file says {_write(work, value)} {work.unit}, revision "
                f"{find_newest(work.garment).number} says {_write(work, known[size])}; change it by a revision.",
                field=size.name,
            )
        if line := next((each for each in work.draft.lines if each.pom is pom), None):
            raise RuleError(
                f"Line {line.number} of revision {work.draft.number} changes {pom.code} already: mend it there.",
                field=size.name,
            )


def _write(work: Filling, length_mm: Decimal) -> str:
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
