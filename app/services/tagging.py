"""Tagging: reads comments into issues. Suggestions are rewritten by every reading, people's words never."""

from collections.abc import Iterable, Sequence

from sqlalchemy import ColumnElement, Select, and_, delete, or_, select
from sqlalchemy.orm import Session, selectinload

from app.models import Feedback, Garment, Issue, IssueOrigin, ReadState, Remark
from app.services.answers import interval_mm
from app.services.clusters import place_issues
from nlp.mentions import IssueMention, Reading
from nlp.tagging import Tagger


def list_unread(
    session: Session,
    *,
    garment: Garment | None = None,
    read_again: bool = False,
    other_than: str | None = None,
    after: int = 0,
    limit: int = 500,
) -> list[Feedback]:
    """Return answers whose words wait to be read, or all with words, in the order of their ids.

    What was read by another version than the named one waits too.
    """
    wanted = select(Feedback).where(Feedback.id > after, Feedback.comment.is_not(None))
    if not read_again:
        waits = Feedback.read_state == ReadState.UNREAD
        wanted = wanted.where(waits if other_than is None else or_(waits, _is_read_by_another(other_than)))
    if garment is not None:
        wanted = wanted.where(Feedback.garment_id == garment.id)
    return _load(session, wanted, limit)


def list_read(
    session: Session,
    *,
    garment: Garment | None = None,
    other_than: str | None = None,
    after: int = 0,
    limit: int = 500,
) -> list[Feedback]:
    """Return answers whose words have been read, or only those read by another version than the named one."""
    wanted = select(Feedback).where(Feedback.id > after, Feedback.comment.is_not(None), _IS_READ)
    if other_than is not None:
        wanted = wanted.where(_is_read_by_another(other_than))
    if garment is not None:
        wanted = wanted.where(Feedback.garment_id == garment.id)
    return _load(session, wanted, limit)


_IS_READ = Feedback.read_state.in_([ReadState.READ, ReadState.NOT_READ])


def _is_read_by_another(version: str) -> ColumnElement[bool]:
    return and_(_IS_READ, Feedback.tagger_version.is_distinct_from(version))


def _load(session: Session, wanted: Select[Feedback], limit: int) -> list[Feedback]:
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
    write_readings(session, zip(worded, readings, strict=True), version=tagger.version)


def read_comments(tagger: Tagger, feedback: Sequence[Feedback]) -> list[Reading]:
    """Return what the tagger reads in each answer's words; touches no row, so no transaction waits for it."""
    return list(tagger.tag_many((each.comment or "", each.garment.kind) for each in feedback))


def write_readings(session: Session, readings: Iterable[tuple[Feedback, Reading]], *, version: str) -> None:
    """Store readings of a version: suggestions and remarks follow the newest reading, corrections and taps stay."""
    issues: list[Issue] = []
    readings = list(readings)
    for feedback, reading in readings:
        feedback.read_state = ReadState(reading.state)
        feedback.read_reason = reading.reason
        feedback.tagger_version = version
        mentions = {mention.code: mention for mention in reading.mentions}
        known = {issue.code: issue for issue in feedback.issues}
        for code, issue in known.items():
            if code not in mentions:
                _forget_words(feedback, issue)
        for code, mention in mentions.items():
            issue = known.get(code) or _suggest(feedback, mention)
            if issue.origin is not IssueOrigin.PERSON:
                _write_words(issue, mention, version)
        issues.extend(feedback.issues)
    place_issues(session, issues)
    _write_remarks(session, readings)


def _write_remarks(session: Session, readings: Sequence[tuple[Feedback, Reading]]) -> None:
    """Keep where fault is found that no issue tells; a remark that is read again keeps its row, and so its theme."""
    ids = [feedback.id for feedback, _ in readings]
    known = {
        (remark.feedback_id, remark.span_start, remark.span_end): remark
        for remark in session.scalars(select(Remark).where(Remark.feedback_id.in_(ids)))
    }
    read = {(feedback.id, start, end) for feedback, reading in readings for start, end in reading.remarks}
    gone = [remark.id for place, remark in known.items() if place not in read]
    session.execute(delete(Remark).where(Remark.id.in_(gone)))
    session.add_all(
        Remark(feedback_id=feedback_id, span_start=start, span_end=end)
        for feedback_id, start, end in sorted(read - known.keys())
    )


def _suggest(feedback: Feedback, mention: IssueMention) -> Issue:
    issue = Issue(code=mention.code, standing_code=mention.code, origin=IssueOrigin.COMMENT)
    feedback.issues.append(issue)
    return issue


def _forget_words(feedback: Feedback, issue: Issue) -> None:
    """What a new reading no longer finds goes, unless it was tapped or a person has spoken on it."""
    if issue.origin is IssueOrigin.COMMENT and not issue.corrections:
        feedback.issues.remove(issue)
    elif issue.origin in (IssueOrigin.ANSWER, IssueOrigin.RETURN_REASON):
        issue.span_start = issue.span_end = issue.why = issue.tagger_version = None
        issue.confidence, issue.safety = 1.0, False
        _restore_tapped_amount(feedback, issue)


def _write_words(issue: Issue, mention: IssueMention, version: str) -> None:
    """Add what the words say; an amount that was tapped is not overruled by one that was read."""
    issue.span_start, issue.span_end = mention.start, mention.end
    issue.safety, issue.why, issue.tagger_version = mention.safety, mention.why, version
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
        issue.hedge = None if issue.low_mm is None else "about"
