"""Rows of a question that comes with every visit of a customer, by the database's driver alone.

A session, its transaction and what it makes of the rows take ten times as long as such a question does.
"""

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Engine

_compiled: dict[tuple[Any, str], tuple[str, dict[str, Any], list[str] | None]] = {}
"""In the words of a database, with the values that the question has by itself, and the order of all if it has one."""


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
