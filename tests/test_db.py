"""The database: SQLite's pragmas and locks, and the updates that are lost without them."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from threading import Barrier

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from app.db import begin_writing, make_durable, make_engine, open_session
from app.errors import RuleError
from app.migrating import is_current, is_empty
from app.services.label import change_label, get_label

pytestmark = pytest.mark.every_database

WRITERS, TURNS = 4, 25


@pytest.mark.sqlite
def test_no_update_is_lost_between_writers(session: Session, database_url: str, monkeypatch):
    monkeypatch.setattr(import_module("app.db"), "BUSY_TIMEOUT_MS", 60_000)  # one may come last after all the others
    get_label(session).pattern_days = 0
    session.commit()
    together = Barrier(WRITERS)

    def count_up(writer: int) -> None:
        together.wait()
        for _ in range(TURNS):
            with open_session(database_url, writes=True) as own:
                label = get_label(own)
                label.pattern_days += 1
                own.commit()

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(count_up, range(WRITERS)))

    session.rollback()
    assert get_label(session).pattern_days == WRITERS * TURNS


def test_the_drivers_own_transactions_lose_an_update(tmp_path):
    """Why `begin_writing` is needed: two who read before either writes both write the same number."""
    path = tmp_path / "plain.db"
    first, second = sqlite3.connect(path), sqlite3.connect(path)
    first.execute("CREATE TABLE counter (n INTEGER)")
    first.execute("INSERT INTO counter VALUES (0)")
    first.commit()

    seen = [connection.execute("SELECT n FROM counter").fetchone()[0] for connection in (first, second)]
    for connection, n in zip((first, second), seen, strict=True):
        connection.execute("UPDATE counter SET n = ?", (n + 1,))
        connection.commit()

    assert first.execute("SELECT n FROM counter").fetchone()[0] == 1
    first.close()
    second.close()


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "pragma, value",
    [("foreign_keys", 1), ("journal_mode", "wal"), ("busy_timeout", 5000), ("synchronous", 1), ("secure_delete", 1)],
)
def test_sqlite_is_set_up(session: Session, pragma: str, value: object):
    assert session.scalar(text(f"PRAGMA {pragma}")) == value


@pytest.mark.sqlite
def test_an_sqlite_that_cannot_index_words_is_refused_with_a_sentence(database_url: str, monkeypatch):
    monkeypatch.setattr(import_module("app.migrating"), "WORDS_INDEX", ("words USING fts99(searched)",))

    with pytest.raises(RuleError, match=r"cannot index words \(no such module: fts99\): use another build of Python"):
        is_current(database_url)


@pytest.mark.sqlite
def test_an_sqlite_that_is_too_old_is_refused_with_a_sentence(database_url: str, monkeypatch):
    """Older ones cannot give back what a statement has written."""
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 34, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.34.1")

    with pytest.raises(RuleError, match=r"SQLite 3\.34\.1 of this Python is too old: use .* is 3\.35 or newer"):
        is_current(database_url)


@pytest.mark.sqlite
def test_the_forms_engine_waits_for_the_disk(database_url: str):
    engine = make_engine(database_url)
    make_durable(engine)

    with engine.connect() as connection:
        assert connection.scalar(text("PRAGMA synchronous")) == 2
    engine.dispose()


def test_foreign_keys_hold(session: Session):
    with pytest.raises(IntegrityError):
        session.execute(text("INSERT INTO garment_colour (garment_id, name) VALUES (99, 'White')"))


def test_an_error_says_nothing_of_what_was_to_be_stored(database_url: str):
    with open_session(database_url) as session, pytest.raises(DBAPIError) as error:
        session.execute(text("INSERT INTO no_table VALUES (:words)"), {"words": "far too long"})

    assert "far too long" not in str(error.value)


def test_what_is_not_committed_is_forgotten(database_url: str):
    with open_session(database_url, writes=True) as session:
        change_label(session, name="Nobody's")

    with open_session(database_url) as session:
        assert get_label(session).name == "My label"


@pytest.mark.sqlite
def test_readers_do_not_wait_for_a_writer(session: Session, database_url: str):
    begin_writing(session)
    change_label(session, name="Half written")

    with open_session(database_url) as other:
        assert other.scalar(text("SELECT count(*) FROM label")) == 0


def test_a_database_is_empty_until_it_is_made_and_then_current(tmp_path, database_url: str):
    new = f"sqlite:///{tmp_path / 'new.db'}"

    assert (is_empty(new), is_current(new)) == (True, False)
    assert (is_empty(database_url), is_current(database_url)) == (False, True)


def test_an_unreachable_database_is_said_in_a_sentence(tmp_path):
    with pytest.raises(RuleError, match=r"^The database cannot be reached: unable to open database file\.$"):
        is_current(f"sqlite:///{tmp_path / 'missing' / 'toile.db'}")


def test_what_is_longer_than_its_column_is_refused_and_nothing_is_lost(session: Session):
    label = get_label(session)
    session.commit()

    label.name = "L" * 121
    with pytest.raises(RuleError, match="The name is longer than 120 characters") as refusal:
        session.flush()

    assert refusal.value.field == "name"
    label.name = "L" * 120
    session.commit()


@pytest.mark.sqlite
def test_what_was_kept_too_long_before_keeps_nothing_else_from_being_changed(session: Session):
    label = get_label(session)
    session.flush()
    session.execute(text("UPDATE label SET name = :name"), {"name": "L" * 121})
    session.expire(label)

    assert len(label.name) == 121
    label.run_word = "drop"
    session.flush()

    label.name += "L"
    with pytest.raises(RuleError, match="The name is longer than 120 characters"):
        session.flush()
