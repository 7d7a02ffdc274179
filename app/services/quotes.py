"""Quotes: what customers say of a fit point in words, in the midst of their comments."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from app.models import Cluster, Feedback, FeedbackSource, Issue, IssueCorrection, Photo
from app.services.decisions import has_safety
from app.services.excerpts import cut_clause, take_whole_words


@dataclass(frozen=True)
class Saying:
    """Words in their comment: they themselves, what stands before and after them, and whose they are."""

    feedback: Feedback
    before: str
    words: str
    after: str
    size: str | None
    source: FeedbackSource
    round_number: int | None

    @property
    def alone(self) -> str:
        """Return the words so that they can be read without their comment."""
        return cut_clause(self.before + self.words + self.after, len(self.before), len(self.before + self.words))


@dataclass(frozen=True)
class Quote(Saying):
    """The words that an issue stands on."""

    issue: Issue


@dataclass(frozen=True)
class Shown:
    """What the page of a fit point shows of what it is told by."""

    quotes: list[Quote]
    """The plainest."""
    by_issue: dict[int, Quote]
    photos: list[Photo]


_IN_COMMENT = joinedload(Issue.feedback).options(joinedload(Feedback.size), joinedload(Feedback.production_round))
_WITH_CORRECTIONS = joinedload(Issue.corrections).joinedload(IssueCorrection.user)
_PLAINEST_FIRST = (Issue.confidence.desc(), Issue.severity.desc(), Issue.id.desc())
"""And the newest of those; the other way round no index would serve both."""


def _order(cluster: Cluster) -> tuple[ColumnElement[Any], ...]:
    """The plainest first; where somebody tells of a danger, those words before all, which no index serves."""
    if not has_safety(cluster):
        return _PLAINEST_FIRST
    return func.coalesce(Issue.safety_by_hand, Issue.safety).desc(), *_PLAINEST_FIRST


def list_quotes(session: Session, cluster: Cluster, *, limit: int | None = None) -> list[Quote]:
    """Return what people say in words, of a danger first, then the plainest; taps without words have no quote."""
    quoted = _find_quoted(cluster).limit(limit).options(_IN_COMMENT, _WITH_CORRECTIONS)
    return [build_quote(issue) for issue in session.scalars(quoted).unique()]


def get_quotes(session: Session, issue_ids: Collection[int]) -> dict[int, Quote]:
    """Return the words of these issues by their id, as far as there still are any."""
    found = session.scalars(
        select(Issue).where(Issue.id.in_(issue_ids), Issue.span_start.is_not(None)).options(_IN_COMMENT)
    )
    return {issue.id: build_quote(issue) for issue in found}


def read_shown(
    session: Session,
    cluster: Cluster,
    *,
    limit: int | None = None,
    issue_ids: Collection[int] = (),
    photo_ids: Collection[int] = (),
) -> Shown:
    """Return the plainest quotes of a fit point, those of these issues that stand in it, and these photos, at once."""
    plainest = _find_quoted(cluster).limit(limit).with_only_columns(Issue.id)
    pictured = select(Photo.feedback_id).where(Photo.id.in_(photo_ids))
    wanted = or_(Issue.id.in_(plainest), Issue.id.in_(issue_ids), Issue.feedback_id.in_(pictured))
    with_photos = joinedload(Issue.feedback).joinedload(Feedback.photos)
    found = session.scalars(
        select(Issue).where(wanted).options(_IN_COMMENT, _WITH_CORRECTIONS, with_photos).order_by(*_order(cluster))
    )
    issues = found.unique().all()
    quotes = [build_quote(each) for each in issues if each.cluster_id == cluster.id and each.span_start is not None]
    photos = {photo.id: photo for issue in issues for photo in issue.feedback.photos}
    assert all(photo.feedback for photo in photos.values())  # held from here on, or else it would be read again
    return Shown(
        quotes=quotes[:limit], by_issue={quote.issue.id: quote for quote in quotes},
        photos=[photos[photo_id] for photo_id in photo_ids if photo_id in photos],
    )  # fmt: skip


def _find_quoted(cluster: Cluster) -> Select[Issue]:
    """The query of the issues of a fit point that stand on words, in the order that they are shown in."""
    return (
        select(Issue)
        .join(Issue.feedback)
        .where(Issue.cluster_id == cluster.id, Issue.span_start.is_not(None), Feedback.comment.is_not(None))
        .order_by(*_order(cluster))
    )


def build_quote(issue: Issue) -> Quote:
    """Return an issue in its comment."""
    saying = build_saying(issue.feedback, issue.span_start or 0, issue.span_end or 0)
    return Quote(**vars(saying), issue=issue)


def build_saying(feedback: Feedback, start: int, end: int) -> Saying:
    """Return the words between these code points of a comment, none of them cut apart."""
    comment = feedback.comment or ""
    start, end = take_whole_words(comment, start, end)
    return Saying(
        feedback=feedback, before=comment[:start], words=comment[start:end], after=comment[end:],
        size=feedback.size.name if feedback.size else None, source=feedback.source,
        round_number=feedback.production_round.number if feedback.production_round else None,
    )  # fmt: skip
