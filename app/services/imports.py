"""Imports: reviews and other feedback that come in as a file; what cannot be taken is named, the rest is kept."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import (
    NAME_MAX,
    SENTENCE_MAX,
    FeedbackSource,
    Garment,
    ImportMapping,
    ImportReject,
    ImportRun,
    ProductionRound,
    RejectKind,
    User,
    now,
)
from app.services import audit
from app.services.exports import EXPORTS, OTHER, Export, ensure_words, list_columns, map_columns, recognise
from app.services.feedback import record_feedback
from app.services.formats import csv_table
from app.services.formats.csv_table import Table, fold_column
from app.services.garments import add_garment, get_garment_by_id
from app.services.import_rows import Reader, ReadRow
from app.services.import_standing import Standing
from app.services.matching import bare_name, load_names, remember_name
from app.services.purchases import find_buyers, recover_piece
from app.services.reading_dates import DateOrder, settle_order
from nlp.taxonomy import garment_kind

CHUNK = 500
"""Ids that are asked for at a time."""

KEPT_FOR = timedelta(days=14)
"""So long a file lies here at most."""

PREVIEW_ROWS = 5


@dataclass(frozen=True)
class File:
    """A file that is read: what it holds, how its columns are understood, what each row says."""

    table: Table
    export: Export
    source: FeedbackSource
    columns: Mapping[str, str]
    order: DateOrder | None
    rows: list[ReadRow]


@dataclass(frozen=True)
class Preview:
    """What an import would do: counts, the first answers, the rows it would not take, the garments nobody knows."""

    file: File
    counts: dict[str, int]
    first: list[ReadRow]
    rejects: list[tuple[int, str]]
    unknown_garments: list[str]


def import_feedback(
    session: Session,
    content: bytes,
    *,
    file_name: str,
    source: FeedbackSource | None = None,
    garment: Garment | None = None,
    production_round: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: DateOrder | None = None,
    add_garments: bool = False,
    as_new: bool = False,
    user: User | None = None,
) -> ImportRun:
    """Return the import with its counts and the rows that were not taken, each with its line and why.

    `columns` names the column of a field where its own name does not tell; that is remembered. The same file, or one
    that overlaps with it, may come again: rows that are known are counted, not doubled. `as_new` takes rows that look
    like a changed one of an export without ids as answers of their own.
    """
    file = read_file(
        session, content, source=source, garment=garment, production_round=production_round, columns=columns,
        dates=dates, add_garments=add_garments,
    )  # fmt: skip
    run = begin_run(session, file, file_name=file_name, named=columns or {}, user=user)
    ids = {row.external_id for row in file.rows}
    store_rows(session, run, file.rows, source=file.source, ids=ids, as_new=as_new, user=user)
    return finish_run(session, run, user=user)


def read_file(
    session: Session,
    content: bytes,
    *,
    source: FeedbackSource | None = None,
    garment: Garment | None = None,
    production_round: str | None = None,
    columns: Mapping[str, str] | None = None,
    dates: DateOrder | None = None,
    add_garments: bool = False,
) -> File:
    """Return what a file says, without storing anything; refuses what cannot be imported at all."""
    table = csv_table.read(content)
    export = recognise(table.columns)
    found = find_columns(session, table.columns, columns or {})
    ensure_words(table.columns, found)
    if garment is None and not found.keys() & {"garment", "product_id", "product", "sku"}:
        raise RuleError(
            f"No column says which garment each row is about. {list_columns(table.columns)}", field="garment"
        )
    order = settle_order((row.cells.get(found.get("date", ""), "") for row in table.rows), dates)
    reader = Reader(
        session, export, found, source or export.source, load_names(session), order=order, garment=garment,
        round_text=production_round, adds_garments=add_garments,
    )  # fmt: skip
    return File(table, export, reader.source, found, order, [reader.read(row) for row in table.rows])


def find_columns(session: Session, header: Sequence[str], named: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return which column is read as what: as named now, else as named before, else by alias."""
    return map_columns(header, _recall_columns(session, header) | dict(named or {}))


def preview_import(session: Session, file: File, *, as_new: bool = False) -> Preview:
    """Return what importing this file would do."""
    counts: Counter[str] = Counter(rows=len(file.rows))
    rejects: list[tuple[int, str]] = []
    ids = {row.external_id for row in file.rows}
    for chunk in _chunks(file.rows):
        standing = Standing(session, file.source, chunk, ids, as_new=as_new)
        for row in chunk:
            kind, reason = standing.judge(row)
            counts[kind] += 1
            if reason:
                rejects.append((row.line, reason))
    return Preview(
        file, dict(counts), [row for row in file.rows if row.answer][:PREVIEW_ROWS], rejects,
        list(dict.fromkeys(row.garment_name for row in file.rows if row.garment_id is None and row.garment_name)),
    )  # fmt: skip


def begin_run(
    session: Session, file: File, *, file_name: str, named: Mapping[str, str], user: User | None = None
) -> ImportRun:
    """Return the import under way; columns that somebody named are remembered for the next file like it."""
    run = ImportRun(
        file_name=storable(file_name)[:NAME_MAX], source=file.source.value, export=file.export.key,
        columns=dict(file.columns), stored=0, known=0, changed=0, dropped=0,
    )  # fmt: skip
    session.add(run)
    remember_columns(session, file.table.columns, named)
    audit.note(session, "began", run, user=user)
    return run


def store_rows(
    session: Session,
    run: ImportRun,
    rows: Sequence[ReadRow],
    *,
    source: FeedbackSource,
    ids: set[str],
    as_new: bool = False,
    user: User | None = None,
) -> None:
    """Store rows; `ids` are those of the whole file, by which a row that changed is told from two of one day."""
    for chunk in _chunks(rows):
        standing = Standing(session, source, chunk, ids, as_new=as_new)
        buyers = find_buyers(session, [row.answer["customer"] for row in chunk if row.answer])
        for row in chunk:
            kind, reason = standing.judge(row)
            if kind == "stored":
                try:
                    kind = "stored" if _store(session, row, source=source, buyers=buyers, user=user) else "known"
                except RuleError as refusal:
                    kind, reason = RejectKind.REFUSED, refusal.message
            if kind in ("stored", "known", "changed", "dropped"):
                setattr(run, kind, getattr(run, kind) + 1)
            if reason:
                run.rejects.append(
                    ImportReject(line=row.line, kind=RejectKind(kind), reason=storable(reason)[:SENTENCE_MAX])
                )


def finish_run(session: Session, run: ImportRun, *, user: User | None = None) -> ImportRun:
    """Return the import, done."""
    run.finished_at = now()
    audit.note(session, "imported", run, user=user, stored=run.stored, known=run.known, rejected=len(run.rejects))
    return run


def get_run(session: Session, run_id: int) -> ImportRun:
    """Return the import with this number."""
    run = session.get(ImportRun, run_id)
    if run is None:
        raise NotFound(f"There is no import {run_id}.")
    return run


def list_runs(session: Session, *, limit: int = 20) -> list[ImportRun]:
    """Return imports, the newest first."""
    return list(session.scalars(select(ImportRun).order_by(ImportRun.id.desc()).limit(limit)))


def list_to_mend(run: ImportRun) -> list[ImportReject]:
    """Return the rows that were not taken; what only changed is no fault of the file."""
    return [reject for reject in run.rejects if reject.kind is not RejectKind.CHANGED]


def match_garment(session: Session, name: str, garment: Garment) -> None:
    """Remember that files mean this garment by that name."""
    remember_name(session, name, garment)


def forget_files(session: Session) -> int:
    """Forget uploaded files and rejects that lie here for two weeks; returns how many."""
    forgotten = session.execute(
        update(ImportRun)
        .where(ImportRun.content.is_not(None), ImportRun.started_at < now() - KEPT_FOR)
        .values(content=None)
    )
    return int(forgotten.rowcount)  # type: ignore[attr-defined]  # an update has it


def _store(
    session: Session, row: ReadRow, *, source: FeedbackSource, buyers: Set[str | None], user: User | None
) -> bool:
    """Store a row, with the size that its customer bought where that is known; returns whether it is new."""
    garment = _garment_of(session, row, user)
    production_round = session.get(ProductionRound, row.round_id) if row.round_id else None
    recorded = record_feedback(
        session, garment, source=source, external_id=row.external_id, production_round=production_round, **row.answer
    )
    if recorded.created and recorded.feedback.size is None and recorded.feedback.customer_key in buyers:
        recover_piece(session, recorded.feedback)
    return recorded.created


def _garment_of(session: Session, row: ReadRow, user: User | None) -> Garment:
    """The garment of a row; one that nobody knew when the file was read is added with the first row that names it."""
    if row.garment_id is not None:
        return get_garment_by_id(session, row.garment_id)
    reference = bare_name(row.garment_name)
    added = session.scalar(select(Garment).where(Garment.reference == reference))
    if added is not None:
        return added
    word = row.kind_word
    name = f"{word} {reference}".strip()[:NAME_MAX]
    return add_garment(session, name=name, kind=garment_kind(word), reference=reference, user=user)


def _chunks(rows: Sequence[ReadRow]) -> Iterable[Sequence[ReadRow]]:
    return (rows[place : place + CHUNK] for place in range(0, len(rows), CHUNK))


def _header_key(header: Sequence[str]) -> str:
    export = recognise(header)
    if export is not OTHER:
        return export.key
    return hashlib.sha256(repr(sorted(map(fold_column, header))).encode("utf-8", "replace")).hexdigest()


def _recall_columns(session: Session, header: Sequence[str]) -> dict[str, str]:
    """What was named for a file like this before, as far as this one has those columns."""
    remembered = session.get(ImportMapping, _header_key(header))
    columns: dict[str, Any] = remembered.columns if remembered else {}
    return {name: column for name, column in columns.items() if column in header or not column}


def remember_columns(session: Session, header: Sequence[str], named: Mapping[str, str]) -> None:
    """Remember which columns somebody named, for the next file of this export or with this header."""
    if named:
        columns = _recall_columns(session, header) | dict(named)
        session.merge(ImportMapping(header_key=_header_key(header), columns=columns))


def storable(text: str) -> str:
    """Return text that every database can hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def name_export(key: str) -> str:
    """Return what people call an export."""
    return next((export.name for export in EXPORTS if export.key == key), OTHER.name)
