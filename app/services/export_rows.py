"""The rows of exports: answers and their issues, read in chunks, so that none has to wait in memory."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.models import (
    Cluster,
    Feedback,
    Garment,
    GarmentColour,
    GarmentSize,
    Issue,
    IssueCorrection,
    Photo,
    ProductionRound,
    ZoneAnswer,
)
from app.services import inbox
from app.services.formats.tables import Value
from app.services.inbox import Filters
from app.services.label import get_label
from app.services.spam import REASONS
from nlp.taxonomy import Code

FEEDBACK_COLUMNS = (
    "answer", "second moment of", "garment", "style number", "run", "size", "colour", "source", "heard", "said on",
    "received on", "overall fit", "everything fits", "the rest fits", "tapped", "comment", "reading",
    "read by a person", "spam", "taken for spam", "keeping", "altered by", "unit of it", "wear", "height mm",
    "usual size", "rating", "photos",
)  # fmt: skip

ISSUE_COLUMNS = (
    "issue", "answer", "garment", "fit point", "code", "says", "suggested code", "suggested", "origin", "words",
    "severity", "unsafe", "amount", "unit", "confidence", "last correction", "reader",
)  # fmt: skip


def _list_chunks(session: Session, filters: Filters, tell: Callable[[int], None]) -> Iterator[Sequence[int]]:
    """The ids of all that is found, oldest first, a chunk in memory at a time."""
    for chunk in inbox.list_ids(session, filters):
        if chunk:
            yield chunk
        tell(len(chunk))  # of none, too: where few are found among many, the job would seem dead


def list_feedback(session: Session, filters: Filters, tell: Callable[[int], None]) -> Iterator[tuple[Value, ...]]:
    """Return all that is found, oldest first, as plain rows: objects would take many times as long."""
    photos = select(func.count()).where(Photo.feedback_id == Feedback.id).scalar_subquery()
    query = (
        select(
            Feedback.id, Feedback.first_id, Garment.name, Garment.style_number, ProductionRound.number,
            GarmentSize.name, GarmentColour.name, Feedback.source, Feedback.heard, Feedback.answered_at,
            Feedback.received_at,
            Feedback.overall_fit, Feedback.fits_fine, Feedback.rest_fits, Feedback.comment, Feedback.read_state,
            Feedback.read_by_hand, Feedback.is_spam, Feedback.spam_reason, Feedback.keeping, Feedback.altered_by,
            Feedback.altered_unit, Feedback.wear, Feedback.height_mm, Feedback.usual_size, Feedback.rating, photos,
        )
        .join(Feedback.garment)
        .outerjoin(Feedback.production_round)
        .outerjoin(Feedback.size)
        .outerjoin(Feedback.colour)
        .order_by(Feedback.id)
    )  # fmt: skip
    for chunk in _list_chunks(session, filters, tell):
        tapped = _list_tapped(session, chunk)
        for row in session.execute(query.where(Feedback.id.in_(chunk))):
            yield _write_feedback(row, tapped.get(row[0]))


def _list_tapped(session: Session, chunk: Sequence[int]) -> dict[int, str]:
    """What was tapped on the sketch, by answer."""
    zones: dict[int, list[str]] = {}
    query = select(ZoneAnswer).where(ZoneAnswer.feedback_id.in_(chunk)).order_by(ZoneAnswer.id)
    for zone in session.scalars(query):
        zones.setdefault(zone.feedback_id, []).append(_say_tapped(zone))
    return {answer: "; ".join(said) for answer, said in zones.items()}


def _write_feedback(row: Sequence[Any], tapped: str | None) -> tuple[Value, ...]:
    (
        answer, first, garment, style_number, run, size, colour, source, heard, answered_at, received_at, overall_fit,
        fits_fine, rest_fits, comment, read_state, by_hand, is_spam, spam_reason, keeping, altered_by, altered_unit,
        wear, height_mm, usual_size, rating, photos,
    ) = row  # fmt: skip
    return (
        answer, first, garment, style_number, run, size, colour, source.value, heard and heard.value,
        answered_at.date() if answered_at else None, received_at.date(), overall_fit and overall_fit.value, fits_fine,
        rest_fits, tapped, comment, read_state.value, by_hand, is_spam, spam_reason and REASONS[spam_reason],
        keeping and keeping.value, altered_by, altered_unit, wear and wear.value, height_mm, usual_size, rating, photos,
    )  # fmt: skip


def _say_tapped(zone: ZoneAnswer) -> str:
    amount = f" {zone.amount:g} {zone.amount_unit}" if zone.amount is not None else ""
    return f"{zone.aspect}/{zone.answer}{amount}"


def list_issues(session: Session, filters: Filters, tell: Callable[[int], None]) -> Iterator[tuple[Value, ...]]:
    """Return the issues of all that is found, in the order of their answers."""
    newest = (
        select(IssueCorrection.kind)
        .where(IssueCorrection.issue_id == Issue.id)
        .order_by(IssueCorrection.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    query = (
        select(
            Issue.id, Issue.feedback_id, Garment.name, Cluster.name, Issue.standing_code, Issue.code, Issue.origin,
            Feedback.comment, Issue.span_start, Issue.span_end, Issue.severity,
            func.coalesce(Issue.safety_by_hand, Issue.safety), Issue.amount, Issue.amount_unit, Issue.confidence,
            newest, Issue.tagger_version,
        )
        .join(Issue.feedback)
        .join(Feedback.garment)
        .outerjoin(Issue.cluster)
        .order_by(Issue.feedback_id, Issue.id)
    )  # fmt: skip
    say_code = get_label(session).say_code
    for chunk in _list_chunks(session, filters, tell):
        for row in session.execute(query.where(Issue.feedback_id.in_(chunk))):
            yield _write_issue(row, say_code)


def _write_issue(row: Sequence[Any], say_code: Callable[[Code], str]) -> tuple[Value, ...]:
    (
        issue, answer, garment, point, code, suggested, origin, comment, start, end, severity, unsafe, amount, unit,
        confidence, correction, reader,
    ) = row  # fmt: skip
    return (
        issue, answer, garment, point, code and code.value, code and say_code(code), suggested.value,
        say_code(suggested), origin.value, comment[start:end] if comment is not None and start is not None else None,
        severity, bool(unsafe), amount, unit, confidence, correction and correction.value, reader,
    )  # fmt: skip
