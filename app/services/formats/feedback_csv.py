"""Reads a CSV file as shops export it: comma, semicolon or tab, UTF-8 or Windows-1252, words over several lines."""

import csv
import io
from dataclasses import dataclass

from app.errors import RuleError

DELIMITERS = ",;\t"
NO_DELIMITER = "\x1f"
CELL_MAX = 1_000_000


@dataclass(frozen=True)
class Row:
    """A row: the line of the file it begins on, and its cells by column, or why it could not be read."""

    line: int
    cells: dict[str, str]
    problem: str | None = None


@dataclass(frozen=True)
class Table:
    """The columns of a file, as its header names them, and its rows in order."""

    columns: list[str]
    rows: list[Row]


def read(content: bytes) -> Table:
    """Return what a file holds; refuses what is no table of text."""
    text = _decode(content)
    lines = text.splitlines()
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise RuleError("This file is empty.", field="file")
    # A lone column has no delimiter: the commas below it belong to the words.
    delimiter = max(DELIMITERS, key=first.count) if any(each in first for each in DELIMITERS) else NO_DELIMITER
    csv.field_size_limit(CELL_MAX)
    try:
        return _read_rows(text, delimiter)
    except csv.Error as error:
        raise RuleError(f"This file cannot be read as CSV: {error}.", field="file") from error


def _decode(content: bytes) -> str:
    """UTF-8 with or without its mark, else the Windows code page that spreadsheets write."""
    if content.startswith(b"PK\x03\x04") or b"\0" in content:
        raise RuleError("This is not a CSV file. Save it as CSV first.", field="file")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _read_rows(text: str, delimiter: str) -> Table:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns: list[str] = []
    rows: list[Row] = []
    line = 1
    for cells in reader:
        line, began = reader.line_num + 1, line
        if not any(cell.strip() for cell in cells):
            continue
        if not columns:
            columns = [cell.strip() for cell in cells]
        elif len(cells) > len(columns):
            rows.append(Row(began, {}, f"It has {len(cells)} cells where the header has {len(columns)}."))
        else:
            rows.append(Row(began, dict(zip(columns, (cell.strip() for cell in cells), strict=False))))
    return Table(columns, rows)
