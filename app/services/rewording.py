"""Rewording: what stands on a customer's words moves with them when they are changed, and goes where they are gone."""

import re

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Feedback, IssueOrigin, Remark
from app.services.answers import forget_words

_ON_WORDS = (IssueOrigin.COMMENT, IssueOrigin.PERSON)


def reword(session: Session, feedback: Feedback, comment: str | None) -> None:
    """Give an answer other words.

    What the reader or a person found in words that still stand is found there again, with all that people said of it;
    what was found in words that are gone goes with them. A tap stays, without the words beside it.
    """
    before, after = feedback.comment or "", comment or ""
    for issue in list(feedback.issues):
        if issue.span_start is None or issue.span_end is None:
            continue
        place = find_again(before, after, issue.span_start, issue.span_end)
        if place is not None:
            issue.span_start, issue.span_end = place
        elif issue.origin in _ON_WORDS:
            feedback.issues.remove(issue)
        else:
            forget_words(feedback, issue)
    for remark in session.scalars(select(Remark).where(Remark.feedback_id == feedback.id)):
        place = find_again(before, after, remark.span_start, remark.span_end)
        if place is None:
            session.delete(remark)
        else:
            remark.span_start, remark.span_end = place
    feedback.comment = comment


def find_again(before: str, after: str, start: int, end: int) -> tuple[int, int] | None:
    """Return where words of a comment stand in the changed one, nearest to where they stood; None where they are gone.

    Seen from its end they may stand where they stood: what was added is counted out.
    """
    words = before[start:end]
    if not words.strip():
        return None
    wanted = re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
    if not wanted.match(before, start):
        wanted = re.compile(re.escape(words))  # a person marked part of a word
    places = [found.start() for found in wanted.finditer(after)]
    if not places:
        return None
    shifted = start + len(after) - len(before)
    nearest = min(places, key=lambda place: min(abs(place - start), abs(place - shifted)))
    return nearest, nearest + len(words)
