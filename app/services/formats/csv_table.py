"""Reads a CSV file as shops export it: comma, semicolon or tab, UTF-8 or Windows-1252, words over several lines."""

import csv
import io
import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from app.errors import RuleError
from app.services.formats.text import begins_formula, unguard

DELIMITERS = ",;\t"
NO_DELIMITER = "\x1f"
CELL_MAX = 1_000_000

UTF_16 = (b"\xff\xfe", b"\xfe\xff")

_EXCEL_HINT = re.compile(r"[\"']?sep=(.)[\"']?[,;\t]*\r?\n", re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_LINE = re.compile(r"[^\r\n]*(?:\r\n|[\r\n])|[^\r\n]+")
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
    """A file as a table. Its rows are read each time that they are asked for: a long file is never whole in memory."""

    text: str
    delimiter: str
    begins_on: int = 1
    """The line of the file that its header stands on."""

    @cached_property
    def columns(self) -> list[str]:
        """Return the columns, as the header names them."""
        return [_tidy(cell) for cell in next((raw for _, raw in self._records()), [])]

    @property
    def rows(self) -> Iterator[Row]:
        """Return the rows below the header, in order."""
        columns = self.columns
        for began, raw in itertools.islice(self._records(), 1, None):
            cells = [_tidy(cell) if cell.startswith("'") else cell for cell in map(str.strip, raw)]
            if len(cells) > len(columns):
                problem = f"It has {len(cells)} cells where the header has {len(columns)}."
                yield Row(began, {}, problem, raw=tuple(cells))
            else:
                yield Row(began, dict(zip(columns, cells, strict=False)), raw=tuple(cells))

    def list_cells(self, column: str) -> Iterator[str]:
        """Return what the rows hold in one column, in order; a column that the file has not holds nothing."""
        places = {name: place for place, name in enumerate(self.columns)}
        if (place := places.get(column)) is None:
            return
        for _, raw in itertools.islice(self._records(), 1, None):
            if place < len(raw) <= len(self.columns):
                yield _tidy(raw[place])

    @cached_property
    def count(self) -> int:
        """Return how many rows there are."""
        return max(0, sum(1 for _ in self._records()) - 1)

    def _records(self) -> Iterator[tuple[int, list[str]]]:
        """All that holds anything, the header first, each with the line that it begins on."""
        # Line by line out of the text: a StringIO would hold all of it once more, in four bytes a character.
        reader = csv.reader((found[0] for found in _LINE.finditer(self.text)), delimiter=self.delimiter)
        line = self.begins_on
        for raw in reader:
            line, began = reader.line_num + self.begins_on, line
            if any(cell.strip() for cell in raw):
                yield began, raw


def read(content: bytes) -> Table:
    """Return what a file holds; refuses what is no table of text."""
    text = _decode(content)
    # "sep=;" on top is a hint for Excel, and no row.
    hint = _EXCEL_HINT.match(text)
    text = text[hint.end() :] if hint else text
    first = next((line for line in text.splitlines() if line.strip()), "")
    if not first:
        raise RuleError("This file is empty.", field="file")
    unquoted = _QUOTED.sub("", first)
    # A lone column has no delimiter: the commas below it belong to the words.
    delimiter = max(DELIMITERS, key=unquoted.count) if any(each in unquoted for each in DELIMITERS) else NO_DELIMITER
    csv.field_size_limit(CELL_MAX)
    table = Table(text, delimiter, begins_on=2 if hint else 1)
    try:
        table.count  # noqa: B018  # goes through all of it, so that nothing breaks off half way
    except csv.Error as error:
        raise RuleError(f"This file cannot be read as CSV: {error}.", field="file") from error
    return table


def write(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """Return a table as CSV that a spreadsheet opens safely and `read` reads back: formulas have a ' before them."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    for row in (columns, *rows):
        writer.writerow([f"'{cell}" if begins_formula(cell) else cell for cell in row])
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


def _tidy(cell: str) -> str:
    return unguard(cell.strip()).strip()
