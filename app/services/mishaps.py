"""Mishaps: work of the worker that did not go through, in plain words, until it has gone through after all."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, String, and_, cast, exists, func, or_, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from app.errors import NotFound, RuleError
from app.models import Garment, ImportRun, Job, JobStatus, User, now
from app.services import audit, jobs
from app.services.exports import KEPT_FOR

SHOWN_MAX = 20

ASKED_ONCE = (jobs.EXPORT_FEEDBACK, jobs.PREVIEW_READING)
"""What one person waits for, who has its page before them: told for as long as an exported file would have lived."""

SENTENCES = {
    jobs.READ_COMMENTS: "Comments were not all read: fit points may lack answers.",
    jobs.WEIGH: "Fit points were not counted anew: answers that came in since may be missing.",
    jobs.PREVIEW_READING: "A preview of what would be read otherwise was not finished.",
    jobs.SEND_MAIL: "Mail that waits was not sent.",
    jobs.IMPORT_FILE: "A file was not imported to its end.",
    jobs.EXPORT_FEEDBACK: "An export of the inbox was not written.",
    jobs.MAKE_DIGESTS: "The weekly mail was not made.",
}

OF_ITS_OWN = {
    jobs.READ_COMMENTS: "The comments on {name} were not all read: its fit points may lack answers.",
    jobs.WEIGH: "The fit points of {name} were not counted anew: answers that came in since may be missing.",
    jobs.IMPORT_FILE: "The file {name} was not imported to its end.",
}
"""Where it is about one garment or one file."""


@dataclass(frozen=True)
class Mishap:
    """A job that failed, what that means for the label, and the import that it was, if any."""

    job: Job
    sentence: str
    run_id: int | None


def list_mishaps(session: Session) -> list[Mishap]:
    """Return what did not go through and still should, in one query, the newest first; of what is alike the newest."""
    session.flush()
    is_failed = Job.status == JobStatus.FAILED
    newest = select(func.max(Job.id)).where(is_failed).group_by(Job.kind, cast(Job.arguments, String))
    of_garment = Garment.id == Job.arguments["garment"].as_integer()
    rows = session.execute(
        select(Job, Garment.name, ImportRun.id, ImportRun.file_name)
        .outerjoin(Garment, and_(Job.kind != jobs.IMPORT_FILE, of_garment))
        .outerjoin(ImportRun, _of_file(Job.id))
        .where(
            is_failed,
            Job.id.in_(newest),
            or_(Job.kind != jobs.IMPORT_FILE, ImportRun.id.is_not(None)),
            or_(Job.kind.not_in(ASKED_ONCE), and_(Job.finished_at > now() - KEPT_FOR, ~_is_asked_anew())),
        )
        .order_by(Job.id.desc())
        .limit(SHOWN_MAX)
    )
    found: list[Mishap] = []
    for job, garment, run_id, file_name in rows:
        is_gone = job.kind != jobs.IMPORT_FILE and job.arguments.get("garment") is not None and garment is None
        if not is_gone and not any(_contains(each.job, job) for each in found):
            found.append(Mishap(job, _say(job.kind, file_name or garment), run_id))
    return found


def get_mishap(session: Session, job_id: int) -> Job:
    """Return a job that failed, or did until somebody tried it again."""
    job = jobs.get_job(session, job_id)
    if job.attempts == 0:
        raise NotFound(f"There is no job {job_id} that failed.")
    return job


def try_again(session: Session, job: Job, *, user: User | None = None) -> None:
    """Have a job that failed wait for the worker again; it goes on where it was."""
    if job.kind == jobs.IMPORT_FILE and session.scalar(select(ImportRun.id).where(_of_file(job.id))) is None:
        raise RuleError("This file was thrown away, or is imported in another way by now.")
    waits = session.scalar(
        update(Job)
        .where(Job.id == job.id, Job.status == JobStatus.FAILED)
        .values(status=JobStatus.QUEUED, error=None, finished_at=None, heartbeat_at=None, requested_at=now())
        .returning(Job.id)
    )
    if waits is None:
        raise RuleError("It is tried again already, or it went through.")
    audit.note(session, "tried again", job, user=user)


def settle(session: Session, job_id: int, *, began_at: datetime | None) -> None:
    """Mark as done what failed before and is done now, by a job that was asked for later and has gone through.

    What failed after this job `began_at` may have changed what was weighed already, by another worker: it stays.
    """
    through = jobs.get_job(session, job_id)
    if through.kind in ASKED_ONCE:
        return
    has_failed = Job.status == JobStatus.FAILED, Job.finished_at <= began_at
    failed = session.scalars(select(Job).where(*has_failed, Job.id < job_id))
    if over := [job.id for job in failed if _contains(through, job)]:
        # Asked once more: what somebody tries again in the same moment waits, or is under way by now.
        session.execute(
            update(Job).where(*has_failed, Job.id.in_(over)).values(status=JobStatus.DONE, finished_at=now())
        )


def _of_file(job_id: InstrumentedAttribute[int] | int) -> ColumnElement[bool]:
    """Whether it is the import that this job does, whose file is still there."""
    return and_(ImportRun.job_id == job_id, ImportRun.content.is_not(None))


def _is_asked_anew() -> ColumnElement[bool]:
    """Whether the same was asked for once more since: that one tells whether it goes through."""
    later = aliased(Job)
    return exists().where(
        later.id > Job.id,
        later.kind == Job.kind,
        cast(later.arguments, String) == cast(Job.arguments, String),
    )


def _contains(later: Job, earlier: Job) -> bool:
    """Whether a job does, beside its own, all that is left of one that was asked for earlier."""
    if later.kind == jobs.READ_COMMENTS:
        is_weighed = _list_weighed(earlier) <= _list_weighed(later)
        return is_weighed and (
            earlier.kind == jobs.WEIGH or (earlier.kind == later.kind and _reads_all(later, earlier))
        )
    if later.kind == jobs.WEIGH:
        return earlier.kind == later.kind and _list_weighed(earlier) == _list_weighed(later)
    return later.kind == earlier.kind and later.kind in (jobs.SEND_MAIL, jobs.MAKE_DIGESTS)


def _list_weighed(job: Job) -> set[int]:
    named = job.arguments.get("garment")
    return {*job.arguments.get("touched", ()), *(() if named is None else (named,))}


def _reads_all(later: Job, earlier: Job) -> bool:
    """Whether a reading reads all that an earlier one was to read."""
    later_of, earlier_of = later.arguments, earlier.arguments
    if later_of.get("garment") not in (None, earlier_of.get("garment")):
        return False
    if earlier_of.get("again"):
        return bool(later_of.get("again"))
    return not earlier_of.get("outdated") or bool(later_of.get("again") or later_of.get("outdated"))


def _say(kind: str, name: str | None) -> str:
    if name is not None and kind in OF_ITS_OWN:
        return OF_ITS_OWN[kind].format(name=name)
    return SENTENCES.get(kind, "Work that was begun was not finished.")
