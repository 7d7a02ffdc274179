"""Outcomes: whether fixes worked, as they were last judged, and in words."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from app.models import Cluster, FeedbackSource, Garment, Outcome, ProductionRound, Verdict


def list_outcomes(session: Session, garment: Garment) -> list[Outcome]:
    """Return the verdicts on a garment's fixes, the newest round first, each source apart."""
    return list(
        session.scalars(
            select(Outcome)
            .join(Outcome.cluster)
            .join(Outcome.fixed_in)
            .options(contains_eager(Outcome.cluster), contains_eager(Outcome.fixed_in))
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
        case Verdict.SOLVED:
            sentence = f"Solved: {before}, now {now}."
        case Verdict.CLEARLY_FEWER:
            rest = "some remain" if outcome.after_reporting else f"whether none are left needs more {counted}"
            sentence = f"Clearly fewer: {before}, now {now}; {rest}."
        case Verdict.PROBABLY_FEWER:
            sentence = f"Probably fewer, not sure: {before}, now {now}.{looked}"
        case Verdict.WORSE:
            sentence = f"Worse: {before}, now {now}."
        case Verdict.TOO_FEW:
            more = outcome.next_look - outcome.after_answered
            sentence = f"Too few {counted}: {before}, now {now}; {more} more are needed."
        case Verdict.TOO_RARE_BEFORE:
            sentence = f"Too rare before to prove anything: {before}, now {now}."
        case _:
            sentence = f"No difference seen: {before}, now {now}.{looked}"
    opposite = outcome.details.get("opposite")
    if opposite:
        k, n = opposite["after"]
        sentence += f" The opposite is said now by {k} of {n}: the fix went too far."
    for risen in outcome.details.get("risen", ()):
        (k1, n1), (k2, n2) = risen["before"], risen["after"]
        if not opposite or risen["cluster"] != opposite["cluster"]:
            sentence += f" {risen['name']} seems to be said more since: {k1} of {n1}, now {k2} of {n2}."
    return sentence


def say_beside(outcome: Outcome) -> list[str]:
    """Return what stands beside a verdict: by how much it fell, and what else might explain that."""
    details, said = outcome.details, []
    if "difference" in details:
        low, middle, high = (number * 100 for number in details["difference"])
        of_sold = outcome.source is FeedbackSource.RETURN
        will, likely = ("send back", "send it back") if of_sold else ("answer", "answer")
        least, most = details["ratio"]
        said.append(
            f"{_say_source(outcome)} {_say_step(middle)} in 100 since, from {_say_step(low)} to {_say_step(high)}"
            f" (90 in 100), or {least:.2f} to {most:.2f} times what it was (95 in 100); it is still there with"
            f" {(outcome.upper_bound or 1) * 100:.0f} in 100 at most. A changed will to {will} explains it only if"
            f" those affected became {1 / details['odds_ratio']:.2f} times as likely to {likely}."
        )
    if sizes := details.get("sizes"):
        said.append(
            f"The sizes differ between the runs ({sizes['apart'] * 100:.0f} in 100 would have to be others): among"
            f" their like it fell with p = {sizes['p']:.3f}; where that is not small, it is not called clearly fewer."
        )
    if heard := details.get("heard"):
        (n1, sold1), (n2, sold2) = heard
        apart = max(n1 / sold1, n2 / sold2) > 1.5 * min(n1 / sold1, n2 / sold2)
        warning = ": so different that the comparison may be off" if apart else ""
        said.append(f"{n1} of {sold1} buyers answered before, {n2} of {sold2} since{warning}.")
    return said


def _say_source(outcome: Outcome) -> str:
    return {FeedbackSource.FORM: "By the form", FeedbackSource.REVIEW: "By reviews"}.get(outcome.source, "By returns")


def _say_step(points: float) -> str:
    """A change of a share in hundredths: "12 fewer", "3 more"."""
    size = f"{abs(points):.0f}" if abs(points) >= 1 else f"{abs(points):.1f}"
    return f"{size} {'fewer' if points <= 0 else 'more'}"
