"""Judging: whether a fix worked, by the answers about the rounds before it and those that carry it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models import Cluster, FeedbackSource, Garment, Outcome, ProductionRound, Verdict
from app.services import comparisons
from app.services.changes import list_changes, list_released
from app.services.clusters import list_clusters
from app.services.experience import Known, Prior, read_known
from app.services.hearing import Answer, Hearing, hear_garment
from app.services.label import get_label
from app.services.returns import find_sold
from app.statistics.verdict import judge_fix, next_look, passed_look, upper_bound

FIRST_ROUND = 1

PROVEN = (Verdict.SOLVED, Verdict.CLEARLY_FEWER)


Columns = dict[str, Any]


def judge_garment(session: Session, garment: Garment) -> list[Outcome]:
    """Return the verdicts on all fixes of a garment that were cut, judged anew and stored in place of the old.

    A verdict is that of the last look passed (the first 10, 20, 40, 80 … answers in order of arrival), so that
    looking often does not find what is not there. Sources are judged apart.
    """
    hearing, known = hear_garment(session, garment), read_known(session)
    return store(session, garment, judge_fixes(session, garment, hearing, known))


def judge_fixes(session: Session, garment: Garment, hearing: Hearing, known: Known) -> list[Columns]:
    """Return the verdict on each fix by each source, as columns of its row; changes nothing."""
    by_number = {each.number: each for each in list_released(garment)}
    judged = []
    standing = list_clusters(session, garment)
    for cluster in standing:
        others = [each for each in standing if each is not cluster]
        changes = list_changes(cluster, hearing.codes_of(cluster))
        for number in (number for number, is_fix in changes.items() if is_fix):
            start = max((each for each in changes if each < number), default=FIRST_ROUND)
            end = min((each for each in changes if each > number), default=max(by_number) + 1)
            for source in (each for each in FeedbackSource if each.is_customers):
                prior = known.prior(cluster.code, source)
                judged += _judge(session, hearing, cluster, others, source, by_number[number], (start, end), prior)
    return judged


def store(session: Session, garment: Garment, judged: list[Columns]) -> list[Outcome]:
    """Return the verdicts as they are stored; since when each one stands is kept."""
    own = select(Cluster.id).where(Cluster.garment_id == garment.id)
    before = {
        _key(each): (each.verdict, each.verdict_at)
        for each in session.scalars(select(Outcome).where(Outcome.cluster_id.in_(own)))
    }
    session.execute(delete(Outcome).where(Outcome.cluster_id.in_(own)))
    standing = {*session.scalars(own)}
    outcomes = [Outcome(**columns) for columns in judged if columns["cluster_id"] in standing]
    session.add_all(outcomes)
    session.flush()
    for outcome in outcomes:
        known = before.get(_key(outcome))
        if known is not None and known[0] == outcome.verdict:
            outcome.verdict_at = known[1]
    return outcomes


def _key(outcome: Outcome) -> tuple[int, int, FeedbackSource]:
    return outcome.cluster_id, outcome.fixed_in_id, outcome.source


def _judge(
    session: Session,
    hearing: Hearing,
    cluster: Cluster,
    others: Sequence[Cluster],
    source: FeedbackSource,
    fixed_in: ProductionRound,
    bounds: tuple[int, int],
    prior: Prior,
) -> list[Columns]:
    """The outcome of one fix from one source; none where the source said nothing before."""
    start, end = bounds
    asked = [each for each in hearing.asked(cluster, source) if each.round_number is not None]
    before = [each for each in asked if start <= (each.round_number or 0) < fixed_in.number]
    after = [each for each in asked if fixed_in.number <= (each.round_number or 0) < end]
    k1, n1 = hearing.count(cluster, before)
    if not k1:
        return []
    k2, n2 = hearing.count(cluster, after)
    if of_sold := source is FeedbackSource.RETURN:
        sold_before = find_sold(session, cluster.garment, hearing, start, fixed_in.number)
        sold_after = find_sold(session, cluster.garment, hearing, fixed_in.number, end)
        if sold_before is None or sold_after is None:
            return []
        n1, n2 = sold_before, sold_after
    look = passed_look(n2)
    at_look = k2, n2
    first = _first(after, look) if look else []
    if look and of_sold:
        at_look = _find_at_look(session, cluster, fixed_in, look) or at_look
    elif look:
        at_look = hearing.count(cluster, first)
    label = get_label(session)
    # What was known before is what the evidence was shown with: one prior for all figures.
    judged = judge_fix(k1, n1, *at_look, threshold=label.proof_threshold, p_ref=label.p_ref, prior=prior.shape)
    verdict = Verdict(judged.verdict)
    beside = comparisons.compare(k1, n1, *at_look)
    if look and not of_sold:
        parts = comparisons.Parts(source, before, first)
        beside |= {
            "sizes": comparisons.compare_sizes(hearing, cluster, parts),
            "risen": comparisons.list_risen(hearing, others, parts),
            "heard": comparisons.count_heard((n1, n2), (before, after), _list_runs(cluster, fixed_in, bounds)),
        }
        sizes = beside.get("sizes")
        if verdict in PROVEN and sizes and sizes["p"] > 1 - label.proof_threshold:
            verdict = Verdict.PROBABLY_FEWER
    opposite = _opposite(hearing, cluster, source, before, after) if not of_sold else None
    columns = {
        "cluster_id": cluster.id, "fixed_in_id": fixed_in.id, "source": source, "verdict": verdict.value,
        "before_reporting": k1, "before_answered": n1, "after_reporting": k2, "after_answered": n2,
        "judged_at_answers": look, "next_look": next_look(n2), "probability": judged.probability,
        "upper_bound": judged.upper_bound,
        "details": {"before": _rounds(before), "after": _rounds(after), "at_look": list(at_look),
                    "opposite": opposite, "of_sold": of_sold, "prior": [*prior.shape, prior.garments], **beside},
    }  # fmt: skip
    return [columns]


def _list_runs(
    cluster: Cluster, fixed_in: ProductionRound, bounds: tuple[int, int]
) -> tuple[list[ProductionRound], list[ProductionRound]]:
    """The runs that were cut before a fix and with it, as far as they count together."""
    start, end = bounds
    cut = list_released(cluster.garment)
    before = [each for each in cut if start <= each.number < fixed_in.number]
    return before, [each for each in cut if fixed_in.number <= each.number < end]


def _first(answers: list[Answer], customers: int) -> list[Answer]:
    """The answers of the first so many customers, in order of arrival."""
    first: dict[str, None] = {}
    for answer in answers:
        if len(first) < customers:
            first.setdefault(answer.customer)
    return [answer for answer in answers if answer.customer in first]


def _find_at_look(session: Session, cluster: Cluster, fixed_in: ProductionRound, look: int) -> tuple[int, int] | None:
    """What was counted of returns when this look was passed: pieces sold come in no order that tells the first."""
    known = session.scalar(
        select(Outcome).where(
            Outcome.cluster_id == cluster.id, Outcome.fixed_in_id == fixed_in.id,
            Outcome.source == FeedbackSource.RETURN, Outcome.judged_at_answers == look,
        )
    )  # fmt: skip
    if known is None or not known.details.get("of_sold"):
        return None
    reporting, sold = known.details["at_look"]
    return reporting, sold


def _opposite(
    hearing: Hearing, cluster: Cluster, source: FeedbackSource, before: list[Answer], after: list[Answer]
) -> dict[str, object] | None:
    """Whether the opposite complaint rose after the fix, so that it went too far; None where it did not."""
    opposite = cluster.code.opposite
    other = next((each for each in hearing.codes if opposite in hearing.codes[each]), None) if opposite else None
    if other is None:
        return None
    reported = hearing.reports.get(other, {})
    counts = [
        (len({each.customer for each in part if each.id in reported}), len({each.customer for each in part}))
        for part in (before, after)
    ]
    (k1, n1), (k2, n2) = counts
    if Verdict(judge_fix(k1, n1, k2, n2).verdict) is not Verdict.WORSE:
        return None
    return {"cluster": other, "before": [k1, n1], "after": [k2, n2], "upper_bound": upper_bound(k2, n2)}


def _rounds(answers: list[Answer]) -> list[int]:
    return sorted({each.round_number for each in answers if each.round_number is not None})
