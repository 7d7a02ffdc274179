"""Measurement charts that come in as a file: what is new is kept, what does not fit is named with its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment, GarmentSize, LengthUnit, PointOfMeasure, RevisionMeasure, User
from app.services import audit
from app.services.ancestry import find_newest
from app.services.chart_rows import ChartMeasure, read_row
from app.services.formats.cells import CellRow, read_tables
from app.services.formats.chart_file import ALIASES, find_chart
from app.services.garments import add_point_of_measure, find_size, get_size, hold_garment
from app.services.label import GRIDS, choose_grid
from app.services.lengths import on_grid, write_length


@dataclass(frozen=True)
class TakenRow:
    """A row that was taken: "added", "filled" where values were missing, or "known"."""

    place: str
    code: str
    name: str
    outcome: str
    values: int
    """How many values it brought."""


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken, and why."""

    place: str
    reason: str


@dataclass
class ChartImport:
    """What an import read, and what became of each row."""

    columns: dict[str, str]
    ignored: list[str]
    unit: LengthUnit
    taken: list[TakenRow] = field(default_factory=list)
    refused: list[RefusedRow] = field(default_factory=list)


@dataclass(frozen=True)
class _Import:
    """One import under way."""

    session: Session
    garment: Garment
    unit: LengthUnit
    user: User | None


def import_chart(
    session: Session,
    garment: Garment,
    content: bytes,
    *,
    unit: LengthUnit | None = None,
    columns: Mapping[str, str] | None = None,
    user: User | None = None,
) -> ChartImport:
    """Return the import of a chart from CSV or XLSX; a preview is an import that the caller does not commit.

    `columns` names the column of a field or a size where its own head does not tell. Without a unit the file's own
    holds, else the pattern's or the label's. Values enter the newest revision's chart where it has none; what differs
    is refused, for a value changes by a revision. A row is taken whole or not at all.
    """
    hold_garment(session, garment)
    if not garment.sizes:
        raise RuleError(f"{garment.name} has no sizes yet: add them, or import its .rul file.", field="sizes")
    chart = find_chart(
        read_tables(content), find_size=lambda text: _find_size_name(garment, text), named=_read_named(garment, columns)
    )
    chosen = unit or chart.unit or choose_grid(session, None, None, garment=garment)[0]
    work = _Import(session, garment, chosen, user)
    found = {**chart.columns, **chart.sizes}
    done = ChartImport({name: chart.names[place] for name, place in found.items()}, chart.ignored, chosen)
    seen: set[str] = set()
    for row in chart.rows:
        try:
            measure = read_row(garment, chart, row, chosen)
            _ensure_new(measure, seen)
            done.taken.append(_take(work, row, measure))
        except RuleError as refusal:
            done.refused.append(RefusedRow(row.place, refusal.message))
    audit.note(session, "charted", garment, user=user, taken=len(done.taken), refused=len(done.refused))
    return done


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
        values, outcome = len(measure.values_mm), "added"
        pom = _add(work, measure)
    else:
        values = _fill(work, pom, measure)
        outcome = "filled" if values else "known"
    return TakenRow(row.place, pom.code, pom.name, outcome, values)


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


def _fill(work: _Import, pom: PointOfMeasure, measure: ChartMeasure) -> int:
    """Put in the values that the newest chart lacks and return how many; checked before anything is changed."""
    chart = find_newest(work.garment)
    known = {each.size: each.value_mm for each in chart.measures if each.pom is pom}
    missing = {size: value for size, value in measure.values_mm.items() if size not in known}
    for size, value in measure.values_mm.items():
        _ensure_same(work, size, known.get(size), value)
        if size in missing:
            _ensure_clear(pom, size)
    for size, value in missing.items():
        chart.measures.append(RevisionMeasure(pom=pom, size=size, value_mm=value))
    pom.how_to_measure = pom.how_to_measure or measure.how_to_measure
    if pom.tolerance_plus_mm is None and pom.tolerance_minus_mm is None:
        pom.tolerance_plus_mm, pom.tolerance_minus_mm = measure.tolerance_plus_mm, measure.tolerance_minus_mm
    return len(missing)


def _ensure_same(work: _Import, size: GarmentSize, known: Decimal | None, value: Decimal) -> None:
    """A value that is known changes by a revision and not by a file; what prints alike is the same."""
    if known is None:
        return
    grid = GRIDS[work.unit][0]
    own = choose_grid(work.session, None, None, garment=work.garment)
    if on_grid(known, work.unit, grid) != on_grid(value, work.unit, grid) and on_grid(known, *own) != on_grid(
        value, *own
    ):
        said, here = (write_length(each, work.unit, grid) for each in (value, known))
        raise RuleError(
            f"{size.name}: the file says {said} {work.unit}, revision {find_newest(work.garment).number} says {here}; "
            "change it by a revision.",
            field=size.name,
        )


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
