"""Looking through: what no index tells is read of so many of the newest answers, and said to be so."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, select
from sqlalchemy.orm import Session

from app.models import Feedback

LOOKED_MAX = 1_000
"""So many answers are read for one page, in a few thousandths of a second."""


@dataclass(frozen=True)
class Looked:
    """How many answers were looked through, how many of them are found, and where it goes on."""

    number: int
    found: int
    until: int | None
    """The last one that was read; None where there are no more."""


def look_through(
    session: Session, ids: Select[Any], says: Iterable[ColumnElement[bool]], *, upwards: bool = False
) -> Looked:
    """Return what is found among the first of these ids, from the newest down, or upwards from the oldest."""
    looked = ids.limit(LOOKED_MAX).subquery()
    last = func.max(looked.c.id) if upwards else func.min(looked.c.id)
    found = func.coalesce(func.sum(case((and_(True, *says), 1), else_=0)), 0)
    read = select(func.count(), found, last).select_from(looked).join(Feedback, Feedback.id == looked.c.id)
    number, saying, until = session.execute(read).one()
    return Looked(number, saying, until if number == LOOKED_MAX else None)
