"""Imports that were cut off or failed: they go on where they stopped, and tell what the whole came to."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app.errors import RuleError
from app.jobs import import_file, worker
from app.models import Feedback, Garment, JobStatus
from app.services import import_files, imports, orders, products, uploads
from app.services.import_files import Options
from tests.jobs.importing import FILES, request_import

pytestmark = pytest.mark.every_database


def test_one_that_was_broken_off_goes_on_at_its_cursor(session: Session, settings):
    run, job = request_import(session, "judgeme")
    file = import_files.read_file(session, run.content or b"")
    imports.store_rows(session, run, file, list(file.rows)[:3])
    job.cursor = job.done = 3
    session.commit()

    worker.run(settings, job.id)

    session.rollback()
    assert (job.status, job.done, run.stored, run.known) == (JobStatus.DONE, 6, 4, 0)
    assert session.scalar(select(func.count()).select_from(Feedback)) == 4


@pytest.mark.parametrize(
    ("kind", "unreadable", "breaks_at", "stored"),
    [
        (uploads.PRODUCTS, b"a-thing,A thing,,,,,,,,,,,,,\n", (imports, "finish_run"), 2),
        (uploads.ORDERS, b"#9,,,,,,,many,,,,,\n", (orders, "store_orders"), 6),
    ],
)
def test_what_is_cut_off_at_any_moment_names_and_counts_each_row_once(
    session: Session, settings, monkeypatch, kind, unreadable, breaks_at, stored
):
    if kind == uploads.ORDERS:
        _, first = request_import(session, "products", kind=uploads.PRODUCTS)
        worker.run(settings, first.id)
        session.rollback()
    run, job = request_import(session, kind, kind=kind, adding=unreadable)
    with monkeypatch.context() as patch:
        patch.setattr(*breaks_at, _cut_off)
        with pytest.raises(OperationalError):
            worker.run(settings, job.id)

    worker.run(settings, job.id)

    session.rollback()
    lines = [each.line for each in run.rejects]
    assert (job.status, run.stored) == (JobStatus.DONE, stored)
    assert lines
    assert len(lines) == len(set(lines))


def test_products_that_were_cut_off_between_two_of_one_title_go_on_as_if_nothing_had_been(
    session: Session, settings, monkeypatch
):
    monkeypatch.setattr(products, "CHUNK", 4)
    store = products.store_products
    coats = b"coat-navy,Coat,,,Coats,,,Size,M,Color,Navy,C-NAVY\ncoat-rust,Coat,,,Coats,,,Size,M,Color,Rust,C-RUST\n"
    run, job = request_import(session, "products", kind=uploads.PRODUCTS, adding=coats)
    with monkeypatch.context() as patch:

        def store_once(*told, **named):
            patch.setattr(products, "store_products", _cut_off)
            store(*told, **named)

        patch.setattr(products, "store_products", store_once)
        with pytest.raises(OperationalError):
            worker.run(settings, job.id)
    session.rollback()
    assert (job.done, job.total, run.stored, run.told) == (4, 5, 3, {"articles": 7})

    worker.run(settings, job.id)

    session.rollback()
    assert (job.status, job.done, run.stored, run.known, run.told) == (JobStatus.DONE, 5, 4, 0, {"articles": 8})
    assert [each.line for each in run.rejects] == [9]
    coats_made = session.scalars(select(Garment.reference).where(Garment.name == "Coat").order_by(Garment.id)).all()
    assert coats_made == ["coat-navy", "coat-rust"]


@pytest.mark.parametrize(
    ("kind", "name", "store", "told"),
    [
        (uploads.FEEDBACK, "judgeme", (imports, "store_rows"), (4, 0, 0, 1, [7])),
        (uploads.PRODUCTS, "products", (products, "store_products"), (4, 0, 0, 0, [9])),
        (uploads.ORDERS, "orders", (orders, "store_orders"), (6, 0, 0, 0, [3, 7])),
    ],
)
def test_one_that_failed_and_is_started_again_tells_what_the_whole_import_came_to(
    session: Session, settings, monkeypatch, kind, name, store, told
):
    monkeypatch.setattr(import_file, "CHUNK", 4)
    monkeypatch.setattr(products, "CHUNK", 4)
    coats = b""
    if kind == uploads.PRODUCTS:
        coats = b"coat-navy,Coat,,,Coats,,,Size,M,,,C-1\ncoat-rust,Coat,,,Coats,,,Size,M,,,C-2\n"
    if kind == uploads.ORDERS:
        worker.run(settings, request_import(session, "products", kind=uploads.PRODUCTS)[1].id)
        session.rollback()
    run, failed = request_import(session, name, kind=kind, adding=coats)
    for _ in range(2):  # one that fails again has taken more meanwhile, and tells it once, too
        with monkeypatch.context() as patch:
            patch.setattr(*store, _once(patch, store))
            worker.run(settings, failed.id)
        session.rollback()
        assert failed.status is JobStatus.FAILED
        assert run.stored
        failed = uploads.request_import(session, run, Options())
        session.commit()

    worker.run(settings, failed.id)

    session.rollback()
    assert failed.status is JobStatus.DONE
    assert (run.stored, run.known, run.changed, run.dropped, [each.line for each in run.rejects]) == told
    assert run.told.get("articles", 8) == 8


def test_orders_that_changed_before_it_failed_still_lower_what_was_counted(session: Session, settings, monkeypatch):
    for name in (uploads.PRODUCTS, uploads.ORDERS):
        worker.run(settings, request_import(session, name, kind=name)[1].id)
        session.rollback()
    later = (FILES / "orders.csv").read_bytes().replace(b"mia@example.com,paid", b"mia@example.com,voided")
    run = uploads.keep_upload(session, later, file_name="later.csv", kind=uploads.ORDERS)
    session.flush()
    lowered: list[bool] = []

    def refuse(*_, may_lower, **__):
        lowered.append(may_lower)
        _refuse()

    monkeypatch.setattr(orders, "settle_garment", refuse)

    for _ in range(2):
        job = uploads.request_import(session, run, Options())
        session.commit()
        worker.run(settings, job.id)
        session.rollback()

    assert (job.status, run.changed, lowered) == (JobStatus.FAILED, 1, [True, True])


def _once(patch: pytest.MonkeyPatch, place):
    """What is there, which refuses from the second time on."""
    there = getattr(*place)

    def once(*told, **named):
        patch.setattr(*place, _refuse)
        return there(*told, **named)

    return once


def _refuse(*_, **__):
    raise RuleError("The machine has no room left.")


def _cut_off(*_, **__):
    raise OperationalError("COMMIT", None, Exception("the power is off"))
