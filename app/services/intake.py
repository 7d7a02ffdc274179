"""Intake: answers that come in by the hundred, stored by few statements where `record_feedback` takes several each."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from app.models import Feedback, FeedbackSource, Garment, Issue, ZoneAnswer, now
from app.services.answers import TappedZone, add_alteration, build_issues, ensure_zones
from app.services.placing import Place, find_homes
from app.services.saying import clean_words, columns_of_words, ensure_says_something

Answer = tuple[dict[str, Any], Sequence[TappedZone]]
"""The columns of an answer, and its taps."""

INSERTS: Mapping[str, Callable[[Any], Any]] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""How a database says that what it has already is no error: an import elsewhere may have been quicker."""


def prepare_answer(
    garment: Garment,
    *,
    source: FeedbackSource,
    external_id: str,
    comment: str | None,
    zone_answers: Sequence[TappedZone],
    **columns: Any,
) -> Answer:
    """Return the columns of an answer and its taps, by the rules of `record_feedback`."""
    words = clean_words(comment)
    ensure_says_something(words, None, columns.get("rating"), fits_fine=False, zones=zone_answers)
    ensure_zones(zone_answers)
    return {
        "garment_id": garment.id, "source": source, "external_id": external_id, "received_at": now(),
        **columns_of_words(words), **columns,
    }, zone_answers  # fmt: skip


def store_answers(session: Session, answers: Sequence[Answer]) -> int:
    """Store answers whose ids nobody knew, with the issues of their taps; returns how many are new by now.

    They are stored in their order, which is that in which they count as having come.
    """
    if not answers:
        return 0
    session.flush()
    table = Feedback.__table__
    adding = INSERTS[session.get_bind().dialect.name](table).on_conflict_do_nothing(
        index_elements=["source", "external_id"]
    )
    # What is asked to come back is added by one statement for all; the index of words is written with each statement.
    rows = session.execute(adding.returning(table.c.external_id, table.c.id), [columns for columns, _ in answers])
    ids: dict[str, int] = dict(rows.all())
    new = [(ids[each["external_id"]], each, zones) for each, zones in answers if each["external_id"] in ids]
    store_taps(session, new)
    return len(ids)


def store_taps(session: Session, answers: Sequence[tuple[int, dict[str, Any], Sequence[TappedZone]]]) -> None:
    """Store taps of stored answers as they were given, and as issues where those of their codes go.

    Praise and what spam says stand in no cluster.
    """
    given = [
        {"feedback_id": feedback_id, "aspect": zone.aspect, "answer": zone.answer, "amount": zone.amount,
         "amount_unit": zone.unit}
        for feedback_id, _, zones in answers
        for zone in zones
    ]  # fmt: skip
    if given:
        session.execute(insert(ZoneAnswer), given)
    said: list[tuple[Issue, Place | None]] = []
    for feedback_id, columns, zones in answers:
        taps = add_alteration(zones, columns.get("altered_by"), columns.get("altered_unit"))
        for issue in build_issues(taps, columns["source"], columns.get("overall_fit")):
            issue.feedback_id = feedback_id
            counts = not (issue.code.is_ok or columns.get("is_spam"))
            said.append((issue, (columns["garment_id"], issue.code) if counts else None))
    homes = find_homes(session, [*dict.fromkeys(place for _, place in said if place)])
    for issue, place in said:
        issue.cluster = homes[place] if place else None
    session.add_all(issue for issue, _ in said)
    session.flush()
