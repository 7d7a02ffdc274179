"""What is said to one database only, where the other would take another index for it."""

from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, any_, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement


class hide(FunctionElement[Any]):  # noqa: N801  a function of SQL, as `func` has them
    """The same value, for which SQLite looks into no index: which one to go by is chosen by how far each reaches."""

    inherit_cache = True

    def __init__(self, value: Any) -> None:
        super().__init__(value)
        self.type = value.type


class by_database(FunctionElement[Any]):  # noqa: N801
    """The same condition in the words by which each database finds the index that is meant."""

    inherit_cache = True
    # Of a Boolean SQLAlchemy asks SQLite whether it is 1, which no index tells.

    def __init__(self, *, sqlite: ColumnElement[bool], postgresql: ColumnElement[bool]) -> None:
        super().__init__(sqlite, postgresql)


def gather(ids: Select[Any]) -> ColumnElement[Any]:
    """Return PostgreSQL's array of these ids: it gathers them once, where joined it may ask for each anew."""
    return func.array(ids.scalar_subquery(), type_=ARRAY(Integer))


def is_one_of(column: Any, ids: Select[Any]) -> ColumnElement[bool]:
    """Return whether it is one of the ids that a query has."""
    return by_database(sqlite=column.in_(ids), postgresql=column == any_(gather(ids)))


@compiles(hide)
def _show(element: hide, compiler: SQLCompiler, **given: Any) -> str:
    [value] = element.clauses
    return compiler.process(value, **given)


@compiles(hide, "sqlite")
def _hide(element: hide, compiler: SQLCompiler, **given: Any) -> str:
    return f"+{_show(element, compiler, **given)}"


@compiles(by_database, "sqlite")
def _say_to_sqlite(element: by_database, compiler: SQLCompiler, **given: Any) -> str:
    [condition, _] = element.clauses
    return compiler.process(condition, **given)


@compiles(by_database, "postgresql")
def _say_to_postgresql(element: by_database, compiler: SQLCompiler, **given: Any) -> str:
    [_, condition] = element.clauses
    return compiler.process(condition, **given)
