"""The database: its engines, its sessions, and SQLite's pragmas and locks."""

import sqlite3
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext, suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import Connection, Engine, String, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapper, Session
from sqlalchemy.orm.attributes import get_history

from app.errors import RuleError

db = SQLAlchemy()

_turn = threading.Lock()

BUSY_TIMEOUT_MS = 5000
"""How long a writer waits for another one before it gives up."""

CUSTOMER_TIMEOUT_MS = 30_000
"""A customer waits longer: what they said has no second chance, and thousands of answers are weighed for seconds."""

CUSTOMER_JOURNAL_PAGES = 4000
"""SQLite moves a journal of 1,000 pages into the database with whoever commits next; customers leave it to others."""

JOURNAL_TIMEOUT_MS = 1000
"""Emptying the journal waits for who reads, and whoever writes waits for it."""

CUSTOMERS = {"writes_for_customers": True}
"""Marks the sessions by which customers' answers are stored."""

CONNECTIONS = 8
"""As many are kept open as pages are made at once: one more would be opened, set up and closed for each request."""


def engine_options(url: str) -> dict[str, Any]:
    """Return what `create_engine` needs for this database.

    Errors, which end up in logs, leave out the values of their statement: a customer's words and address are some.
    """
    return {
        "url": url, "pool_size": CONNECTIONS, "pool_pre_ping": not url.startswith("sqlite"), "hide_parameters": True,
    }  # fmt: skip


def make_engine(url: str) -> Engine:
    """Return an engine for work outside of Flask: jobs, migrations, tests."""
    return create_engine(**engine_options(url))


_kept_engine = lru_cache(maxsize=8)(make_engine)
_borrowers: Counter[Engine] = Counter()
_lending = threading.Lock()


@contextmanager
def lend_engine(url: str) -> Iterator[Engine]:
    """Lend the engine of a database outside of Flask; its connections are closed when nobody has it any more.

    The engine itself is kept, and with it the statements that it compiled: the worker does job after job with them.
    """
    with _lending:
        engine = _kept_engine(url)
        _borrowers[engine] += 1
    try:
        yield engine
    finally:
        with _lending:
            _borrowers[engine] -= 1
            if not _borrowers[engine]:
                del _borrowers[engine]
                engine.dispose()


@contextmanager
def open_session(url: str, *, writes: bool = False) -> Iterator[Session]:
    """Lend a session outside of Flask, as the commands need it; what is not committed is forgotten."""
    with lend_engine(url) as engine, Session(engine) as session:
        if writes:
            begin_writing(session)
        yield session


@contextmanager
def write_durably() -> Iterator[Session]:
    """Lend a writing session whose commit has reached the disk when it returns (what customers send)."""
    engine = db.get_engine("durable")
    with turn_of(engine), Session(engine, info=CUSTOMERS) as session:
        begin_writing(session)
        yield session


def turn_of(engine: Engine) -> AbstractContextManager[Any]:
    """Return what lets one thread after the other write for customers.

    SQLite lets those who wait for its lock sleep and try again, some of them for too long.
    """
    return _turn if engine.dialect.name == "sqlite" else nullcontext()


def write_if_possible(write: Callable[[Session], object]) -> None:
    """Write in a transaction of its own what no page may fail for; a database that is busy or full goes without."""
    with Session(db.engine) as session, suppress(OperationalError):
        begin_writing(session)
        write(session)
        session.commit()


def empty_journal() -> None:
    """Take out of SQLite's journal what was erased; where somebody reads for long just now, SQLite does in time."""
    empty_journal_of(db.get_engine("durable"), CUSTOMER_TIMEOUT_MS)


def empty_journal_of(engine: Engine, timeout_ms: int = BUSY_TIMEOUT_MS) -> None:
    """Empty the journal of an engine, outside of Flask too; `timeout_ms` is what its connections wait otherwise."""
    if engine.dialect.name != "sqlite":
        return
    with engine.connect() as connection, suppress(sqlite3.OperationalError):
        # The driver's own connection: within a transaction, which SQLAlchemy would begin, it is refused.
        driver = connection.connection.cursor()
        driver.execute(f"PRAGMA busy_timeout = {JOURNAL_TIMEOUT_MS}")
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        driver.execute(f"PRAGMA busy_timeout = {timeout_ms}")


def begin_writing(session: Session) -> None:
    """Begin the session's transaction as one that will write.

    SQLite refuses at once, whatever the timeout, to turn a read transaction into a writing one when another
    commit came between; so a unit that will write takes the lock when it begins (BEGIN IMMEDIATE).
    """
    session.connection(execution_options={"writes": True})


def make_durable(engine: Engine) -> None:
    """Have every commit of this SQLite engine reach the disk before it returns (the customer's form)."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _sync_fully(connection: sqlite3.Connection, record: object) -> None:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute(f"PRAGMA busy_timeout = {CUSTOMER_TIMEOUT_MS}")
        connection.execute(f"PRAGMA wal_autocheckpoint = {CUSTOMER_JOURNAL_PAGES}")


@event.listens_for(Engine, "connect")
def _set_pragmas(connection: Any, record: object) -> None:
    """SQLite's defaults lose updates and ignore foreign keys; ours do not."""
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "secure_delete = ON",
    ):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """The driver's own BEGIN is switched off above; writers take the lock at once.

    The driver is told by itself: through the library it took as long as to add an answer.
    """
    if connection.dialect.name != "sqlite":
        return
    begin = "BEGIN IMMEDIATE" if connection.get_execution_options().get("writes", False) else "BEGIN"
    try:
        connection.connection.cursor().execute(begin)
    except sqlite3.OperationalError as error:
        raise OperationalError(begin, None, error) from error


@event.listens_for(Session, "before_flush")
def _ensure_fits(session: Session, *_: object) -> None:
    """What is longer than its column SQLite would keep, and PostgreSQL would break off at.

    What SQLite kept before this was asked keeps nothing else of its row from being changed.
    """
    for row in (*session.new, *session.dirty):
        for name, most in _list_limits(row.__mapper__):
            if len(row.__dict__.get(name) or "") > most and get_history(row, name).has_changes():
                raise RuleError(f"The {name.replace('_', ' ')} is longer than {most} characters.", field=name)


@cache
def _list_limits(noun: Mapper[Any]) -> list[tuple[str, int]]:
    """The columns of a noun that hold words, and how long these may be."""
    columns = {each.key: each.columns[0].type for each in noun.column_attrs}
    return [(name, kind.length) for name, kind in columns.items() if type(kind) is String and kind.length]


def find_database_file(url: str) -> Path | None:
    """Return where SQLite's database lies; None for PostgreSQL's."""
    address = make_url(url)
    return Path(str(address.database)) if address.get_backend_name() == "sqlite" else None


def copy_database(url: str, target: Path) -> str:
    """Copy SQLite's database as it is at one moment, while others write; return the address of the copy.

    PostgreSQL has tools of its own for that: its own address is returned.
    """
    file = find_database_file(url)
    if file is None:
        return url
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy, pages=-1)  # page by page it would begin anew after each answer that comes
    return f"sqlite:///{target}"
