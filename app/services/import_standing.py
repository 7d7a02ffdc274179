"""What the database knows of the rows of a file already: the same, changed since, erased, or alike."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import COMMENT_MAX, Feedback, FeedbackSource, RejectKind
from app.services.feedback import find_erased, key_customer
from app.services.import_rows import ReadRow

ERASED = "Its customer has erased this answer, so it is not stored again."
CHANGED = "It is not the same as when it was imported; what is stored was kept."
ALIKE = "The same customer wrote other words about this garment on that day: is it another answer, or this one changed?"


class Standing:
    """What the database knows of some rows of a file."""

    def __init__(
        self, session: Session, source: FeedbackSource, rows: Sequence[ReadRow], ids: set[str], *, as_new: bool
    ) -> None:
        self._session, self._source, self._ids, self._as_new = session, source, ids, as_new
        wanted = [row.external_id for row in rows if row.external_id]
        self._known = {
            each.external_id: each
            for each in session.scalars(
                select(Feedback).where(Feedback.source == source, Feedback.external_id.in_(wanted))
            )
        }
        self._erased = find_erased(session, source, wanted)
        self._said = self._list_said(rows)

    def judge(self, row: ReadRow) -> tuple[str, str | None]:
        """Return what happens to a row (stored, known, changed, dropped, refused, alike), and why where it is named."""
        if row.problem:
            return RejectKind.REFUSED, row.problem
        if row.dropped:
            return "dropped", None
        if row.external_id in self._erased:
            return RejectKind.REFUSED, ERASED
        known = self._known.get(row.external_id)
        if known is not None:
            return (RejectKind.CHANGED, CHANGED) if row.has_id and _has_changed(known, row) else ("known", None)
        if not self._as_new and self._has_alike(row):
            return RejectKind.ALIKE, ALIKE
        return "stored", None

    def _list_said(self, rows: Sequence[ReadRow]) -> set[tuple[str | None, int, date]]:
        """What the customers of these rows have said that this file does not hold: by customer, garment and day."""
        keys = {key_customer(self._session, row.answer["customer"]) for row in rows if row.answer and not row.has_id}
        query = select(Feedback.customer_key, Feedback.garment_id, Feedback.answered_at, Feedback.external_id).where(
            Feedback.source == self._source,
            Feedback.customer_key.in_(keys - {None}),
            Feedback.answered_at.is_not(None),
        )
        return {
            (customer, garment, answered_at.date())
            for customer, garment, answered_at, external_id in self._session.execute(query)
            if answered_at is not None and external_id not in self._ids
        }

    def _has_alike(self, row: ReadRow) -> bool:
        """Whether a customer said something else on that day which this file no longer holds."""
        answered_at = row.answer["answered_at"]
        if row.has_id or answered_at is None or not self._said:
            return False
        said = (key_customer(self._session, row.answer["customer"]), row.garment_id, answered_at.date())
        return said in self._said


def _has_changed(known: Feedback, row: ReadRow) -> bool:
    said = row.answer
    size = known.size.name if known.size else None
    return ((known.comment or ""), known.rating) != (said["comment"][:COMMENT_MAX].strip(), said["rating"]) or (
        said["size"] is not None and size is not None and said["size"] != size
    )
