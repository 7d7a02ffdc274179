"""Tagging: reads comments into issues. Suggestions are rewritten by every reading, people's words never."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from app.models import Feedback, Garment, Issue, IssueOrigin, ReadState
from app.services.answers import interval_mm
from app.services.clusters import place_issues
from nlp.mentions import IssueMention, Reading
from nlp.tagging import TAGGER_VERSION, Tagger


def list_unread(
    session: Session, *, garment: Garment | None = None, read_again: bool = False, after: int = 0, limit: int = 500
) -> list[Feedback]:
    """Return answers whose words wait to be read, or all with words, in the order of their ids."""
    wanted = select(Feedback).where(Feedback.id > after, Feedback.comment.is_not(None))
    if not read_again:
        wanted = wanted.where(Feedback.read_state == ReadState.UNREAD)
    if garment is not None:
        wanted = wanted.where(Feedback.garment_id == garment.id)
    loaded = wanted.options(
        selectinload(Feedback.garment),
        selectinload(Feedback.zone_answers),
        selectinload(Feedback.issues).selectinload(Issue.corrections),
    )
    return list(session.scalars(loaded.order_by(Feedback.id).limit(limit)))


def tag_feedback(session: Session, tagger: Tagger, feedback: Sequence[Feedback]) -> None:
    """Read the words of these answers and store what they say."""
    worded = [each for each in feedback if each.comment]
    readings = read_comments(tagger, worded)
    write_readings(session, zip(worded, readings, strict=True))


def read_comments(tagger: Tagger, feedback: Sequence[Feedback]) -> list[Reading]:
    """Return what the tagger reads in each answer's words; touches no row, so no transaction waits for it."""
    return list(tagger.tag_many((each.comment or "", each.garment.kind) for each in feedback))


def write_readings(session: Session, readings: Iterable[tuple[Feedback, Reading]]) -> None:
    """Store readings: suggestions follow the newest reading, corrections and taps stay."""
    issues: list[Issue] = []
    for feedback, reading in readings:
        feedback.read_state = ReadState(reading.state)
        feedback.read_reason = reading.reason
        feedback.tagger_version = TAGGER_VERSION
        mentions = {mention.code: mention for mention in reading.mentions}
        known = {issue.code: issue for issue in feedback.issues}
        for code, issue in known.items():
            if code not in mentions:
                _forget_words(feedback, issue)
        for code, mention in mentions.items():
            issue = known.get(code) or _suggest(feedback, mention)
            if issue.origin is not IssueOrigin.PERSON:
                _write_words(issue, mention)
        issues.extend(feedback.issues)
    place_issues(session, issues)


def _suggest(feedback: Feedback, mention: IssueMention) -> Issue:
    issue = Issue(code=mention.code, standing_code=mention.code, origin=IssueOrigin.COMMENT)
    feedback.issues.append(issue)
    return issue


def _forget_words(feedback: Feedback, issue: Issue) -> None:
    """What a new reading no longer finds goes, unless it was tapped or a person has spoken on it."""
    if issue.origin is IssueOrigin.COMMENT and not issue.corrections and issue.safety_by_hand is None:
        feedback.issues.remove(issue)
    elif issue.origin is IssueOrigin.ANSWER:
        issue.span_start = issue.span_end = issue.why = issue.tagger_version = None
        issue.confidence, issue.safety = 1.0, False
        _restore_tapped_amount(feedback, issue)


def _write_words(issue: Issue, mention: IssueMention) -> None:
    """Add what the words say; an amount that was tapped is not overruled by one that was read."""
    issue.span_start, issue.span_end = mention.start, mention.end
    issue.safety, issue.why, issue.tagger_version = mention.safety, mention.why, TAGGER_VERSION
    tapped = issue.origin is not IssueOrigin.COMMENT
    issue.severity = max(issue.severity, mention.severity) if tapped else mention.severity
    issue.confidence = 1.0 if tapped else mention.confidence
    _restore_tapped_amount(issue.feedback, issue)
    amount = mention.amount
    if issue.amount is None and amount is not None:
        issue.amount, issue.amount_unit = amount.value, amount.unit
        issue.low_mm, issue.high_mm = amount.low_mm, amount.high_mm
        issue.hedge, issue.stated = amount.hedge, amount.stated


def _restore_tapped_amount(feedback: Feedback, issue: Issue) -> None:
    """Put the amount back to what was tapped, or to nothing."""
    tapped = next((zone for zone in feedback.zone_answers if f"{zone.aspect}/{zone.answer}" == issue.code), None)
    issue.amount = tapped.amount if tapped else None
    issue.amount_unit = tapped.amount_unit if tapped else None
    issue.low_mm = issue.high_mm = issue.hedge = None
    issue.stated = issue.amount is not None
    if tapped and tapped.amount is not None:
        issue.low_mm, issue.high_mm = interval_mm(tapped.amount, tapped.amount_unit or "cm")
        issue.hedge = "about"
