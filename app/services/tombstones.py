"""Tombstones: keyed traces of erased answers, by which no file, page or program brings one back."""

from collections.abc import Collection, Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from app.errors import Contradiction, translatable
from app.models import ErasedFeedback, Feedback, FeedbackSource
from app.services.label import keyed_hash
from app.services.plain_rows import connection_of, fetch_rows

ERASED = translatable("This answer has been erased, so it is not stored again.")


def keep_tombstones(session: Session, feedback: Feedback) -> None:
    """Keep the traces of an answer: of its id where it comes from, and of the page or request that brought it."""
    traces = (
        feedback.external_id and _trace_id(session, feedback.source, feedback.external_id),
        feedback.idempotency_key and _trace_key(session, feedback.idempotency_key),
    )
    for trace in traces:
        if trace and session.get(ErasedFeedback, trace) is None:
            session.add(ErasedFeedback(key=trace))


def ensure_not_erased(
    session: Session, source: FeedbackSource, external_id: str | None, idempotency_key: str | None
) -> None:
    """Refuse an answer that was erased, also where a phone or a program sends again what it never saw arrive."""
    if external_id and _is_kept(session, _trace_id(session, source, external_id)):
        raise Contradiction(ERASED, field="external_id")
    if idempotency_key and _is_kept(session, _trace_key(session, idempotency_key)):
        raise Contradiction(ERASED)


def find_erased(session: Session, source: FeedbackSource, external_ids: Sequence[str]) -> set[str]:
    """Return those of these ids whose answers have been erased."""
    traces = {_trace_id(session, source, each): each for each in external_ids if each}
    known = session.scalars(select(ErasedFeedback.key).where(ErasedFeedback.key.in_(traces)))
    return {traces[key] for key in known}


def list_traces(session: Session) -> set[str]:
    """Return all traces of erased answers."""
    return set(session.scalars(select(ErasedFeedback.key)))


def find_buried(session: Session, traces: Collection[str]) -> set[int]:
    """Return the ids of answers, each without its second moment, that these traces of another database tell of."""
    columns = (Feedback.id, Feedback.first_id, Feedback.source, Feedback.external_id, Feedback.idempotency_key)
    return {
        first_id or own_id
        for own_id, first_id, source, external_id, key in session.execute(select(*columns))
        if (external_id and _trace_id(session, source, external_id) in traces)
        or (key and _trace_key(session, key) in traces)
    }


def _is_kept(session: Session, trace: str) -> bool:
    """Whether something with this trace was erased; asked with each answer, while others wait."""
    return bool(fetch_rows(connection_of(session), _KEPT, {"trace": trace}))


_KEPT = select(ErasedFeedback.key).where(ErasedFeedback.key == bindparam("trace"))


def _trace_id(session: Session, source: FeedbackSource, external_id: str) -> str:
    return keyed_hash(session, f"erased {source} {external_id}").hex()


def _trace_key(session: Session, idempotency_key: str) -> str:
    return keyed_hash(session, f"erased key {idempotency_key}").hex()
