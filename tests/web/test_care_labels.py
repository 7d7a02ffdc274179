"""The care labels of a run: they wait for an address that answers, and are handed over as codes and sheets."""

import re

import pytest

from app.models import Role
from app.services import label, public_address
from tests.addresses import serve_publicly
from tests.web.conftest import get_round


@pytest.fixture
def public(session):
    """An address that has answered."""
    public_address.record_answer(session, "https://toile.example.com")
    session.commit()


def test_the_care_label_waits_for_a_public_address(client, session, planned, sign_in):
    sign_in(role=Role.ADMIN)

    page = client.get(planned).text
    assert "A label is for years: first give this Toile a public address" in page
    assert 'href="/settings#public_url"' in page
    assert "Check the address" not in page
    assert client.get(f"{planned}/label.svg").status_code == 404
    assert client.get(f"{planned}/care-sheet.pdf").status_code == 404
    assert client.post(f"{planned}/address").status_code == 422


def test_and_for_the_address_to_answer(client, app, session, planned, sign_in, monkeypatch):
    sign_in()

    with serve_publicly(app, monkeypatch) as address:
        label.change_label(session, public_url=address)
        session.commit()
        assert f"nothing is printed before {address} has answered" in client.get(planned).text
        assert client.get(f"{planned}/label.svg").status_code == 404
        checked = client.post(f"{planned}/address")

    page = client.get(checked.location).text
    assert f"{address} will be sewn into 50 garments; it must work for years." in page
    assert f"{address} last answered on" in page
    assert client.get(f"{planned}/label.svg").status_code == 200


def test_an_address_that_does_not_answer_says_so(client, app, session, planned, sign_in, monkeypatch):
    sign_in()
    with serve_publicly(app, monkeypatch) as address:
        label.change_label(session, public_url=address)
        session.commit()

    refused = client.post(f"{planned}/address")

    assert refused.status_code == 422
    assert f"{address} does not answer: connection refused." in refused.text
    session.expire_all()
    assert label.get_label(session).public_url_answered_at is None


@pytest.mark.parametrize(("extension", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_the_care_label_is_handed_over(client, public, planned, sign_in, extension, start):
    sign_in()

    page = client.get(planned).text
    file = client.get(f"{planned}/label.{extension}?side=15")

    assert f"{planned}/label.{extension}?side=15" in page.replace("&amp;", "&")
    assert "How does your Linen shirt fit?" in page
    assert file.status_code == 200
    assert file.data.startswith(start)
    assert client.get(f"{planned}/label.bmp").status_code == 404


def test_each_size_gets_a_code_of_its_own_where_the_label_wants_it(client, session, public, planned, sign_in):
    sign_in()
    assert client.get(f"{planned}/care-sheet.pdf?each=y").status_code == 404

    made = client.post(f"{planned}/codes")

    codes = [each.code for each in get_round(session).piece_codes]
    page = client.get(made.location).text
    assert len(codes) == 5
    assert all(f"{code[:4]}-{code[4:]}" in page for code in codes)
    assert "Make a code for each size" not in page
    assert client.get(f"{planned}/label.svg?code={codes[0]}").status_code == 200
    assert client.get(f"{planned}/label.svg?code=00000000").status_code == 404


@pytest.mark.parametrize("look", ["care", "tag", "card"])
@pytest.mark.thorough
def test_sheets_to_cut_are_handed_over(client, public, planned, sign_in, look):
    sign_in()
    client.post(f"{planned}/codes")
    page = client.get(planned).text.replace("&amp;", "&")

    for address in (f"{planned}/{look}-sheet.pdf", f"{planned}/{look}-sheet.pdf?each=y"):
        assert client.get(address).data.startswith(b"%PDF")
    assert client.get(f"{planned}/{look}-sheet.svg").data.startswith(b"<svg")
    assert client.get(f"{planned}/{look}-sheet.png").data.startswith(b"\x89PNG")
    for offered in re.findall(rf'href="({planned}/{look}-sheet[^"]+)"', page):
        assert client.get(offered).status_code == 200, offered
    assert client.get(f"{planned}/flag-sheet.pdf").status_code == 404


def test_a_viewer_takes_labels_and_makes_no_codes(client, public, planned, sign_in):
    sign_in(role=Role.VIEWER)

    page = client.get(planned).text

    assert "Make a code for each size" not in page
    assert "Check the address" not in page
    assert client.get(f"{planned}/care-sheet.pdf").status_code == 200
