"""Tables as CSV, one file each in a ZIP: numbers are numbers, words are never formulas."""

import csv
import io
import zipfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.services.formats.tables import Table, Value
from app.services.formats.text import guard

COMPRESSION = 2
"""Of words nearly as small as the usual 6, in half the time."""


def write(path: Path, tables: Iterable[Table]) -> None:
    """Write the tables, in UTF-8 with the mark by which Excel knows it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=COMPRESSION) as archive:
        for table in tables:
            with (
                archive.open(f"{table.name}.csv", "w", force_zip64=True) as member,
                io.TextIOWrapper(member, encoding="utf-8-sig", newline="") as text,
            ):
                writer = csv.writer(text)
                writer.writerow(table.columns)
                writer.writerows([_write_cell(cell) for cell in row] for row in table.rows)


def _write_cell(cell: Value) -> str | int | None:
    """A cell as the writer takes it: words that are no formula; whole numbers and what is empty it writes itself.

    The commonest kinds come first: a large file has millions of cells.
    """
    if isinstance(cell, str):
        return guard(cell)
    if cell is None or cell.__class__ is int:
        return cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:.15g}"
    assert isinstance(cell, date)
    return cell.isoformat()
