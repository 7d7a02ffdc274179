"""One file holds all that cannot be made anew; what comes back is what went in, but for what was erased since."""

import json
import os
import shutil
import sqlite3
import threading
import zipfile
from contextlib import closing
from importlib import import_module
from io import BytesIO
from pathlib import Path

import pytest

from app import in_use
from app.db import open_session
from app.models import Feedback, FixWish
from app.services import addresses, feedback, files, photos, wishes
from tests import cast
from tests.services import pictures

_TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'feedback_words%'"

OLD = "toile-2026-01-0{}-120000.zip"


@pytest.fixture
def label(database_address, toile, tmp_path, monkeypatch) -> Path:
    """A label's data folder: two answers, one of them with a photo, and a file beside a revision."""
    data = tmp_path / "data"
    data.mkdir()
    shutil.copy(database_address.removeprefix("sqlite:///"), data / "toile.db")
    monkeypatch.delenv("TOILE_DATABASE_URL")
    toile("label", "show")  # makes the secret
    with _write(data) as session, files.keeping(data, BytesIO(b"a pattern")) as kept:
        shirt = cast.make_shirt(session)
        files.add_file(session, shirt.revisions[0], kept, name="front.dxf")
        for key, comment in (("a" * 32, "Sleeves too long."), ("b" * 32, "The neck chokes.")):
            recorded = feedback.record_feedback(session, shirt, source="form", idempotency_key=key, comment=comment)
            wishes.keep_wish(session, recorded.feedback, f"{key[0]}@example.com", language="en")
        taken = photos.take_in([photos.Upload("cuff.jpg", pictures.jpeg())], photos.find_folder(str(data)))
        photos.keep_photos(session, recorded.feedback.id, taken)
        session.commit()
    return data


def _write(data: Path):
    """Lend a session on the database of a data folder."""
    return open_session(f"sqlite:///{data / 'toile.db'}", writes=True)


def _read_all(data: Path) -> dict[str, object]:
    """All rows, and the bytes of all files, of a data folder."""
    with closing(sqlite3.connect(data / "toile.db")) as database:
        tables = database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'feedback_words%'"
        )
        rows = {name: sorted(map(repr, database.execute(f'SELECT * FROM "{name}"'))) for (name,) in tables.fetchall()}
    kept = [*(data / "photos").iterdir(), *(data / "files").iterdir(), data / "secret.key"]
    return rows | {str(path.relative_to(data)): path.read_bytes() for path in kept}


def test_what_comes_back_is_what_went_in(toile, label, tmp_path, monkeypatch):
    made = json.loads(toile("backups", "make", "copy.zip", "--json").stdout)
    monkeypatch.setenv("TOILE_DATA", str(tmp_path / "elsewhere"))

    said = toile("backups", "restore", "copy.zip").stdout

    assert "Brought back the database, one photo and one file of" in said
    assert (made["missing"], (tmp_path / "copy.zip").stat().st_mode & 0o077) == ([], 0)
    assert _read_all(tmp_path / "elsewhere") == _read_all(label)


def test_a_backup_made_while_answers_come_is_of_one_moment(toile, label, tmp_path, monkeypatch):
    monkeypatch.setattr(import_module("app.db"), "BUSY_TIMEOUT_MS", 60_000)  # customers hardly leave the lock
    stop, some, stored = threading.Event(), threading.Event(), []

    def answer() -> None:
        while not stop.is_set():
            with _write(label) as session:
                garment = session.query(Feedback).first().garment
                given = feedback.record_feedback(session, garment, source="form", comment=f"Tight, {len(stored)}.")
                session.commit()
                stored.append(given.feedback.id)
            if len(stored) == 5:
                some.set()

    customers = threading.Thread(target=answer)
    customers.start()
    try:
        assert some.wait(60)
        before = len(stored)
        toile("backups", "make", "copy.zip")
    finally:
        stop.set()
        customers.join()
    monkeypatch.setenv("TOILE_DATA", str(tmp_path / "elsewhere"))
    toile("backups", "restore", "copy.zip")

    with closing(sqlite3.connect(tmp_path / "elsewhere" / "toile.db")) as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM feedback").fetchone()[0] >= 2 + before
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []


def test_what_was_erased_since_stays_erased(toile, label, tmp_path):
    toile("backups", "make", "copy.zip")
    with _write(label) as session:
        _, second = session.query(Feedback).order_by(Feedback.id)
        token = addresses.make_stop_token(session, "a@example.com")
        photos.erase_pictures(session, second, label / "photos")
        feedback.erase_feedback(session, second)
        addresses.stop_mail(session, token)
        session.commit()

    refused = toile("backups", "restore", "copy.zip", exits=1).output
    restored = toile("backups", "restore", "copy.zip", "--replace")

    assert "say --replace" in refused
    assert "Erased one answer again that had been erased since." in restored.stderr
    with _write(label) as session:
        assert [given.comment for given in session.query(Feedback)] == ["Sleeves too long."]
        assert addresses.is_stopped(session, "a@example.com")
        assert not session.query(FixWish).count()
    assert list((label / "photos").iterdir()) == []
    (aside,) = label.glob("replaced-*")
    assert {path.name for path in aside.iterdir()} >= {"toile.db", "photos", "files", "secret.key"}


def test_nothing_is_replaced_under_a_toile_that_runs(toile, label):
    toile("backups", "make", "copy.zip")
    before = _read_all(label)

    with in_use.together(str(label)), in_use.together(str(label)):  # its pages and its worker
        refused = toile("backups", "restore", "copy.zip", "--replace", exits=1).output

    assert refused.startswith(f"Toile runs on {label}: stop it first, or what customers send meanwhile is lost.")
    assert (_read_all(label), list(label.glob("replaced-*"))) == (before, [])
    toile("backups", "restore", "copy.zip", "--replace")


def test_no_command_writes_into_what_is_being_replaced(toile, label):
    with in_use.alone(str(label)):
        refused = toile("label", "set", "name=Atelier Sud", exits=1).output

    assert refused.startswith(f"A backup is being restored into {label}: try again when that is done.")


def test_what_a_stop_left_in_the_journal_is_no_hindrance(toile, label):
    toile("backups", "make", "copy.zip")
    before = _read_all(label)
    (label / "toile.db-wal").touch()  # SQLite takes it away once the database was looked at

    toile("backups", "restore", "copy.zip", "--replace")

    assert _read_all(label) == before


def test_a_broken_database_is_replaced(toile, label):
    toile("backups", "make", "copy.zip")
    (label / "toile.db").write_bytes(b"not a database any more" * 100)

    toile("backups", "restore", "copy.zip", "--replace")

    assert len(json.loads(toile("garments", "list", "--json").stdout)) == 1


def test_only_the_newest_are_kept_in_a_folder_and_nothing_unfinished(toile, label, tmp_path):
    (tmp_path / "backups").mkdir()
    for name in (*map(OLD.format, (1, 2, 3)), "holiday.zip", ".toile-backup-killed"):
        (tmp_path / "backups" / name).touch()
    os.utime("backups/.toile-backup-killed", (0, 0))

    said = json.loads(toile("backups", "make", "backups", "--keep", "2", "--json").stdout)

    assert said["aged_out"] == [OLD.format(1), OLD.format(2)]
    assert sorted(path.name for path in Path("backups").iterdir()) == [
        "holiday.zip",
        OLD.format(3),
        Path(said["file"]).name,
    ]


def test_what_cannot_be_restored_changes_nothing(toile, label, tmp_path, monkeypatch):
    toile("backups", "make", "copy.zip")
    before = _read_all(label)
    content = (tmp_path / "copy.zip").read_bytes()
    (tmp_path / "damaged.zip").write_bytes(content[:5000] + bytes(40) + content[5040:])
    (tmp_path / "short.zip").write_bytes(content[:-40])
    shutil.copy("copy.zip", "foreign.zip")
    with zipfile.ZipFile("foreign.zip", "w") as archive:
        archive.writestr("contents.json", json.dumps({"format": 1, "made_at": "", "hashes": {"photos/../../evil": ""}}))
    with zipfile.ZipFile("newer.zip", "w") as archive:
        archive.writestr("contents.json", json.dumps({"format": 2, "made_at": "", "hashes": {}}))

    for name in ("damaged.zip", "short.zip", "foreign.zip"):
        assert "is no backup of Toile, or is damaged" in toile("backups", "restore", name, "--replace", exits=1).output
    assert "is of a newer Toile" in toile("backups", "restore", "newer.zip", "--replace", exits=1).output
    assert "cannot be unpacked" in toile("backups", "restore", "none.zip", "--replace", exits=1).output
    assert "and copy.zip is none" in toile("backups", "make", "copy.zip", "--keep", "2", exits=1).output
    assert _read_all(label) == before
    monkeypatch.setenv("TOILE_DATABASE_URL", "postgresql://localhost/toile")
    assert "holds a SQLite database" in toile("backups", "restore", "copy.zip", "--replace", exits=1).output
