"""Reading by the worker: what waits is read and weighed, once and of the garment that was asked for."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.db import begin_writing
from app.jobs import read_comments, worker
from app.models import FeedbackSource, Garment, Issue, JobStatus, ReadState
from app.services import amending, clusters, garments, jobs, tagging
from nlp.taxonomy import GarmentKind
from tests.cast import make_feedback, make_shirt
from tests.jobs.conftest import LONG_SLEEVES

pytestmark = pytest.mark.every_database


def test_reads_what_waits_and_weighs_it(session: Session, settings):
    shirt = make_shirt(session)
    for _ in range(5):
        make_feedback(session, shirt, comment=LONG_SLEEVES, source=FeedbackSource.REVIEW)
    job = jobs.request_reading(session)
    session.commit()

    worker.run(settings, job.id)

    session.rollback()
    assert (job.status, job.done, job.error) == (JobStatus.DONE, 5, None)
    [point] = clusters.list_clusters(session, session.get_one(Garment, shirt.id))
    assert point.code == "sleeve.length/long"
    assert point.headline is not None
    assert point.headline.reporting == 5


def test_what_was_only_tapped_is_weighed_too(session: Session, settings):
    shirt = make_shirt(session)
    make_feedback(session, shirt, says="sleeve.length/long")
    job = jobs.request_reading(session, shirt)
    session.commit()

    worker.run(settings, job.id)

    session.rollback()
    [point] = clusters.list_clusters(session, session.get_one(Garment, shirt.id))
    assert point.headline is not None
    assert point.headline.reporting == 1


def test_a_garment_that_breaks_off_keeps_no_other_from_being_weighed(session: Session, settings, monkeypatch):
    shirt, other = make_shirt(session), _second_shirt(session)
    for garment in (shirt, other):
        make_feedback(session, garment, comment=LONG_SLEEVES)
    job = jobs.request_reading(session)
    session.commit()
    weigh, first = read_comments.weigh_garment, shirt.id

    def break_off_at_the_first(progress, garment_id):
        if garment_id == first:
            raise ValueError("f(a) and f(b) must have different signs")
        weigh(progress, garment_id)

    monkeypatch.setattr(read_comments, "weigh_garment", break_off_at_the_first)
    with pytest.raises(ValueError, match="different signs"):
        worker.run(settings, job.id)

    session.rollback()
    assert (job.status, job.error) == (JobStatus.FAILED, "It broke off: ValueError. The worker's log tells where.")
    assert job.arguments["touched"] == [first], "What is left to whoever tries again."
    [point] = clusters.list_clusters(session, session.get_one(Garment, other.id))
    assert point.headline is not None
    assert point.headline.reporting == 1


def test_leaves_other_garments_alone(session: Session, settings):
    shirt, other = make_shirt(session), _second_shirt(session)
    make_feedback(session, shirt, comment=LONG_SLEEVES)
    left = make_feedback(session, other, comment=LONG_SLEEVES)
    job = jobs.request_reading(session, shirt)
    session.commit()

    worker.run(settings, job.id)

    session.rollback()
    assert left.read_state is ReadState.UNREAD


def test_words_that_are_changed_while_they_are_read_wait_for_the_next_reading(session: Session, settings, monkeypatch):
    given = make_feedback(session, make_shirt(session), comment=LONG_SLEEVES)
    job = jobs.request_reading(session)
    session.commit()
    read = tagging.read_words

    def read_while_they_change(*what):
        readings = read(*what)
        session.rollback()
        begin_writing(session)
        amending.amend_feedback(session, given, comment="Much shorter than I thought: it is the sleeves that are.")
        session.commit()
        return readings

    with monkeypatch.context() as patch:
        patch.setattr(tagging, "read_words", read_while_they_change)
        worker.run(settings, job.id)
    session.rollback()
    assert (given.read_state, given.issues) == (ReadState.UNREAD, [])


def test_reading_again_doubles_nothing(session: Session, settings):
    shirt = make_shirt(session)
    make_feedback(session, shirt, comment=LONG_SLEEVES)
    for again in (False, True):
        job = jobs.request_reading(session, again=again)
        session.commit()
        worker.run(settings, job.id)
        session.rollback()

    assert session.scalar(select(func.count()).select_from(Issue).where(Issue.code == "sleeve.length/long")) == 1


def _second_shirt(session: Session) -> Garment:
    return garments.add_garment(session, name="Second shirt", kind=GarmentKind.SHIRT, sizes=["M"])
