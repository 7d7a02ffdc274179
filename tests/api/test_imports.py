"""Files that a program sends: the worker imports them as those of the page, and what came of them can be asked."""

import io
from pathlib import Path

import pytest
from sqlalchemy import select

from app.api import imports as api_imports
from app.db import db
from app.jobs import worker
from app.models import AuditEvent, Feedback, ImportRun
from app.services import tokens
from tests.arranged import once
from tests.asking import listening_to
from tests.cast import make_garment

FILES = Path(__file__).parent.parent / "services" / "files"


def test_a_file_from_end_to_end(app, call, session, shirt):
    sent = _send(call, "judgeme")
    assert (sent.status_code, sent.json["state"], sent.json["rows"]) == (202, "queued", 6)
    address = sent.headers["Location"].removeprefix("/api/v1")

    session.rollback()
    run = session.get(ImportRun, sent.json["id"])
    for follow_up in worker.run(dict(app.config), run.job_id):
        worker.run(dict(app.config), follow_up)

    done = call("get", address).json
    assert (done["state"], done["rows_done"], done["stored"], done["rejected"]) == ("done", 6, 4, 1)
    assert done["rejects"] == [{"line": 7, "kind": "refused", "reason": "There is no garment “wool-coat”."}]
    session.rollback()
    assert len(session.scalars(select(Feedback)).all()) == 4
    assert {"token": 1} in session.scalars(select(AuditEvent.details)).all()


def test_of_many_rows_that_are_not_taken_only_those_that_are_named_are_read(app, call, session, shirt, monkeypatch):
    monkeypatch.setattr(api_imports, "REJECTS_MAX", 1)
    sent = _send(call, content=b"handle,text\nlinen-shirt,Long.\nno-coat,Short.\nno-skirt,Wide.\n")
    session.rollback()
    worker.run(dict(app.config), session.get(ImportRun, sent.json["id"]).job_id)

    with app.app_context():
        engine = db.engine
    with listening_to(engine) as asked:
        done = call("get", f"/imports/{sent.json['id']}").json

    assert (done["rejected"], [each["line"] for each in done["rejects"]]) == (2, [3])
    of_rows = [each for each in asked if "import_reject" in each]
    assert all("LIMIT" in each or "count(" in each for each in of_rows)


def test_rows_that_were_taken_in_part_are_named_and_counted_apart(app, call, session, shirt):
    sent = _send(call, content=b"handle,text,size,rating\nlinen-shirt,Long.,XXXL,many\nlinen-shirt,Short.,M,4\n")
    session.rollback()
    worker.run(dict(app.config), session.get(ImportRun, sent.json["id"]).job_id)

    done = call("get", f"/imports/{sent.json['id']}").json

    assert (done["stored"], done["partly"], done["rejected"]) == (2, 1, 0)
    assert [(each["line"], each["kind"]) for each in done["rejects"]] == [(2, "partly"), (2, "partly")]


def test_the_same_key_is_one_import(app, call, session, shirt):
    first, again = (_send(call, "judgeme", key="monday") for _ in range(2))
    other = _send(call, "loox", key="monday")

    assert again.json == first.json
    assert (other.status_code, other.json["errors"][0]["field"]) == (422, "Idempotency-Key")
    session.rollback()
    assert len(session.scalars(select(ImportRun)).all()) == 1


def test_a_queue_that_is_broken_keeps_no_file_from_being_taken(app, call, session, shirt, monkeypatch):
    monkeypatch.setitem(app.extensions, "job_queue", None)

    assert _send(call, "judgeme").status_code == 202


def test_columns_dates_and_garment_are_said_with_the_file(call, session, shirt):
    said = {"columns": '{"text": "said"}', "garment": "Linen shirt", "dates": "day-first", "source": "note"}
    table = b"said,when\nToo long.,05/03/2024\n"

    answer = _send(call, content=table, **said)

    assert (answer.status_code, answer.json["rows"]) == (202, 1)
    assert _send(call, content=table, key="2").json["detail"].startswith("No column says which garment")


@pytest.mark.parametrize(
    "sent, field",
    [
        ({"content": b"PK\x03\x04 no table"}, "file"),
        ({"content": b"handle,text,date\nlinen-shirt,Long.,05/03/2024\n"}, "dates"),
        ({"content": b"text,stars\nLong.,5\n", "kind": "products"}, "file"),
        ({"kind": "secrets"}, "kind"),
        ({"columns": "no JSON"}, "columns"),
        ({"columns": '{"secret": "Body"}'}, "columns"),
        ({"garment": "Coat"}, "garment"),
        ({"is_admin": "yes"}, "is_admin"),
        ({"file": "words"}, "file"),
    ],
)
def test_what_cannot_be_imported_is_refused_at_once(call, session, shirt, sent, field):
    answer = _send(call, "judgeme", **sent)

    assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
    assert [each["field"] for each in answer.json["errors"]] == [field]
    session.rollback()
    assert session.scalars(select(ImportRun)).all() == []


def test_a_file_that_is_too_large_is_refused(call):
    answer = call("post", "/imports", key="1", data=b"a" * 9_000_000, content_type="multipart/form-data; boundary=b")

    assert (answer.status_code, answer.mimetype) == (413, "application/problem+json")


def test_an_import_that_is_none_is_not_found(call):
    assert call("get", "/imports/7").json["detail"] == "There is no import 7."
    assert call("get", "/imports/99999999999").status_code == 404


def test_a_token_for_feedback_sees_no_files(client, session):
    made = tokens.add_token(session, name="Widget")
    session.commit()

    for method, path in (("POST", "/imports"), ("GET", "/imports/1")):
        answer = client.open(f"/api/v1{path}", method=method, headers={"Authorization": f"Bearer {made.secret}"})
        assert (answer.status_code, answer.mimetype) == (403, "application/problem+json")


def _send(call, export="mine", *, content=None, key="1", file=None, **fields):
    content = content or (FILES / f"{export}.csv").read_bytes()
    return call("post", "/imports", key=key, data={"file": file or (io.BytesIO(content), "shop.csv"), **fields})


@pytest.fixture
@once
def shirt(session):
    """The linen shirt as the exports of the tests name it."""
    shirt = make_garment(session, reference="linen-shirt")
    session.commit()
    return shirt
