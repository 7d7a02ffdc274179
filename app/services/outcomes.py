"""Outcomes: whether fixes worked, as they were last judged, and in words."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Cluster, FeedbackSource, Garment, Outcome, ProductionRound


def list_outcomes(session: Session, garment: Garment) -> list[Outcome]:
    """Return the verdicts on a garment's fixes, the newest round first, each source apart."""
    return list(
        session.scalars(
            select(Outcome)
            .join(Outcome.cluster)
            .join(Outcome.fixed_in)
            .where(Cluster.garment_id == garment.id, Cluster.merged_into_id.is_(None))
            .order_by(ProductionRound.number.desc(), Outcome.cluster_id, Outcome.source)
        )
    )


def sort_outcomes(outcomes: Iterable[Outcome]) -> list[Outcome]:
    """Return the verdicts on one fix in the same order."""
    return sorted(outcomes, key=lambda outcome: (-outcome.fixed_in.number, outcome.source))


def say(outcome: Outcome) -> str:
    """Return the verdict as a sentence: what was said before, what is said now, and what may still decide it."""
    before = f"{outcome.before_reporting} of {outcome.before_answered}"
    now = f"{outcome.after_reporting} of {outcome.after_answered}"
    counted = "pieces sold" if outcome.source is FeedbackSource.RETURN else "answers"
    looked = f" Next look at {outcome.next_look} {counted}."
    match outcome.verdict:
        case "solved":
            sentence = f"Solved: {before}, now {now}."
        case "clearly_fewer":
            rest = "some remain" if outcome.after_reporting else f"whether none are left needs more {counted}"
            sentence = f"Clearly fewer: {before}, now {now}; {rest}."
        case "probably_fewer":
            sentence = f"Probably fewer, not sure: {before}, now {now}.{looked}"
        case "worse":
            sentence = f"Worse: {before}, now {now}."
        case "too_few":
            more = outcome.next_look - outcome.after_answered
            sentence = f"Too few {counted}: {before}, now {now}; {more} more are needed."
        case "too_rare_before":
            sentence = f"Was too rare before to prove: {before}, now {now}."
        case _:
            sentence = f"No difference seen: {before}, now {now}.{looked}"
    opposite = outcome.details.get("opposite")
    if opposite:
        k, n = opposite["after"]
        sentence += f" The opposite is said now by {k} of {n}: the fix went too far."
    return sentence
