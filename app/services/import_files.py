"""The files of imports: which export a file is, how its columns are understood, what each of its rows says."""

import hashlib
import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import FeedbackSource, Garment, ImportMapping
from app.services.formats import csv_table
from app.services.formats.csv_table import Table, fold_column
from app.services.import_rows import Reader, ReadRow
from app.services.matching import Names, load_names
from app.services.reading_dates import DateOrder, settle_order
from app.services.rejects import OWN, Mark
from app.services.shop_exports import OTHER, Export, ensure_words, list_columns, map_columns, recognise


@dataclass(frozen=True)
class Options:
    """What a person says about a file of feedback before it is imported.

    `columns` names the column of a field where its own name does not tell; `as_new` takes rows that look like a changed
    one of an export without ids as answers of their own.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: DateOrder | None = None
    source: FeedbackSource | None = None
    garment: Garment | None = None
    production_round: str | None = None
    add_garments: bool = False
    as_new: bool = False


NOTHING_SAID = Options()


@dataclass(frozen=True)
class File:
    """A file that is read: its table, and how its columns are understood.

    Its rows are read each time they are asked for, so that a long file is never whole in memory.
    """

    session: Session
    table: Table
    export: Export
    source: FeedbackSource
    columns: Mapping[str, str]
    order: DateOrder | None
    options: Options

    @cached_property
    def names(self) -> Names:
        """Return all names of garments and SKUs, read with the first row: who only asks for an import needs none."""
        return load_names(self.session)

    @property
    def rows(self) -> Iterator[ReadRow]:
        """Return what each row says, in the order of the file."""
        return map(self._make_reader().read, self.table.rows)

    def list_chunks(self, size: int, *, after: int = 0) -> Iterator[Sequence[ReadRow]]:
        """Return the rows below the first `after` ones, so many at a time.

        Those before are read too: equal rows without an id are told apart by their order in the file.
        """
        rows = itertools.islice(self.rows, after, None)
        while chunk := list(itertools.islice(rows, size)):
            yield chunk

    @cached_property
    def ids(self) -> set[str]:
        """Return the ids and fingerprints of all rows, by which a row that changed is told from two of one day."""
        reader = self._make_reader()
        return {reader.identify(row)[0] for row in self.table.rows if not row.problem}

    def mark_rows(self, lines: Collection[int]) -> dict[int, Mark]:
        """Return what the rows on these lines are known by again once they are mended, by line."""
        reader, marks = self._make_reader(), {}
        for row in self.table.rows:
            if row.problem:
                continue
            # Those that were taken, too: equal rows without an id are told apart by their order in the file.
            known_by, has_id = reader.identify(row)
            if row.line in lines and known_by:
                marks[row.line] = reader.mark(row, known_by, has_id=has_id)
        return marks

    def _make_reader(self) -> Reader:
        return Reader(
            self.session, self.export, self.columns, self.source, self.names, order=self.order,
            garment=self.options.garment, round_text=self.options.production_round,
            adds_garments=self.options.add_garments,
        )  # fmt: skip


def read_file(session: Session, content: bytes, options: Options = NOTHING_SAID) -> File:
    """Return what a file says, without storing anything; refuses what cannot be imported at all."""
    table = csv_table.read(content)
    export = recognise(table.columns)
    found = find_columns(session, table.columns, options.columns)
    ensure_words(table.columns, found)
    if options.garment is None and not found.keys() & {"garment", "product_id", "product", "sku"}:
        raise RuleError(
            f"No column says which garment each row is about. {list_columns(table.columns)}", field="garment"
        )
    order = settle_order(table.list_cells(found.get("date", "")), options.dates)
    source = options.source or export.source
    return File(session, table, export, source, found, order, options)


def find_columns(session: Session, header: Sequence[str], named: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return which column is read as what: as named now, else as named before, else by alias."""
    return map_columns(header, _recall_columns(session, header) | dict(named or {}))


def remember_columns(session: Session, header: Sequence[str], named: Mapping[str, str]) -> None:
    """Remember which columns somebody named, for the next file of this export or with this header."""
    if named:
        columns = _recall_columns(session, header) | dict(named)
        session.merge(ImportMapping(header_key=_header_key(header), columns=columns))


def _recall_columns(session: Session, header: Sequence[str]) -> dict[str, str]:
    """What was named for a file like this before, as far as this one has those columns."""
    remembered = session.get(ImportMapping, _header_key(header))
    columns: dict[str, Any] = remembered.columns if remembered else {}
    return {name: column for name, column in columns.items() if column in header or not column}


def _header_key(header: Sequence[str]) -> str:
    export = recognise(header)
    if export is not OTHER:
        return export.key
    columns = sorted(fold_column(column) for column in header if column not in OWN)
    return hashlib.sha256(repr(columns).encode("utf-8", "replace")).hexdigest()
