"""Readings to check: what was read without being sure, and the comments that nobody and nothing has read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound
from app.models import Feedback, Garment, Issue, ReadState
from app.services.clusters import Quote, quote_issue
from app.services.tallies import find_doubtful


@dataclass(frozen=True)
class Readings:
    """Both lists, as far as they are shown, and how long they are."""

    doubtful: list[Quote]
    doubtful_in_all: int
    not_read: Sequence[Feedback]
    not_read_in_all: int


def list_readings(session: Session, garment: Garment, *, limit: int) -> Readings:
    """Return what a person may look at, the least sure and the newest first."""
    of_answer = joinedload(Issue.feedback).options(joinedload(Feedback.size), joinedload(Feedback.production_round))
    doubtful = session.scalars(find_doubtful(garment).options(of_answer).limit(limit)).all()
    not_read = session.scalars(
        _find_not_read(garment)
        .options(joinedload(Feedback.size), joinedload(Feedback.production_round))
        .order_by(Feedback.received_at.desc(), Feedback.id.desc())
        .limit(limit)
    ).all()
    return Readings(
        [quote_issue(issue) for issue in doubtful], _count(session, find_doubtful(garment)), not_read,
        _count(session, _find_not_read(garment)),
    )  # fmt: skip


def get_reading(session: Session, garment: Garment, issue_id: int) -> Issue:
    """Return the reading with this number, of this garment."""
    issue = session.get(Issue, issue_id)
    if issue is None or issue.feedback.garment_id != garment.id:
        raise NotFound(f"{garment.name} has no reading {issue_id}.", field="issue")
    return issue


def _find_not_read(garment: Garment) -> Select[Feedback]:
    return select(Feedback).where(
        Feedback.garment_id == garment.id, Feedback.read_state.in_((ReadState.NOT_READ, ReadState.UNREAD))
    )


def _count(session: Session, query: Select[Issue] | Select[Feedback]) -> int:
    return session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
