"""Quick notes: what the label itself hears or sees of a garment, kept and read as any feedback is.

They are a source of their own: no customer answered, so they are counted beside customers and never among them.
"""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import Feedback, FeedbackSource, Garment, Heard, ProductionRound, User, fold_words
from app.services import audit
from app.services.feedback import Recorded, record_feedback
from app.services.garments import find_garment, list_garments

NAMED_MAX = 5
"""Garments that are named where several are meant; nobody reads more on a phone."""


def record_note(
    session: Session,
    garment: Garment,
    *,
    words: str,
    heard: Heard,
    size: str | None = None,
    production_round: ProductionRound | None = None,
    idempotency_key: str | None = None,
    user: User | None = None,
) -> Recorded:
    """Return the stored note, whose words wait for the reader; the same key stores it once."""
    if not words.strip():
        raise RuleError("What was said or seen? A few words are enough.", field="words")
    recorded = record_feedback(
        session, garment, source=FeedbackSource.NOTE, heard=heard, comment=words, size=size,
        production_round=production_round, idempotency_key=idempotency_key,
    )  # fmt: skip
    if recorded.created:
        audit.note(session, "noted", recorded.feedback, user=user, heard=heard.value)
    return recorded


def get_note(session: Session, feedback_id: int) -> Feedback:
    """Return the note with this number."""
    note = session.get(Feedback, feedback_id)
    if note is None or note.source is not FeedbackSource.NOTE:
        raise NotFound(f"There is no note {feedback_id}.")
    return note


def list_garments_to_note(session: Session) -> list[Garment]:
    """Return the garments that are still made: the one that was noted last first, those never noted by name."""
    noted = select(Feedback.garment_id, func.max(Feedback.id)).where(
        Feedback.source == FeedbackSource.NOTE, ~Feedback.is_spam
    )
    last = {row[0]: row[1] for row in session.execute(noted.group_by(Feedback.garment_id))}
    return sorted(list_garments(session), key=lambda garment: -last.get(garment.id, 0))


def search_garment(session: Session, typed: str) -> Garment:
    """Return the one garment that is meant: by its whole name or number, else by a part that no other name has."""
    exact = find_garment(session, typed)
    if exact is not None:
        return exact
    wanted = fold_words(typed)
    found = [garment for garment in list_garments(session) if wanted in fold_words(garment.name)]
    if not found:
        raise NotFound(f"There is no garment “{typed}”.", field="garment")
    if len(found) > 1:
        names = ", ".join(garment.name for garment in found[:NAMED_MAX])
        raise RuleError(f"“{typed}” may be {names}{' …' if len(found) > NAMED_MAX else ''}.", field="garment")
    return found[0]
