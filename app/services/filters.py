"""The filters of the inbox: what is asked of an answer beside its words, kept as JSON and put to the database."""

import dataclasses
import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select

from app.models import Feedback, FeedbackSource, GarmentSize, Heard, ProductionRound, ReadState
from app.services.dialects import hide, is_one_of

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
    def brought_by(self) -> FeedbackSource | None:
        """Return the source that is meant: who asks where it was heard means notes."""
        return FeedbackSource.NOTE if self.heard is not None and self.source is None else self.source


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

    def select(self, said_at: ColumnElement[Any]) -> Iterator[ColumnElement[bool]]:
        """Return what is asked of the moment at which something was said."""
        if self.since is not None:
            yield said_at >= self.since
        if self.before is not None:
            yield said_at < self.before


def read_span(filters: Filters) -> Span:
    """Return the moments between which the days lie that are asked for."""
    last = filters.to_on + timedelta(days=1) if filters.to_on else None
    return Span(_midnight(filters.from_on), _midnight(last))


def list_conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Return what is asked of an answer but for its words and its photos, by no index of its own."""
    yield Feedback.is_spam.is_(filters.folder is Folder.SPAM)
    if filters.folder in _FOLDERS:
        yield _FOLDERS[filters.folder](hide(Feedback.read_state))
    if filters.brought_by is not None:
        yield hide(Feedback.source) == filters.brought_by.value
    if filters.heard is not None:
        yield Feedback.heard == filters.heard
    yield from _about_piece(filters)
    yield from read_span(filters).select(hide(SAID_AT))


def select_round(garment_id: int, number: int) -> ScalarSelect[int]:
    """Return the id of a garment's run with this number: it is one, so an index has its answers in their order."""
    of_garment = ProductionRound.garment_id == garment_id
    return select(ProductionRound.id).where(of_garment, ProductionRound.number == number).scalar_subquery()


def _about_piece(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Runs and sizes by what people call them: run 3, XL, of the garment or of whichever."""
    if filters.garment_id is not None:
        yield hide(Feedback.garment_id) == filters.garment_id
    if filters.round_number is not None and filters.garment_id is not None:
        yield Feedback.round_id == select_round(filters.garment_id, filters.round_number)
    elif filters.round_number is not None:
        numbered = select(ProductionRound.id).where(ProductionRound.number == filters.round_number)
        yield is_one_of(Feedback.round_id, numbered)
    if filters.size:
        sizes = select(GarmentSize.id).where(GarmentSize.name == filters.size)
        if filters.garment_id is None:
            yield is_one_of(Feedback.size_id, sizes)
        else:
            yield Feedback.size_id == sizes.where(GarmentSize.garment_id == filters.garment_id).scalar_subquery()


_FOLDERS: dict[Folder | None, Callable[[Any], ColumnElement[bool]]] = {
    Folder.READ: lambda state: or_(state == ReadState.READ.value, Feedback.read_by_hand),
    Folder.NOT_READ: lambda state: and_(state == ReadState.NOT_READ.value, ~Feedback.read_by_hand),
    Folder.WAITING: lambda state: and_(state == ReadState.UNREAD.value, ~Feedback.read_by_hand),
    Folder.NO_WORDS: lambda state: state == ReadState.NO_WORDS.value,
}


def _midnight(day: date | None) -> datetime | None:
    return None if day is None else datetime.combine(day, time(), UTC)
