"""Rows of a question that comes with every visit of a customer, by the database's driver alone.

A session, its transaction and what it makes of the rows take ten times as long as such a question does.
"""

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from sqlalchemy import Connection, Engine

_compiled: dict[tuple[Any, str], Any] = {}


def fetch_rows(asked: Engine | Connection, question: Any, values: Mapping[str, str]) -> list[tuple[Any, ...]]:
    """Return the rows as the database has them; the question is one that lives as long as its module.

    What has a transaction under way is asked within it.
    """
    known_by = (question, asked.dialect.name)
    if known_by not in _compiled:
        _compiled[known_by] = question.compile(dialect=asked.dialect)
    compiled = _compiled[known_by]
    given: Any = compiled.construct_params(values)
    if compiled.positional:
        given = tuple(given[name] for name in compiled.positiontup)
    if isinstance(asked, Connection):
        return _fetch(asked.connection.cursor(), str(compiled), given)
    # Given back to the pool, a connection takes back what it began.
    with closing(asked.raw_connection()) as connection:
        return _fetch(connection.cursor(), str(compiled), given)


def _fetch(cursor: Any, question: str, given: Any) -> list[tuple[Any, ...]]:
    cursor.execute(question, given)
    return list(map(tuple, cursor.fetchall()))
