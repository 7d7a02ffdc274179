"""Importing: an uploaded file, chunk by chunk; what was not taken stays as a file to mend, for two weeks."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict

from sqlalchemy.orm import Session

from app.jobs.progress import Progress
from app.models import ImportRun, RejectKind, User
from app.services import accounts, import_files, imports, jobs, order_files, orders, products, uploads
from app.services.matching import fold_name, load_garment_ids
from app.services.orders import OrdersTaken
from app.services.products import Product, Taken
from app.services.reading_dates import DateOrder
from app.services.rejects import Mark, write_rejects
from app.services.tombstones import ERASED

CHUNK = 200
"""Rows or orders per transaction: a fraction of a second, so that no customer waits long for the lock."""


def work(progress: Progress) -> None:
    """Import the file of the run that is named; then have read what came in."""
    with progress.reading() as session:
        run = imports.get_run(session, progress.arguments["run"])
        content, kind, finished = run.content, run.export, run.finished_at
    if finished is None and content is not None:
        {uploads.PRODUCTS: _import_products, uploads.ORDERS: _import_orders}.get(kind, _import_feedback)(
            progress, content
        )
    with progress.writing() as session:
        progress.follow_ups.append(jobs.request_reading(session).id)
    progress.empty_journal()  # the file is forgotten, and with it the names and addresses in it


def _import_feedback(progress: Progress, content: bytes) -> None:
    with progress.reading() as session:
        file = import_files.read_file(session, content, uploads.unpack(session, progress.arguments))
        for rows in file.list_chunks(CHUNK, after=progress.cursor):
            # A read that lasts as long as the file would keep the database's journal from being emptied.
            session.commit()
            progress.cursor += len(rows)
            progress.done += len(rows)
            with progress.writing() as writing:
                imports.store_rows(writing, _run(progress, writing), file, rows, user=_user(progress, writing))
        session.commit()
        left = {each.line for each in imports.list_to_mend(_run(progress, session))}
        marks = file.mark_rows(left) if left else {}
    with progress.writing() as session:
        _finish(progress, session, content, marks)


def _import_products(progress: Progress, content: bytes) -> None:
    found = products.read_products(content)
    ids = _load_garment_ids(progress, found[: max(progress.cursor, progress.arguments.get("reached", 0))])
    while progress.cursor < len(found):
        taken = Taken()
        chunk = found[progress.cursor : progress.cursor + products.CHUNK]
        progress.cursor += len(chunk)
        progress.done += len(chunk)
        with progress.writing() as session:
            products.store_products(session, chunk, ids, taken, user=_user(progress, session))
            run = _run(progress, session)
            run.stored, run.known = run.stored + len(taken.added), run.known + taken.known
            run.told = {"articles": run.told.get("articles", 0) + taken.articles}
            _reject(session, run, taken.rejects)
    with progress.writing() as session:
        _finish(progress, session, content)


def _load_garment_ids(progress: Progress, done: Iterable[Product]) -> dict[str, int]:
    """Garments by the names that they go by; those that this import has added go by handle and number alone.

    Two products of a file may have one title: cut off between them, it takes them for two as it did before.
    """
    with progress.reading() as session:
        ids = load_garment_ids(session)
    newest = progress.arguments.setdefault("newest", max(ids.values(), default=0))
    own = {fold_name(name) for product in done for name in (product.handle, product.number)}
    return {name: garment_id for name, garment_id in ids.items() if garment_id <= newest or name in own}


def _import_orders(progress: Progress, content: bytes) -> None:
    taken = OrdersTaken()
    found = order_files.read_orders(content, _dates(progress), taken.rejects)
    if progress.cursor:
        taken.rejects.clear()  # they were named with the first chunk
    with progress.reading() as session:
        ids = load_garment_ids(session)
    while progress.cursor < len(found):
        chunk = found[progress.cursor : progress.cursor + CHUNK]
        progress.cursor += len(chunk)
        progress.done += len(chunk)
        with progress.writing() as session:
            touched = orders.store_orders(session, chunk, ids, taken)
            progress.arguments["touched"] = sorted(touched.union(progress.arguments.get("touched", [])))
            run = _run(progress, session)
            run.stored, run.known, run.changed = (
                run.stored + taken.stored, run.known + taken.known, run.changed + taken.changed,
            )  # fmt: skip
            _reject(session, run, taken.rejects)
        taken = OrdersTaken()
    for garment_id in progress.arguments.get("touched", []):
        with progress.writing() as session:
            orders.settle_garment(
                session, garment_id, taken, counted_on=order_files.last_day(found),
                may_lower=_run(progress, session).changed > 0, user=_user(progress, session),
            )  # fmt: skip
    with progress.writing() as session:
        run, told = _run(progress, session), asdict(taken)
        run.told = {name: told[name] for name in ("sold", "returned", "unplaced", "bracketed", "kept", "recovered")}
        _reject(session, run, taken.rejects)  # of a file without orders: there was no chunk
        _finish(progress, session, content)


def _finish(progress: Progress, session: Session, content: bytes, marks: Mapping[int, Mark] | None = None) -> None:
    """Keep what was not taken as a file, without e-mails and names, and forget the rest.

    What has been erased is nothing to mend: it is named by its line alone.
    """
    run = _run(progress, session)
    rejects = [(each.line, each.reason) for each in imports.list_to_mend(run) if each.reason != ERASED]
    written = write_rejects(content, rejects, marks=marks, without=run.columns) if rejects else None
    run.content = written
    taken_before = progress.arguments.get("taken_before", 0)
    imports.finish_run(session, run, taken_before=taken_before, user=_user(progress, session))


def _reject(session: Session, run: ImportRun, rejects: list[tuple[int, str]]) -> None:
    imports.name_rejects(session, run, ((line, RejectKind.REFUSED, reason) for line, reason in rejects))


def _run(progress: Progress, session: Session) -> ImportRun:
    return imports.get_run(session, progress.arguments["run"])


def _user(progress: Progress, session: Session) -> User | None:
    user_id = progress.arguments.get("user")
    return accounts.find_user(session, user_id) if user_id else None


def _dates(progress: Progress) -> DateOrder | None:
    return DateOrder(progress.arguments["dates"]) if progress.arguments["dates"] else None
