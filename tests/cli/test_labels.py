"""Labels by commands: codes, sheets and pictures, once the public address has answered."""

import json
from http.client import HTTPSConnection

import pytest

from app.services import public_address
from app.services.codes import fold_code
from tests.addresses import serve_publicly

SHIRT = "Linen shirt"


@pytest.fixture
def run(begin_with):
    """A run of three pieces in S and five in M."""
    begin_with(f"garments add '{SHIRT}' --kind shirt --sizes S,M", f"rounds plan '{SHIRT}' --pieces 'S=3, M=5'")


@pytest.fixture
def public(toile, served, monkeypatch):
    """An address that answers and is known to."""
    with serve_publicly(served, monkeypatch) as address:
        monkeypatch.setenv("TOILE_PUBLIC_URL", address)
        toile("doctor")
        yield address


def test_labels_wait_until_the_doctor_has_asked_the_address(toile, served, run, monkeypatch):
    said = toile("rounds", "label", SHIRT, "1", exits=1).output
    assert "first give this Toile a public address that begins with https://" in said

    with serve_publicly(served, monkeypatch) as address:
        monkeypatch.setenv("TOILE_PUBLIC_URL", address)
        for command in ("label", "mail"):
            assert f"before {address} has answered" in toile("rounds", command, SHIRT, "1", exits=1).output
        assert f"{address} leads to this Toile" in toile("doctor").output

    assert (
        f"{address} will be sewn into 8 garments; it must work for years."
        in toile("rounds", "label", SHIRT, "1").output
    )


def test_an_address_that_no_longer_answers_is_told_with_the_day_when_it_did(toile, public, monkeypatch):
    monkeypatch.setattr(public_address, "HTTPSConnection", HTTPSConnection)  # nobody understands TLS there

    said = toile("doctor", exits=1).output

    assert f"{public} does not answer" in said
    assert "It last answered on 20" in said


def test_a_care_label_is_written(toile, run, public, tmp_path):
    said = _json(toile("rounds", "label", SHIRT, "1", "--look", "code", "--format", "svg", "--side", "18", "--json"))

    assert said["address"] == f"{public}/F/{fold_code(said['code'])}".upper()
    assert (tmp_path / said["file"]).read_bytes().startswith(b"<?xml")


@pytest.mark.parametrize("look", ["care", "tag", "card"])
def test_sheets_of_each_size_are_written(toile, run, public, tmp_path, look):
    refused = toile("rounds", "label", SHIRT, "1", "--each", exits=1).output
    assert "first have one made for each size and colour" in refused

    made = _json(toile("rounds", "codes", SHIRT, "1", "--json"))
    said = _json(toile("rounds", "label", SHIRT, "1", "--each", "--look", look, "--json"))

    assert [(each["piece"], each["planned"]) for each in made] == [("S", 3), ("M", 5)]
    assert (tmp_path / said["file"]).read_bytes().startswith(b"%PDF")


def test_a_picture_of_each_size_is_a_file_of_its_own(toile, run, public, tmp_path):
    toile("rounds", "codes", SHIRT, "1")

    said = _json(toile("rounds", "label", SHIRT, "1", "--each", "--look", "code", "--format", "png", "--json"))

    assert len(said["files"]) == 2
    assert all((tmp_path / name).read_bytes().startswith(b"\x89PNG") for name in said["files"])
    words = ("rounds", "label", SHIRT, "1", "--each", "--look", "code")
    assert "That makes 2 files: leave --output out" in toile(*words, "--format", "png", "-o", "one.png", exits=1).output
    assert "written as svg or png, not as pdf" in toile(*words, exits=1).output


def test_the_shops_mail_is_printed(toile, run, public):
    assert f"{public}/f/" in toile("rounds", "mail", SHIRT, "1").output
    assert "Wie passt dir" in toile("rounds", "mail", SHIRT, "1", "--language", "de").output


def _json(result):
    return json.loads(result.stdout)
