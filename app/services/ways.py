"""The ways to answers: each index that has them in an order, what it leads to, and how much of it a page may read.

A new index of answers is one more way in `list_ways`; which of them a page goes by, `looking` finds out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, String, exists, literal_column, select, type_coerce
from sqlalchemy.orm import aliased

from app.models import Feedback, FeedbackSource, Photo, ReadState
from app.services.filters import SAID_AT, Filters, Folder, Span, read_span, select_round

READ_MAX = 400
"""So many answers are looked up for one page, in a few thousandths of a second."""

NEIGHBOURS_MAX = 4_000
"""So many are read as fast that lie side by side."""

TOLD_MAX = 10_000
"""And so many are gone through where the index tells all that is asked."""

WHOLE_MAX = 1_200
"""So many are put in another order than that of their index."""

ALL_TIME = Span()


GATHERED_MAX = 2_000
"""So many of one way PostgreSQL looks up, whatever its index tells."""


@dataclass(frozen=True)
class Way:
    """An index: the ids of all it leads to, and the same beside their answers, of which the rest is asked."""

    leads: Select[Any]
    answers: Select[Any]
    id: ColumnElement[int]
    most: int
    together: tuple[tuple[ColumnElement[Any], Any], ...] = ()
    """Columns by whose values the index has answers together, and the value that is meant.

    Asked for together with the ids: PostgreSQL takes no other index then, whatever it guesses of these ids.
    """
    said_at: ColumnElement[Any] | None = None
    """When they were said, where it has them in the order of these moments; else it is that of their ids."""
    span: Span = ALL_TIME
    """Between which of these moments they lie."""
    tells_photos: bool = False


def list_ways(filters: Filters, *, has_words: bool) -> Iterator[Way]:
    """Return the ways to what these filters leave, those first that are of few answers."""
    is_told = not (has_words or filters.has_photo or filters.heard)
    has_days = filters.from_on is not None or filters.to_on is not None
    if filters.has_photo:
        yield from _go_by_photos(filters, has_days=has_days)
    if filters.folder is Folder.SPAM:
        yield _go_by(Feedback.is_spam.is_(True), most=READ_MAX)
    if filters.folder in _STATES:
        yield _go_by(together=((Feedback.read_state, _STATES[filters.folder]),), most=READ_MAX)
    if filters.garment_id is not None:
        # Its index tells of spam, size and source, and has the answers of a run together.
        tells = is_told and not has_days and filters.folder in (None, Folder.SPAM)
        pieces = tuple(_list_pieces(filters.garment_id, filters.round_number))
        yield _go_by(together=pieces, most=TOLD_MAX if tells else READ_MAX)
    if filters.brought_by not in (None, FeedbackSource.FORM):
        together = ((Feedback.source, filters.brought_by),)
        yield _go_by(Feedback.source != literal_column("'form'"), together=together, most=READ_MAX)
    if has_days:
        # Their indexes tell all but where a note was heard.
        most = TOLD_MAX if is_told else READ_MAX
        yield _go_by(*_list_few(filters), said_at=SAID_AT, span=read_span(filters), most=most)
    yield _go_by(most=NEIGHBOURS_MAX)


def _go_by(*says: ColumnElement[bool], most: int, **order: Any) -> Way:
    leads = select(Feedback.id.label("id")).where(*says)
    return Way(leads, leads, _ID, most, **order)


def _list_pieces(garment_id: int, round_number: int | None) -> Iterator[tuple[Any, Any]]:
    yield Feedback.garment_id, garment_id
    if round_number is not None:
        yield Feedback.round_id, select_round(garment_id, round_number)


def _list_few(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Of what is spam or was not read there is an index of days of its own."""
    if filters.folder is Folder.SPAM:
        yield Feedback.is_spam.is_(True)
    elif filters.folder is Folder.NOT_READ:
        # In the index's own words, which SQLite compares.
        yield type_coerce(Feedback.read_state, String) + literal_column("''") == literal_column("'not_read'")


def _go_by_photos(filters: Filters, *, has_days: bool) -> Iterator[Way]:
    if filters.garment_id is None:
        yield _go_from_photos()
    else:
        yield _go_from_photos(_PHOTO.garment_id, together=((_PHOTO.garment_id, filters.garment_id),))
    if has_days:
        yield _go_from_photos(_PHOTO.said_at, said_at=_PHOTO.said_at, span=read_span(filters))


def _go_from_photos(*columns: ColumnElement[Any], **order: Any) -> Way:
    """From the photo to its answer, never the other way round; of an answer with several from the first."""
    earlier = aliased(Photo)
    is_first = ~exists().where(earlier.feedback_id == Photo.feedback_id, earlier.id < Photo.id)
    leads = select(_PHOTO.feedback_id.label("id"), *columns)
    answers = leads.join(Feedback, Feedback.id == _PHOTO.feedback_id + 0).where(is_first)
    return Way(leads.distinct(), answers, _PHOTO.feedback_id, READ_MAX, **order, tells_photos=True)


_STATES: dict[Folder | None, ReadState] = {
    Folder.NOT_READ: ReadState.NOT_READ, Folder.WAITING: ReadState.UNREAD, Folder.NO_WORDS: ReadState.NO_WORDS,
}  # fmt: skip

_PHOTO = Photo.__table__.c
_ID: ColumnElement[int] = Feedback.__table__.c.id
