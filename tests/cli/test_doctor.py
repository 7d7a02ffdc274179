"""`toile doctor`: what is wrong, and how to mend it."""

import json

import pytest

from tests.addresses import serve_publicly


def test_a_good_set_up_is_all_right(toile, served, monkeypatch):
    toile("users", "add", "mia@example.com", "--name", "Mia", "--password", "long enough it is")

    with serve_publicly(served, monkeypatch) as address:
        monkeypatch.setenv("TOILE_PUBLIC_URL", address)
        rows = json.loads(toile("doctor", "--json").stdout)

    assert all(row["ok"] for row in rows)
    assert [row["name"] for row in rows] == [
        "settings", "folder", "database", "secret", "queue", "address", "mail", "people", "reader",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "variable, value, sentence",
    [
        ("TOILE_PORT", "many", "TOILE_PORT has to be a whole number, not “many”."),
        ("TOILE_PUBLIC_URL", "http://fit.example.com", "give this Toile a public address that begins with https://"),
        ("TOILE_SMTP_HOST", "mail.example.com", "Mail has no sender yet: set TOILE_SMTP_SENDER."),
        ("TOILE_DATABASE_URL", "sqlite:////nowhere/at/all/toile.db", "The database cannot be reached"),
    ],
)
def test_says_what_is_wrong(toile, monkeypatch, variable: str, value: str, sentence: str):
    monkeypatch.setenv(variable, value)

    assert sentence in toile("doctor", exits=1).output


def test_a_secret_that_others_can_read_is_told(toile, tmp_path):
    toile("doctor")
    (tmp_path / "data" / "secret.key").chmod(0o644)

    assert "chmod 600" in toile("doctor", exits=1).output


def test_a_broken_queue_is_told(toile, tmp_path):
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "queue.db").write_bytes(b"not a database, but long enough to be taken for one" * 40)

    assert "Stop Toile and delete it: no work is lost." in toile("doctor", exits=1).output
