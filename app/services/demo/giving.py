"""Hands in planned answers as customers would: by the form, as a review, with a return; and notes as the label does."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.models import Feedback, FeedbackSource, Garment, Keeping, User, now
from app.services.demo.answering import PlannedAnswer
from app.services.demo.shapes import Noted
from app.services.feedback import TappedZone, record_feedback
from app.services.notes import record_note

ALTERED = Keeping.ALTERED


def give_answer(session: Session, garment: Garment, answer: PlannedAnswer, moment: datetime) -> Feedback:
    """Return the recorded answer; its tags are for the tagger to find."""
    runs = {production_round.number: production_round for production_round in garment.rounds}
    on_the_form = answer.source is FeedbackSource.FORM
    altered = next((tap.amount for tap in answer.taps if tap.amount), None) if answer.keeping is ALTERED else None
    recorded = record_feedback(
        session,
        garment,
        source=answer.source,
        comment=answer.comment,
        production_round=runs[answer.round_number] if answer.round_number else None,
        size=answer.size,
        colour=answer.colour,
        overall_fit=answer.overall_fit,
        fits_fine=answer.fits_fine,
        rest_fits=answer.rest_fits,
        zone_answers=[
            TappedZone(
                tap.code.aspect,
                tap.code.value_word,
                tap.amount.value if tap.amount else None,
                tap.amount.unit if tap.amount else None,
            )
            for tap in answer.taps
        ],
        keeping=answer.keeping,
        altered_by=altered.value if altered else None,
        altered_unit=altered.unit if altered else None,
        wear=answer.wear,
        height_mm=answer.height_mm,
        customer=answer.customer,
        external_id=None if on_the_form else answer.key,
        idempotency_key=answer.key if on_the_form else None,
        rating=answer.rating,
        answered_at=moment,
    )
    return _received_now(recorded.feedback)


def give_note(session: Session, garment: Garment, noted: Noted, user: User) -> Feedback:
    """Return the recorded note."""
    recorded = record_note(session, garment, words=noted.words, heard=noted.heard, size=noted.size, user=user)
    return _received_now(recorded.feedback)


def _received_now(given: Feedback) -> Feedback:
    """Stamp an answer once more: it is stored without an object, and only what objects write is dated back."""
    given.received_at = now()
    return given
