"""The queue: the message is a job's id, and a job nobody was told of is found."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from app.models import JobStatus, now
from app.queue import JobQueue
from app.services import files, jobs, photos
from tests.cast import make_feedback, make_shirt
from tests.services import pictures

pytestmark = pytest.mark.every_database


@pytest.fixture
def queue(database_url, tmp_path) -> JobQueue:
    return JobQueue({"TOILE_DATABASE_URL": database_url, "TOILE_DATA": str(tmp_path)})


def test_a_message_is_taken_by_another_process_of_the_same_name(session: Session, queue: JobQueue):
    job = jobs.request_reading(session)
    session.commit()
    queue.enqueue(job.id)
    worker = JobQueue(queue.settings)

    worker.huey.execute(worker.huey.dequeue())

    session.rollback()
    assert job.status is JobStatus.DONE
    assert queue.count_waiting() == 0


def test_a_job_that_was_never_handed_over_is(session: Session, queue: JobQueue):
    job = jobs.request_reading(session)
    job.requested_at = now() - timedelta(minutes=5)
    session.commit()

    queue.reap()

    assert queue.count_waiting() == 1


def test_what_a_kill_left_is_swept_away_within_the_hour_and_nothing_else(
    session: Session, queue: JobQueue, tmp_path: Path
):
    folder = photos.find_folder(str(tmp_path))
    kept, _left = (photos.take_in([photos.Upload("a.jpg", pictures.jpeg(size, 30))], folder) for size in (40, 50))
    photos.keep_photos(session, make_feedback(session, make_shirt(session)).id, kept)
    session.commit()
    place = tmp_path / files.FOLDER
    place.mkdir()
    (place / "left").touch()
    for path in (*folder.iterdir(), place / "left"):
        os.utime(path, (0, 0))

    hour = [datetime(2026, 3, 1, 12, minute, tzinfo=UTC) for minute in range(60)]
    for task in {each.name: each for moment in hour for each in queue.huey.read_periodic(moment)}.values():
        queue.huey.execute(task)

    assert {path.name.partition(".")[0] for path in folder.iterdir()} == {kept[0].name}
    assert list(place.iterdir()) == []
