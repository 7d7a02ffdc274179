"""Looking for answers: whatever is asked of them, no more is read than a page may cost, and it is said how far it went.

Of all ways to what is asked, that one is gone which reaches furthest for its cost. Where it leads to no more than is
read, all is found; else what is found among so many from here on, and it goes on beside the last of these.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    and_,
    any_,
    bindparam,
    exists,
    literal,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.orm import Session

from app.models import Feedback, Photo
from app.services import search, ways
from app.services.dialects import by_database, gather, hide
from app.services.filters import SAID_AT, Filters, Span, list_conditions
from app.services.search import Named
from app.services.ways import Way

FOUND_MAX = 1_000
"""So many are counted; beyond it nobody needs the number."""


_END = 2**31 - 1
"""No answer has a larger id."""


@dataclass(frozen=True)
class Looked:
    """What was found from here on, the nearest first."""

    ids: Sequence[int]
    """Up to FOUND_MAX + 1."""
    number: int | None = None
    """How many answers were looked through, where that were not all."""
    until: int | None = None
    """The last of these."""

    @property
    def found(self) -> int:
        """Return how many were found; of so many that nobody needs the number, FOUND_MAX."""
        return min(len(self.ids), FOUND_MAX)

    @property
    def are_many(self) -> bool:
        """Return whether more were found than are counted."""
        return len(self.ids) > FOUND_MAX


@dataclass(frozen=True)
class _Place:
    """A place in the order that is gone by."""

    id: int
    said_at: datetime | None


@dataclass(frozen=True)
class _Course:
    """In which order it is gone, which way, and from where."""

    by_day: bool
    upwards: bool
    start: _Place | None

    def is_that_of(self, way: Way) -> bool:
        """Return whether a way has answers in this order."""
        return self.by_day == (way.said_at is not None)

    def order(self, way: Way) -> list[ColumnElement[Any]]:
        """Return by what a way's answers are put in order."""
        columns = [column for column, _ in way.together]
        columns += [way.id] if way.said_at is None else [way.said_at, way.id]
        return [each if self.upwards else each.desc() for each in columns]

    def lead(self, way: Way, until: _Place | None = None) -> Iterator[ColumnElement[bool]]:
        """Return what is asked of answers that lie beyond the start, up to a place and with it.

        One moment to begin at and one to end: of two SQLite may ask its index for the wider one.
        """
        newest, oldest = (until, self.start) if self.upwards else (self.start, until)
        if way.said_at is None:
            yield from self._lie_between(way, newest, oldest)
            return
        since, before = way.span.since, way.span.before
        if oldest is not None and oldest.said_at is not None:
            since = max(since or oldest.said_at, oldest.said_at)
            yield or_(way.said_at > oldest.said_at, way.id > oldest.id - (not self.upwards))
        if newest is not None and newest.said_at is not None:
            after = newest.said_at + timedelta(microseconds=1)
            before = min(before or after, after)
            yield or_(way.said_at < newest.said_at, way.id < newest.id + self.upwards)
        yield from Span(since, before).select(way.said_at)

    def _lie_between(self, way: Way, newest: _Place | None, oldest: _Place | None) -> Iterator[ColumnElement[bool]]:
        between = []
        if oldest is not None:
            between.append(way.id > oldest.id - (not self.upwards))
        if newest is not None:
            between.append(way.id < newest.id + self.upwards)
        if not way.together:
            yield from between
            return
        columns, values = zip(*way.together, strict=True)
        place, first = tuple_(*columns, way.id), -1 if oldest is None else oldest.id - (not self.upwards)
        last = _END if newest is None else newest.id + self.upwards
        yield by_database(
            sqlite=and_(*(column == value for column, value in way.together), *between),
            postgresql=and_(place > tuple_(*values, first), place < tuple_(*values, last)),
        )

    def is_further(self, one: _Place, other: _Place) -> bool:
        """Return whether one place lies further on than another."""
        a, b = ((each.said_at if self.by_day else None, each.id) for each in (one, other))
        return a > b if self.upwards else a < b


@dataclass(frozen=True)
class _Reached:
    """How far a way leads for what it may cost; None is to its end."""

    way: Way
    until: _Place | None
    number: int
    words: Iterable[ColumnElement[bool]]
    """What of the words its answers still have to be read for."""


def look(
    session: Session,
    filters: Filters,
    *,
    older_than: int | None = None,
    newer_than: int | None = None,
    by_id: bool = False,
) -> Looked:
    """Return what is found below one id, above another, or from the newest on.

    Where days are asked for and no words, answers are in the order of their days; with `by_id` never.
    """
    phrases = search.read_phrases(filters.words)
    by_day = bool(filters.from_on or filters.to_on) and not phrases and not by_id
    upwards, beside = newer_than is not None, older_than if newer_than is None else newer_than
    course = _Course(by_day, upwards, _find_place(session, beside, by_day=by_day))
    named = search.name_answers(session, phrases, beside=beside, upwards=upwards) if phrases else None
    reached = None if named is None else _reach_named(named)
    if reached is None or reached.until is not None:
        others = [_shorten(session, each) for each in ways.list_ways(filters, has_words=bool(phrases))]
        reached = _reach_furthest(session, course, others, search.list_says(session, phrases), reached)
    way, until = reached.way, reached.until
    if session.get_bind().dialect.name == "postgresql":
        way = _read_first(way, course)
    elif not course.is_that_of(way):
        way = _put_in_order(way, by_day=by_day)
    says = [*list_conditions(filters), *reached.words]
    if filters.has_photo and not way.tells_photos:
        says.append(exists().where(Photo.feedback_id == Feedback.id))
    found = way.answers.where(*says, *course.lead(way, until)).order_by(*course.order(way)).limit(FOUND_MAX + 1)
    ids = list(session.scalars(found))
    if until is None or len(ids) > FOUND_MAX:
        return Looked(ids)
    return Looked(ids, reached.number, until.id)


def _find_place(session: Session, beside: int | None, *, by_day: bool) -> _Place | None:
    """Where it begins; by days at an end where the answer is gone."""
    if beside is None or not by_day:
        return None if beside is None else _Place(beside, None)
    said_at = session.scalar(select(SAID_AT).where(Feedback.id == beside))
    return None if said_at is None else _Place(beside, said_at)


def _shorten(session: Session, way: Way) -> Way:
    """As far as PostgreSQL goes it, which looks up each answer."""
    if session.get_bind().dialect.name == "sqlite":
        return way
    return replace(way, most=min(way.most, ways.GATHERED_MAX))


def _put_in_order(way: Way, *, by_day: bool) -> Way:
    """The same answers in another order than that of the index."""
    together = [column == value for column, value in way.together]
    between = () if way.said_at is None else tuple(way.span.select(way.said_at))
    leads, answers = (each.where(*together, *between) for each in (way.leads, way.answers))
    said_at = hide(SAID_AT) if by_day else None
    return replace(way, leads=leads, answers=answers, id=hide(Feedback.id), together=(), said_at=said_at)


def _read_first(way: Way, course: _Course) -> Way:
    """The same answers, of which PostgreSQL is asked the rest once it has them: it would take an index for that."""
    if course.is_that_of(way):
        leads = way.leads.where(*course.lead(way)).order_by(*course.order(way)).limit(way.most)
    else:
        leads = _put_in_order(way, by_day=course.by_day).leads.limit(ways.WHOLE_MAX)
    answers = select(Feedback.id).where(Feedback.id == any_(gather(select(leads.subquery().c.id))))
    said_at = SAID_AT if course.by_day else None
    return replace(way, answers=answers, id=Feedback.__table__.c.id, together=(), said_at=said_at, span=ways.ALL_TIME)


def _reach_named(named: Named) -> _Reached:
    written: BindParameter[Any] = bindparam("named", named.ids, expanding=True, literal_execute=True)
    ids = select(Feedback.id).where(Feedback.id.in_(written))
    until = None if named.until is None else _Place(named.until, None)
    way = Way(ids, ids, Feedback.__table__.c.id, len(named.ids))
    return _Reached(way, until, named.number or 0, named.left)


def _reach_furthest(
    session: Session, course: _Course, others: list[Way], words: tuple[ColumnElement[bool], ...], named: _Reached | None
) -> _Reached:
    """The way that leads furthest; one in another order is to be gone to its end, or not at all."""
    lasts = []
    for place, way in enumerate(others):
        last = _put_in_order(way, by_day=course.by_day).leads.limit(1).offset(ways.WHOLE_MAX)
        if course.is_that_of(way):
            last = way.leads.where(*course.lead(way)).order_by(*course.order(way)).limit(1).offset(way.most - 1)
        lasts.append(select(literal(place).label("place"), select(last.subquery().c.id).scalar_subquery().label("id")))
    last_ids = union_all(*lasts).subquery()
    said_at = select(SAID_AT).where(Feedback.id == last_ids.c.id).scalar_subquery()
    reached = [] if named is None else [named]
    for place, last_id, moment in session.execute(select(last_ids.c.place, last_ids.c.id, said_at)):
        way = others[place]
        if last_id is None:
            return _Reached(way, None, 0, words)
        if course.is_that_of(way):
            reached.append(_Reached(way, _Place(last_id, moment), way.most, words))
    furthest = reached[0]
    for each in reached[1:]:
        if each.until and furthest.until and course.is_further(each.until, furthest.until):
            furthest = each
    return furthest
