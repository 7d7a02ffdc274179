"""What leaves and enters beside a revision by its page."""

import hashlib
import io
import zipfile

import pytest

from app.models import RevisionFile, Role
from app.services import files, packets, revisions
from app.web import attachments
from tests import cast
from tests.arranged import once
from tests.web.conftest import lay_file


@pytest.mark.parametrize(
    "path, start", [("2/chart.pdf", b"%PDF"), ("2/chart.xlsx", b"PK"), ("1/compare/2.pdf", b"%PDF")]
)
def test_charts_and_comparisons_are_handed_over(client, revision, sign_in, path, start):
    sign_in(role=Role.VIEWER)

    file = client.get(f"/garments/{revision.garment_id}/revisions/{path}")

    assert file.data.startswith(start)
    assert file.headers["Content-Disposition"].startswith("attachment; filename=LS-01-revision-2")


def test_everything_is_handed_over_as_one_zip(client, revision, sign_in):
    sign_in(role=Role.VIEWER)

    with client.get(f"/garments/{revision.garment_id}/revisions/2/everything.zip") as file:
        content = io.BytesIO(file.data)

    with zipfile.ZipFile(content) as archive:
        assert {"chart.pdf", "history.json"} <= set(archive.namelist())


def test_the_pages_link_to_their_files(client, revision, sign_in):
    sign_in()
    page = client.get(f"/garments/{revision.garment_id}/revisions/2").text
    beside = client.get(f"/garments/{revision.garment_id}/revisions/1/compare/2").text

    assert all(each in page for each in ("2/chart.pdf", "2/chart.xlsx", "2/everything.zip"))
    assert "1/compare/2.pdf" in beside


def test_labels_for_the_pattern_and_the_ticket_of_a_run_are_handed_over(client, session, sent, sign_in):
    shirt = sent.packet.revision.garment
    cast.make_round(session, shirt)
    session.commit()
    sign_in(role=Role.VIEWER)
    place = f"/garments/{shirt.id}"

    for path in (f"{place}/revisions/2/labels.pdf", f"{place}/rounds/1/ticket.pdf", f"/m/{sent.token}/labels.pdf"):
        assert client.get(path).data.startswith(b"%PDF")
    assert client.get(f"{place}/revisions/1/labels.pdf").status_code == 404
    assert "labels.pdf" in client.get(f"/m/{sent.token}").text
    assert "ticket.pdf" in client.get(f"{place}/rounds/1").text


@pytest.mark.parametrize("path", ["2/chart.docx", "7/chart.pdf", "1/compare/7.pdf", "7/everything.zip"])
def test_what_does_not_exist_is_not_found(client, revision, sign_in, path):
    sign_in()

    assert client.get(f"/garments/{revision.garment_id}/revisions/{path}").status_code == 404


@pytest.mark.parametrize("path", ["2/chart.pdf", "1/compare/2.pdf", "2/everything.zip"])
def test_a_stranger_gets_nothing(client, revision, path):
    assert client.get(f"/garments/{revision.garment_id}/revisions/{path}").status_code == 302


def test_the_pattern_maker_lays_a_file_beside_the_revision(client, session, sent, tmp_path):
    answer = lay_file(client, f"/m/{sent.token}/files", b"0\nSECTION", "front.dxf")

    assert answer.location == f"/m/{sent.token}#files"
    file = session.query(RevisionFile).one()
    assert (file.name, file.from_whom, file.sha256) == ("front.dxf", "Ana", hashlib.sha256(b"0\nSECTION").hexdigest())
    page = client.get(f"/m/{sent.token}").text
    assert file.sha256 in page
    assert file.stored_as not in page
    assert [each.name for each in (tmp_path / files.FOLDER).iterdir()] == [file.stored_as]


def test_the_label_lays_files_there_too_and_both_can_have_them(client, session, sent, sign_in):
    sign_in()
    address = f"/garments/{sent.packet.revision.garment_id}/revisions/2/files"

    assert lay_file(client, address, b"%PDF", "marker.pdf").status_code == 303

    session.rollback()
    file = session.query(RevisionFile).one()
    assert file.from_whom == "Mia"
    assert "from Mia" in client.get(f"/m/{sent.token}").text
    for path in (f"{address}/{file.id}", f"/m/{sent.token}/files/{file.id}"):
        with client.get(path) as handed:
            assert handed.data == b"%PDF"


def test_a_file_is_handed_over_as_bytes_that_no_browser_runs(client, session, sent):
    lay_file(client, f"/m/{sent.token}/files", b"<script>alert(1)</script>", "袖; x=y.html")
    file = session.query(RevisionFile).one()

    with client.get(f"/m/{sent.token}/files/{file.id}") as handed:
        headers = handed.headers

    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment;")
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cache-Control"] == "no-store"
    assert "filename*=UTF-8''%E8%A2%96%3B%20x%3Dy.html" in headers["Content-Disposition"]


def test_a_file_of_another_revision_is_out_of_reach(client, session, sent):
    other = cast.send_and_receive(session, _other_draft(session))
    session.commit()
    lay_file(client, f"/m/{sent.token}/files", b"x", "front.dxf")
    file_id = session.query(RevisionFile.id).scalar()

    foreign, none, wrong = (
        client.get(path) for path in (f"/m/{other.token}/files/{file_id}", f"/m/{sent.token}/files/77", "/m/x/files/1")
    )

    assert [each.status_code for each in (foreign, none, wrong)] == [404] * 3
    assert foreign.data == none.data == wrong.data


@pytest.mark.parametrize(
    "content, sentence", [(b"", "This file is empty."), (None, "Choose a file."), (b"x" * 2000, "MB at most.")]
)
def test_what_is_no_file_or_too_large_is_told_at_the_field(client, session, sent, monkeypatch, content, sentence):
    monkeypatch.setattr(files, "FILE_MAX", 1000)
    data = {} if content is None else {"file": (io.BytesIO(content), "front.dxf")}

    answer = client.post(f"/m/{sent.token}/files", data=data, content_type="multipart/form-data")

    assert answer.status_code == 422
    assert sentence in answer.text
    assert session.query(RevisionFile).count() == 0


def test_files_may_be_larger_than_anything_else_that_is_sent(app, client, sent, monkeypatch):
    app.config["MAX_CONTENT_LENGTH"] = 1000

    assert lay_file(client, f"/m/{sent.token}/files", b"x" * 5000, "front.dxf").status_code == 303
    assert client.post(f"/m/{sent.token}/receive", data={"name": "x" * 5000}).status_code == 413
    monkeypatch.setattr(files, "FILE_MAX", 1000)
    monkeypatch.setattr(attachments, "FORM_AROUND", 1000)
    assert lay_file(client, f"/m/{sent.token}/files", b"x" * 5000, "front.dxf").status_code == 413


def test_without_a_link_nothing_touches_the_disk(client, session, sent, tmp_path):
    packets.revoke(session, session.merge(sent.packet))
    session.commit()

    assert lay_file(client, f"/m/{sent.token}/files", b"x", "front.dxf").status_code == 404
    assert lay_file(client, "/m/nothing/files", b"x", "front.dxf").status_code == 404
    assert not (tmp_path / files.FOLDER).exists()


def test_a_viewer_and_a_stranger_lay_nothing_there(client, sent, sign_in):
    address = f"/garments/{sent.packet.revision.garment_id}/revisions/2/files"
    assert lay_file(client, address, b"x", "front.dxf").status_code == 302

    sign_in(role=Role.VIEWER)

    assert lay_file(client, address, b"x", "front.dxf").status_code == 403


def test_the_desk_page_of_a_sheet_leads_to_the_labels_own_upload(client, sent, sign_in):
    sign_in()

    assert "/revisions/2/files" in client.get(f"/sheets/{sent.packet.id}").text


def test_each_removes_its_own_files_and_the_page_says_who_did(client, session, sent, sign_in, tmp_path):
    lay_file(client, f"/m/{sent.token}/files", b"x", "front.dxf")
    sign_in()
    desk = f"/garments/{sent.packet.revision.garment_id}/revisions/2"
    lay_file(client, f"{desk}/files", b"y", "marker.pdf")
    session.rollback()
    own, other = (file.id for file in session.query(RevisionFile).order_by(RevisionFile.id))
    session.rollback()
    page = client.get(f"/m/{sent.token}").text
    assert f"files/{own}/remove" in page
    assert f"files/{other}/remove" not in page

    refused = client.post(f"/m/{sent.token}/files/{other}/remove")
    assert (refused.status_code, "“marker.pdf” is Mia’s" in refused.text) == (422, True)
    assert client.post(f"/m/{sent.token}/files/{own}/remove").status_code == 303
    assert client.post(f"{desk}/files/{other}/remove").status_code == 303

    page = client.get(desk).text
    assert "by Ana" in page
    assert "by Mia" in page
    assert client.get(f"/m/{sent.token}/files/{own}").status_code == 404
    assert list((tmp_path / files.FOLDER).iterdir()) == []


def test_a_file_that_was_cut_from_is_removed_after_saying_so(client, session, sign_in):
    shirt = cast.make_shirt(session)
    cast.make_round(session, shirt, locked=True)
    place = f"/garments/{shirt.id}/revisions/1"
    sign_in()
    lay_file(client, f"{place}/files", b"x", "front.dxf")
    file_id = session.query(RevisionFile.id).scalar()
    session.rollback()

    refused = client.post(f"{place}/files/{file_id}/remove")

    assert (refused.status_code, "released to cut with Run 1" in refused.text) == (422, True)
    assert client.post(f"{place}/files/{file_id}/remove", data={"although_cut": "y"}).status_code == 303


def _other_draft(session):
    dress = cast.make_dress(session)
    draft = revisions.draft_revision(session, dress)
    revisions.add_instruction(session, draft, text="Move the notch.")
    return draft


@pytest.fixture
@once
def sent(session):
    """The sheet of the shirt with shorter sleeves, sent to Ana."""
    sent = cast.send_and_receive(session, cast.make_sleeves_shorter(session, cast.make_shirt(session)))
    session.commit()
    return sent
