"""Uploads: a file that lies here until somebody has looked at it and has it imported, or throws it away."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import NAME_MAX, FeedbackSource, Garment, ImportRun, Job, JobStatus, User
from app.services import audit, garments, import_files, imports, jobs, order_files, orders, products
from app.services.formats import csv_table
from app.services.formats.csv_table import fold_column
from app.services.import_files import Options
from app.services.label import get_label
from app.services.reading_dates import DateOrder
from app.services.shop_exports import recognise

FEEDBACK = "feedback"
PRODUCTS = "products"
ORDERS = "orders"
KINDS = (FEEDBACK, PRODUCTS, ORDERS)

TRIED_MAX = {PRODUCTS: 200, ORDERS: 1000}
"""So many products or orders are tried out for a preview; with more, customers would wait for the lock."""

TOUCHED_MAX = 20
"""Garments that such orders may touch: for each, what was sold is counted anew …"""
COUNTED_MAX = 3000
"""… from all its purchases, of which there may be so many."""


def keep_upload(
    session: Session,
    content: bytes,
    *,
    file_name: str,
    kind: str | None = FEEDBACK,
    user: User | None = None,
    token_id: int | None = None,
) -> ImportRun:
    """Return the upload, which waits to be imported; its columns tell a kind of None; refuses what is no table."""
    if kind is not None and kind not in KINDS:
        raise RuleError("What is in the file?", field="kind")
    table = csv_table.read(content)
    kind = kind or _tell_kind(table.columns)
    export = recognise(table.columns).key if kind == FEEDBACK else kind
    name = imports.storable(file_name.replace("\\", "/").rpartition("/")[2])[:NAME_MAX] or "file.csv"
    run = ImportRun(
        file_name=name, source=kind, export=export, stored=0, known=0, changed=0, dropped=0, content=content
    )
    session.add(run)
    audit.note(session, "uploaded", run, user=user, **({"token": token_id} if token_id else {}))
    return run


def is_tried(run: ImportRun) -> bool:
    """Return whether an upload is tried out and taken back for its preview: one of products or orders, not of words."""
    return run.export in (PRODUCTS, ORDERS)


def _tell_kind(columns: Sequence[str]) -> str:
    """What a file is of: only orders have line items, only products have options and prices of variants."""
    folded = {fold_column(column) for column in columns}
    if folded & {"lineitem_sku", "lineitem_name"}:
        return ORDERS
    return PRODUCTS if folded & {"variant_sku", "variant_price", "option1_value"} else FEEDBACK


def read_columns(run: ImportRun) -> list[str]:
    """Return the columns of an upload."""
    return csv_table.read(_content(run)).columns


def find_columns(session: Session, run: ImportRun) -> dict[str, str]:
    """Return which column of an upload Toile would read as what, by itself or as it was told before."""
    return import_files.find_columns(session, read_columns(run))


def preview(session: Session, run: ImportRun, options: Options) -> imports.Preview:
    """Return what importing an upload of reviews would do."""
    return imports.preview_import(session, import_files.read_file(session, _content(run), options))


@dataclass(frozen=True)
class Trial:
    """What importing products or orders would do, in numbers and plain words."""

    counts: dict[str, int]
    names: list[str]
    rejects: list[tuple[int, str]]


def describe_long(session: Session, run: ImportRun, *, dates: DateOrder | None = None) -> Trial | None:
    """Return how many products or orders an upload holds that is too much to be tried out, or None for a short one."""
    number = _count_found(run, dates)
    is_long = number > TRIED_MAX[run.export] or (run.export == ORDERS and _touch_many(session, run, dates))
    return Trial({run.export: number}, [], []) if is_long else None


def describe_trial(session: Session, run: ImportRun, *, dates: DateOrder | None = None) -> Trial:
    """Return what importing a short upload of products or orders would do; it is done and taken back."""
    content = _content(run)
    with session.begin_nested() as trial:
        if run.export == PRODUCTS:
            made = products.import_products(session, content)
            names, rejects = [_name_with_sizes(garment) for garment in made.added], made.rejects
            counts = {"new garments": len(made.added), "known garments": made.known, "SKUs": made.articles}
        else:
            taken = orders.import_orders(session, content, dates=dates)
            names, rejects = [], taken.rejects
            counts = {
                "lines new": taken.stored, "changed": taken.changed, "known": taken.known,
                "pieces sold so far": taken.sold, "returned": taken.returned, "of no known run": taken.unplaced,
            }  # fmt: skip
        trial.rollback()
    return Trial(counts, names, rejects)


def request_import(session: Session, run: ImportRun, options: Options, *, user: User | None = None) -> Job:
    """Return the job that imports an upload, once; what cannot be imported at all is refused here."""
    session.refresh(run, ["job_id"], with_for_update=True)  # of two who start it at once, one comes too late
    ensure_waiting(session, run)
    # Customers are known by a key of the label's: it has to be there before the worker reads, in what it only reads.
    get_label(session)
    if is_tried(run):
        total = _count_found(run, options.dates)
    else:
        file = import_files.read_file(session, _content(run), options)
        import_files.remember_columns(session, file.table.columns, options.columns)
        run.source, run.columns, total = file.source.value, dict(file.columns), file.table.count
    arguments = {"run": run.id, "user": user.id if user else None, **_pack(options)}
    if run.job_id is not None:
        arguments |= _begin_again(session, run, jobs.get_job(session, run.job_id))
    job = jobs.request_job(session, jobs.IMPORT_FILE, arguments=arguments, user=user)
    job.total, run.job_id = total, job.id
    return job


def unpack(session: Session, arguments: Mapping[str, Any]) -> Options:
    """Return what was said about a file, as its job's arguments hold it."""
    dates, source, garment_id = arguments["dates"], arguments["source"], arguments["garment"]
    return Options(
        columns=arguments["columns"],
        dates=DateOrder(dates) if dates else None,
        source=FeedbackSource(source) if source else None,
        garment=garments.get_garment_by_id(session, garment_id) if garment_id else None,
        add_garments=arguments["add_garments"],
        as_new=arguments["as_new"],
    )


def is_waiting(session: Session, run: ImportRun) -> bool:
    """Return whether an upload is still to be imported: nobody asked for it, or it failed."""
    return run.job_id is None or jobs.get_job(session, run.job_id).status is JobStatus.FAILED


def list_failed(session: Session, runs: Iterable[ImportRun]) -> set[int]:
    """Return which of these files were not imported to their end, in one query."""
    begun = {run.job_id: run.id for run in runs if run.job_id is not None and run.finished_at is None}
    failed = session.scalars(select(Job.id).where(Job.id.in_(begun), Job.status == JobStatus.FAILED))
    return {begun[job_id] for job_id in failed}


def ensure_waiting(session: Session, run: ImportRun) -> None:
    """A file is imported once."""
    if not is_waiting(session, run):
        raise RuleError("This file is imported already.")


def tell_failure(session: Session, run: ImportRun) -> str | None:
    """Return why an import failed, or None where none did."""
    return jobs.get_job(session, run.job_id).error if run.job_id is not None else None


def throw_away(session: Session, run: ImportRun, *, user: User | None = None) -> None:
    """Forget an upload that was not imported, or the rows that were not taken."""
    if is_waiting(session, run):
        audit.note(session, "thrown away", run, user=user)
        session.delete(run)
    elif run.finished_at is None:
        raise RuleError("This file is being imported.")
    else:
        run.content = None


def _name_with_sizes(garment: Garment) -> str:
    return f"{garment.name} ({', '.join(size.name for size in garment.sizes) or 'no sizes'})"


def _pack(options: Options) -> dict[str, Any]:
    return {
        "columns": dict(options.columns), "dates": options.dates and options.dates.value,
        "source": options.source and options.source.value, "garment": options.garment and options.garment.id,
        "add_garments": options.add_garments, "as_new": options.as_new,
    }  # fmt: skip


def _count_found(run: ImportRun, dates: DateOrder | None) -> int:
    """How many products or orders a file holds; refuses what holds none of them."""
    if run.export == PRODUCTS:
        return len(products.read_products(_content(run)))
    return len(order_files.read_orders(_content(run), dates, []))


def _begin_again(session: Session, run: ImportRun, failed: Job) -> dict[str, Any]:
    """What an import that failed has to know of the try before: what it took, and which garments are its own."""
    taken = imports.begin_again(session, run, keeps_changed=run.export == ORDERS)
    told = {"taken_before": taken, "reached": max(failed.cursor, failed.arguments.get("reached", 0))}
    return told | {name: failed.arguments[name] for name in failed.arguments.keys() & {"newest"}}


def _touch_many(session: Session, run: ImportRun, dates: DateOrder | None) -> bool:
    """Whether to count anew what orders touch would hold the lock for long."""
    garments, purchases = orders.count_touched(session, order_files.read_orders(_content(run), dates, []))
    return garments > TOUCHED_MAX or purchases > COUNTED_MAX


def _content(run: ImportRun) -> bytes:
    if run.content is None:
        raise RuleError("This file was forgotten after two weeks. Upload it again.")
    return run.content
