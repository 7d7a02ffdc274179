"""What the database knows of the rows of a file already: the same, changed since, erased, or alike."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import COMMENT_MAX, Feedback, FeedbackSource, GarmentSize, RejectKind
from app.services.dialects import hide
from app.services.import_files import File
from app.services.import_rows import ReadRow
from app.services.purchases import find_trials
from app.services.tombstones import ERASED, find_erased

CHANGED = "It is not the same as when it was imported; what is stored was kept."
ALIKE = "The same customer wrote other words about this garment on that day: is it another answer, or this one changed?"

_Whose = tuple[str, int | None]
"""A customer, and the garment that is spoken of."""


@dataclass(frozen=True)
class _Said:
    """What an answer said when it was stored."""

    comment: str
    rating: float | None
    size: str | None


class Standing:
    """What the database knows of some rows of a file; rows that are judged to be new are known from then on."""

    def __init__(self, session: Session, file: File, rows: Sequence[ReadRow]) -> None:
        self._session, self._file = session, file
        wanted = [row.external_id for row in rows if row.external_id]
        self._known = dict(_list_known(session, file.source, wanted))
        self._erased = find_erased(session, file.source, wanted)
        self._said = self._list_said(rows)
        returning = {row.answer["customer_key"] for row in rows if row.answer and row.answer["zone_answers"]} - {None}
        self._trials = find_trials(session, returning) if returning else {}

    def judge(self, row: ReadRow) -> tuple[str, str | None]:
        """Return what happens to a row (stored, known, changed, dropped, refused, alike), and why where it is named.

        The fault is taken out of a row that tells only of a size that was tried on beside another.
        """
        if row.dropped:
            return "dropped", None
        if row.external_id in self._erased:
            return RejectKind.REFUSED, ERASED
        known = self._known.get(row.external_id)
        if row.problem:  # where it was mended before, the shop's next file still tells it as it was
            return ("known", None) if known is not None else (RejectKind.REFUSED, row.problem)
        if known is not None:
            return (RejectKind.CHANGED, CHANGED) if row.has_id and _has_changed(known, row) else ("known", None)
        if not self._file.options.as_new and (likeness := self._find_likeness(row)):
            return likeness
        said = row.answer
        if self._is_trial(row):
            said["zone_answers"] = []
            if not said["comment"]:
                return "dropped", None
        self._known[row.external_id] = _Said(_words_of(row), said["rating"], said["size"])
        return "stored", None

    def _is_trial(self, row: ReadRow) -> bool:
        """Whether a piece went back for its size that was ordered in two, to try on at home: that is no fault of it.

        A size from another order is one; where no size is named, it is taken for one of the two.
        """
        zones, size = row.answer["zone_answers"], row.answer["size"]
        tried = self._trials.get((row.answer["customer_key"], row.garment_id or 0))
        if not zones or not tried or (size and size not in tried):
            return False
        return all(zone.aspect == "size.overall" and zone.amount is None for zone in zones)

    def _list_said(self, rows: Sequence[ReadRow]) -> Mapping[_Whose, list[tuple[date | None, str]]]:
        """What the customers of these rows have said that this file does not hold: when, and in which words."""
        keys = {row.answer["customer_key"] for row in rows if row.answer and not row.has_id} - {None}
        columns = (
            Feedback.customer_key, Feedback.garment_id, Feedback.answered_at, Feedback.comment, Feedback.external_id,
        )  # fmt: skip
        query = select(*columns).where(hide(Feedback.source) == self._file.source, Feedback.customer_key.in_(keys))
        said: dict[_Whose, list[tuple[date | None, str]]] = defaultdict(list)
        for customer, garment, answered_at, comment, external_id in self._session.execute(query) if keys else ():
            if external_id not in self._file.ids:
                said[customer or "", garment].append((answered_at and answered_at.date(), comment or ""))
        return said

    def _find_likeness(self, row: ReadRow) -> tuple[str, str | None] | None:
        """What becomes of a row without an id whose customer has spoken of the garment in another file.

        The same words are known where one of the two bears no day, or one that could not be read; other words of the
        same day are asked about.
        """
        others = self._said.get((row.answer["customer_key"] or "", row.garment_id), ())
        if row.has_id or not others:
            return None
        answered_at = row.answer["answered_at"]
        day = answered_at and answered_at.date()
        if any(words and words == _words_of(row) and None in (day, other) for other, words in others):
            return "known", None
        return (RejectKind.ALIKE, ALIKE) if day and any(other == day for other, _ in others) else None


def _list_known(session: Session, source: FeedbackSource, ids: Sequence[str]) -> Iterable[tuple[str, _Said]]:
    query = (
        select(Feedback.external_id, Feedback.comment, Feedback.rating, GarmentSize.name)
        .outerjoin(Feedback.size)
        .where(Feedback.source == source, Feedback.external_id.in_(ids))
    )
    for external_id, comment, rating, size in session.execute(query):
        yield external_id or "", _Said(comment or "", rating, size)


def _has_changed(known: _Said, row: ReadRow) -> bool:
    said = row.answer
    return (known.comment, known.rating) != (_words_of(row), said["rating"]) or (
        said["size"] is not None and known.size is not None and said["size"] != known.size
    )


def _words_of(row: ReadRow) -> str:
    """The words of a row as they are stored."""
    said: str = row.answer["comment"]
    return said[:COMMENT_MAX].strip()
