"""Tables as a workbook, a sheet each: typed numbers and days, words never formulas or links."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import xlsxwriter

from app.errors import RuleError
from app.services.formats.tables import Table, Value
from app.services.formats.text import drop_control_characters

ROWS_MAX = 1_048_576
"""Rows of a sheet, its head included."""

CELL_MAX = 32_000

OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def write(path: Path, tables: Iterable[Table]) -> None:
    """Write the tables, the head of each frozen; refuses what a sheet cannot hold."""
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    try:
        for table in tables:
            page = book.add_worksheet(table.name.capitalize())
            page.freeze_panes(1, 0)
            page.write_row(0, 0, table.columns, head)
            for place, row in enumerate(table.rows, start=1):
                if place >= ROWS_MAX:
                    raise RuleError("That is more than a sheet holds: take CSV or JSON, or filter first.")
                for column, cell in enumerate(row):
                    _write_cell(page, place, column, cell, day)
    finally:
        book.close()


def _write_cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Value, day: object) -> None:
    if isinstance(cell, bool):
        page.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        page.write_number(row, column, cell)
    elif isinstance(cell, date):
        page.write_datetime(row, column, cell, day)
    elif cell is not None:
        page.write_string(row, column, drop_control_characters(cell)[:CELL_MAX])
