"""Measurement charts that come in as a file: what is new is kept, what does not fit is named with its place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment, LengthUnit, MeasureKind, PatternRevision, RevisionStatus, User
from app.services import audit
from app.services.ancestry import find_newest
from app.services.cautions import say_off_grid
from app.services.chart_filling import Differs, Filling, TakenRow, take_row
from app.services.chart_rows import ChartMeasure, UnknownName, read_row
from app.services.formats import chart_file
from app.services.formats.cells import read_tables
from app.services.formats.chart_file import ALIASES, Heads, find_chart
from app.services.garments import hold_garment
from app.services.label import choose_grid
from app.services.sizes_and_colours import find_size, get_size


@dataclass(frozen=True)
class RefusedRow:
    """A row that was not taken, and why."""

    place: str
    reason: str
    differs: bool = False
    """Whether a value that is known stands against it, which a draft could take as a change."""


@dataclass(frozen=True)
class NewMeasure:
    """A measure with a code that the garment does not have, whose kind the file does not say; its name may."""

    code: str
    name: str
    kind: MeasureKind | None


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
    new: list[NewMeasure] = field(default_factory=list)
    """Measures that `meanings` may say how to take."""
    off_grid: str | None = None
    """Which of the measures that were taken paper will print otherwise, in a sentence."""


def import_chart(
    session: Session,
    garment: Garment,
    content: bytes,
    *,
    unit: LengthUnit | None = None,
    columns: Mapping[str, str] | None = None,
    points: Mapping[str, str] | None = None,
    meanings: Mapping[str, str] | None = None,
    into_draft: bool = False,
    user: User | None = None,
) -> ChartImport:
    """Return the import of a chart from CSV or XLSX; a preview is an import that the caller does not commit.

    `columns` names the column of a field or a size where its own head does not tell, `points` the code of a measure
    whose name is not known, `meanings` by its code how a new measure is taken or which one of the library it is.
    Without a unit the file's own holds, else the pattern's or the label's. Values enter the newest revision's chart
    where it has none. What differs replaces what a first revision says by which nobody works yet; after that it is
    refused, for a value changes by a revision, or becomes a change of the open draft where that is asked for. A row is
    taken whole or not at all.
    """
    hold_garment(session, garment)
    if not garment.sizes:
        raise RuleError(f"{garment.name} has no sizes yet: add them, or import its .rul file.", field="sizes")
    chart = find_chart(
        read_tables(content), find_size=lambda text: _find_size_name(garment, text), named=_read_named(garment, columns)
    )
    chosen = unit or chart.unit or choose_grid(session, None, None, garment=garment)[0]
    draft = _get_draft(garment) if into_draft else None
    work = Filling(session, garment, chosen, draft, user, sure=True)
    found = {**chart.columns, **chart.sizes}
    done = ChartImport({name: chart.names[place] for name, place in found.items()}, chart.ignored, chosen)
    seen: set[str] = set()
    own = {pom.code.casefold() for pom in garment.points_of_measure}
    for row in chart.rows:
        try:
            measure = read_row(garment, chart, row, chosen, points or {}, meanings or {})
            _ensure_new(measure, seen)
            if measure.code.casefold() not in own and measure.name and measure.leaves_kind_open:
                done.new.append(NewMeasure(measure.code, measure.name, measure.kind))
            done.taken.append(take_row(work, row, measure))
        except RuleError as refusal:
            done.refused.append(RefusedRow(row.place, refusal.message, isinstance(refusal, Differs)))
            if isinstance(refusal, UnknownName) and refusal.name:
                done.unknown.append(refusal.name)
    done.off_grid = _say_off_grid(session, garment, done.taken)
    audit.note(session, "charted", garment, user=user, taken=len(done.taken), refused=len(done.refused))
    return done


def find_heads(garment: Garment, content: bytes, columns: Mapping[str, str] | None = None) -> Heads:
    """Return what the columns of a file are called, for whoever has to say what they are."""
    return chart_file.find_heads(
        read_tables(content), find_size=lambda text: _find_size_name(garment, text), named=_read_named(garment, columns)
    )


def _get_draft(garment: Garment) -> PatternRevision:
    """Only a draft takes changes: what was sent, cut or superseded stays as it is."""
    newest = find_newest(garment)
    if newest.status is not RevisionStatus.DRAFT:
        raise RuleError(
            f"Revision {newest.number} is {newest.status} and stays as it is: draft the next one, and values that "
            "differ can go there.",
            field="into_draft",
        )
    return newest


def _say_off_grid(session: Session, garment: Garment, taken: Sequence[TakenRow]) -> str | None:
    """By the paper of the garment, whatever unit the file is in."""
    unit, grid = choose_grid(session, None, None, garment=garment)
    return say_off_grid(find_newest(garment), unit=unit, grid=grid, codes={row.code for row in taken})


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
