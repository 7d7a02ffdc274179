"""The inbox: all that was said, searched in its words, filtered, and turned over by pages that do not shift."""

import dataclasses
import enum
import itertools
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models import (
    Feedback,
    FeedbackSource,
    GarmentSize,
    Heard,
    Issue,
    Photo,
    ReadState,
)
from app.services import looking, search
from app.services.label import get_label
from app.services.looking import Looked
from app.services.search import Among, Search
from nlp.taxonomy import IssueCode

PAGE = 25

COUNTED_MAX = 1000
"""So many are counted; beyond it nobody needs the number, and counting all would be slow."""


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


@dataclass(frozen=True)
class Piece:
    """A part of a comment, with the issues that stand on it; none where it was not tagged."""

    text: str
    issues: tuple[Issue, ...]


@dataclass(frozen=True)
class InboxPage:
    """One page, the newest first, and the ids that lead to its neighbours."""

    feedback: list[Feedback]
    newer_than: int | None
    """Leads to the page of what is newer; None on the first one."""
    older_than: int | None
    found: int
    """How many there are in all, up to COUNTED_MAX + 1; or among those that were looked through."""
    looked: int | None = None
    """How many were looked through from here on, where that were not all at once."""


def list_page(
    session: Session, filters: Filters, *, older_than: int | None = None, newer_than: int | None = None
) -> InboxPage:
    """Return the page that begins below one id, or ends above another; the newest without either."""
    wanted = _search(session, filters, below=older_than)
    upwards, is_first = newer_than is not None, older_than is None and newer_than is None
    looked = _look_through(session, wanted, filters, older_than, newer_than)
    found = wanted.found.where(*_with_photo(filters), *_from(wanted.key, older_than, newer_than)).options(*_WHOLE)
    if looked and looked.until is not None:
        found = found.where(wanted.key <= looked.until if upwards else wanted.key >= looked.until)
    page = found.order_by(wanted.key if upwards else wanted.key.desc()).limit(PAGE + 1)
    rows = list(session.scalars(page).unique()) if looked is None or looked.found else []
    further = rows[PAGE - 1].id if len(rows) > PAGE else looked.until if looked else None
    rows = rows[:PAGE][::-1] if upwards else rows[:PAGE]
    back = (rows[-1] if upwards else rows[0]).id if rows and not is_first else None
    if is_first and further is None:
        number = len(rows)  # few are found only after all was looked at: that is not done twice
    else:
        number = looked.found if looked else _count(session, wanted.found, filters)
    return InboxPage(
        feedback=rows, newer_than=further if upwards else back, older_than=back if upwards else further, found=number,
        looked=looked.number if looked and not (is_first and looked.until is None) else None,
    )  # fmt: skip


def count_found(session: Session, filters: Filters) -> int:
    """Return how many answers are found, up to COUNTED_MAX + 1."""
    return _count(session, _search(session, filters).found, filters)


def select_found(session: Session, filters: Filters) -> tuple[Select[Any], ColumnElement[int]]:
    """Return the query of all that is found, and the id by whose order it is gone through."""
    wanted = _search(session, filters)
    return wanted.found.where(*_with_photo(filters)), wanted.key


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


def list_size_names(session: Session) -> list[str]:
    """Return the names of all sizes, in the order in which garments have them."""
    names = select(GarmentSize.name).group_by(GarmentSize.name)
    return list(session.scalars(names.order_by(func.min(GarmentSize.position), GarmentSize.name)))


def mark_pieces(feedback: Feedback) -> list[Piece]:
    """Return the comment cut where tagged words begin and end; what was rejected is not marked."""
    comment = feedback.comment or ""
    spans = [
        (issue.span_start, issue.span_end, issue)
        for issue in feedback.issues
        if issue.standing_code is not None and issue.span_start is not None and issue.span_end is not None
    ]
    cuts = sorted({0, len(comment), *(min(end, len(comment)) for span in spans for end in span[:2])})
    return [
        Piece(comment[start:end], tuple(issue for first, last, issue in spans if first <= start and end <= last))
        for start, end in itertools.pairwise(cuts)
    ]


def list_titles(session: Session, feedback: Feedback) -> list[str]:
    """Return what an answer says, each once, complaints before praise."""
    standing = {issue.standing_code for issue in feedback.issues if issue.standing_code is not None}
    say_code = get_label(session).say_code
    ordered = sorted(standing, key=lambda code: (code.is_ok, _ORDER.get(code.value, len(_ORDER)), code.value))
    return [say_code(code) for code in ordered]


_ORDER = {code.value: place for place, code in enumerate(IssueCode)}


_WHOLE = (
    joinedload(Feedback.garment), joinedload(Feedback.size), joinedload(Feedback.production_round),
    selectinload(Feedback.issues), joinedload(Feedback.photos),
)  # fmt: skip


def _search(session: Session, filters: Filters, *, below: int | None = None) -> Search:
    """What is found, with and without a photo."""
    among = Among(filters.garment_id, filters.round_number, filters.are_narrow)
    return search.narrow(session, select(Feedback).where(*_conditions(filters)), filters.words, among, below=below)


def _look_through(
    session: Session, wanted: Search, filters: Filters, older_than: int | None, newer_than: int | None
) -> Looked | None:
    """What is found among so many answers from here on, where they have to be read for it."""
    if wanted.read is None:
        return None
    [key], upwards = wanted.read.selected_columns, newer_than is not None
    ids = wanted.read.where(*_from(key, older_than, newer_than)).order_by(key if upwards else key.desc())
    says = *_conditions(filters), *_with_photo(filters), *wanted.says
    return looking.look_through(session, ids, says, upwards=upwards)


def _from(key: ColumnElement[int], older_than: int | None, newer_than: int | None) -> Iterator[ColumnElement[bool]]:
    if newer_than is not None:
        yield key > newer_than
    elif older_than is not None:
        yield key < older_than


def _count(session: Session, all_found: Select[Any], filters: Filters) -> int:
    """Where answers are to have photos, SQLite begins at those; on a page it begins at the newest answer."""
    ids = all_found.with_only_columns(Feedback.id)
    if filters.has_photo:
        photos = select(Photo.feedback_id)
        if filters.garment_id is not None:
            photos = photos.where(Photo.garment_id == filters.garment_id)
        if filters.words:
            ids = ids.where(Feedback.id.in_(photos))
        else:
            ids = photos.where(all_found.where(Feedback.id == Photo.feedback_id).exists()).distinct()
    return session.scalar(select(func.count()).select_from(ids.limit(COUNTED_MAX + 1).subquery())) or 0


def _with_photo(filters: Filters) -> tuple[ColumnElement[bool], ...]:
    return (exists().where(Photo.feedback_id == Feedback.id),) if filters.has_photo else ()


def _conditions(filters: Filters) -> Iterator[ColumnElement[bool]]:
    yield Feedback.is_spam.is_(filters.folder is Folder.SPAM)
    if filters.folder in _FOLDERS:
        yield _FOLDERS[filters.folder]
    if filters.source is not None:
        yield Feedback.source == filters.source
    if filters.heard is not None:
        yield Feedback.heard == filters.heard
    yield from _about_piece(filters)
    yield from _within_days(filters)


def _about_piece(filters: Filters) -> Iterator[ColumnElement[bool]]:
    """Runs and sizes by what people call them: run 3, XL, of the garment or of whichever."""
    if filters.garment_id is not None:
        yield Feedback.garment_id == filters.garment_id
    if filters.round_number is not None:
        yield search.is_of_run(filters.garment_id, filters.round_number)
    if filters.size:
        sizes = select(GarmentSize.id).where(GarmentSize.name == filters.size)
        if filters.garment_id is None:
            yield Feedback.size_id.in_(sizes)
        else:
            yield Feedback.size_id == sizes.where(GarmentSize.garment_id == filters.garment_id).scalar_subquery()


def _within_days(filters: Filters) -> Iterator[ColumnElement[bool]]:
    said_at = func.coalesce(Feedback.answered_at, Feedback.received_at)
    if filters.from_on is not None:
        yield said_at >= _midnight(filters.from_on)
    if filters.to_on is not None:
        yield said_at < _midnight(filters.to_on + timedelta(days=1))


_FOLDERS: dict[Folder | None, ColumnElement[bool]] = {
    Folder.READ: or_(Feedback.read_state == ReadState.READ, Feedback.read_by_hand),
    Folder.NOT_READ: and_(Feedback.read_state == ReadState.NOT_READ, ~Feedback.read_by_hand),
    Folder.WAITING: and_(Feedback.read_state == ReadState.UNREAD, ~Feedback.read_by_hand),
    Folder.NO_WORDS: Feedback.read_state == ReadState.NO_WORDS,
}


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
