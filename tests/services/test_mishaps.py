"""Mishaps: what the worker could not finish is told until it went through, by trying again or by a later job."""

import pytest
from sqlalchemy import update

from app.errors import NotFound, RuleError
from app.models import Job, JobStatus
from app.services import exports, inbox, jobs, mishaps, uploads
from app.services.import_files import Options
from tests import cast

pytestmark = pytest.mark.every_database


def test_a_reading_that_failed_is_told_with_its_garment(session):
    job = fail(session, jobs.request_reading(session, cast.make_shirt(session)))

    (mishap,) = mishaps.list_mishaps(session)

    assert mishap.job is job
    assert mishap.sentence == "The comments on Linen shirt were not all read: its fit points may lack answers."


def test_what_is_tried_again_is_told_no_more_and_goes_on_where_it_was(session):
    job = fail(session, jobs.request_reading(session), cursor=40)

    mishaps.try_again(session, jobs.get_job(session, job.id), user=cast.make_user(session))

    assert mishaps.list_mishaps(session) == []
    assert (job.status, job.cursor, job.error, job.finished_at) == (JobStatus.QUEUED, 40, None, None)
    assert jobs.claim(session, job.id).attempts == 2


def test_what_fails_once_more_is_told_once_more(session):
    job = fail(session, jobs.request_reading(session))
    mishaps.try_again(session, job)

    fail(session, job)

    assert [each.job for each in mishaps.list_mishaps(session)] == [job]


def test_what_was_given_up_gets_new_tries(session):
    job = jobs.request_reading(session)
    for _ in range(jobs.ATTEMPTS_MAX):
        jobs.claim(session, job.id, left_at=job.attempts)
    assert jobs.list_forsaken(session, left={job.id: job.attempts}) == []

    mishaps.try_again(session, job)
    job.requested_at -= 2 * jobs.STALE_AFTER
    assert jobs.list_forsaken(session) == [job.id]

    jobs.claim(session, job.id)
    assert jobs.list_forsaken(session, left={job.id: job.attempts}) == [job.id]


@pytest.mark.parametrize("act", ["waits", "goes through"])
def test_only_what_failed_is_tried_again(session, act):
    job = jobs.request_reading(session)
    if act == "goes through":
        go_through(session, job)

    with pytest.raises(RuleError, match="tried again already, or it went through"):
        mishaps.try_again(session, job)


def test_a_later_weighing_settles_an_earlier_one_of_its_garment(session):
    shirt, other = cast.make_shirt(session), cast.make_garment(session, name="Other")
    failed, others = (fail(session, jobs.request_weighing(session, each)) for each in (shirt, other))

    go_through(session, jobs.request_weighing(session, shirt))

    assert failed.status is JobStatus.DONE
    assert [each.job for each in mishaps.list_mishaps(session)] == [others]


def test_what_is_tried_again_while_a_later_job_ends_is_left_to_it(session, monkeypatch):
    shirt = cast.make_shirt(session)
    failed = fail(session, jobs.request_weighing(session, shirt))

    def try_elsewhere(_later, earlier):
        again = update(Job).where(Job.id == earlier.id).values(status=JobStatus.QUEUED)
        session.execute(again, execution_options={"synchronize_session": False})
        return True

    monkeypatch.setattr(mishaps, "_contains", try_elsewhere)
    go_through(session, jobs.request_weighing(session, shirt))

    assert failed.status is JobStatus.QUEUED


def test_a_reading_settles_the_weighing_of_what_it_touched(session):
    shirt = cast.make_shirt(session)
    fail(session, jobs.request_weighing(session, shirt))

    go_through(session, jobs.request_reading(session, touched=[shirt]))

    assert mishaps.list_mishaps(session) == []


@pytest.mark.parametrize(
    ("failed", "later", "is_settled"),
    [
        ({}, {}, True),
        ({"outdated": True}, {"outdated": True}, True),
        ({"outdated": True}, {"again": True}, True),
        ({"outdated": True}, {}, False),
        ({"again": True}, {"outdated": True}, False),
    ],
)
def test_a_reading_is_settled_by_one_that_reads_at_least_as_much(session, failed, later, is_settled):
    fail(session, jobs.request_reading(session, **failed))

    go_through(session, jobs.request_reading(session, **later))

    assert (mishaps.list_mishaps(session) == []) is is_settled


def test_a_reading_whose_garments_were_not_weighed_stays_until_they_are(session):
    shirt = cast.make_shirt(session)
    fail(session, jobs.request_reading(session, touched=[shirt]))

    go_through(session, jobs.request_reading(session))
    assert len(mishaps.list_mishaps(session)) == 1

    go_through(session, jobs.request_reading(session, touched=[shirt]))
    assert mishaps.list_mishaps(session) == []


def test_what_fails_while_a_later_job_is_under_way_is_told_until_one_that_began_after_it_is_through(session):
    shirt = cast.make_shirt(session)
    first = jobs.request_reading(session, shirt)
    under_way = begin(session, jobs.request_reading(session, shirt, again=True))
    failed = fail(session, first)

    finish(session, under_way)
    assert [each.job for each in mishaps.list_mishaps(session)] == [failed]

    go_through(session, jobs.request_reading(session, shirt))
    assert mishaps.list_mishaps(session) == []


def test_what_fails_again_and_again_is_told_once(session):
    shirt = cast.make_shirt(session)
    for _ in range(3):
        fail(session, jobs.request_job(session, jobs.SEND_MAIL))
        fail(session, jobs.request_reading(session, shirt))
    newest = fail(session, jobs.request_reading(session, shirt, again=True))

    told = [each.job for each in mishaps.list_mishaps(session)]

    assert [job.kind for job in told] == [jobs.READ_COMMENTS, jobs.SEND_MAIL]
    assert told[0] is newest


def test_an_import_is_told_with_its_file_until_it_is_thrown_away(session):
    cast.make_shirt(session)
    run = uploads.keep_upload(session, b"style,text\nLS-01,Too long.\n", file_name="reviews.csv")
    session.flush()
    fail(session, uploads.request_import(session, run, Options()))
    (mishap,) = mishaps.list_mishaps(session)
    assert (mishap.sentence, mishap.run_id) == ("The file reviews.csv was not imported to its end.", run.id)

    uploads.throw_away(session, run)
    session.flush()

    assert mishaps.list_mishaps(session) == []


@pytest.mark.parametrize("act", ["thrown away", "imported in another way"])
def test_a_file_is_not_imported_again_once_it_is(session, act):
    shirt = cast.make_shirt(session)
    run = uploads.keep_upload(session, b"style,text\nLS-01,Too long.\n", file_name="reviews.csv")
    session.flush()
    failed = fail(session, uploads.request_import(session, run, Options()))
    if act == "thrown away":
        uploads.throw_away(session, run)
    else:
        fail(session, uploads.request_import(session, run, Options(garment=shirt)))

    with pytest.raises(RuleError, match="This file was thrown away, or is imported in another way"):
        mishaps.try_again(session, failed)


def test_an_export_is_told_for_a_day(session):
    job = fail(session, exports.request_export(session, inbox.Filters(), format="csv"))
    assert [each.job for each in mishaps.list_mishaps(session)] == [job]

    job.finished_at -= exports.KEPT_FOR

    assert mishaps.list_mishaps(session) == []


def test_an_export_that_went_through_when_asked_for_once_more_is_told_no_longer(session):
    fail(session, exports.request_export(session, inbox.Filters(), format="csv"))
    others = fail(session, exports.request_export(session, inbox.Filters(), format="xlsx"))

    go_through(session, exports.request_export(session, inbox.Filters(), format="csv"))

    assert [each.job for each in mishaps.list_mishaps(session)] == [others]


def test_an_export_that_failed_stays_failed_whatever_else_goes_through(session):
    job = fail(session, exports.request_export(session, inbox.Filters(), format="csv"))

    go_through(session, exports.request_export(session, inbox.Filters(), format="csv"))

    assert job.status is JobStatus.FAILED


def test_every_kind_of_job_has_its_sentence(session):
    cast.make_shirt(session)
    for kind in sorted({*jobs.KINDS} - {jobs.IMPORT_FILE}):
        fail(session, jobs.request_job(session, kind))

    sentences = [each.sentence for each in mishaps.list_mishaps(session)]

    assert len(set(sentences)) == len(jobs.KINDS) - 1


def test_what_is_about_a_garment_that_is_gone_asks_nobody(session):
    fail(session, jobs.request_job(session, jobs.WEIGH, arguments={"garment": 77}))

    assert mishaps.list_mishaps(session) == []


def test_an_unknown_job_is_not_found(session):
    with pytest.raises(NotFound):
        mishaps.get_mishap(session, 7)


def fail(session, job, *, cursor=0):
    """Let a worker break off at a job."""
    attempt = jobs.claim(session, job.id).attempts
    jobs.beat(session, job.id, attempt=attempt, cursor=cursor)
    jobs.fail(session, job.id, attempt=attempt, sentence="It broke off: ValueError.")
    session.refresh(job)
    return job


def go_through(session, job):
    """Let a worker finish a job."""
    finish(session, begin(session, job))


def begin(session, job):
    """Let a worker begin a job, and return the number and the moment of its attempt."""
    job = jobs.claim(session, job.id)
    return job.id, job.attempts, job.heartbeat_at


def finish(session, begun):
    """Let a worker finish a job that it has begun."""
    job_id, attempt, began_at = begun
    jobs.finish(session, job_id, attempt=attempt)
    mishaps.settle(session, job_id, began_at=began_at)
    session.flush()
    session.expire_all()
