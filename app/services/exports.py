"""Exports: feedback and its issues as files, with what the desk shows and nothing more of the customers.

A file holds customers' words, so it lives a day at most, and goes at once when an answer is erased.
"""

import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from types import ModuleType

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound, RuleError
from app.models import AuditEvent, Feedback, Issue, Job, JobStatus, User, ZoneAnswer, now
from app.services import audit, inbox, jobs
from app.services.formats import tables_csv, tables_json, tables_xlsx
from app.services.formats.tables import Table, Value
from app.services.inbox import Filters

WRITERS: dict[str, ModuleType] = {"csv": tables_csv, "json": tables_json, "xlsx": tables_xlsx}
ENDINGS = {"csv": "zip", "json": "json", "xlsx": "xlsx"}
"""CSV holds one table, so the two of them come in a ZIP."""

KEPT_FOR = timedelta(days=1)

CHUNK = 500

FEEDBACK_COLUMNS = (
    "answer", "second moment of", "garment", "style number", "run", "size", "colour", "source", "heard", "said on",
    "received on", "overall fit", "everything fits", "the rest fits", "tapped", "comment", "reading",
    "read by a person", "spam", "keeping", "wear", "height mm", "usual size", "rating", "photos",
)  # fmt: skip

ISSUE_COLUMNS = (
    "issue", "answer", "garment", "fit point", "code", "says", "suggested code", "suggested", "origin", "words",
    "severity", "unsafe", "amount", "unit", "confidence", "last correction", "reader",
)  # fmt: skip


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

    answers = (_write_feedback(each) for each in _list_found(session, filters, count_chunk))
    issues = (
        _write_issue(issue) for each in _list_found(session, filters, lambda size: tell(count)) for issue in each.issues
    )
    WRITERS[format].write(path, [Table("feedback", FEEDBACK_COLUMNS, answers), Table("issues", ISSUE_COLUMNS, issues)])
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
    """Return the file of an export that is done; one that holds what was erased since is refused, and removed."""
    path = make_path(job.id, job.arguments["format"], folder)
    erased = exists().where(AuditEvent.verb == "erased", AuditEvent.at >= job.requested_at)
    if session.scalar(select(erased)):
        path.unlink(missing_ok=True)
        raise NotFound("An answer was erased since this file was asked for. Export it anew.")
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
    """Remove all exported files: an answer in them is erased."""
    for path in folder.iterdir() if folder.is_dir() else ():
        path.unlink(missing_ok=True)


def _list_found(session: Session, filters: Filters, tell: Callable[[int], None]) -> Iterator[Feedback]:
    """All that is found, oldest first, a chunk in memory at a time."""
    loaded = inbox.select_found(filters).options(
        joinedload(Feedback.garment), joinedload(Feedback.size), joinedload(Feedback.colour),
        joinedload(Feedback.production_round), selectinload(Feedback.zone_answers), selectinload(Feedback.photos),
        selectinload(Feedback.issues).options(joinedload(Issue.cluster), selectinload(Issue.corrections)),
    )  # fmt: skip
    after = 0
    while chunk := list(session.scalars(loaded.where(Feedback.id > after).order_by(Feedback.id).limit(CHUNK))):
        yield from chunk
        after = chunk[-1].id
        tell(len(chunk))


def _write_feedback(each: Feedback) -> tuple[Value, ...]:
    return (
        each.id, each.first_id, each.garment.name, each.garment.style_number,
        each.production_round.number if each.production_round else None, each.size.name if each.size else None,
        each.colour.name if each.colour else None, each.source.value, each.heard.value if each.heard else None,
        each.answered_at.date() if each.answered_at else None, each.received_at.date(),
        each.overall_fit.value if each.overall_fit else None, each.fits_fine, each.rest_fits,
        "; ".join(_say_tapped(zone) for zone in each.zone_answers) or None, each.comment, each.read_state.value,
        each.read_by_hand, each.is_spam, each.keeping.value if each.keeping else None,
        each.wear.value if each.wear else None, each.height_mm, each.usual_size, each.rating, len(each.photos),
    )  # fmt: skip


def _say_tapped(zone: ZoneAnswer) -> str:
    amount = f" {zone.amount:g} {zone.amount_unit}" if zone.amount is not None else ""
    return f"{zone.aspect}/{zone.answer}{amount}"


def _write_issue(issue: Issue) -> tuple[Value, ...]:
    code = issue.standing_code
    return (
        issue.id, issue.feedback_id, issue.feedback.garment.name, issue.cluster.name if issue.cluster else None,
        code.value if code else None, code.title if code else None, issue.code.value, issue.code.title,
        issue.origin.value, issue.quote, issue.severity, issue.is_unsafe, issue.amount, issue.amount_unit,
        issue.confidence, issue.corrections[-1].kind.value if issue.corrections else None, issue.tagger_version,
    )  # fmt: skip


def _ensure_format(format: str) -> None:  # noqa: A002
    """Only what there is a writer for."""
    if format not in WRITERS:
        raise RuleError(f"There is no export as “{format}”.", field="format")
