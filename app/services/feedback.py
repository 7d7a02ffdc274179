"""Feedback: what customers say, stored before anything else is tried with it."""

import hashlib
from base64 import urlsafe_b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.exc import InvalidRequestError
from sqlalchemy.orm import Session

from app.errors import Contradiction, KeyReused, NotFound, RuleError, translatable
from app.models import (
    Feedback,
    FeedbackSource,
    Garment,
    Heard,
    ProductionRound,
    ReadState,
    SpamReason,
    User,
    Wear,
    now,
)
from app.services import audit, search
from app.services.answers import TappedZone
from app.services.intake import INSERTS, store_taps
from app.services.label import keyed_hash
from app.services.plain_rows import add_row, connection_of
from app.services.saying import Said, columns_of, columns_of_words
from app.services.tombstones import ERASED, ensure_not_erased, keep_tombstones

__all__ = [
    "Recorded",
    "TappedZone",
    "erase_feedback",
    "hold_answer",
    "key_author",
    "key_customer",
    "list_feedback",
    "make_receipt",
    "open_first",
    "open_receipt",
    "record_feedback",
    "record_washed",
]

RECEIPT_BYTES = 24
"""192 bits of a keyed hash: nobody guesses a receipt."""

NO_ANSWER = translatable("This link shows nothing, or nothing any more.")


@dataclass(frozen=True)
class Recorded:
    """An answer, whether it is new, and the token of the customer's private link where it came by a page."""

    id: int
    created: bool
    receipt: str | None
    session: Session = field(repr=False)

    @property
    def feedback(self) -> Feedback:
        """Return the answer itself; the form goes without."""
        return self.session.get_one(Feedback, self.id)


def record_feedback(
    session: Session,
    garment: Garment,
    *,
    source: FeedbackSource,
    heard: Heard | None = None,
    production_round: ProductionRound | None = None,
    customer: str | None = None,
    external_id: str | None = None,
    idempotency_key: str | None = None,
    rating: float | None = None,
    answered_at: datetime | None = None,
    first: Feedback | None = None,
    spam_reason: SpamReason | None = None,
    **given: Any,
) -> Recorded:
    """Return the stored answer; its taps are issues at once, its words wait for the tagger.

    What is `given` is what can be `Said`. The same idempotency key, or the same external id of a source, stores once
    and gives the same receipt. A round accepts answers whatever its status. `first` is the answer that this one is a
    second moment of: the customer still counts once. What is spam, and the second moment of what is, is stored like any
    other and counts nowhere. Of an over-long comment the first COMMENT_MAX characters are kept.

    Its rows are written without an object that stands for them: customers wait for each other here. Neither garment nor
    round has to be of this session.
    """
    _ensure_own_round(garment, production_round)
    said = Said(**given)
    columns = columns_of(said, garment, rating=rating)
    size, colour = columns.pop("size"), columns.pop("colour")
    session.flush()
    ensure_not_erased(session, source, external_id, idempotency_key)
    receipt = make_receipt(session, idempotency_key)
    columns |= columns_of_words(columns["comment"]) | {
        "garment_id": garment.id, "round_id": production_round.id if production_round else None,
        "size_id": size.id if size else None, "colour_id": colour.id if colour else None,
        "first_id": first.id if first else None, "source": source, "heard": heard,
        "customer_key": key_customer(session, customer), "external_id": external_id,
        "idempotency_key": idempotency_key, "receipt_hash": _hash(receipt) if receipt else None, "rating": rating,
        "answered_at": answered_at, "received_at": now(), "read_by_hand": False, **_columns_of_spam(spam_reason, first),
    }  # fmt: skip
    connection = connection_of(session)
    feedback_id = add_row(connection, _adding(connection.dialect.name), columns)
    if feedback_id is None:
        return _give_again(session, columns, said, receipt)
    store_taps(session, [(feedback_id, columns, said.zone_answers)])
    if first is not None:
        session.expire(first, ["later"])
    return Recorded(feedback_id, created=True, receipt=receipt, session=session)


def _columns_of_spam(reason: SpamReason | None, first: Feedback | None) -> dict[str, Any]:
    """What an answer is taken for; the second moment of what is spam is spam for the same reason."""
    if first is None or not first.is_spam:
        return {"spam_reason": reason, "is_spam": reason is not None}
    return {"spam_reason": reason or first.spam_reason, "is_spam": True}


def _give_again(session: Session, columns: Mapping[str, Any], said: Said, receipt: str | None) -> Recorded:
    """The answer that is stored already under the same key; refuses another one under it."""
    known = _get_known(session, columns)
    _ensure_same(known, columns, said.zone_answers)
    is_its_own = known.receipt_hash == columns["receipt_hash"]
    return Recorded(known.id, created=False, receipt=receipt if is_its_own else None, session=session)


def record_washed(session: Session, first: Feedback, **given: Any) -> Recorded:
    """Return the second moment of an answer, after washing: of the same piece, beside the first, never over it.

    What is `given` is what `record_feedback` takes; the piece and its wear are those of the first.
    """
    given |= {"size": first.size.name if first.size else None, "colour": first.colour.name if first.colour else None}
    return record_feedback(
        session, first.garment, source=first.source, production_round=first.production_round, first=first,
        **given | {"wear": Wear.WASHED},
    )  # fmt: skip


def open_receipt(session: Session, token: str) -> Feedback:
    """Return the answer behind a customer's private link; a wrong link and an erased answer are told alike."""
    feedback = session.scalar(select(Feedback).where(Feedback.receipt_hash == _hash(token)))
    if feedback is None:
        raise NotFound(NO_ANSWER)
    return feedback


def open_first(session: Session, token: str) -> Feedback:
    """Return the answer behind a private link, or behind that of its second moment: there are two, not a chain."""
    given = open_receipt(session, token)
    return given.first or given


def hold_answer(session: Session, first: Feedback) -> None:
    """Make other writers of an answer and its second moment wait until the caller commits, and see what they wrote.

    One that somebody else has erased meanwhile is told like any that is not there. The first is held before its second
    moment is looked for: none is added from then on.
    """
    try:
        session.refresh(first, with_for_update=True)
    except InvalidRequestError as gone:
        raise NotFound(NO_ANSWER) from gone
    for later in first.later:
        session.refresh(later, with_for_update=True)


def erase_feedback(session: Session, *answers: Feedback, user: User | None = None) -> None:
    """Erase answers with all that was read in them; keyed traces keep imports and their pages from bringing them back.

    The traces of their second moments, which go with them, are kept too. The index of words is made anew once for all,
    and not for taps alone.
    """
    had_words = False
    for feedback in answers:
        for moment in (feedback, *feedback.later):
            keep_tombstones(session, moment)
            had_words |= moment.searched is not None
        audit.note(session, "erased", feedback, user=user)
        session.delete(feedback)
    if had_words:
        search.clear_gone(session)


def list_feedback(
    session: Session, garment: Garment, *, read_state: ReadState | None = None, limit: int = 50, offset: int = 0
) -> list[Feedback]:
    """Return answers about a garment, the newest first."""
    found = select(Feedback).where(Feedback.garment_id == garment.id)
    if read_state is not None:
        found = found.where(Feedback.read_state == read_state)
    return list(session.scalars(found.order_by(Feedback.id.desc()).limit(limit).offset(offset)))


def count_read_states(session: Session, garment: Garment) -> dict[ReadState, int]:
    """Return how many answers about a garment wait for the reader or were left by it, and no person has read since."""
    rows = session.execute(
        select(Feedback.read_state, func.count())
        .where(
            Feedback.garment_id == garment.id,
            Feedback.read_state.in_((ReadState.UNREAD, ReadState.NOT_READ)),
            ~Feedback.is_spam,
            ~Feedback.read_by_hand,
        )
        .group_by(Feedback.read_state)
    )
    return {row[0]: row[1] for row in rows}


def key_customer(session: Session, customer: str | None) -> str | None:
    """Return a keyed hash of an e-mail or order number: one customer counts once, and it means nothing elsewhere."""
    name = (customer or "").strip().casefold()
    return keyed_hash(session, f"customer {name}").hex() if name else None


def key_author(session: Session, author: str, *parts: str) -> str:
    """Return a keyed hash that knows an answer again by its author and what else is told apart by."""
    return keyed_hash(session, repr(("answer", author.strip().casefold(), *parts))).hex()


def _ensure_own_round(garment: Garment, production_round: ProductionRound | None) -> None:
    """An answer about a run is about the garment of that run."""
    if production_round is not None and production_round.garment is not garment:
        raise RuleError(f"That run is one of {production_round.garment.name}.", field="round")


@cache
def _adding(dialect: str) -> Any:
    """Stores an answer and tells its number; none where another request was quicker with the same one."""
    return INSERTS[dialect](Feedback.__table__).on_conflict_do_nothing().returning(Feedback.__table__.c.id)


def _get_known(session: Session, columns: Mapping[str, Any]) -> Feedback:
    """The answer that was stored before under the same key, else under the same id of its source."""
    by_key = Feedback.idempotency_key == columns["idempotency_key"]
    by_id = (Feedback.source == columns["source"]) & (Feedback.external_id == columns["external_id"])
    for name, same in ((columns["idempotency_key"], by_key), (columns["external_id"], by_id)):
        if name and (known := session.scalar(select(Feedback).where(same))):
            return known
    raise Contradiction(ERASED)


def _ensure_same(known: Feedback, columns: Mapping[str, Any], zones: Sequence[TappedZone]) -> None:
    """One key stands for one answer, and so does one id of a program: another one under it would be lost unseen.

    The rows of files are looked at before they come here, and told one by one.
    """
    if not columns["idempotency_key"] or _is_same(known, columns, zones):
        return
    if known.idempotency_key == columns["idempotency_key"]:
        raise KeyReused(translatable("This page has sent another answer already. Open the form anew to answer again."))
    raise Contradiction("It is not the same as when it was stored; what is stored was kept.", field="external_id")


def _is_same(known: Feedback, columns: Mapping[str, Any], zones: Sequence[TappedZone]) -> bool:
    """Whether both say the same of the same piece; a size that came to be known since contradicts nobody."""
    said = ("garment_id", "comment", "overall_fit", "fits_fine", "rest_fits", "rating")
    return (
        all(getattr(known, name) == columns[name] for name in said)
        and sorted((zone.aspect, zone.answer, zone.amount) for zone in known.zone_answers)
        == sorted((zone.aspect, zone.answer, zone.amount) for zone in zones)
        and all(columns[name] in (None, getattr(known, name)) for name in ("size_id", "colour_id"))
    )


def make_receipt(session: Session, idempotency_key: str | None) -> str | None:
    """Return the token of a page's receipt: the same however often it is sent, and nothing is stored but its hash."""
    if not idempotency_key:
        return None
    return urlsafe_b64encode(keyed_hash(session, f"receipt {idempotency_key}")[:RECEIPT_BYTES]).decode()


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()
