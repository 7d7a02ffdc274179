"""Quotes: what customers say of a fit point in words, in the midst of their comments."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models import Cluster, Feedback, FeedbackSource, Issue, IssueCorrection


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


@dataclass(frozen=True)
class Quote(Saying):
    """The words that an issue stands on."""

    issue: Issue


def list_quotes(session: Session, cluster: Cluster, *, limit: int | None = None) -> list[Quote]:
    """Return what people say in words, the plainest first; taps without words have no quote."""
    issues = session.scalars(
        select(Issue)
        .join(Issue.feedback)
        .where(Issue.cluster_id == cluster.id, Issue.span_start.is_not(None), Feedback.comment.is_not(None))
        .options(
            joinedload(Issue.feedback).options(joinedload(Feedback.size), joinedload(Feedback.production_round)),
            selectinload(Issue.corrections).joinedload(IssueCorrection.user),
        )
        .order_by(Issue.confidence.desc(), Issue.severity.desc(), Issue.id)
        .limit(limit)
    )
    return [build_quote(issue) for issue in issues]


def build_quote(issue: Issue) -> Quote:
    """Return an issue in its comment."""
    saying = build_saying(issue.feedback, issue.span_start or 0, issue.span_end or 0)
    return Quote(**vars(saying), issue=issue)


def build_saying(feedback: Feedback, start: int, end: int) -> Saying:
    """Return the words between these code points of a comment."""
    comment = feedback.comment or ""
    return Saying(
        feedback=feedback, before=comment[:start], words=comment[start:end], after=comment[end:],
        size=feedback.size.name if feedback.size else None, source=feedback.source,
        round_number=feedback.production_round.number if feedback.production_round else None,
    )  # fmt: skip
