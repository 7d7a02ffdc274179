"""Answers in the order of the days on which they were said, where the inbox is narrowed by days.

The index of days has them in this order: a page and a count read no further than they show. Of a garment with few
answers all are looked at sooner than the days of all others; where words are looked for, their index goes first. Few
answers have photos: those are gone through by the days of the photos themselves.
"""

from datetime import timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, literal, select, tuple_
from sqlalchemy.orm import Session, aliased

from app.models import Feedback, Photo
from app.services import search
from app.services.filters import SAID_AT, Filters, Folder, Span, read_span

FEW = 4_000
"""So many answers of a garment are put in order faster than the answers of all are gone through for them."""


def are_sought(filters: Filters) -> bool:
    """Return whether answers are listed in the order of their days."""
    return (filters.from_on or filters.to_on) is not None and not search.read_phrases(filters.words)


def are_gone_by(session: Session, filters: Filters) -> bool:
    """Return whether the index of days is the one to go by: what waits, and what a small garment has, is few."""
    if not are_sought(filters) or filters.folder is Folder.WAITING:
        return False
    if filters.garment_id is None or are_gone_by_photos(filters):
        return True
    ids = select(Feedback.id).where(Feedback.garment_id == filters.garment_id).order_by(Feedback.id)
    return session.scalar(ids.limit(1).offset(FEW)) is not None


def are_gone_by_photos(filters: Filters) -> bool:
    """Return whether the days of photos are the ones to go by: what is spam or was not read is fewer still."""
    return filters.has_photo and are_sought(filters) and filters.folder not in (Folder.SPAM, Folder.NOT_READ)


def find_moment(filters: Filters) -> ColumnElement[Any]:
    """Return the column that has in order when answers were said."""
    return Photo.__table__.c.said_at if are_gone_by_photos(filters) else SAID_AT


def select_said(filters: Filters, span: Span | None = None) -> Select[Any]:
    """Return the query of answers that lie between these moments, or on the days that are asked for."""
    said = select(Feedback).where(*(span or read_span(filters)).select(find_moment(filters)))
    if not are_gone_by_photos(filters):
        return said
    earlier = aliased(Photo)
    is_first = ~exists().where(earlier.feedback_id == Photo.feedback_id, earlier.id < Photo.id)
    of_garment = () if filters.garment_id is None else (Photo.garment_id + 0 == filters.garment_id,)
    return said.join(Photo, Photo.feedback_id == Feedback.id).where(is_first, *of_garment)


def place_beside(
    session: Session, filters: Filters, *, older_than: int | None, newer_than: int | None
) -> tuple[Span, list[ColumnElement[bool]]]:
    """Return between which moments a page lies that goes on beside an answer, and what is asked of the same moment."""
    whole, beside = read_span(filters), older_than if newer_than is None else newer_than
    said_at = None if beside is None else session.scalar(select(SAID_AT).where(Feedback.id == beside))
    if said_at is None:
        return whole, []
    place, there = tuple_(find_moment(filters), Feedback.id), tuple_(literal(said_at, SAID_AT.type), literal(beside))
    if newer_than is not None:
        return Span(max(said_at, whole.since or said_at), whole.before), [place > there]
    after = said_at + timedelta(microseconds=1)
    return Span(whole.since, min(after, whole.before or after)), [place < there]
