"""Importing by the worker: in chunks, with a file of what was not taken."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.jobs import import_file, worker
from app.models import Feedback, Garment, ImportRun, JobStatus, Purchase
from app.services import jobs, uploads
from app.services.feedback import erase_feedback
from app.services.import_files import Options
from app.services.matching import remember_name
from app.services.tombstones import ERASED
from tests.jobs.importing import FILES, request_import
from tests.traces import list_holding

pytestmark = pytest.mark.every_database


def test_imports_what_it_can_and_has_it_read(session: Session, settings):
    run, job = request_import(session, "judgeme")

    follow_ups = worker.run(settings, job.id)

    session.rollback()
    assert (job.status, job.done, job.total) == (JobStatus.DONE, 6, 6)
    assert (run.stored, run.dropped, len(run.rejects)) == (4, 1, 1)
    assert b"wool-coat" in (run.content or b"")
    [reading] = [jobs.get_job(session, each) for each in follow_ups]
    assert reading.kind == jobs.READ_COMMENTS


def test_a_file_that_is_taken_whole_is_forgotten(session: Session, settings):
    run, job = request_import(session, "shopify_reviews")

    worker.run(settings, job.id)

    session.rollback()
    assert run.content is None
    assert run.finished_at is not None


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "kind, name, address",
    [(uploads.FEEDBACK, "judgeme", b"sarah@example.com"), (uploads.ORDERS, "orders", b"lou@example.com")],
)
def test_the_addresses_in_a_file_are_in_no_file_once_it_is_imported(
    session: Session, settings, database_url, kind, name, address
):
    job_id = request_import(session, name, kind=kind)[1].id
    session.rollback()  # nobody reads for long
    assert list_holding(database_url, address)

    worker.run(settings, job_id)

    assert list_holding(database_url, address) == []


def test_rows_that_are_mended_and_brought_in_again_are_known_in_the_next_export(session: Session, settings):
    run, first = request_import(session, "judgeme")
    whole = run.content or b""
    worker.run(settings, first.id)
    session.rollback()
    to_mend = run.content or b""
    remember_name(session, "wool-coat", session.scalars(select(Garment)).one())

    mended = _import(session, settings, to_mend)
    again = _import(session, settings, whole)

    assert (mended.stored, mended.rejects) == (1, [])
    assert (again.stored, again.known) == (0, 5)
    assert session.scalar(select(func.count()).select_from(Feedback)) == 5


def test_what_its_customer_has_erased_is_named_and_kept_in_no_file(session: Session, settings):
    _, first = request_import(session, "shopify_reviews")
    worker.run(settings, first.id)
    session.rollback()
    erase_feedback(session, session.scalars(select(Feedback).limit(1)).one())

    again = _import(session, settings, (FILES / "shopify_reviews.csv").read_bytes())

    assert [each.reason for each in again.rejects] == [ERASED]
    assert again.content is None


def test_the_same_file_twice_at_once_is_stored_once(session: Session, settings):
    first, job = request_import(session, "judgeme")
    second = uploads.keep_upload(session, first.content or b"", file_name="again.csv", kind=uploads.FEEDBACK)
    session.flush()
    other = uploads.request_import(session, second, Options())
    session.commit()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(worker.run, (settings, settings), (job.id, other.id)))

    session.rollback()
    assert (job.status, other.status) == (JobStatus.DONE, JobStatus.DONE)
    assert (first.stored + second.stored, first.known + second.known) == (4, 4)
    assert session.scalar(select(func.count()).select_from(Feedback)) == 4


def test_orders_are_counted_in_chunks(session: Session, settings, monkeypatch):
    monkeypatch.setattr(import_file, "CHUNK", 2)
    _, first = request_import(session, "products", kind=uploads.PRODUCTS)
    worker.run(settings, first.id)
    session.rollback()

    run, job = request_import(session, "orders", kind=uploads.ORDERS)
    worker.run(settings, job.id)

    session.rollback()
    assert (run.stored, run.told["unplaced"], len(run.rejects)) == (6, 5, 2)
    assert session.scalar(select(func.count()).select_from(Purchase)) == 6


def test_a_file_that_cannot_be_read_any_more_fails_with_a_sentence(session: Session, settings):
    _, job = request_import(session, "judgeme")
    job.arguments = {**job.arguments, "garment": 77}
    session.commit()

    worker.run(settings, job.id)

    session.rollback()
    assert (job.status, job.error) == (JobStatus.FAILED, "There is no garment 77.")


def _import(session: Session, settings, content: bytes) -> ImportRun:
    run = uploads.keep_upload(session, content, file_name="again.csv", kind=uploads.FEEDBACK)
    session.flush()
    job = uploads.request_import(session, run, Options())
    session.commit()
    worker.run(settings, job.id)
    session.rollback()
    return run
