"""The audit trail: who did what to which thing, when."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.models import AuditEvent, Base, User


def note(session: Session, verb: str, subject: Base, *, user: User | None = None, **details: Any) -> AuditEvent:
    """Write down that somebody did something; details hold ids and numbers, never customers' words.

    What is said between the label and its pattern maker may stand there: that is about the work, and kept as long.
    """
    session.flush()
    event = AuditEvent(
        verb=verb,
        subject_type=subject.__tablename__,
        subject_id=subject.id,  # type: ignore[attr-defined]  # every noun has an integer id
        user_id=user.id if user else None,
        details=details,
    )
    session.add(event)
    return event


def list_events(session: Session, subject: Base) -> list[AuditEvent]:
    """Return all that was done to a thing, oldest first."""
    return list_events_of(session, [subject])


def list_events_of(session: Session, subjects: Sequence[Base]) -> list[AuditEvent]:
    """Return all that was done to things of one kind, oldest first."""
    if not subjects:
        return []
    ids = [subject.id for subject in subjects]  # type: ignore[attr-defined]
    return list(
        session.scalars(
            select(AuditEvent)
            .where(AuditEvent.subject_type == subjects[0].__tablename__, AuditEvent.subject_id.in_(ids))
            .options(joinedload(AuditEvent.user))
            .order_by(AuditEvent.id)
        )
    )
