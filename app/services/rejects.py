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


FINGERPRINT = "toile_fingerprint"
"""The column by which a row is known again, whatever is left out or mended in it.

It is what is stored with an answer: a hash that only this label can make, of its author and words together. It tells
nobody who that is, nor which rows are by the same one.
"""


def write_rejects(
    content: bytes,
    rejects: Iterable[tuple[int, str]],
    *,
    fingerprints: Mapping[int, str] | None = None,
    without: Mapping[str, str] | None = None,
) -> bytes:
    """Return the rows that were not taken as CSV, each with its line and why, to be mended and imported again.

    `fingerprints` is what rows without an id of their own are known by, by their lines. For a file that is kept here,
    `without` is what its columns are read as: those that hold e-mails, names and addresses are left out.
    """
    table, rejects = csv_table.read(content), list(rejects)
    wanted = {line for line, _ in rejects}
    by_line = {row.line: row.raw for row in table.rows if row.line in wanted}
    named = {(without or {}).get(name) for name in ("customer", "author")}
    folded = [fold_column(column) for column in table.columns]
    kept = [
        column != FINGERPRINT and (without is None or (column not in named and PERSONAL.match(fold) is None))
        for column, fold in zip(table.columns, folded, strict=True)
    ]
    width = len(folded)
    known_by = fingerprints or {}
    added = [FINGERPRINT] if known_by.keys() & wanted else []
    rows = (
        [str(line), why, *(known_by.get(line, "") for _ in added)]
        + [cell for place, cell in enumerate(by_line[line]) if place >= width or kept[place]]
        for line, why in rejects
    )
    columns = [column for column, stays in zip(table.columns, kept, strict=True) if stays]
    return csv_table.write(["line", "why", *added, *columns], rows)
