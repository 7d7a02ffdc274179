"""A row of a measurement chart, read: its code, its words, its tolerances and its values in mm."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from app.errors import RuleError
from app.models import NAME_MAX, SENTENCE_MAX, Garment, GarmentSize, LengthUnit, MeasureKind
from app.services.formats.cells import Cell, CellRow
from app.services.formats.chart_file import ChartFile
from app.services.lengths import read_length
from app.services.point_library import STARTER_LIBRARY, StarterPoint
from app.services.point_names import find_kind
from app.services.points_of_measure import CODE_MAX
from app.services.sizes_and_colours import get_size

YES = frozenset({"yes", "y", "x", "true", "1", "critical"})

_PARTED = re.compile(r"\+\s*(.{1,20}?)\s*[\s/,]\s*[-−–]\s*(.{1,20})")
""" "+1/4 −1/8", as collars and cuffs have it."""


class UnknownName(RuleError):
    """A row without a code, whose name no point of measure has; somebody may say which one it is."""

    def __init__(self, name: str) -> None:
        unknown = f"“{name}” is no name that we know: give it a code, or say which measure it is."
        super().__init__(unknown if name else "It has neither a code nor a name.", field="code")
        self.name = name


@dataclass(frozen=True)
class ChartMeasure:
    """What a row says of a point of measure; lengths are mm."""

    code: str
    name: str
    kind: MeasureKind | None
    leaves_kind_open: bool
    """Whether a row with a code of its own has no word for its kind: somebody may see it otherwise than its name."""
    how_to_measure: str | None
    tolerance_plus_mm: Decimal | None
    tolerance_minus_mm: Decimal | None
    critical: bool
    values_mm: dict[GarmentSize, Decimal]


@dataclass(frozen=True)
class _Row:
    """A row with all that is needed to understand it."""

    garment: Garment
    chart: ChartFile
    row: CellRow
    unit: LengthUnit
    points: Mapping[str, str]
    """The code of a measure by its name in the file, where somebody said it."""
    meanings: Mapping[str, str]
    """How a new measure is taken or which one of the library it is, by its code, where somebody said it."""

    def cell(self, name: str) -> Cell:
        """Return what it says under a column that we know, or nothing."""
        place = self.chart.columns.get(name)
        return self.row.cells[place] if place is not None and place < len(self.row.cells) else None

    def words(self, name: str) -> str:
        cell = self.cell(name)
        return "" if cell is None else f"{cell.normalize():f}" if isinstance(cell, Decimal) else str(cell).strip()


def read_row(
    garment: Garment,
    chart: ChartFile,
    row: CellRow,
    unit: LengthUnit,
    points: Mapping[str, str],
    meanings: Mapping[str, str],
) -> ChartMeasure:
    """Return what a row says; what is no length, no kind or no code is refused, with the column's name before it."""
    work = _Row(garment, chart, row, unit, points, meanings)
    code, starter = _read_code(work)
    name = work.words("name") or (starter.name if starter else "")
    meaning = meanings.get(code.casefold(), "")
    meant = STARTER_LIBRARY.get(meaning) or starter
    how = work.words("how_to_measure") or (meant.how_to_measure if meant else "")
    if len(name) > NAME_MAX or len(how) > SENTENCE_MAX:
        raise RuleError(f"The words of {code} are too long.", field="name")
    plus, minus = _read_tolerance(work)
    values = {
        get_size(garment, size): value
        for size, place in chart.sizes.items()
        if place < len(row.cells) and (value := read_value(row.cells[place], unit, size)) is not None
    }
    return ChartMeasure(
        code=code, name=name, kind=_read_kind(work, meaning, starter),
        leaves_kind_open=bool(work.words("code")) and not work.words("kind"), how_to_measure=how or None,
        tolerance_plus_mm=plus, tolerance_minus_mm=minus, critical=work.words("critical").casefold() in YES,
        values_mm=values,
    )  # fmt: skip


def _read_code(work: _Row) -> tuple[str, StarterPoint | None]:
    """The code of a row, or of what its name is known as; and what the starter library knows of it."""
    code, name = work.words("code"), work.words("name").casefold()
    if not code and name:
        own = {pom.name.casefold(): pom.code for pom in work.garment.points_of_measure}
        library = {point.name.casefold(): key for key, point in STARTER_LIBRARY.items()}
        code = work.points.get(name) or own.get(name) or library.get(name) or ""
    if not code:
        raise UnknownName(work.words("name"))
    if len(code) > CODE_MAX:
        raise RuleError(f"The code “{code[:20]}” is longer than {CODE_MAX} characters.", field="code")
    starter = STARTER_LIBRARY.get(code.upper())
    # Codes vary by house: where the file has a name of its own for it, the library's is another thing, unless somebody
    # said that it is the one.
    is_meant = starter is not None and (name in ("", starter.name.casefold()) or name in work.points)
    return code, starter if is_meant else None


def _read_kind(work: _Row, meaning: str, starter: StarterPoint | None) -> MeasureKind | None:
    """What the file says, else what somebody said, else what its name does."""
    words = work.words("kind")
    if not words and meaning in STARTER_LIBRARY:
        return STARTER_LIBRARY[meaning].kind
    words = words or meaning
    if not words:
        return find_kind(work.words("name")) or (starter.kind if starter else None)
    first = words.casefold().split()[0].strip(",.")
    if first not in set(MeasureKind):
        raise RuleError(f"“{words[:20]}” is no kind of measure: half, full or straight.", field="kind")
    return MeasureKind(first)


def read_value(cell: Cell, unit: LengthUnit, column: str) -> Decimal | None:
    """Return a measure in mm; None where the cell is empty or says so."""
    if cell is None or cell in ("-", "–", "—", "n/a"):
        return None
    length = _read_length(cell, unit, column)
    if length <= 0:
        raise RuleError(f"{column}: “{_write(cell)}” is not more than nothing.", field=column)
    return length


def _read_tolerance(work: _Row) -> tuple[Decimal | None, Decimal | None]:
    """Plus and minus in mm, both as amounts: a minus may be written with its sign or without."""
    if parted := _PARTED.fullmatch(work.words("tolerance")):
        plus_and_minus = (_read_allowance(part, work.unit, "tolerance") for part in parted.groups())
        return next(plus_and_minus), next(plus_and_minus)
    both = _read_allowance(work.cell("tolerance"), work.unit, "tolerance")
    plus = _read_allowance(work.cell("tolerance_plus"), work.unit, "tolerance +")
    minus = _read_allowance(work.cell("tolerance_minus"), work.unit, "tolerance −")
    return (both if plus is None else plus), (both if minus is None else minus)


def _read_allowance(cell: Cell, unit: LengthUnit, column: str) -> Decimal | None:
    if cell is None:
        return None
    if isinstance(cell, str):
        cell = cell.replace("+/-", "").replace("±", "").strip()
    return abs(_read_length(cell, unit, column)) if cell != "" else None


def _read_length(cell: Cell, unit: LengthUnit, column: str) -> Decimal:
    if isinstance(cell, date):
        raise RuleError(
            f"{column}: the spreadsheet made a date of this, {cell:%Y-%m-%d}; write it as text.", field=column
        )
    try:
        return read_length(_write(cell), unit)
    except RuleError as refusal:
        raise RuleError(f"{column}: {refusal.message}", field=column) from refusal


def _write(cell: Cell) -> str:
    return f"{round(cell, 6).normalize():f}" if isinstance(cell, Decimal) and cell.is_finite() else str(cell)
