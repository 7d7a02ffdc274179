"""Rows that every visit of a customer asks for, or adds, by the database's driver alone.

A session, its transaction and what it makes of the rows take ten times as long as such a question does.
"""

from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, Insert
from sqlalchemy.orm import Session

_compiled: dict[tuple[Any, str], tuple[str, dict[str, Any], list[str] | None]] = {}
"""In the words of a database, with the values that the question has by itself, and the order of all if it has one."""


@dataclass(frozen=True)
class _Adding:
    """A statement in the words of a database, the order of its values if it has one, and what makes them its own."""

    words: str
    places: list[str] | None
    processors: Mapping[str, Callable[[Any], Any]]


_adding: dict[tuple[Insert, str], _Adding] = {}


def connection_of(session: Session) -> Connection:
    """Return the connection of a session's transaction; one that was lent to it has its transaction already."""
    lender = session.get_bind()
    return lender if isinstance(lender, Connection) else session.connection()


def fetch_rows(asked: Engine | Connection, question: Any, values: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """Return the rows as the database has them; the question is one that lives as long as its module.

    What has a transaction under way is asked within it.
    """
    known_by = (question, asked.dialect.name)
    if known_by not in _compiled:
        compiled = question.compile(dialect=asked.dialect)
        _compiled[known_by] = str(compiled), compiled.params, compiled.positiontup
    words, known, places = _compiled[known_by]
    given: Any = {**known, **values}
    if places is not None:
        given = tuple(given[name] for name in places)
    if isinstance(asked, Connection):
        return _fetch(asked.connection.cursor(), words, given)
    # Given back to the pool, a connection takes back what it began.
    with closing(asked.raw_connection()) as connection:
        return _fetch(connection.cursor(), words, given)


def _fetch(cursor: Any, question: str, given: Any) -> list[tuple[Any, ...]]:
    cursor.execute(question, given)
    return list(map(tuple, cursor.fetchall()))


def add_row(connection: Connection, adding: Insert, columns: Mapping[str, Any]) -> int | None:
    """Return the number that comes back for a new row, None where none is added.

    The statement is one that lives as long as its module, and always has the same columns: all that have a value.
    """
    known_by = (adding, connection.dialect.name)
    if known_by not in _adding:
        _adding[known_by] = _compile(adding, connection.dialect, list(columns))
    known = _adding[known_by]
    given: Any = dict(columns)
    for name, process in known.processors.items():
        given[name] = process(given[name])
    if known.places is not None:
        given = tuple(given[name] for name in known.places)
    return next((number for (number,) in _fetch(connection.connection.cursor(), known.words, given)), None)


def _compile(adding: Insert, dialect: Dialect, names: list[str]) -> _Adding:
    compiled: Any = adding.compile(dialect=dialect, column_keys=names)
    processors = {name: adding.table.c[name].type.dialect_impl(dialect).bind_processor(dialect) for name in names}
    return _Adding(
        str(compiled), compiled.positiontup, {name: process for name, process in processors.items() if process}
    )
