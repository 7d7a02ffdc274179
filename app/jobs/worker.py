"""The worker: claims a job by its row and does it. The queue knows this module by name only."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.db import begin_writing, make_engine
from app.errors import RuleError
from app.jobs import export_feedback, read_comments, weigh
from app.jobs.progress import Progress
from app.services import jobs

WORK: dict[str, Callable[[Progress], None]] = {
    jobs.READ_COMMENTS: read_comments.work,
    jobs.WEIGH: weigh.work,
    jobs.EXPORT_FEEDBACK: export_feedback.work,
}


def run(settings: Mapping[str, str], job_id: int) -> None:
    """Do a job, from its cursor on; does nothing where it is done or another worker is at it."""
    with _engine(settings) as engine:
        with _writing(engine) as session:
            job = jobs.claim(session, job_id)
            progress = Progress(engine, job, Path(settings["TOILE_DATA"])) if job else None
        if progress is not None:
            _do(engine, progress)


def list_forsaken(settings: Mapping[str, str]) -> list[int]:
    """Return the jobs that nobody works on, for the queue to hand out again."""
    with _engine(settings) as engine, _writing(engine) as session:
        return jobs.list_forsaken(session)


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


def _fail(engine: Engine, progress: Progress, sentence: str) -> None:
    with _writing(engine) as session:
        jobs.fail(session, progress.job_id, attempt=progress.attempt, sentence=sentence)


@contextmanager
def _engine(settings: Mapping[str, str]) -> Iterator[Engine]:
    engine = make_engine(settings["TOILE_DATABASE_URL"])
    try:
        yield engine
    finally:
        engine.dispose()


@contextmanager
def _writing(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session:
        begin_writing(session)
        yield session
        session.commit()
