"""What leaves and enters beside a revision by its page."""

import io
import zipfile

import pytest

from app.models import Role
from tests import cast


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


@pytest.mark.parametrize("path", ["2/chart.docx", "7/chart.pdf", "1/compare/7.pdf", "7/everything.zip"])
def test_what_does_not_exist_is_not_found(client, revision, sign_in, path):
    sign_in()

    assert client.get(f"/garments/{revision.garment_id}/revisions/{path}").status_code == 404


@pytest.mark.parametrize("path", ["2/chart.pdf", "1/compare/2.pdf", "2/everything.zip"])
def test_a_stranger_gets_nothing(client, revision, path):
    assert client.get(f"/garments/{revision.garment_id}/revisions/{path}").status_code == 302


@pytest.fixture
def revision(session):
    """A draft of the shirt with shorter sleeves."""
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    session.commit()
    return draft
