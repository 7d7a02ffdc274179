"""Amending: a customer changes an answer by its private link; it stays one answer, and is read and counted anew."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.models import Feedback, Issue, IssueOrigin, ReadState, ZoneAnswer
from app.services import audit, search
from app.services.answers import TappedZone, build_answer_issues, restore_tapped_amount
from app.services.feedback import hold_answer
from app.services.placing import place_issues
from app.services.rewording import reword
from app.services.saying import Said, columns_of

AMENDED = "amended"

TAPPED = (IssueOrigin.ANSWER, IssueOrigin.RETURN_REASON)


def amend_feedback(session: Session, feedback: Feedback, **now: Any) -> list[str]:
    """Put what is `Said` now in place of what was said, and return what changed by name; nothing may have.

    The piece of a second moment is that of the first, and follows it. What people said of the answer stays on all that
    is still said; where words or taps changed, the words wait to be read again.
    """
    hold_answer(session, feedback.first or feedback)  # who sent the same change twice may have come in between
    said = Said(**now)
    given = columns_of(said, feedback.garment, rating=feedback.rating)
    words = given.pop("comment")
    if feedback.first is not None:
        for name in ("size", "colour", "wear"):
            del given[name]
    changed = [name for name, value in given.items() if getattr(feedback, name) != value]
    for name in changed:
        setattr(feedback, name, given[name])
    for later in feedback.later:
        later.size, later.colour = feedback.size, feedback.colour
    if _change_taps(feedback, said.zone_answers):
        changed.append("zones")
    if words != feedback.comment:
        before = (feedback.searched or "").split()
        reword(session, feedback, words)
        if not {*before} <= {*(feedback.searched or "").split()}:
            search.clear_gone(session)  # two seconds among a million answers, and who only adds takes nothing back
        feedback.read_by_hand = False  # nobody has read these words yet
        changed.append("comment")
    if {"zones", "overall_fit", "altered_by", "altered_unit", "comment"}.intersection(changed):
        _settle_issues(session, feedback)
    if changed:
        audit.note(session, AMENDED, feedback, changed=changed)
    return changed


def list_changed(session: Session, first: Feedback) -> dict[int, datetime]:
    """Return when their customer last changed an answer and its second moments, by their ids."""
    events = audit.list_events_of(session, first.moments)
    came = {moment.id: moment.received_at for moment in first.moments}
    # A number may have been that of an answer which was erased before this one came.
    return {each.subject_id: each.at for each in events if each.verb == AMENDED and each.at >= came[each.subject_id]}


def _change_taps(feedback: Feedback, zones: Sequence[TappedZone]) -> bool:
    """Let exactly these zones be answered, each in the row it had, and return whether that is any different."""
    known = {zone.aspect: zone for zone in feedback.zone_answers}
    before = {(zone.aspect, zone.answer, zone.amount, zone.amount_unit) for zone in known.values()}
    for zone in zones:
        row = known.pop(zone.aspect, None)
        if row is None:
            row = ZoneAnswer(aspect=zone.aspect)
            feedback.zone_answers.append(row)
        row.answer, row.amount, row.amount_unit = zone.answer, zone.amount, zone.unit
    for gone in known.values():
        feedback.zone_answers.remove(gone)
    return before != {(zone.aspect, zone.answer, zone.amount, zone.unit) for zone in zones}


def _settle_issues(session: Session, feedback: Feedback) -> None:
    """Let the issues say what is tapped now; what the words say beside it is read again."""
    told = {issue.code: issue for issue in build_answer_issues(feedback)}
    for code, issue in [(issue.code, issue) for issue in feedback.issues]:
        if code in told:
            _tap(feedback, issue, told.pop(code))
        elif issue.origin in TAPPED:
            _take_tap_back(feedback, issue)
        elif issue.origin is IssueOrigin.PERSON:
            restore_tapped_amount(feedback, issue)
    feedback.issues.extend(told.values())
    feedback.read_state = ReadState.UNREAD if feedback.comment else ReadState.NO_WORDS
    feedback.read_reason = None
    place_issues(session, feedback.issues)


def _take_tap_back(feedback: Feedback, issue: Issue) -> None:
    """What was tapped is no longer; where the words say it too they say it alone."""
    if issue.span_start is None:
        feedback.issues.remove(issue)
    else:
        issue.origin = IssueOrigin.COMMENT
        restore_tapped_amount(feedback, issue)


def _tap(feedback: Feedback, issue: Issue, tapped: Issue) -> None:
    """What was said before, or read in the words, is tapped now; a reading that was rejected is now said outright."""
    if issue.origin is IssueOrigin.COMMENT:
        issue.origin, issue.confidence = tapped.origin, 1.0
        issue.standing_code = issue.standing_code or issue.code
    issue.severity = tapped.severity
    restore_tapped_amount(feedback, issue)
