"""Jobs: long work that is asked for here and done by the worker; the row is the truth.

A worker claims a job, moves its cursor with every chunk and beats as it goes. One whose heart stopped is claimed by
the next worker, which goes on at the cursor; the attempt's number keeps the first from writing any more.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    String,
    and_,
    bindparam,
    cast,
    false,
    func,
    or_,
    select,
    type_coerce,
    update,
)
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import SENTENCE_MAX, Feedback, Garment, Job, JobStatus, ReadState, User, now
from app.services.plain_rows import fetch_rows

READ_COMMENTS = "read_comments"
WEIGH = "weigh"
PREVIEW_READING = "preview_reading"
SEND_MAIL = "send_mail"
IMPORT_FILE = "import_file"
EXPORT_FEEDBACK = "export_feedback"
MAKE_DIGESTS = "make_digests"
KINDS = (READ_COMMENTS, WEIGH, PREVIEW_READING, SEND_MAIL, IMPORT_FILE, EXPORT_FEEDBACK, MAKE_DIGESTS)

STALE_AFTER = timedelta(seconds=60)
"""A heart that was silent for so long has stopped; no chunk takes a tenth of it."""

QUIET_AFTER = timedelta(seconds=12)
"""A job that has said nothing for so long is told to have been interrupted; it may still be taken over later."""

ATTEMPTS_MAX = 5

NOTHING_LEFT: Mapping[int, int | None] = {}


class Superseded(Exception):
    """Another worker has taken the job over; this one writes no more."""


def request_job(
    session: Session, kind: str, *, arguments: Mapping[str, Any] | None = None, user: User | None = None
) -> Job:
    """Return the job that will do this; one that waits already for the same is not doubled."""
    if kind not in KINDS:
        raise RuleError(f"There is no kind of job called “{kind}”.")
    wanted = dict(arguments or {})
    if waiting := find_waiting(session, kind, wanted):
        return waiting
    job = Job(kind=kind, arguments=wanted, requested_by_id=user.id if user else None)
    session.add(job)
    session.flush()
    return job


def find_waiting(session: Session, kind: str, arguments: Mapping[str, Any]) -> Job | None:
    """Return the job that waits to do this, or None; it has not begun, so it sees what is stored by now."""
    waiting = select(Job).where(Job.kind == kind, Job.status == JobStatus.QUEUED, Job.attempts == 0)
    return next((job for job in session.scalars(waiting.order_by(Job.id)) if job.arguments == arguments), None)


def is_waiting(asked: Engine | Connection, kind: str, arguments: Mapping[str, Any]) -> bool:
    """Return whether a job waits to do this, for who only asks: each answer of a customer does.

    Asked within a transaction that writes, it does not begin before that has ended: it sees what is stored by it.
    """
    return any(json.loads(each) == arguments for (each,) in fetch_rows(asked, _WAITING, {"kind": kind}))


_WAITING = (
    select(cast(Job.arguments, String))
    .where(
        Job.kind == bindparam("kind"),
        type_coerce(Job.status, String) == JobStatus.QUEUED.value,
        Job.attempts == 0,
    )
    .with_for_update(read=True)
)
"""SQLite, which knows no such lock, has one writer at a time."""


def request_reading(
    session: Session,
    garment: Garment | None = None,
    *,
    again: bool = False,
    outdated: bool = False,
    touched: Iterable[Garment] = (),
    user: User | None = None,
) -> Job:
    """Return the job that reads the comments of one garment, or of all, and weighs what they touch.

    What was read before is read again if asked for, or if `outdated` where the reader or the label's rules changed.
    Garments that were touched already are weighed whatever is read.
    """
    arguments: dict[str, Any] = {"garment": garment.id if garment else None, "again": again}
    if outdated:
        arguments["outdated"] = True
    if ids := sorted(garment.id for garment in touched):
        arguments["touched"] = ids
    return request_job(session, READ_COMMENTS, arguments=arguments, user=user)


def request_preview(
    session: Session,
    garment: Garment | None = None,
    *,
    rule: Mapping[str, str | None] | None = None,
    tag: Mapping[str, Any] | None = None,
    user: User | None = None,
) -> Job:
    """Return the job that tells what reading again would change, or what one new rule or tag of the label would."""
    arguments = {"garment": garment.id if garment else None, "rule": dict(rule) if rule else None}
    if tag:
        arguments["tag"] = dict(tag)
    job = request_job(session, PREVIEW_READING, arguments=arguments, user=user)
    read = select(func.count()).where(Feedback.comment.is_not(None), Feedback.read_state != ReadState.UNREAD)
    job.total = session.scalars(read if garment is None else read.where(Feedback.garment_id == garment.id)).one()
    return job


def request_weighing(session: Session, garment: Garment, user: User | None = None) -> Job:
    """Return the job that weighs a garment's evidence and judges its fixes anew."""
    return request_job(session, WEIGH, arguments={"garment": garment.id}, user=user)


def get_job(session: Session, job_id: int) -> Job:
    """Return the job with this number."""
    job = session.get(Job, job_id)
    if job is None:
        raise NotFound(f"There is no job {job_id}.")
    return job


def claim(session: Session, job_id: int, *, left_at: int | None = None) -> Job | None:
    """Return the job, now this worker's, or None where it is done, or in the hands of one that lives.

    One whose worker died at the attempt `left_at` is in nobody's hands, however lately its heart beat, unless somebody
    has gone on with it since.
    """
    is_silent = or_(Job.heartbeat_at < now() - STALE_AFTER, Job.attempts == left_at if left_at else false())
    free = and_(Job.status == JobStatus.RUNNING, is_silent)
    claimed = session.scalar(
        update(Job)
        .where(Job.id == job_id, or_(Job.status == JobStatus.QUEUED, free))
        .values(status=JobStatus.RUNNING, attempts=Job.attempts + 1, heartbeat_at=now())
        .returning(Job.id)
    )
    return None if claimed is None else session.get(Job, job_id, populate_existing=True)


def beat(session: Session, job_id: int, *, attempt: int, **changes: Any) -> None:
    """Say that the job lives and how far it came; refuses a worker whose job was taken over."""
    touched = session.scalar(
        update(Job)
        .where(Job.id == job_id, Job.attempts == attempt, Job.status == JobStatus.RUNNING)
        .values(heartbeat_at=now(), **changes)
        .returning(Job.id)
    )
    if touched is None:
        raise Superseded(f"Job {job_id} is no longer at attempt {attempt}.")


def finish(session: Session, job_id: int, *, attempt: int) -> None:
    """Mark the job as done."""
    beat(session, job_id, attempt=attempt, status=JobStatus.DONE, finished_at=now(), error=None)


def fail(session: Session, job_id: int, *, attempt: int, sentence: str) -> None:
    """Mark the job as failed, with a sentence for the person who asked for it."""
    beat(session, job_id, attempt=attempt, status=JobStatus.FAILED, finished_at=now(), error=sentence[:SENTENCE_MAX])


def is_interrupted(job: Job) -> bool:
    """Return whether a job that is under way has not moved for longer than any of its chunks takes."""
    return job.status is JobStatus.RUNNING and job.heartbeat_at is not None and job.heartbeat_at < now() - QUIET_AFTER


def list_forsaken(session: Session, *, left: Mapping[int, int | None] = NOTHING_LEFT) -> list[int]:
    """Return the jobs that nobody works on: never handed over, `left` at an attempt, or with a heart that stopped.

    One that has stopped its worker too often is not tried again, unless somebody asks for it: it is marked as failed.
    """
    long_ago = now() - STALE_AFTER
    forsaken = or_(
        and_(Job.status == JobStatus.QUEUED, Job.requested_at < long_ago),
        and_(Job.status == JobStatus.RUNNING, or_(Job.heartbeat_at < long_ago, *map(_is_left, left.items()))),
    )
    ids = []
    for job in session.scalars(select(Job).where(forsaken).order_by(Job.id)):
        # The number only ever grows, whoever asks for another try: by it a worker knows that it was taken over.
        if job.status is JobStatus.QUEUED or job.attempts % ATTEMPTS_MAX:
            ids.append(job.id)
        else:
            job.status, job.finished_at = JobStatus.FAILED, now()
            job.error = f"It broke off {job.attempts} times and is not tried again."
    return ids


def _is_left(job: tuple[int, int | None]) -> ColumnElement[bool]:
    """Whether a job is still at the attempt at which it was left."""
    job_id, attempt = job
    return and_(Job.id == job_id, Job.attempts == attempt) if attempt else false()
