"""Tables as a workbook, a sheet each: typed numbers and days, words never formulas or links."""

from collections.abc import Iterable
from inspect import unwrap
from pathlib import Path

import xlsxwriter
import xlsxwriter.worksheet

from app.errors import RuleError
from app.services.formats.tables import Table
from app.services.formats.text import drop_control_characters

ROWS_MAX = 1_048_576
"""Rows of a sheet, its head included."""

CELL_MAX = 32_000

OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


# Without the reading of names such as "A1" that is wrapped around them: a million cells have none.
write_words = unwrap(xlsxwriter.worksheet.Worksheet.write_string)
write_number = unwrap(xlsxwriter.worksheet.Worksheet.write_number)


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
                    if isinstance(cell, str):
                        write_words(page, place, column, _fit(cell))
                    elif isinstance(cell, bool):
                        page.write_boolean(place, column, cell)
                    elif isinstance(cell, int | float):
                        write_number(page, place, column, cell)
                    elif cell is not None:
                        page.write_datetime(place, column, cell, day)
    finally:
        book.close()


def _fit(words: str) -> str:
    """The words as a cell holds them; most need no more than a look."""
    return words if words.isprintable() and len(words) <= CELL_MAX else drop_control_characters(words)[:CELL_MAX]
