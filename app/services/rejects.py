"""The rows that were not taken, as a file to mend and import again."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.services.formats import csv_table
from app.services.formats.csv_table import fold_column
from app.services.label import keyed_hash

PERSONAL = re.compile(
    r"(?:billing|shipping|reviewer|customer)(?:_|$)|(?:.*_)?(?:e?mail|phone|ip|ip_address|location|address)$"
    r"|(?:author|nickname|full_name|display_name|first_name|last_name|notes?|note_attributes)$"
)
"""Columns that are empty in every file which Toile keeps."""

FINGERPRINT = "toile_fingerprint"
"""The column by which a row is known again, whatever is left out or mended in it.

It is what is stored with an answer: a hash that only this label can make, of its author and words together. It tells
nobody who that is, nor which rows are by the same one.
"""


CUSTOMER = "toile_customer"
"""The column by which the customer of a row is known again, whose e-mail is left out.

It is another one in every row: it tells nobody who that is, nor which rows are by the same one.
"""

OWN = ("line", "why", FINGERPRINT, CUSTOMER)
"""The columns that a file to mend has beside those of the shop."""

KEY = re.compile(r"[0-9a-f]{64}")


class Mark(NamedTuple):
    """What a row to mend bears beside its cells; nothing where its source named it, or no customer."""

    fingerprint: str = ""
    customer: str = ""


def mask_customer(session: Session, key: str, known_by: str) -> str:
    """Return the key of a customer as the row that is known by this bears it, and from what it bears the key."""
    mask = keyed_hash(session, repr(("customer of a row", known_by)))
    return bytes(each ^ over for each, over in zip(bytes.fromhex(key), mask, strict=True)).hex()


def write_rejects(
    content: bytes,
    rejects: Iterable[tuple[int, str]],
    *,
    marks: Mapping[int, Mark] | None = None,
    without: Mapping[str, str] | None = None,
) -> bytes:
    """Return the rows that were not taken as CSV, each with its line and why, to be mended and imported again.

    `marks` is what rows are known by again, by their lines. For a file that is kept here, `without` is what its columns
    are read as: those that hold e-mails, names and addresses are left empty, and stay, for a file is known by them.
    """
    table, rejects = csv_table.read(content), list(rejects)
    wanted = {line for line, _ in rejects}
    by_line = {row.line: row.raw for row in table.rows if row.line in wanted}
    named = {(without or {}).get(name) for name in ("customer", "author")}
    is_own = tuple(table.columns[:2]) == OWN[:2]
    shown = {
        place: without is None or (column not in named and PERSONAL.match(fold_column(column)) is None)
        for place, column in enumerate(table.columns)
        if not (is_own and column in OWN)
    }
    borne = [(marks or {}).get(line, Mark()) for line, _ in rejects]
    added = {
        FINGERPRINT: [each.fingerprint for each in borne],
        CUSTOMER: [each.customer if without is not None else "" for each in borne],
    }
    added = {column: cells for column, cells in added.items() if any(cells)}
    rows = (
        [str(line), why, *(cells[at] for cells in added.values())]
        + [
            cell if shown.get(place, True) else ""
            for place, cell in enumerate(by_line[line])
            if place in shown or place >= len(table.columns)
        ]
        for at, (line, why) in enumerate(rejects)
    )
    return csv_table.write([*OWN[:2], *added, *(table.columns[place] for place in shown)], rows)
