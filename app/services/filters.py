"""The filters of the inbox: what is asked of an answer beside its words, kept as JSON and put to the database."""

import dataclasses
import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, String, and_, func, literal_column, or_, select, type_coerce

from app.models import Feedback, FeedbackSource, GarmentSize, Heard, ReadState
from app.services import search

SAID_AT: ColumnElement[Any] = func.coalesce(Feedback.answered_at, Feedback.received_at)
"""When something was said, as far as that is known: an index has answers in this order."""


class Folder(enum.StrEnum):
    """What became of the words: which part of the inbox is looked at."""

    READ = "read"
    NOT_READ = "not_read"
    WAITING = "waiting"
    NO_WORDS = "no_words"
    SPAM = "spam"


@dataclass(frozen=True)
class Filters:
    """What is looked for; what is None is not asked."""

    words: str = ""
    """Each of the words has to occur, or begin one; what stands in quotation marks, as it stands there."""
    garment_id: int | None = None
    round_number: int | None = None
    size: str | None = None
    source: FeedbackSource | None = None
    heard: Heard | None = None
    """Of the label's own notes, those that come from here."""
    folder: Folder | None = None
    """None is everything but spam."""
    has_photo: bool = False
    from_on: date | None = None
    to_on: date | None = None
    """The last day that is meant, itself included."""

    @property
    def are_narrow(self) -> bool:
        """Return whether they leave few of all answers, whatever the words."""
        asked = (self.garment_id, self.round_number, self.size, self.heard, self.from_on, self.to_on)
        return self.has_photo or self.folder not in (None, Folder.READ) or any(each is not None for each in asked)


def write_filters(filters: Filters) -> dict[str, Any]:
    """Return the filters that are set, as JSON keeps them."""
    set_ones = {name: value for name, value in dataclasses.asdict(filters).items() if value}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in set_ones.items()}


def read_filters(kept: Mapping[str, Any]) -> Filters:
    """Return the filters that were kept as JSON."""
    read: dict[str, Callable[[str], Any]] = {
        "source": FeedbackSource,
        "heard": Heard,
        "folder": Folder,
        "from_on": date.fromisoformat,
        "to_on": date.fromisoformat,
    }
    return Filters(**{name: read[name](value) if name in read else value for name, value in kept.items()})


@dataclass(frozen=True)
class Span:
    """From which moment on and before which one something was said."""

    since: datetime | None = None
    before: datetime | None = None

    def select(self, said_at: ColumnElement[Any] | None = None) -> Iterator[ColumnElement[bool]]:
        """Return what is asked of an answer, or of the moment at which another table has it said."""
        moment = SAID_AT if said_at is None else said_at
        if self.since is not None:
            yield moment >= self.since
        if self.before is not None:
            yield moment < self.before


def read_span(filters: Filters) -> Span:
    """Return the moments between which the days lie that are asked for."""
    last = filters.to_on + timedelta(days=1) if filters.to_on else None
    return Span(_midnight(filters.from_on), _midnight(last))


def list_conditions(filters: Filters, *, by_day: bool = False) -> Iterator[ColumnElement[bool]]:
    """Return what is asked of an answer but for its words, its photos and its days.

    `by_day` leaves SQLite the indexes of days alone: it would take any other for the better one, and then put in order
    all that it finds there. Of what is spam or was not read they have one of its own.
    """
    hide = _hide if by_day else _show
    yield Feedback.is_spam.is_(filters.folder is Folder.SPAM)
    if filters.folder in _FOLDERS:
        yield _FOLDERS[filters.folder](hide(Feedback.read_state))
    yield from _about_source(filters)
    yield from _about_piece(filters, hide)


Hide = Callable[[Any], Any]


def _show(column: Any) -> Any:
    return column


def _hide(column: Any) -> Any:
    """The same value, which no index is known to have."""
    return column + 0 if column.type.python_type is int else type_coerce(column, String) + literal_column("''")


def _about_source(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """By the index of what was brought, where no other leaves less; what the form brings is most of all."""
    source = FeedbackSource.NOTE if filters.heard is not None and filters.source is None else filters.source
    told = filters.garment_id, filters.from_on, filters.to_on
    is_told = any(each is not None for each in told) or filters.folder not in (None, Folder.READ, Folder.NO_WORDS)
    if source is not None and (source is FeedbackSource.FORM or is_told):
        yield _hide(Feedback.source) == source.value
    elif source is not None:
        yield from (Feedback.source == source, Feedback.source != literal_column("'form'"))
    if filters.heard is not None:
        yield Feedback.heard == filters.heard


def _about_piece(filters: Filters, hide: Hide) -> Iterator[ColumnElement[bool]]:
    """Runs and sizes by what people call them: run 3, XL, of the garment or of whichever."""
    if filters.garment_id is not None:
        yield hide(Feedback.garment_id) == filters.garment_id
    if filters.round_number is not None:
        yield search.is_of_run(filters.garment_id, filters.round_number, hide(Feedback.round_id))
    if filters.size:
        sizes = select(GarmentSize.id).where(GarmentSize.name == filters.size)
        if filters.garment_id is None:
            yield Feedback.size_id.in_(sizes)
        else:
            yield Feedback.size_id == sizes.where(GarmentSize.garment_id == filters.garment_id).scalar_subquery()


_FOLDERS: dict[Folder | None, Callable[[Any], ColumnElement[bool]]] = {
    Folder.READ: lambda state: or_(state == ReadState.READ.value, Feedback.read_by_hand),
    # Written out: an index that holds only these is of no use for a value that is told later.
    Folder.NOT_READ: lambda state: and_(state == literal_column("'not_read'"), ~Feedback.read_by_hand),
    Folder.WAITING: lambda state: and_(state == ReadState.UNREAD.value, ~Feedback.read_by_hand),
    Folder.NO_WORDS: lambda state: state == ReadState.NO_WORDS.value,
}


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)
