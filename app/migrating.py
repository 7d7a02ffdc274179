"""Bringing the database up to date: its migrations, and an SQLite that is able to take them."""

import sqlite3
from contextlib import closing
from functools import cache
from pathlib import Path

import alembic.command
import alembic.config
import alembic.migration
import alembic.script
from sqlalchemy.exc import OperationalError

import migrations
from app.db import lend_engine
from app.errors import RuleError
from app.models import Base

SQLITE_OLDEST = (3, 35)
"""The first that gives back what a statement has written, and keeps within a search what was found once."""

WORDS_INDEX = ("words USING fts5(searched)", "terms USING fts5vocab(words, instance)")
"""What the index of words is made of."""


def alembic_config(url: str) -> alembic.config.Config:
    """Return Alembic's configuration, built in code so that an installed wheel migrates too."""
    config = alembic.config.Config(attributes={"url": url, "metadata": Base.metadata})
    config.set_main_option("script_location", str(Path(migrations.__file__).parent))
    config.set_main_option("file_template", "%%(year)d_%%(month).2d_%%(day).2d_%%(slug)s")
    config.set_main_option("path_separator", "os")
    return config


def migrate(url: str) -> None:
    """Bring the database up to date; does nothing when it is."""
    if not is_current(url):
        alembic.command.upgrade(alembic_config(url), "head")


def is_current(url: str) -> bool:
    """Return whether the database has every migration of this version."""
    return _applied(url) == _newest()


def is_empty(url: str) -> bool:
    """Return whether the database is still to be made."""
    return not _applied(url)


def is_newer(url: str) -> bool:
    """Return whether the database has migrations that this version does not know."""
    known = {each.revision for each in alembic.script.ScriptDirectory.from_config(alembic_config("")).walk_revisions()}
    return not _applied(url) <= known


def _ensure_sqlite_is_able() -> None:
    """Refuse an SQLite that is too old, or lacks the index of words for the search, which some builds leave out."""
    oldest = ".".join(map(str, SQLITE_OLDEST))
    another = f"use another build of Python, whose SQLite is {oldest} or newer and has FTS5, or PostgreSQL."
    if sqlite3.sqlite_version_info < SQLITE_OLDEST:
        raise RuleError(f"SQLite {sqlite3.sqlite_version} of this Python is too old: {another}")
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            for index in WORDS_INDEX:
                connection.execute(f"CREATE VIRTUAL TABLE {index}")
        except sqlite3.OperationalError as error:
            raise RuleError(
                f"SQLite {sqlite3.sqlite_version} of this Python cannot index words ({error}): {another}"
            ) from error


def _applied(url: str) -> set[str]:
    """The newest migrations that the database has; refuses with a sentence where it cannot be used or reached."""
    try:
        with lend_engine(url) as engine, engine.connect() as connection:
            if engine.dialect.name == "sqlite":
                _ensure_sqlite_is_able()
            return set(alembic.migration.MigrationContext.configure(connection).get_current_heads())
    except OperationalError as error:
        raise RuleError(f"The database cannot be reached: {str(error.orig).strip()}.") from error


@cache
def _newest() -> set[str]:
    """The newest migrations of this version; their files are read once."""
    return set(alembic.script.ScriptDirectory.from_config(alembic_config("")).get_heads())
