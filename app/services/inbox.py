"""The inbox: all that was said, searched in its words, filtered, and turned over by pages that do not shift."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from app.models import Feedback, GarmentSize, Issue
from app.services.excerpts import take_whole_words
from app.services.filters import Filters, Folder, read_filters, write_filters
from app.services.label import get_label
from app.services.looking import Looked, look
from nlp.taxonomy import IssueCode

__all__ = [
    "Filters",
    "Folder",
    "list_ids",
    "list_page",
    "list_size_names",
    "list_titles",
    "look",
    "mark_pieces",
    "read_filters",
    "write_filters",
]

PAGE = 25


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
    looked: Looked
    """All that was found from where it begins."""


def list_page(
    session: Session, filters: Filters, *, older_than: int | None = None, newer_than: int | None = None
) -> InboxPage:
    """Return the page that begins below one id, or ends above another; the newest without either."""
    looked = look(session, filters, older_than=older_than, newer_than=newer_than)
    upwards, is_first = newer_than is not None, older_than is None and newer_than is None
    ids = looked.ids[:PAGE]
    further = ids[-1] if len(looked.ids) > PAGE else looked.until
    ids = ids[::-1] if upwards else ids
    back = (ids[-1] if upwards else ids[0]) if ids and not is_first else None
    return InboxPage(
        feedback=_list_whole(session, ids), newer_than=further if upwards else back,
        older_than=back if upwards else further, looked=looked,
    )  # fmt: skip


def list_ids(session: Session, filters: Filters) -> Iterator[Sequence[int]]:
    """Return the ids of all that is found, the oldest first, as many at a time as are looked for."""
    after: int | None = 0
    while after is not None:
        looked = look(session, filters, newer_than=after, by_id=True)
        yield looked.ids
        after = looked.ids[-1] if looked.are_many else looked.until


def list_size_names(session: Session) -> list[str]:
    """Return the names of all sizes, in an order that is each garment's own as far as no other contradicts it."""
    by_garment = session.execute(
        select(GarmentSize.garment_id, GarmentSize.name).order_by(GarmentSize.garment_id, GarmentSize.position)
    )
    rows = itertools.groupby(by_garment, key=lambda row: row.garment_id)
    return _merge(dict.fromkeys(tuple(row.name for row in sizes) for _, sizes in rows))


def _merge(orders: Iterable[Sequence[str]]) -> list[str]:
    """All names of several orders, those of one together where they can be: 34 to 40, then XS to L."""
    before: dict[str, set[str]] = {}
    after: dict[str, list[str]] = {}
    for order in orders:
        for name in order:
            before.setdefault(name, set())
            after.setdefault(name, [])
        for smaller, larger in itertools.pairwise(order):
            before[larger].add(smaller)
            after[smaller].append(larger)
    merged: list[str] = []
    while before:
        following = after[merged[-1]] if merged else []
        free = (name for name in (*following, *before) if name in before and not before[name])
        merged.append(next(free, next(iter(before))))  # two garments that contradict each other leave none free
        del before[merged[-1]]
        for larger in after[merged[-1]]:
            before.get(larger, set()).discard(merged[-1])
    return merged


def mark_pieces(feedback: Feedback) -> list[Piece]:
    """Return the comment cut where tagged words begin and end; what was rejected is not marked."""
    comment = feedback.comment or ""
    spans = [
        (*take_whole_words(comment, issue.span_start, issue.span_end), issue)
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


def _list_whole(session: Session, ids: Sequence[int]) -> list[Feedback]:
    """The answers with these ids, in the same order, with what is shown of them; one may be erased by now."""
    if not ids:
        return []
    answers = session.scalars(select(Feedback).where(Feedback.id.in_(ids)).options(*_WHOLE)).unique()
    by_id = {each.id: each for each in answers}
    return [by_id[each] for each in ids if each in by_id]
