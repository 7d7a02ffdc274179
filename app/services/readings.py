"""Readings to check: what was read without being sure, and the comments that nobody and nothing has read."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.models import Feedback, Garment, Issue, ReadState
from app.services.quotes import Quote, build_quote
from app.services.tallies import select_doubtful


@dataclass(frozen=True)
class Readings:
    """Both lists, as far as they are shown, and whether they go on."""

    doubtful: list[Quote]
    more_doubtful: bool
    not_read: Sequence[Feedback]
    more_not_read: bool


def list_readings(session: Session, garment: Garment, *, limit: int) -> Readings:
    """Return what a person may look at, the least sure and the newest first."""
    of_answer = joinedload(Issue.feedback).options(joinedload(Feedback.size), joinedload(Feedback.production_round))
    doubtful = session.scalars(select_doubtful(session, garment, limit=limit + 1).options(of_answer)).all()
    not_read = session.scalars(
        select(Feedback)
        .where(or_(*(Feedback.id.in_(_find_newest(garment, state, limit + 1)) for state in _NOT_READ)))
        .options(joinedload(Feedback.size), joinedload(Feedback.production_round))
        .order_by(*_NEWEST_FIRST)
        .limit(limit + 1)
    ).all()
    return Readings(
        [build_quote(issue) for issue in doubtful[:limit]], len(doubtful) > limit, not_read[:limit],
        len(not_read) > limit,
    )  # fmt: skip


def get_reading(session: Session, garment: Garment, issue_id: int) -> Issue:
    """Return the reading with this number, of this garment."""
    issue = session.get(Issue, issue_id)
    if issue is None or issue.feedback.garment_id != garment.id:
        raise NotFound(f"{garment.name} has no reading {issue_id}.", field="issue")
    return issue


_NOT_READ = (ReadState.NOT_READ, ReadState.UNREAD)
_NEWEST_FIRST = Feedback.received_at.desc(), Feedback.id.desc()


def _find_newest(garment: Garment, state: ReadState, limit: int) -> Select[Any]:
    """The ids of the newest answers of one state; of several states at once no index has the newest."""
    of_state = (Feedback.garment_id == garment.id, ~Feedback.is_spam, Feedback.read_state == state)
    return select(select(Feedback.id).where(*of_state).order_by(*_NEWEST_FIRST).limit(limit).subquery().c.id)
