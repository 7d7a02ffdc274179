"""Measures of pieces that come in as a file: the sheet of the cutting table filled in, or a table like it."""

import re
from dataclasses import dataclass, field
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Garment, LengthUnit, ProductionRound, User
from app.services.chart_rows import read_value
from app.services.formats.cells import CellRow, read_tables
from app.services.formats.chart_file import ChartFile, find_chart
from app.services.formats.measuring import STATES
from app.services.label import choose_grid
from app.services.lengths import FINEST, on_grid
from app.services.piece_measures import PIECES_MAX, Spot, record_measures
from app.services.points_of_measure import get_point_of_measure
from app.services.round_rules import ensure_cut
from app.services.sizes_and_colours import find_size

_PIECE = re.compile(r"(?P<size>.+?)[\s/#_·-]+(?:piece\s*|#\s*)?(?P<piece>\d{1,2})", re.IGNORECASE)
""" "XL 3", "XL/3", "XL piece 3"."""


@dataclass
class MeasureImport:
    """What an import read: how many measures, which of them were new, and the rows that were not taken."""

    unit: LengthUnit
    read: int = 0
    changed: int = 0
    columns: list[str] = field(default_factory=list)
    refused: list[tuple[str, str]] = field(default_factory=list)
    """Place of the row and why."""


def import_measures(
    session: Session,
    production_round: ProductionRound,
    content: bytes,
    *,
    washed: bool = False,
    unit: LengthUnit | None = None,
    user: User | None = None,
) -> MeasureImport:
    """Return the import of a CSV or XLSX file: points of measure down, pieces across ("M 1", "M 2").

    A page whose head says "After one wash" is about washed pieces, whatever `washed` says. Empty cells leave alone
    what is known; a row is taken whole or not at all. A preview is an import that the caller does not commit.
    """
    ensure_cut(session, production_round)
    garment = production_round.garment
    charts = [(table, _find_table(garment, table)) for table in read_tables(content)]
    found = [(table, chart) for table, chart in charts if chart]
    if not found:
        raise RuleError(
            "No row of this file heads a table: it needs a column with codes, and one for each piece, like “M 1”.",
            field="file",
        )
    chosen = unit or found[0][1].unit or choose_grid(session, None, None, garment=garment)[0]
    done = MeasureImport(chosen)
    values: dict[Spot, Decimal | None] = {}
    for table, chart in found:
        done.columns += [chart.names[place] for place in chart.sizes.values()]
        after_wash = _says_washed(table, chart, washed=washed)
        for row in chart.rows:
            try:
                values |= _read_row(garment, chart, row, chosen, washed=after_wash)
            except RuleError as refusal:
                done.refused.append((row.place, refusal.message))
    done.read = len(values)
    done.changed = record_measures(session, production_round, _drop_known(production_round, values, chosen), user=user)
    return done


def _find_table(garment: Garment, table: list[CellRow]) -> ChartFile | None:
    try:
        return find_chart([table], find_size=lambda head: _find_piece(garment, head), named={})
    except RuleError:
        return None


def _find_piece(garment: Garment, head: str) -> str | None:
    """The size and the number of a piece as "M 1", or None where a column is about something else."""
    named = _PIECE.fullmatch(head.strip())
    if named is None or not 1 <= int(named["piece"]) <= PIECES_MAX:
        return None
    size = find_size(garment, named["size"])
    return f"{size.name} {int(named['piece'])}" if size else None


def _says_washed(table: list[CellRow], chart: ChartFile, *, washed: bool) -> bool:
    """What stands above the table, where it says anything of it."""
    above = table[: len(table) - len(chart.rows) - 1]
    said = {str(cell).casefold() for row in above for cell in row.cells if cell}
    told = [state for state, name in STATES.items() if name.casefold() in said]
    return told[0] if told else washed


def _read_row(
    garment: Garment, chart: ChartFile, row: CellRow, unit: LengthUnit, *, washed: bool
) -> dict[Spot, Decimal | None]:
    """What a row says of each piece; one that is empty says nothing, whatever its code."""
    cells = {head: row.cells[place] for head, place in chart.sizes.items() if place < len(row.cells)}
    lengths = {head: length for head, cell in cells.items() if (length := read_value(cell, unit, head)) is not None}
    if not lengths:
        return {}
    place = chart.columns.get("code", chart.columns.get("name", 0))
    said = row.cells[place] if place < len(row.cells) else None
    code = get_point_of_measure(garment, "" if said is None else str(said)).code
    spots: dict[Spot, Decimal | None] = {}
    for head, length in lengths.items():
        size, _, piece = head.rpartition(" ")
        spots[Spot(code, size, int(piece), washed)] = length
    return spots


def _drop_known(
    production_round: ProductionRound, values: dict[Spot, Decimal | None], unit: LengthUnit
) -> dict[Spot, Decimal | None]:
    """Without what prints as it is known: a sheet that comes back has been put on a grid, the finest at that."""
    grid = FINEST[unit]
    known = {
        Spot(row.pom.code, row.size.name, row.piece, row.washed): on_grid(row.value_mm, unit, grid)
        for row in production_round.piece_measures
    }
    return {spot: value for spot, value in values.items() if value and known.get(spot) != on_grid(value, unit, grid)}
