"""Exports: feedback and its issues as files, with what the desk shows and nothing more of the customers.

A file holds customers' words, so it lives a day at most, and goes at once when an answer is erased or its words change.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import ModuleType

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import AuditEvent, Job, JobStatus, User, now
from app.services import audit, inbox, jobs
from app.services.amending import AMENDED
from app.services.export_rows import FEEDBACK_COLUMNS, ISSUE_COLUMNS, list_feedback, list_issues
from app.services.formats import tables_csv, tables_json, tables_xlsx
from app.services.formats.tables import Table
from app.services.inbox import Filters

WRITERS: dict[str, ModuleType] = {"csv": tables_csv, "json": tables_json, "xlsx": tables_xlsx}
ENDINGS = {"csv": "zip", "json": "json", "xlsx": "xlsx"}
"""CSV holds one table, so the two of them come in a ZIP."""

KEPT_FOR = timedelta(days=1)


def request_export(session: Session, filters: Filters, *, format: str, user: User | None = None) -> Job:  # noqa: A002
    """Return the job that writes what is found into a file."""
    _ensure_format(format)
    arguments = {"format": format, "filters": inbox.write_filters(filters)}
    job = jobs.request_job(session, jobs.EXPORT_FEEDBACK, arguments=arguments, user=user)
    audit.note(session, "exported", job, user=user, format=format)
    return job


def write_export(
    session: Session,
    filters: Filters,
    *,
    format: str,  # noqa: A002
    path: Path,
    tell: Callable[[int], None] = lambda done: None,
) -> int:
    """Write what is found into a file and return how many answers that are; `tell` hears of each chunk."""
    _ensure_format(format)
    count = 0

    def count_chunk(size: int) -> None:
        nonlocal count
        count += size
        tell(count)

    tables = [
        Table("feedback", FEEDBACK_COLUMNS, list_feedback(session, filters, count_chunk)),
        Table("issues", ISSUE_COLUMNS, list_issues(session, filters, lambda size: tell(count))),
    ]
    WRITERS[format].write(path, tables)
    return count


def find_folder(data: str | Path) -> Path:
    """Return the folder of exported files inside the data folder."""
    return Path(data) / "exports"


def make_path(job_id: int, format: str, folder: Path) -> Path:  # noqa: A002
    """Return where the file of an export lies."""
    return folder / f"{job_id}.{ENDINGS[format]}"


def get_export(session: Session, job_id: int) -> Job:
    """Return the export with this number."""
    job = jobs.get_job(session, job_id)
    if job.kind != jobs.EXPORT_FEEDBACK:
        raise NotFound(f"There is no export {job_id}.")
    return job


def find_file(session: Session, job: Job, folder: Path) -> Path:
    """Return the file of an export that is done; one that holds what was taken back since is refused, and removed."""
    path = make_path(job.id, job.arguments["format"], folder)
    if _is_overtaken(session, job):
        path.unlink(missing_ok=True)
        raise NotFound("An answer was erased since this file was asked for, or its words changed. Export it anew.")
    is_old = job.finished_at is not None and job.finished_at < now() - KEPT_FOR
    if job.status is not JobStatus.DONE or is_old or not path.is_file():
        raise NotFound("This file is not there, or not any more. Export it anew.")
    return path


def remove_old(folder: Path) -> None:
    """Remove the files that have lived long enough."""
    before = time.time() - KEPT_FOR.total_seconds()
    for path in folder.iterdir() if folder.is_dir() else ():
        if path.stat().st_mtime < before:
            path.unlink(missing_ok=True)


def remove_all(folder: Path) -> None:
    """Remove all exported files: an answer in them is erased, or its words are others now."""
    for path in folder.iterdir() if folder.is_dir() else ():
        path.unlink(missing_ok=True)


def _is_overtaken(session: Session, job: Job) -> bool:
    """Whether words that its file may hold were taken back since: while it is written, there is none to be removed."""
    verbs = AuditEvent.verb.in_(("erased", AMENDED))
    events = session.execute(
        select(AuditEvent.verb, AuditEvent.details).where(verbs, AuditEvent.at >= job.requested_at)
    )
    return any(verb != AMENDED or "comment" in details["changed"] for verb, details in events)


def _ensure_format(format: str) -> None:  # noqa: A002
    """Only what there is a writer for."""
    if format not in WRITERS:
        raise RuleError(f"There is no export as “{format}”.", field="format")
