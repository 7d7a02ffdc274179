"""Lets the demo's past lie in the past: the services stamp the present on all they write."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import event, inspect
from sqlalchemy.orm import Session, UOWTransaction

from app.models import Base, now
from app.models.base import Moment


@contextmanager
def on_day(session: Session, moment: datetime) -> Iterator[datetime]:
    """Date back all that is written inside: its stamps move as if the block had begun at this moment.

    What lies further ahead, such as the end of a link, keeps its distance.
    """
    written: list[tuple[Base, str]] = []

    def remember(session: Session, context: UOWTransaction, instances: Any) -> None:
        written.extend((instance, stamp) for instance in session.new for stamp in _stamps(instance))
        written.extend(
            (instance, stamp)
            for instance in session.dirty
            for stamp in _stamps(instance)
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


def _stamps(instance: Base) -> list[str]:
    """The attributes of a row that hold a moment."""
    columns = inspect(instance).mapper.column_attrs
    return [attribute.key for attribute in columns if isinstance(attribute.columns[0].type, Moment)]
