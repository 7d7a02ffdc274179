"""Lets the demo's past lie in the past: the services stamp the present on all they write."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapper, Session, UOWTransaction

from app.models import Base, now
from app.models.base import Moment


@contextmanager
def on_day(session: Session, moment: datetime) -> Iterator[datetime]:
    """Date back all that is written inside: its stamps move as if the block had begun at this moment.

    What lies further ahead, such as the end of a link, keeps its distance.
    """
    written: list[tuple[Base, str]] = []

    def remember(session: Session, context: UOWTransaction, instances: Any) -> None:
        written.extend((instance, stamp) for instance in session.new for stamp in _stamps(inspect(instance).mapper))
        written.extend(
            (instance, stamp)
            for instance in session.dirty
            for stamp in _stamps(inspect(instance).mapper)
            if inspect(instance).attrs[stamp].history.has_changes()
        )

    session.flush()
    began = now()
    event.listen(session, "before_flush", remember)
    try:
        yield moment
        session.flush()
    finally:
        event.remove(session, "before_flush", remember)
    for instance, stamp in dict.fromkeys(written):
        value = getattr(instance, stamp)
        if value is not None and value >= began:
            setattr(instance, stamp, value - began + moment)
    session.flush()


@cache
def _stamps(mapper: Mapper[Base]) -> list[str]:
    """The attributes of a table's rows that hold a moment."""
    return [attribute.key for attribute in mapper.column_attrs if isinstance(attribute.columns[0].type, Moment)]
