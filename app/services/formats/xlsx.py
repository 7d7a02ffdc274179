"""The correction sheet as a workbook: typed numbers in the maker's unit, the maker's own columns empty at the right."""

import io
from decimal import Decimal

import xlsxwriter

from app.models import LengthUnit
from app.services.formats.paper import IN_XLSX
from app.services.formats.sheet import Sheet
from app.services.formats.table import COLUMNS, MAKERS_COLUMNS, Cell, list_heading, list_rows
from app.services.formats.text import drop_control_characters
from app.services.lengths import FINEST, choose_format

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}

LENGTHS = {
    COLUMNS.index(name) for name in ("tolerance +", "tolerance −", "old", "grade step old", "grade step new", "amount")
}
CHANGE, NEW = COLUMNS.index("change"), COLUMNS.index("new")
WIDTHS = {
    "line": 5, "code": 6, "measure": 22, "how to measure": 24, "tolerance +": 10, "tolerance −": 10, "applies to": 11,
    "size": 7, "beside the numbers": 20, "instruction": 30, "pieces touched": 12, "seam or point": 16, "direction": 11,
    "marked on the sketch": 24, "also check": 20, "check on the sample": 20, "reason": 24, "evidence": 26, "quotes": 26,
    "done": 6, "done differently: value": 12, "why": 16, "can't: why": 16, "question": 16,
    "measured on pattern: old": 11, "measured on pattern: new": 11,
}  # fmt: skip
"""In characters; every other column is NARROW."""

NARROW = 9

SAID_ONCE = {
    COLUMNS.index(name)
    for name in (
        "how to measure", "beside the numbers", "marked on the sketch", "also check", "check on the sample", "reason",
        "evidence", "quotes",
    )
}  # fmt: skip
"""Long words that hold for a whole line stand beside its first size only."""


def write(sheet: Sheet) -> bytes:
    """Return the workbook: heading, then the table with its head frozen and repeated on every printed page."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    # A fixed moment, or the same sheet would give other bytes tomorrow.
    book.set_properties({"title": _clean(sheet.garment), "created": sheet.sent_at.replace(tzinfo=None)})
    page = book.add_worksheet("Correction sheet")
    bold, head = book.add_format({"bold": True}), book.add_format({"bold": True, "bottom": 1, "text_wrap": True})
    head.set_align("top")
    heading = list_heading(sheet)
    for place, (word, value) in enumerate(heading):
        page.write_string(place, 0, word, bold)
        page.write_string(place, 3, _clean(value))
    top = len(heading) + 1
    names = (*COLUMNS, *MAKERS_COLUMNS)
    page.write_row(top, 0, names, head)
    formats = _Formats(book, sheet)
    bottom, line = top, None
    for bottom, row in enumerate(list_rows(sheet), start=top + 1):
        for column, cell in enumerate(row):
            if row[0] != line or column not in SAID_ONCE:
                _write_cell(page, bottom, column, cell, formats)
        line = row[0]
        for column in range(len(COLUMNS), len(names)):
            page.write_blank(bottom, column, None, formats.box)
    _lay_out(page, sheet, top, bottom, len(names) - 1)
    book.close()
    return buffer.getvalue()


class _Formats:
    """How numbers look in the maker's unit."""

    def __init__(self, book: xlsxwriter.Workbook, sheet: Sheet) -> None:
        number = number_format(sheet.unit, sheet.grid)
        top = {"valign": "top"}
        self.unit, self.grid = sheet.unit, sheet.grid
        self.length = book.add_format({"num_format": number, **top})
        # Any fraction in its lowest terms: by sixty-fourths 3/16 would read 12/64.
        exact = "# ??/??" if sheet.unit is LengthUnit.IN else number_format(sheet.unit, FINEST[sheet.unit])
        self.exact = book.add_format({"num_format": exact, **top})
        self.new = book.add_format({"num_format": number, "bold": True, "bg_color": "#EEEEEE", **top})
        self.change = book.add_format({"num_format": f"+{number};−{number};0", **top})
        self.words = book.add_format({"text_wrap": True, **top})
        self.plain = book.add_format(top)
        self.box = book.add_format({"border": 1})

    def of(self, column: int, value: Decimal | int) -> object:
        if column == CHANGE:
            return self.change
        if column == NEW:
            return self.new
        if column not in LENGTHS:
            return self.plain
        # Tolerances and amounts stand off the grid: shown by it, 0.95 cm would read 1.0.
        return self.length if choose_format(Decimal(value), self.unit, self.grid) == self.grid else self.exact


def _write_cell(page: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, formats: _Formats) -> None:
    if isinstance(cell, str):
        page.write_string(row, column, _clean(cell), formats.words)
    elif isinstance(cell, Decimal | int):
        page.write_number(row, column, float(cell), formats.of(column, cell))


def _lay_out(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, top: int, bottom: int, last: int) -> None:
    for column, name in enumerate((*COLUMNS, *MAKERS_COLUMNS)):
        page.set_column(column, column, WIDTHS.get(name, NARROW))
    page.freeze_panes(top + 1, 3)
    page.print_area(0, 0, bottom, last)
    page.repeat_rows(top)
    page.repeat_columns(0, 2)
    page.set_landscape()
    page.set_paper(IN_XLSX[sheet.paper])
    # Three pages side by side: on fewer, so many columns would be too small to read.
    page.fit_to_pages(3, 0)
    page.print_across()
    page.set_footer(f"&L{sheet.check_code}&RPage &P of &N")


def number_format(unit: LengthUnit, grid: str) -> str:
    """Return how a workbook shows lengths: sixteenths as people write them, or as many decimals as the grid has."""
    if unit is LengthUnit.IN:
        under = grid.partition("/")[2]
        return f"# {'?' * len(under)}/{under}"
    places = len(grid.partition(".")[2])
    return f"0.{'0' * places}" if places else "0"


def _clean(words: str) -> str:
    return drop_control_characters(words)[:32_000]
