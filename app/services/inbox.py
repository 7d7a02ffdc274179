"""The inbox: all that was said, searched in its words, filtered, and turned over by pages that do not shift."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models import Feedback, GarmentSize, Issue, Photo
from app.services import days, looking, search
from app.services.filters import Filters, Folder, list_conditions, read_filters, read_span, write_filters
from app.services.label import get_label
from app.services.looking import Looked
from app.services.search import Among, Search
from nlp.taxonomy import IssueCode

__all__ = [
    "Filters",
    "Folder",
    "count_found",
    "list_page",
    "list_size_names",
    "list_titles",
    "mark_pieces",
    "read_filters",
    "select_found",
    "write_filters",
]

PAGE = 25

COUNTED_MAX = 1000
"""So many are counted; beyond it nobody needs the number, and counting all would be slow."""


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
    by_day = days.are_gone_by(session, filters)
    wanted = _search(session, filters, below=older_than, by_day=by_day)
    upwards, is_first = newer_than is not None, older_than is None and newer_than is None
    looked = _look_through(session, wanted, filters, older_than, newer_than)
    order: tuple[ColumnElement[Any], ...] = (wanted.key,)
    if days.are_sought(filters):
        order = (days.find_moment(filters), wanted.key)
        span, beyond = days.place_beside(session, filters, older_than=older_than, newer_than=newer_than)
        found = days.select_said(filters, span).where(*list_conditions(filters, by_day=by_day), *beyond)
    else:
        found = wanted.found.where(*_from(wanted.key, older_than, newer_than))
    if looked and looked.until is not None:
        found = found.where(wanted.key <= looked.until if upwards else wanted.key >= looked.until)
    page = found.where(*_with_photo(filters)).options(*_WHOLE)
    page = page.order_by(*(each if upwards else each.desc() for each in order)).limit(PAGE + 1)
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
    by_day = days.are_gone_by(session, filters)
    return _count(session, _search(session, filters, by_day=by_day).found, filters)


def select_found(session: Session, filters: Filters) -> tuple[Select[Any], ColumnElement[int]]:
    """Return the query of all that is found, and the id by whose order it is gone through."""
    wanted = _search(session, filters)
    return wanted.found.where(*_with_photo(filters)), wanted.key


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


def _search(session: Session, filters: Filters, *, below: int | None = None, by_day: bool = False) -> Search:
    """What is found, with and without a photo."""
    among = Among(filters.garment_id, filters.round_number, filters.are_narrow)
    said = days.select_said(filters).where(*list_conditions(filters, by_day=by_day))
    return search.narrow(session, said, filters.words, among, below=below)


def _look_through(
    session: Session, wanted: Search, filters: Filters, older_than: int | None, newer_than: int | None
) -> Looked | None:
    """What is found among so many answers from here on, where they have to be read for it."""
    if wanted.read is None:
        return None
    [key], upwards = wanted.read.selected_columns, newer_than is not None
    ids = wanted.read.where(*_from(key, older_than, newer_than)).order_by(key if upwards else key.desc())
    says = *list_conditions(filters), *read_span(filters).select(), *_with_photo(filters), *wanted.says
    return looking.look_through(session, ids, says, upwards=upwards)


def _from(key: ColumnElement[int], older_than: int | None, newer_than: int | None) -> Iterator[ColumnElement[bool]]:
    if newer_than is not None:
        yield key > newer_than
    elif older_than is not None:
        yield key < older_than


def _count(session: Session, all_found: Select[Any], filters: Filters) -> int:
    """Where answers are to have photos, SQLite begins at those; on a page it begins at the newest answer."""
    ids = all_found.with_only_columns(Feedback.id)
    if days.are_sought(filters):
        ids = ids.where(*_with_photo(filters))
    elif filters.has_photo:
        photos = select(Photo.feedback_id)
        if filters.garment_id is not None:
            photos = photos.where(Photo.garment_id == filters.garment_id)
        if filters.words:
            ids = ids.where(Feedback.id.in_(photos))
        else:
            ids = photos.where(all_found.where(Feedback.id == Photo.feedback_id).exists()).distinct()
    return session.scalar(select(func.count()).select_from(ids.limit(COUNTED_MAX + 1).subquery())) or 0


def _with_photo(filters: Filters) -> tuple[ColumnElement[bool], ...]:
    if not filters.has_photo or days.are_gone_by_photos(filters):
        return ()
    return (exists().where(Photo.feedback_id == Feedback.id),)
