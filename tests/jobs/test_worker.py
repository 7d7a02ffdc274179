"""The worker: does what is asked for once, forgets what was kept long enough, goes on where a dead one stopped."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, null, select, update
from sqlalchemy.orm import Session

from app.jobs import worker
from app.models import Feedback, Issue, Job, JobStatus, ReadState, Tally, now
from app.services import evidence, imports, jobs, uploads, wishes
from app.services.import_files import Options
from tests.cast import make_feedback, make_shirt
from tests.equipment import ROOT
from tests.jobs.conftest import LONG_SLEEVES
from tests.traces import list_holding

pytestmark = pytest.mark.every_database


def test_what_was_done_later_after_all_has_not_failed(session: Session, settings):
    shirt = make_shirt(session)
    failed = jobs.request_weighing(session, shirt)
    failed.status, failed.error, failed.finished_at = JobStatus.FAILED, "It broke off: ValueError.", now()
    session.flush()
    job = jobs.request_weighing(session, shirt)
    session.commit()

    worker.run(settings, job.id)

    session.rollback()
    assert failed.status is JobStatus.DONE


def test_what_an_older_version_weighed_is_weighed_again(session: Session, settings):
    shirt = make_shirt(session)
    evidence.weigh_garment(session, shirt)
    session.execute(update(Tally).values(sums=null(), several=null()))
    session.commit()

    assert worker.weigh_anew(settings) == 1
    worker.run(settings, session.scalars(select(Job.id)).one())
    session.rollback()

    assert worker.weigh_anew(settings) == 0


@pytest.mark.sqlite
@pytest.mark.parametrize("is_spam", [False, True])
def test_the_address_of_a_wish_that_is_forgotten_is_in_no_file(session: Session, settings, database_url, is_spam):
    given = make_feedback(session, make_shirt(session), comment=LONG_SLEEVES)
    given.is_spam = is_spam
    wish = wishes.keep_wish(session, given, "zyzzyva@example.com", language="en")
    wish.wished_at = now() - (wishes.KEPT_IN_SPAM if is_spam else wishes.KEPT_FOR)
    session.commit()
    assert list_holding(database_url, b"zyzzyva@")

    worker.list_forsaken(settings)

    assert list_holding(database_url, b"zyzzyva@") == []


@pytest.mark.sqlite
def test_the_addresses_in_a_file_that_is_forgotten_are_in_no_file(session: Session, settings, database_url):
    file = b"text,email\nToo long.,zyzzyva@example.com\n"
    run = uploads.keep_upload(session, file, file_name="a.csv", kind=uploads.FEEDBACK)
    run.started_at = now() - imports.KEPT_FOR
    session.commit()
    assert list_holding(database_url, b"zyzzyva@")

    worker.list_forsaken(settings)

    assert list_holding(database_url, b"zyzzyva@") == []


def test_does_nothing_for_a_job_that_is_done(session: Session, settings):
    job = jobs.request_reading(session)
    session.commit()
    worker.run(settings, job.id)
    worker.run(settings, job.id)

    session.rollback()
    assert job.attempts == 1


def test_what_was_left_at_a_job_that_is_over_is_taken_away(session: Session, settings):
    over, broken_off = jobs.request_reading(session), jobs.request_weighing(session, make_shirt(session))
    over.status, over.finished_at = JobStatus.DONE, now()
    broken_off.status, broken_off.attempts, broken_off.heartbeat_at = JobStatus.RUNNING, jobs.ATTEMPTS_MAX, now()
    session.commit()
    left = [Path(settings["TOILE_DATA"]) / "working" / str(job.id) for job in (over, broken_off)]
    left[0].parent.mkdir()
    for file, job in zip(left, (over, broken_off), strict=True):
        file.write_text(str(job.attempts))

    assert worker.list_forsaken(settings) == []

    session.rollback()
    assert broken_off.status is JobStatus.FAILED
    assert not any(file.exists() for file in left)


def test_a_hold_of_an_earlier_attempt_takes_no_job_from_who_works_at_it_elsewhere(session: Session, settings):
    job = jobs.request_reading(session)
    job.status, job.attempts, job.heartbeat_at = JobStatus.RUNNING, 2, now()
    session.commit()
    left = Path(settings["TOILE_DATA"]) / "working" / str(job.id)
    left.parent.mkdir()
    left.write_text("1")

    worker.run(settings, job.id)
    assert worker.list_forsaken(settings) == []

    session.rollback()
    assert (job.status, job.attempts) == (JobStatus.RUNNING, 2)
    assert not left.exists()


def test_a_garment_that_is_gone_fails_with_a_sentence(session: Session, settings):
    job = jobs.request_job(session, jobs.WEIGH, arguments={"garment": 77})
    session.commit()

    worker.run(settings, job.id)

    session.rollback()
    assert (job.status, job.error) == (JobStatus.FAILED, "There is no garment 77.")


def test_a_job_of_another_version_fails_and_the_log_tells_where(session: Session, settings):
    job = jobs.request_reading(session)
    job.kind = "of_the_future"
    session.commit()

    with pytest.raises(KeyError):
        worker.run(settings, job.id)

    session.rollback()
    assert job.status is JobStatus.FAILED
    assert job.error == "It broke off: KeyError. The worker's log tells where."


@pytest.mark.sqlite
@pytest.mark.thorough
def test_a_killed_worker_is_resumed_at_its_cursor(session: Session, settings):
    shirt = make_shirt(session)
    for _ in range(160):
        make_feedback(session, shirt, comment=LONG_SLEEVES)
    job = jobs.request_reading(session)
    session.commit()
    _kill_after_progress(session, settings, job, "read_comments")
    reached = job.cursor

    _go_on(session, settings, job)

    assert (job.status, job.attempts, job.done) == (JobStatus.DONE, 2, 160)
    assert job.cursor > reached
    assert session.scalar(select(func.count()).where(Feedback.read_state != ReadState.READ)) == 0
    assert session.scalar(select(func.count()).select_from(Issue).where(Issue.code == "sleeve.length/long")) == 160


@pytest.mark.sqlite
@pytest.mark.thorough
def test_an_import_that_was_killed_doubles_and_loses_nothing(session: Session, settings):
    make_shirt(session)
    rows = "".join(f"LS-01,Sleeves too long {number}.\n" for number in range(400))
    run = uploads.keep_upload(session, f"style,text\n{rows}".encode(), file_name="a.csv", kind=uploads.FEEDBACK)
    session.flush()
    job = uploads.request_import(session, run, Options())
    session.commit()
    _kill_after_progress(session, settings, job, "import_file")
    assert job.done == run.stored == session.scalar(select(func.count()).select_from(Feedback))

    _go_on(session, settings, job)

    assert (job.status, job.attempts, job.done) == (JobStatus.DONE, 2, 400)
    assert (run.stored, run.known, run.rejects) == (400, 0, [])
    assert session.scalar(select(func.count(Feedback.comment.distinct()))) == 400


def _kill_after_progress(session: Session, settings: dict[str, str], job: Job, module: str) -> None:
    """Let another process work at the job in chunks of twenty; it is killed in its second, before that is committed."""
    program = (
        "import os, signal\n"
        f"from app.jobs import {module}, worker\n"
        "from app.services import jobs\n"
        "beat = jobs.beat\n"
        "def beat_once(session, job_id, *, done, **rest):\n"
        "    beat(session, job_id, done=done, **rest)\n"
        "    session.flush()\n"
        "    if done > 20:\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "jobs.beat = beat_once\n"
        f"{module}.CHUNK = 20\n"
        f"worker.run({json.dumps(settings)}, {job.id})"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    session.rollback()
    assert job.done == 20


def _go_on(session: Session, settings: dict[str, str], job: Job) -> None:
    """Find the job forsaken by the one who died at it, however lately its heart beat, and do the rest of it."""
    assert job.heartbeat_at > now() - jobs.STALE_AFTER
    assert worker.list_forsaken(settings) == [job.id]
    worker.run(settings, job.id)
    session.rollback()
