"""Imports: reviews and other feedback that come in as a file; what cannot be taken is named, the rest is kept."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import (
    NAME_MAX,
    SENTENCE_MAX,
    Garment,
    ImportReject,
    ImportRun,
    RejectKind,
    User,
    now,
)
from app.services import audit
from app.services.garments import add_garment, get_garment_by_id
from app.services.import_files import NOTHING_SAID, File, Options, read_file, remember_columns
from app.services.import_rows import ReadRow
from app.services.import_standing import Standing
from app.services.intake import Answer, prepare_answer, store_answers
from app.services.matching import bare_name
from app.services.purchases import Piece, find_pieces
from app.services.shop_exports import EXPORTS, OTHER
from nlp.taxonomy import garment_kind

CHUNK = 500
"""Rows that are judged and stored at a time."""

TAKEN = ("comment", "rating", "size_id", "colour_id", "customer_key", "answered_at", "zone_answers", "keeping")
"""What a row says that is stored."""

KEPT_FOR = timedelta(days=14)
"""So long a file lies here at most."""

PREVIEW_ROWS = 5


@dataclass(frozen=True)
class Preview:
    """What an import would do: counts, the first answers, the rows it would not take, or take without something that
    cannot be read beside their words, and the garments nobody knows.
    """

    file: File
    counts: dict[str, int]
    first: list[ReadRow]
    rejects: list[tuple[int, str]]
    partly: list[tuple[int, str]]
    unknown_garments: list[str]


def import_feedback(
    session: Session,
    content: bytes,
    *,
    file_name: str,
    options: Options = NOTHING_SAID,
    user: User | None = None,
) -> ImportRun:
    """Return the import with its counts and the rows that were not taken, each with its line and why.

    Columns that are named are remembered. The same file, or one that overlaps with it, may come again: rows that are
    known are counted, not doubled.
    """
    file = read_file(session, content, options)
    run = begin_run(session, file, file_name=file_name, user=user)
    for rows in file.list_chunks(CHUNK):
        store_rows(session, run, file, rows, user=user)
    return finish_run(session, run, user=user)


def preview_import(session: Session, file: File) -> Preview:
    """Return what importing this file would do."""
    counts: Counter[str] = Counter(rows=file.table.count)
    first: list[ReadRow] = []
    rejects: list[tuple[int, str]] = []
    partly: list[tuple[int, str]] = []
    unknown: dict[str, None] = {}
    for rows in file.list_chunks(CHUNK):
        standing = Standing(session, file, rows)
        for row in rows:
            kind, reason = standing.judge(row)
            counts[kind] += 1
            if reason:
                rejects.append((row.line, reason))
            if kind == "stored" and row.unclear:
                counts[RejectKind.PARTLY] += 1
                partly += [(row.line, unclear) for unclear in row.unclear]
            if kind != "known" and row.garment_id is None and row.garment_name:
                unknown[row.garment_name] = None
        first += [row for row in rows if row.answer][: PREVIEW_ROWS - len(first)]
    return Preview(file, dict(counts), first, rejects, partly, list(unknown))


def begin_run(session: Session, file: File, *, file_name: str, user: User | None = None) -> ImportRun:
    """Return the import under way; columns that somebody named are remembered for the next file like it."""
    run = ImportRun(
        file_name=storable(file_name)[:NAME_MAX], source=file.source.value, export=file.export.key,
        columns=dict(file.columns), stored=0, known=0, changed=0, dropped=0,
    )  # fmt: skip
    session.add(run)
    remember_columns(session, file.table.columns, file.options.columns)
    audit.note(session, "began", run, user=user)
    return run


def store_rows(
    session: Session,
    run: ImportRun,
    file: File,
    rows: Sequence[ReadRow],
    *,
    user: User | None = None,
) -> None:
    """Store some rows of a file, those that are new, and count and name the others."""
    standing = Standing(session, file, rows)
    counts: Counter[str] = Counter()
    rejects: list[tuple[ReadRow, str, str]] = []
    new: list[Answer] = []
    garments = _find_garments(session, rows)
    pieces = find_pieces(session, {row.answer["customer_key"] for row in rows if row.answer} - {None})
    for row in rows:
        kind, reason = standing.judge(row)
        if kind == "stored":
            try:
                new.append(_prepare(session, file, row, garments, pieces, user))
                rejects += [(row, RejectKind.PARTLY, unclear) for unclear in row.unclear]
                continue
            except RuleError as refusal:
                kind, reason = RejectKind.REFUSED, refusal.message
        counts[kind] += 1
        if reason:
            rejects.append((row, kind, reason))
    stored = store_answers(session, new)
    run.stored += stored
    run.known += counts["known"] + len(new) - stored
    run.changed += counts["changed"]
    run.dropped += counts["dropped"]
    name_rejects(session, run, ((row.line, RejectKind(kind), reason) for row, kind, reason in rejects))


def name_rejects(session: Session, run: ImportRun, rejects: Iterable[tuple[int, RejectKind, str]]) -> None:
    """Keep which rows were not taken as they are, and why."""
    rows = [
        {"import_id": run.id, "line": line, "kind": kind, "reason": storable(reason)[:SENTENCE_MAX]}
        for line, kind, reason in rejects
    ]
    if rows:
        session.execute(insert(ImportReject), rows)
        session.expire(run, ["rejects"])


def begin_again(session: Session, run: ImportRun, *, keeps_changed: bool) -> int:
    """Return how many rows an import has taken that broke off; the others it will name and count anew.

    Those come as known now, and are none: `finish_run` takes them off. Orders keep what changed, for it is taken.
    """
    session.execute(delete(ImportReject).where(ImportReject.import_id == run.id))
    session.expire(run, ["rejects"])
    run.known, run.dropped, run.told = 0, 0, {}
    if not keeps_changed:
        run.changed = 0
    return run.stored + run.changed


def finish_run(session: Session, run: ImportRun, *, taken_before: int = 0, user: User | None = None) -> ImportRun:
    """Return the import, done; what it had taken before it broke off came as known and is not counted twice."""
    run.known = max(0, run.known - taken_before)
    run.finished_at = now()
    audit.note(session, "imported", run, user=user, stored=run.stored, known=run.known, rejected=len(list_to_mend(run)))
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


def list_rejects(session: Session, run: ImportRun, *, limit: int) -> tuple[list[ImportReject], Counter[RejectKind]]:
    """Return the first rows that were not taken as they are, in the order of the file, and how many of each kind.

    A row of which several things cannot be read is named for each, and counts once.
    """
    of_run = ImportReject.import_id == run.id
    first = session.scalars(select(ImportReject).where(of_run).order_by(ImportReject.line).limit(limit))
    lines = func.count(ImportReject.line.distinct())
    counted = session.execute(select(ImportReject.kind, lines).where(of_run).group_by(ImportReject.kind))
    return list(first), Counter({row[0]: row[1] for row in counted})


def list_to_mend(run: ImportRun) -> list[ImportReject]:
    """Return the rows that were not taken; what only changed is no fault of the file."""
    return [reject for reject in run.rejects if reject.kind in (RejectKind.REFUSED, RejectKind.ALIKE)]


def list_changed(run: ImportRun) -> list[ImportReject]:
    """Return the rows that were taken before and are told otherwise now."""
    return [reject for reject in run.rejects if reject.kind is RejectKind.CHANGED]


def list_partly(run: ImportRun) -> list[ImportReject]:
    """Return what could not be read in rows that were taken, of which one may be named several times."""
    return [reject for reject in run.rejects if reject.kind is RejectKind.PARTLY]


def forget_files(session: Session) -> int:
    """Forget uploaded files and rejects that lie here for two weeks; returns how many."""
    forgotten = session.execute(
        update(ImportRun)
        .where(ImportRun.content.is_not(None), ImportRun.started_at < now() - KEPT_FOR)
        .values(content=None)
    )
    return int(forgotten.rowcount)  # type: ignore[attr-defined]  # an update has it


def _find_garments(session: Session, rows: Iterable[ReadRow]) -> dict[int | str, Garment]:
    """The garments of some rows by id; those that are still to be added join them by name."""
    ids = {row.garment_id for row in rows if row.garment_id is not None}
    return {garment.id: garment for garment in session.scalars(select(Garment).where(Garment.id.in_(ids)))}


def _prepare(
    session: Session,
    file: File,
    row: ReadRow,
    garments: dict[int | str, Garment],
    pieces: Mapping[tuple[str, int], Piece],
    user: User | None,
) -> Answer:
    """A row as an answer, with the size that its customer bought where the row itself tells none."""
    garment = _garment_of(session, row, garments, user)
    said = {name: row.answer[name] for name in TAKEN}
    piece = pieces.get((said["customer_key"], garment.id))
    if said["size_id"] is None and piece is not None:
        said |= {"size_id": piece.size_id, "colour_id": said["colour_id"] or piece.colour_id}
    return prepare_answer(
        garment, source=file.source, external_id=row.external_id,
        round_id=row.round_id or (piece.round_id if piece and row.answer["size_id"] is None else None), **said,
    )  # fmt: skip


def _garment_of(session: Session, row: ReadRow, garments: dict[int | str, Garment], user: User | None) -> Garment:
    """The garment of a row; one that nobody knew when the file was read is added with the first row that names it."""
    if row.garment_id in garments:
        return garments[row.garment_id]
    if row.garment_id is not None:
        return get_garment_by_id(session, row.garment_id)
    reference = bare_name(row.garment_name)
    if reference not in garments:
        added = session.scalar(select(Garment).where(Garment.reference == reference))
        if added is None:
            word = row.kind_word
            name = f"{word} {reference}".strip()[:NAME_MAX]
            added = add_garment(session, name=name, kind=garment_kind(word), reference=reference, user=user)
        garments[reference] = added
    return garments[reference]


def storable(text: str) -> str:
    """Return text that every database can hold."""
    return text.replace("\0", "").encode("utf-8", "replace").decode()


def name_export(key: str) -> str:
    """Return what people call an export."""
    return next((export.name for export in EXPORTS if export.key == key), OTHER.name)
