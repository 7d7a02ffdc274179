"""Exports by pages: asked for with the inbox's filters, written by the worker, downloaded when done."""

import json

import pytest

from app.models import Feedback, FeedbackSource, Job, Role
from app.services import feedback
from tests.arranged import once
from tests.cast import make_feedback, make_shirt


@pytest.fixture
@once
def said(session):
    """Two answers about a shirt; of one we hold the receipt."""
    shirt = make_shirt(session)
    make_feedback(session, shirt, comment="Cuffs slip.")
    recorded = feedback.record_feedback(
        session, shirt, source=FeedbackSource.FORM, comment="Lovely.", idempotency_key="k" * 32
    )
    session.commit()
    return recorded.receipt


def _export(client, app, session, query="", **typed):
    answer = client.post(f"/feedback/export{query}", data={"format": "json"} | typed)
    job = session.query(Job).filter_by(kind="export_feedback").one()
    job_id = job.id
    session.rollback()
    assert answer.location == f"/feedback/exports/{job_id}"
    waiting = client.get(answer.location).text
    app.extensions["job_queue"].run_now(job_id)
    return answer.location, waiting


@pytest.mark.usefixtures("said")
def test_what_is_found_is_written_and_downloaded(client, app, session, sign_in):
    sign_in()
    assert "1 answer with their issues" in client.get("/feedback/export?words=cuffs").text

    address, waiting = _export(client, app, session, "?words=cuffs")

    assert "Writing 0 of 1 answer" in waiting
    assert "1 answer written." in client.get(address).text
    with client.get(f"{address}/file") as file:
        assert file.headers["Content-Disposition"].startswith("attachment; filename=feedback-")
        assert [each["comment"] for each in json.loads(file.data)["feedback"]] == ["Cuffs slip."]


def test_an_erased_answer_takes_the_file_with_it(client, app, session, sign_in, said, tmp_path):
    sign_in()
    address, _ = _export(client, app, session)

    client.post(f"/r/{said}/erase")

    assert session.query(Feedback).count() == 1
    assert list((tmp_path / "exports").iterdir()) == []
    assert client.get(f"{address}/file").status_code == 404


@pytest.mark.usefixtures("said")
def test_a_format_and_sound_filters_are_needed(client, sign_in):
    sign_in()

    assert "Not a valid choice" in client.post("/feedback/export", data={"format": "doc"}).text
    assert client.post("/feedback/export?run=0", data={"format": "json"}).status_code in (400, 409, 422)
    assert client.post("/feedback/export?until=9999-12-31", data={"format": "json"}).status_code == 422


def test_a_viewer_and_a_stranger_export_nothing(client, session, sign_in):
    assert client.get("/feedback/export").status_code == 302
    sign_in(role=Role.VIEWER)

    assert client.get("/feedback/export").status_code == 403
    assert client.post("/feedback/export").status_code == 403
    assert client.get("/feedback/exports/1").status_code == 403
    assert client.get("/feedback/exports/1/file").status_code == 403
    assert 'href="/feedback/export"' not in client.get("/feedback").text


def test_an_unknown_export_is_not_found(client, sign_in):
    sign_in()

    assert client.get("/feedback/exports/7").status_code == 404
