"""Finds the measurement chart in a table of cells: its head, what each column is, its unit, its rows."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from app.errors import RuleError
from app.models import LengthUnit
from app.services.formats.cells import Cell, CellRow

ALIASES = {
    "code": ("code", "pom", "pom_code", "pom_no", "no", "nr", "ref", "id"),
    "name": ("measure", "name", "pom_name", "measurement", "point_of_measure", "description"),
    "kind": ("kind", "type"),
    "how_to_measure": ("how_to_measure", "htm", "how"),
    "tolerance": ("tolerance", "tol", "tolerance_plusminus", "tol_plusminus", "plusminus"),
    "tolerance_plus": ("tolerance_plus", "tol_plus", "plus"),
    "tolerance_minus": ("tolerance_minus", "tol_minus", "minus"),
    "critical": ("critical", "crit"),
}
"""What charts call their columns (case, spaces and signs aside), the likeliest first."""

TOP = 10
"""Rows of a table in which its head is looked for where none is known by its words."""

_UNITS = {"mm": LengthUnit.MM, "cm": LengthUnit.CM, "in": LengthUnit.IN, "inch": LengthUnit.IN, "inches": LengthUnit.IN}


@dataclass(frozen=True)
class ChartFile:
    """A chart as the file has it; columns are places in a row."""

    columns: dict[str, int]
    """By field of ALIASES."""
    sizes: dict[str, int]
    """By the size's name as the garment spells it."""
    names: tuple[str, ...]
    """The heads of all columns."""
    unit: LengthUnit | None
    """What the file says above its table, if it does."""
    rows: tuple[CellRow, ...]

    @property
    def ignored(self) -> list[str]:
        """Return the columns that nothing is read from."""
        used = {*self.columns.values(), *self.sizes.values()}
        return [name for place, name in enumerate(self.names) if name and place not in used]


@dataclass(frozen=True)
class Heads:
    """What the columns of a file are called, and what each is read as, by field or size."""

    names: list[str]
    columns: dict[str, str]


def find_chart(
    tables: Sequence[Sequence[CellRow]], *, find_size: Callable[[str], str | None], named: Mapping[str, str]
) -> ChartFile:
    """Return the first chart of a file; `named` says which column is which field or size where its head does not.

    A field or size that is named with nothing is not in the file, whatever its heads say. A head names a code or a
    measure, and at least one size. `find_size` gives a size's own name for what a head says.
    """
    for table in tables:
        for place, row in enumerate(table):
            names = tuple(_words(cell) for cell in row.cells)
            columns, sizes = _map_columns(names, find_size, named)
            if sizes and columns.keys() & {"code", "name"}:
                return ChartFile(columns, sizes, names, _find_unit(table[:place]), tuple(table[place + 1 :]))
    raise RuleError(
        "No row of this file heads a chart: it needs a column with codes or names, and one for each size.", field="file"
    )


def find_heads(
    tables: Sequence[Sequence[CellRow]], *, find_size: Callable[[str], str | None], named: Mapping[str, str]
) -> Heads:
    """Return what the columns of a file are called, and which of them tell what they are.

    Where no row heads a chart by itself, it is the first one with the most words among those at the top.
    """
    try:
        names = find_chart(tables, find_size=find_size, named=named).names
    except RuleError:
        rows = [tuple(_words(cell) for cell in row.cells) for table in tables for row in table[:TOP]]
        names = max(rows, key=lambda row: sum(any(map(str.isalpha, name)) for name in row), default=())
    columns, sizes = _map_columns(names, find_size, named)
    return Heads([name for name in names if name], {key: names[place] for key, place in {**columns, **sizes}.items()})


def _map_columns(
    names: tuple[str, ...], find_size: Callable[[str], str | None], named: Mapping[str, str]
) -> tuple[dict[str, int], dict[str, int]]:
    keys = [_key(name) for name in names]
    columns: dict[str, int] = {}
    sizes: dict[str, int] = {}
    for wanted, head in named.items():
        if head and head in names:
            size = None if wanted in ALIASES else find_size(wanted)
            (sizes if size else columns)[size or wanted] = names.index(head)
    for field, aliases in ALIASES.items():
        known = next((keys.index(alias) for alias in aliases if alias in keys), None)
        if known is not None and field not in named:
            columns.setdefault(field, known)
    taken = {*columns.values(), *sizes.values()}
    left_out = {find_size(wanted) for wanted, head in named.items() if not head and wanted not in ALIASES}
    for place, name in enumerate(names):
        size = find_size(re.sub(r"\s*\(?base\)?$", "", name, flags=re.IGNORECASE)) if name else None
        if size and place not in taken and size not in left_out:
            sizes.setdefault(size, place)
    return columns, sizes


def _key(head: str) -> str:
    """ "Tolerance (+)" as "tolerance_plus"."""
    text = re.sub(r"\+\s*/\s*[-−–]|±", " plusminus ", head.casefold())
    text = re.sub(r"\(?\+\)?\s*$", " plus", text)
    text = re.sub(r"\(?[-−–]\)?\s*$", " minus", text)
    return re.sub(r"[^a-z0-9]+", "_", text).strip("_")


def _find_unit(above: Sequence[CellRow]) -> LengthUnit | None:
    """The unit in a line such as "Unit, cm" above the table."""
    for row in above:
        said = [words for cell in row.cells if (words := _words(cell))]
        if len(said) > 1 and said[0].casefold().startswith("unit"):
            first = re.match(r"[A-Za-z]+", said[1])
            return _UNITS.get(first[0].casefold()) if first else None
    return None


def _words(cell: Cell) -> str:
    """A head as words: the size 38 may stand as a number."""
    return "" if cell is None else str(cell).removesuffix(".0").strip()
