"""The correction sheet as CSV, safe to open in a spreadsheet: numbers are numbers, words are never formulas."""

import csv
import io
from decimal import Decimal

from app.services.formats.sheet import Sheet
from app.services.formats.table import COLUMNS, MAKERS_COLUMNS, Cell, list_rows
from app.services.formats.text import guard


def write(sheet: Sheet) -> bytes:
    """Return the table as CSV in UTF-8, with the sheet's style, revision, check code and unit in every row."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    writer.writerow(("style", "revision", "check code", "unit", *COLUMNS, *MAKERS_COLUMNS))
    first: tuple[Cell, ...] = (sheet.style_number, sheet.new_revision, sheet.check_code, sheet.unit.value)
    for row in list_rows(sheet):
        writer.writerow([_write_cell(cell) for cell in (*first, *row)] + [""] * len(MAKERS_COLUMNS))
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
