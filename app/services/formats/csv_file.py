"""The correction sheet as CSV, safe to open in a spreadsheet: numbers are numbers, words are never formulas."""

import csv
import io
from decimal import Decimal

from app.services.formats.sheet import Sheet
from app.services.formats.table import COLUMNS, MAKERS_COLUMNS, Cell, describe_head, list_rows
from app.services.formats.text import guard

HEAD = ("garment", "style", "season", "old revision", "revision", "check code", "unit", "grid")
"""What tells the sheet stands before its table, whatever else is said of it behind."""

SAID_BEFORE = {"Garment", "Style number", "Season", "Correction sheet, revision", "Check code", "Unit and grid"}


def write(sheet: Sheet) -> bytes:
    """Return the table as CSV in UTF-8; one row heads it, so what is said of the whole sheet stands in every row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    rest = {word: said for word, said in describe_head(sheet).items() if word not in SAID_BEFORE}
    writer.writerow((*HEAD, *COLUMNS, *MAKERS_COLUMNS, *(word.lower() for word in rest)))
    first: tuple[Cell, ...] = (
        sheet.garment, sheet.style_number, sheet.season, sheet.old_revision, sheet.new_revision, sheet.check_code,
        sheet.unit.value, sheet.grid,
    )  # fmt: skip
    empty = (None,) * len(MAKERS_COLUMNS)
    for row in list_rows(sheet):
        writer.writerow([_write_cell(cell) for cell in (*first, *row, *empty, *rest.values())])
    # Excel takes a file for UTF-8 only if it begins with this mark.
    return b"\xef\xbb\xbf" + buffer.getvalue().encode()


def _write_cell(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Decimal):
        return f"{cell.normalize():f}"
    if isinstance(cell, int):
        return str(cell)
    return guard(cell)
