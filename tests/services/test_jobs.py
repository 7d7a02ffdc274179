"""Jobs: asked for once, claimed by one worker at a time, taken over from one that died."""

from datetime import timedelta

import pytest

from app.errors import NotFound, RuleError
from app.models import JobStatus, now
from app.services import jobs
from tests.cast import make_shirt

pytestmark = pytest.mark.every_database


def test_the_same_wish_waits_once(session):
    first = jobs.request_reading(session)

    assert jobs.request_reading(session) is first
    assert jobs.request_reading(session, again=True) is not first


def test_a_wish_after_the_work_began_is_another_job(session):
    first = jobs.request_reading(session)
    jobs.claim(session, first.id)

    assert jobs.request_reading(session) is not first


def test_whoever_stores_an_answer_knows_whether_a_job_waits_to_read_it(session):
    arguments = {"garment": 1, "again": False}
    assert not jobs.is_waiting(session.connection(), jobs.READ_COMMENTS, arguments)

    job = jobs.request_job(session, jobs.READ_COMMENTS, arguments=arguments)
    assert jobs.is_waiting(session.connection(), jobs.READ_COMMENTS, arguments)

    jobs.claim(session, job.id)
    assert not jobs.is_waiting(session.connection(), jobs.READ_COMMENTS, arguments)


def test_weighing_names_its_garment(session):
    shirt = make_shirt(session)

    assert jobs.request_weighing(session, shirt).arguments == {"garment": shirt.id}


def test_refuses_a_kind_it_does_not_know(session):
    with pytest.raises(RuleError, match="no kind of job called “sew”"):
        jobs.request_job(session, "sew")


def test_an_unknown_job_is_not_found(session):
    with pytest.raises(NotFound, match="no job 7"):
        jobs.get_job(session, 7)


def test_only_one_worker_claims_a_job(session):
    job = jobs.request_reading(session)

    assert jobs.claim(session, job.id) is job
    assert jobs.claim(session, job.id) is None
    assert (job.status, job.attempts) == (JobStatus.RUNNING, 1)


def test_a_job_whose_heart_stopped_is_claimed_again(session):
    job = jobs.request_reading(session)
    jobs.claim(session, job.id)
    _stop_heart(session, job)

    assert jobs.claim(session, job.id) is job
    assert job.attempts == 2


def test_a_worker_that_was_taken_over_writes_no_more(session):
    job = jobs.request_reading(session)
    jobs.claim(session, job.id)
    _stop_heart(session, job)
    jobs.claim(session, job.id)

    with pytest.raises(jobs.Superseded):
        jobs.beat(session, job.id, attempt=1, cursor=20)


def test_a_done_job_is_not_claimed(session):
    job = jobs.request_reading(session)
    jobs.claim(session, job.id)
    jobs.finish(session, job.id, attempt=1)

    assert jobs.claim(session, job.id) is None
    session.refresh(job)
    assert job.status is JobStatus.DONE


def test_a_failed_job_says_why(session):
    job = jobs.request_reading(session)
    jobs.claim(session, job.id)

    jobs.fail(session, job.id, attempt=1, sentence="There is no garment 9.")

    session.refresh(job)
    assert (job.status, job.error) == (JobStatus.FAILED, "There is no garment 9.")
    assert job.finished_at


def test_a_job_that_was_never_handed_over_is_forsaken(session):
    job = jobs.request_reading(session)
    assert jobs.list_forsaken(session) == []

    job.requested_at = now() - timedelta(minutes=2)

    assert jobs.list_forsaken(session) == [job.id]


def test_a_job_that_was_left_is_claimed_and_handed_out_while_its_heart_seems_to_beat(session):
    job = jobs.request_reading(session)
    jobs.claim(session, job.id)
    assert jobs.list_forsaken(session) == []

    assert jobs.list_forsaken(session, left={job.id: 1}) == [job.id]
    assert jobs.claim(session, job.id, left_at=1).attempts == 2


@pytest.mark.parametrize("left_at", [1, None])
def test_a_job_that_somebody_went_on_with_since_is_not_left(session, left_at):
    job = jobs.request_reading(session)
    for _ in range(2):
        jobs.claim(session, job.id, left_at=job.attempts)
    assert job.attempts == 2

    assert jobs.list_forsaken(session, left={job.id: left_at}) == []
    assert jobs.claim(session, job.id, left_at=left_at) is None


def test_a_job_that_is_over_is_left_by_nobody(session):
    job = jobs.request_reading(session)
    jobs.claim(session, job.id)
    jobs.finish(session, job.id, attempt=1)

    assert jobs.list_forsaken(session, left={job.id: 1}) == []
    assert jobs.claim(session, job.id, left_at=1) is None


def test_a_job_that_stops_its_workers_is_given_up(session):
    job = jobs.request_reading(session)
    for _ in range(jobs.ATTEMPTS_MAX):
        jobs.claim(session, job.id)
        _stop_heart(session, job)

    assert jobs.list_forsaken(session) == []
    assert (job.status, job.error) == (JobStatus.FAILED, "It broke off 5 times and is not tried again.")


def _stop_heart(session, job):
    job.heartbeat_at = now() - jobs.STALE_AFTER - timedelta(seconds=1)
    session.flush()
