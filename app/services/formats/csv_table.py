"""Reads a CSV file as shops export it: comma, semicolon or tab, UTF-8 or Windows-1252, words over several lines."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from app.errors import RuleError

DELIMITERS = ",;\t"
NO_DELIMITER = "\x1f"
CELL_MAX = 1_000_000

DANGEROUS = ("=", "+", "-", "@")
"""What spreadsheets take for the beginning of a formula; `write` puts ' before it and `read` takes it away."""

UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_FORMULA = re.compile(rf"[\s']*[{''.join(map(re.escape, DANGEROUS))}]")
_QUOTED = re.compile(r'"[^"]*"')
_SEPARATORS = re.compile(r"[\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


@dataclass(frozen=True)
class Row:
    """A row: the line of the file it begins on, and its cells by column, or why it could not be read."""

    line: int
    cells: dict[str, str]
    problem: str | None = None
    raw: tuple[str, ...] = ()
    """The cells in the order of the file, for whoever has to mend the row."""


@dataclass(frozen=True)
class Table:
    """The columns of a file, as its header names them, and its rows in order."""

    columns: list[str]
    rows: list[Row]


def read(content: bytes) -> Table:
    """Return what a file holds; refuses what is no table of text."""
    text = _decode(content)
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise RuleError("This file is empty.", field="file")
    unquoted = _QUOTED.sub("", first)
    # A lone column has no delimiter: the commas below it belong to the words.
    delimiter = max(DELIMITERS, key=unquoted.count) if any(each in unquoted for each in DELIMITERS) else NO_DELIMITER
    csv.field_size_limit(CELL_MAX)
    try:
        return _read_rows(text, delimiter)
    except csv.Error as error:
        raise RuleError(f"This file cannot be read as CSV: {error}.", field="file") from error


def write(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV that a spreadsheet opens safely and `read` reads back."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in (columns, *rows):
        writer.writerow([f"'{cell}" if _is_dangerous(cell) else cell for cell in row])
    # Excel takes a file for UTF-8 only if it begins with this mark.
    return b"\xef\xbb\xbf" + buffer.getvalue().encode("utf-8", "replace")


def fold_column(name: str) -> str:
    """Return a column's name as all spellings of it fold to: "Product ID", "productId", "product-id" are product_id."""
    return _SEPARATORS.sub("_", _HUMP.sub("_", name)).strip("_").casefold()


def _decode(content: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with it, else the Windows code page that spreadsheets write."""
    if content.startswith(UTF_16):
        return content.decode("utf-16", "replace").replace("\0", "")
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
    for raw in reader:
        line, began = reader.line_num + 1, line
        if not any(cell.strip() for cell in raw):
            continue
        cells = [_tidy(cell) for cell in raw]
        if not columns:
            columns = cells
        elif len(cells) > len(columns):
            problem = f"It has {len(cells)} cells where the header has {len(columns)}."
            rows.append(Row(began, {}, problem, raw=tuple(cells)))
        else:
            rows.append(Row(began, dict(zip(columns, cells, strict=False)), raw=tuple(cells)))
    return Table(columns, rows)


def _tidy(cell: str) -> str:
    cell = cell.strip()
    return cell[1:].strip() if cell.startswith("'") and _is_dangerous(cell[1:]) else cell


def _is_dangerous(cell: str) -> bool:
    return _FORMULA.match(cell) is not None
