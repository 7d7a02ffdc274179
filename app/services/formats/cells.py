"""Reads a table of cells from CSV or XLSX as people and programs write them, each row with its place in the file.

Numbers of a workbook stay numbers, words stay words; formulas are never computed, only the values saved beside them
are read.
"""

import csv
import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal

from app.errors import RuleError
from app.services.formats.text import unguard

Cell = Decimal | str | date | None

FILE_MAX = 8 * 1024 * 1024
UNPACKED_MAX = 64 * 1024 * 1024
"""Bytes of a workbook once it is unpacked: a small ZIP can hold gigabytes of nothing."""

AREA_MAX = 1_000_000
"""Cells of the rectangle that a sheet spans: one lone cell in the far corner would take all memory."""

COLUMNS_MAX = 1000

_REFERENCE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{0,3})(\d{1,7})[\"']")


@dataclass(frozen=True)
class CellRow:
    """A row that is not empty: where it stands, for people, and its cells from the first column on."""

    place: str
    cells: tuple[Cell, ...]


def read_tables(content: bytes) -> list[list[CellRow]]:
    """Return the tables of a file: one of a CSV file, one per sheet of a workbook; empty rows are left out."""
    if len(content) > FILE_MAX:
        raise RuleError(f"A chart may have {FILE_MAX // 1024 // 1024} MB at most.", field="file")
    if content.startswith(b"PK\x03\x04"):
        return _read_workbook(content)
    return [list(_read_csv(_decode(content)))]


def _decode(content: bytes) -> str:
    """UTF-8 with or without its mark, else the Windows code page that spreadsheets write."""
    if b"\0" in content:
        raise RuleError("This is neither a CSV nor an XLSX file.", field="file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _read_csv(text: str) -> Iterator[CellRow]:
    delimiter = max(";\t,", key=text[:10_000].count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    line = 1
    try:
        for row in reader:
            line, began = reader.line_num + 1, line
            cells = tuple(unguard(cell.strip()) or None for cell in row[:COLUMNS_MAX])
            if any(cells):
                yield CellRow(f"line {began}", cells)
    except csv.Error as error:
        raise RuleError(f"Line {line} cannot be read as CSV: {error}.", field="file") from error


def _read_workbook(content: bytes) -> list[list[CellRow]]:
    # Loaded for whoever reads a workbook only.
    from python_calamine import CalamineError, CalamineWorkbook

    _ensure_harmless(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    except CalamineError as error:
        raise RuleError("This workbook cannot be read; save it as XLSX or CSV once more.", field="file") from error
    return [list(_list_rows(name, rows)) for name, rows in sheets.items()]


def _list_rows(sheet: str, rows: Sequence[Sequence[object]]) -> Iterator[CellRow]:
    for number, row in enumerate(rows, start=1):
        cells = tuple(_read_cell(value) for value in row[:COLUMNS_MAX])
        if any(cell is not None for cell in cells):
            yield CellRow(f"{sheet}, row {number}", cells)


def _read_cell(value: object) -> Cell:
    match value:
        case bool():
            return "yes" if value else "no"
        case int() | float():
            return Decimal(repr(value))
        case date():
            return value
        case time() | timedelta():
            return str(value)
        case _:
            return str(value).strip() or None


def _ensure_harmless(content: bytes) -> None:
    """A workbook unpacks to what it looks like."""
    refusal = RuleError("This workbook cannot be read; save it as XLSX or CSV once more.", field="file")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            members = parts.infolist()
            if "xl/workbook.xml" not in parts.namelist():
                raise refusal
            if sum(member.file_size for member in members) > UNPACKED_MAX:
                raise RuleError("This workbook is too large once it is unpacked.", field="file")
            for member in members:
                _ensure_small_area(parts.read(member))
    except (zipfile.BadZipFile, RuntimeError, OSError, EOFError) as error:
        raise refusal from error


def _ensure_small_area(part: bytes) -> None:
    """No cell stands so far out that the rectangle up to it fills the memory."""
    rows = columns = 1
    for letters, number in _REFERENCE.findall(part):
        rows = max(rows, int(number))
        column = 0
        for letter in letters.upper():
            column = column * 26 + letter - 64
        columns = max(columns, column)
    if rows * columns > AREA_MAX:
        raise RuleError("A cell of this workbook stands far outside of any chart.", field="file")
