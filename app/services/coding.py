"""Coding by hand: what a person reads in an answer's words, beside what the machine read; and what is no answer."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session, joinedload, selectinload

from app.errors import NotFound, RuleError
from app.models import AuditEvent, Base, Cluster, CorrectionKind, Feedback, Issue, IssueCorrection, IssueOrigin, User
from app.services import audit, wishes
from app.services.changes import survivor
from app.services.issues import correct_issue
from app.services.label import get_label
from app.services.placing import place_issues
from nlp.own_codes import find_code
from nlp.taxonomy import Code

SEVERITY_USUAL = 2
"""How bad it is where the person who marks the words does not say."""


class Act(NamedTuple):
    """What somebody did to an answer or to one of its issues: which code stood there before, and which since."""

    event: AuditEvent
    before: Code | None = None
    after: Code | None = None


_WITH_ALL = (
    *map(joinedload, (Feedback.garment, Feedback.size, Feedback.colour, Feedback.production_round, Feedback.first)),
    joinedload(Feedback.zone_answers), joinedload(Feedback.photos), selectinload(Feedback.later),
    selectinload(Feedback.issues).options(
        joinedload(Issue.cluster), joinedload(Issue.corrections).joinedload(IssueCorrection.user)
    ),
)  # fmt: skip


def get_feedback(session: Session, feedback_id: int) -> Feedback:
    """Return the answer with this number and all that hangs on it, in three queries."""
    feedback = session.get(Feedback, feedback_id, options=_WITH_ALL)
    if feedback is None:
        raise NotFound(f"There is no answer {feedback_id}.", field="feedback")
    return feedback


def mark_words(
    session: Session,
    feedback: Feedback,
    *,
    words: str,
    code: Code,
    severity: int = SEVERITY_USUAL,
    is_unsafe: bool = False,
    user: User | None = None,
) -> Issue:
    """Return the issue that a person reads in these words; it counts like any other, and no re-reading changes it.

    Words are found whatever their case and the spaces between them; without any, the whole comment is meant.
    """
    _ensure_no_spam(feedback)
    start, end = _find_words(feedback, words)
    if any(issue.standing_code == code for issue in feedback.issues):
        raise RuleError(f"“{get_label(session).say_code(code)}” is said here already.", field="code")
    known = next((issue for issue in feedback.issues if issue.code == code), None)
    if known is not None:
        kind = CorrectionKind.CONFIRMED if known.standing_code is None else CorrectionKind.RECODED
        correct_issue(session, known, kind=kind, code=code, user=user)
        issue = known
    else:
        issue = Issue(
            code=code, standing_code=code, origin=IssueOrigin.PERSON, severity=severity,
            span_start=start, span_end=end,
        )  # fmt: skip
        feedback.issues.append(issue)
        place_issues(session, [issue])
        audit.note(session, "marked", issue, user=user, code=code)
    if is_unsafe:
        flag_safety(session, issue, is_unsafe=True, user=user)
    feedback.read_by_hand = True
    return issue


def flag_safety(session: Session, issue: Issue, *, is_unsafe: bool, user: User | None = None) -> None:
    """Let a person's word hold on whether an issue is unsafe; what the reader thought of it stays beside it."""
    issue.safety_by_hand = is_unsafe
    audit.note(session, "flagged" if is_unsafe else "unflagged", issue, user=user)


def finish_reading(session: Session, feedback: Feedback, *, user: User | None = None) -> None:
    """Keep that a person has read the words: from now on the answer counts as heard, whatever it says."""
    _ensure_no_spam(feedback)
    if not feedback.comment:
        raise RuleError("There are no words to read.")
    feedback.read_by_hand = True
    audit.note(session, "read", feedback, user=user)


def mark_spam(session: Session, feedback: Feedback, *, user: User | None = None) -> None:
    """Put an answer and its second moment among the spam, where they count nowhere; nobody is written to about them."""
    _ensure_no_spam(feedback)
    moments = feedback.moments
    by_hand = [[issue.id, issue.cluster_id] for each in moments for issue in each.issues if issue.placed_by_hand]
    for each in moments:
        each.is_spam = True
        for issue in each.issues:
            issue.cluster = None
    wishes.erase_wish(session, moments[0])
    audit.note(session, "marked_spam", moments[0], user=user, by_hand=by_hand)


def unmark_spam(session: Session, feedback: Feedback, *, user: User | None = None) -> None:
    """Let an answer and its second moment count again; what was placed by hand goes back to where it was."""
    moments = feedback.moments
    if not moments[0].is_spam:
        raise RuleError("This answer is not among the spam.")
    marked = [event for event in _list_events(session, moments[0], moments[:1]) if event.verb == "marked_spam"]
    by_hand = dict(marked[-1].details["by_hand"]) if marked else {}
    for each in moments:
        each.is_spam = False
        for issue in each.issues:
            if issue.id in by_hand:
                issue.cluster = find_standing(session, by_hand[issue.id])
        place_issues(session, each.issues)
    audit.note(session, "unmarked_spam", moments[0], user=user)


def find_standing(session: Session, cluster_id: int | None) -> Cluster | None:
    """Return the cluster that stands today for one of earlier: itself, or what it was merged into."""
    cluster = session.get(Cluster, cluster_id) if cluster_id is not None else None
    return survivor(cluster) if cluster else None


def list_history(session: Session, feedback: Feedback) -> list[Act]:
    """Return all that people did to an answer and to its issues, the newest first."""
    acts = [Act(event) for event in _list_events(session, feedback, [feedback])]
    standing: dict[int, Code | None] = {issue.id: issue.code for issue in feedback.issues}
    for event in _list_events(session, feedback, feedback.issues):
        before = after = standing[event.subject_id]
        if event.verb == "corrected":
            after = standing[event.subject_id] = find_code(event.details["code"] or "")
        acts.append(Act(event, before, after))
    return sorted(acts, key=lambda each: each.event.id, reverse=True)


def _list_events(session: Session, feedback: Feedback, subjects: Sequence[Base]) -> list[AuditEvent]:
    """What was done to an answer or its issues; their numbers may have been those of what was erased before it came."""
    return [event for event in audit.list_events_of(session, subjects) if event.at >= feedback.received_at]


def _find_words(feedback: Feedback, words: str) -> tuple[int, int]:
    """Where the words stand in the comment, in code points."""
    comment = feedback.comment
    if not comment:
        raise RuleError("There are no words to mark.", field="words")
    wanted = words.strip(' \t\r\n“”"…').split()
    if not wanted:
        return 0, len(comment)
    found = re.search(r"\s+".join(map(re.escape, wanted)), comment, re.IGNORECASE)
    if found is None:
        raise RuleError("These words do not stand in the comment: copy them from it.", field="words")
    return found.span()


def _ensure_no_spam(feedback: Feedback) -> None:
    """What is spam says nothing."""
    if feedback.is_spam:
        raise RuleError("This answer is among the spam: take it out of there first.")
