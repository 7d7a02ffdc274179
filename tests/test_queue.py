"""The queue: the message is a job's id, and a job nobody was told of is found."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from app.models import JobStatus, now
from app.queue import JobQueue
from app.services import jobs

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
