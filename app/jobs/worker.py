"""The worker: claims a job by its row and does it. The queue knows this module by name only."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.db import begin_writing, empty_journal_of, lend_engine
from app.errors import RuleError
from app.jobs import export_feedback, import_file, make_digests, preview_reading, read_comments, send_mail, weigh
from app.jobs.holding import forget, holding, list_left
from app.jobs.progress import Progress
from app.models import now
from app.services import (
    chart_uploads,
    digests,
    files,
    imports,
    jobs,
    letters,
    mailing,
    mishaps,
    outbox,
    photo_files,
    photos,
    tallies,
    wishes,
)
from app.services.orphans import remove_orphans

WORK: dict[str, Callable[[Progress], None]] = {
    jobs.READ_COMMENTS: read_comments.work,
    jobs.WEIGH: weigh.work,
    jobs.PREVIEW_READING: preview_reading.work,
    jobs.SEND_MAIL: send_mail.work,
    jobs.IMPORT_FILE: import_file.work,
    jobs.EXPORT_FEEDBACK: export_feedback.work,
    jobs.MAKE_DIGESTS: make_digests.work,
}


def run(settings: Mapping[str, str], job_id: int) -> list[int]:
    """Do a job, from its cursor on, and return the jobs that it asks for.

    Does nothing where it is done or another worker is at it.
    """
    with lend_engine(settings["TOILE_DATABASE_URL"]) as engine, holding(settings["TOILE_DATA"], job_id) as hold:
        with _writing(engine) as session:
            job = jobs.claim(session, job_id, left_at=hold.left_at)
            progress = Progress(engine, job, settings) if job else None
        if progress is None:
            return []
        hold.keep(progress.attempt)
        _do(engine, progress)
        return progress.follow_ups


def list_forsaken(settings: Mapping[str, str]) -> list[int]:
    """Return the jobs that nobody works on, for the queue to hand out again; mail and digests that are due are some.

    Files that lay here long, and wishes that nobody could fulfil, are forgotten on the way.
    """
    with lend_engine(settings["TOILE_DATABASE_URL"]) as engine:
        with _writing(engine) as session:
            chart_uploads.forget_files(session)
            has_forgotten = imports.forget_files(session) + wishes.forget_old(session) > 0
            left = list_left(settings["TOILE_DATA"])
            forsaken = jobs.list_forsaken(session, left=left)
            forget(settings["TOILE_DATA"], left.keys() - forsaken)
            if mailing.read_server(settings) and outbox.list_due(session, limit=1):
                forsaken.append(jobs.request_job(session, jobs.SEND_MAIL).id)
            if letters.can_send(session, settings) and digests.list_due(session, at=now()):
                forsaken.append(jobs.request_job(session, jobs.MAKE_DIGESTS).id)
        if has_forgotten:
            empty_journal_of(engine)  # customers' addresses were in it
    return forsaken


def sweep(settings: Mapping[str, str]) -> int:
    """Take away what a kill or a power cut left in the data folder, and return how many files."""
    data = settings["TOILE_DATA"]
    with lend_engine(settings["TOILE_DATABASE_URL"]) as engine, Session(engine) as session:
        known = {
            photos.find_folder(data): photo_files.list_file_names(session),
            Path(data) / files.FOLDER: files.list_file_names(session),
        }
    return sum(remove_orphans(folder, names) for folder, names in known.items())


def weigh_anew(settings: Mapping[str, str]) -> int:
    """Ask that garments which an older Toile weighed are weighed again, and return how many they are.

    The reaper hands those jobs out.
    """
    with lend_engine(settings["TOILE_DATABASE_URL"]) as engine, _writing(engine) as session:
        return len([jobs.request_weighing(session, garment) for garment in tallies.list_outdated(session)])


def _do(engine: Engine, progress: Progress) -> None:
    """Do what was claimed and write how it ended.

    Taken over by another worker, or with the database away, the row stays as it is: the reaper finds it.
    """
    try:
        WORK[progress.kind](progress)
    except (jobs.Superseded, OperationalError):
        raise
    except RuleError as refusal:
        _fail(engine, progress, refusal.message)
        return
    except Exception as error:
        _fail(engine, progress, f"It broke off: {type(error).__name__}. The worker's log tells where.")
        raise
    with _writing(engine) as session:
        jobs.finish(session, progress.job_id, attempt=progress.attempt)
        mishaps.settle(session, progress.job_id, began_at=progress.began_at)


def _fail(engine: Engine, progress: Progress, sentence: str) -> None:
    with _writing(engine) as session:
        jobs.fail(session, progress.job_id, attempt=progress.attempt, sentence=sentence)


@contextmanager
def _writing(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        begin_writing(session)
        yield session
        session.commit()
