"""The rows that were not taken, as a file to mend and import again."""

import re
from collections.abc import Iterable, Mapping

from app.services.formats import csv_table
from app.services.formats.csv_table import fold_column

PERSONAL = re.compile(
    r"(?:billing|shipping|reviewer|customer)(?:_|$)|(?:.*_)?(?:e?mail|phone|ip|ip_address|location|address)$"
    r"|(?:author|nickname|full_name|display_name|first_name|last_name|notes?|note_attributes)$"
)
"""Columns that no file which Toile keeps may hold."""


def write_rejects(
    content: bytes, rejects: Iterable[tuple[int, str]], *, without: Mapping[str, str] | None = None
) -> bytes:
    """Return the rows that were not taken as CSV, each with its line and why, to be mended and imported again.

    For a file that is kept here, `without` is what its columns are read as: those that hold e-mails, names and
    addresses are left out.
    """
    table, rejects = csv_table.read(content), list(rejects)
    wanted = {line for line, _ in rejects}
    by_line = {row.line: row.raw for row in table.rows if row.line in wanted}
    named = {(without or {}).get(name) for name in ("customer", "author")}
    folded = [fold_column(column) for column in table.columns]
    kept = [
        without is None or (column not in named and PERSONAL.match(fold) is None)
        for column, fold in zip(table.columns, folded, strict=True)
    ]
    width = len(folded)
    rows = (
        [str(line), why, *(cell for place, cell in enumerate(by_line[line]) if place >= width or kept[place])]
        for line, why in rejects
    )
    columns = [column for column, stays in zip(table.columns, kept, strict=True) if stays]
    return csv_table.write(["line", "why", *columns], rows)
