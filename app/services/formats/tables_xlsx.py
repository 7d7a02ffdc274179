"""Tables as a workbook, a sheet each: typed numbers and days, words never formulas or links."""

from collections.abc import Iterable
from inspect import unwrap
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell_fast
from xlsxwriter.worksheet import CellNumberTuple, CellStringTuple, Worksheet

from app.errors import RuleError
from app.services.formats.tables import Table
from app.services.formats.text import drop_control_characters

ROWS_MAX = 1_048_576
"""Rows of a sheet, its head included."""

CELL_MAX = 32_000

WIDTHS = {"comment": 60, "words": 30, "tapped": 30, "fit point": 24, "garment": 22, "says": 24, "code": 22,
          "suggested": 24, "suggested code": 22}  # fmt: skip
"""In characters, of what is long to read; every other column is as wide as its head, and a day fits into it."""

NARROWEST = 11

OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


# Without the reading of names such as "A1" that is wrapped around them: a million cells have none.
write_words = unwrap(Worksheet.write_string)
write_number = unwrap(Worksheet.write_number)


class PlainSheet(Worksheet):  # type: ignore[misc]  # XlsxWriter ships no types
    """A sheet that writes plain words and numbers straight away, byte for byte as XlsxWriter would.

    Nearly every cell is one, without look, link or rich text; asking each for them takes longer than all else.
    """

    def _write_cell(self, row: int, col: int, cell: Any) -> None:
        kind = cell.__class__
        if cell.format is None and kind is CellNumberTuple:
            self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}"><v>{cell.number:.16G}</v></c>')
        elif cell.format is None and kind is CellStringTuple and _is_plain(cell.string):
            words = cell.string
            if "&" in words or "<" in words or ">" in words:
                words = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            self.fh.write(f'<c r="{xl_rowcol_to_cell_fast(row, col)}" t="inlineStr"><is><t>{words}</t></is></c>')
        else:
            super()._write_cell(row, col, cell)


def _is_plain(words: str) -> bool:
    """Words that need no care for control characters, what looks like one, spaces at the ends, or tags of a look."""
    return words.isprintable() and words == words.strip() and "_x" not in words and not words.startswith("<r>")


def write(path: Path, tables: Iterable[Table]) -> None:
    """Write the tables, the head of each frozen; refuses what a sheet cannot hold."""
    book = xlsxwriter.Workbook(str(path), OPTIONS)
    head, day = book.add_format({"bold": True, "bottom": 1}), book.add_format({"num_format": "yyyy-mm-dd"})
    try:
        for table in tables:
            page = book.add_worksheet(table.name.capitalize(), worksheet_class=PlainSheet)
            page.freeze_panes(1, 0)
            for column, name in enumerate(table.columns):
                page.set_column(column, column, WIDTHS.get(name, max(NARROWEST, len(name) + 2)))
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
