"""Judging: whether a fix worked, by the answers about the rounds before it and those that carry it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from app.models import Cluster, FeedbackSource, Garment, Outcome, ProductionRound, Verdict
from app.services import comparisons
from app.services.changes import list_changes, list_released
from app.services.clusters import list_clusters
from app.services.experience import Known, Prior
from app.services.hearing import Answer, Hearing
from app.services.label import get_label
from app.services.returns import find_sold
from app.statistics.verdict import judge_fix, next_look, passed_look, upper_bound

FIRST_ROUND = 1

PROVEN = (Verdict.SOLVED, Verdict.CLEARLY_FEWER)


Columns = dict[str, Any]


def judge_fixes(session: Session, garment: Garment, hearing: Hearing, known: Known) -> list[Columns]:
    """Return the verdict on each fix that was cut by each source, as columns of its row; changes nothing.

    A verdict is that of the last look passed (the first 10, 20, 40, 80 … answers in order of arrival), so that
    looking often does not find what is not there. Sources are judged apart.
    """
    return [
        _judge(session, hearing, fix, heard, known.prior(fix.cluster.code, source))
        for fix in _list_fixes(session, garment, hearing)
        for source in FeedbackSource
        if source.is_customers and (heard := _hear(session, hearing, fix, source))
    ]


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


@dataclass(frozen=True)
class _Fix:
    """A fix that was cut, and the rounds that tell of it: between the change before it and the one after it."""

    cluster: Cluster
    others: tuple[Cluster, ...]
    """The other points of the garment."""
    fixed_in: ProductionRound
    before: range
    """The numbers of the rounds without it."""
    after: range

    @property
    def runs(self) -> tuple[list[ProductionRound], list[ProductionRound]]:
        """Return the runs that were cut without it and with it."""
        cut = list_released(self.cluster.garment)
        return [each for each in cut if each.number in self.before], [each for each in cut if each.number in self.after]


@dataclass(frozen=True)
class _Heard:
    """What one source says of a fix: who was asked without it and with it, and how many of how many report the fault.

    Of returns these are the pieces that came back, of those that were sold.
    """

    source: FeedbackSource
    before: list[Answer]
    after: list[Answer]
    reporting: tuple[int, int]
    answered: tuple[int, int]

    @property
    def of_sold(self) -> bool:
        """Return whether pieces are counted, and not who answered."""
        return self.source is FeedbackSource.RETURN


def _list_fixes(session: Session, garment: Garment, hearing: Hearing) -> Iterator[_Fix]:
    by_number = {each.number: each for each in list_released(garment)}
    standing = list_clusters(session, garment)
    for cluster in standing:
        others = tuple(each for each in standing if each is not cluster)
        changes = list_changes(cluster, hearing.codes_of(cluster))
        for number in (number for number, is_fix in changes.items() if is_fix):
            start = max((each for each in changes if each < number), default=FIRST_ROUND)
            end = min((each for each in changes if each > number), default=max(by_number) + 1)
            yield _Fix(cluster, others, by_number[number], range(start, number), range(number, end))


def _hear(session: Session, hearing: Hearing, fix: _Fix, source: FeedbackSource) -> _Heard | None:
    """What a source says of a fix; None where it said nothing before, or nobody knows of how many pieces."""
    asked = hearing.asked(fix.cluster, source)
    before, after = ([each for each in asked if each.round_number in part] for part in (fix.before, fix.after))
    (k1, n1), (k2, n2) = hearing.count(fix.cluster, before), hearing.count(fix.cluster, after)
    if not k1:
        return None
    if source is not FeedbackSource.RETURN:
        return _Heard(source, before, after, (k1, k2), (n1, n2))
    sold_before, sold_after = (
        find_sold(session, fix.cluster.garment, hearing, part.start, part.stop) for part in (fix.before, fix.after)
    )
    if sold_before is None or sold_after is None:
        return None
    return _Heard(source, before, after, (k1, k2), (sold_before, sold_after))


def _judge(session: Session, hearing: Hearing, fix: _Fix, heard: _Heard, prior: Prior) -> Columns:
    """The outcome of one fix from one source, as columns of its row."""
    (k1, k2), (n1, n2) = heard.reporting, heard.answered
    look = passed_look(n2)
    first = _first(heard.after, look)
    at_look = _count_at_look(session, hearing, fix, heard, first) if look else (k2, n2)
    label = get_label(session)
    # What was known before is what the evidence was shown with: one prior for all figures.
    judged = judge_fix(k1, n1, *at_look, threshold=label.proof_threshold, p_ref=label.p_ref, prior=prior.shape)
    verdict, beside = Verdict(judged.verdict), comparisons.compare(k1, n1, *at_look)
    if look and not heard.of_sold:
        beside |= _compare_answers(hearing, fix, heard, first)
        if verdict in PROVEN and beside["sizes"] and beside["sizes"]["p"] > 1 - label.proof_threshold:
            verdict = Verdict.PROBABLY_FEWER
    return {
        "cluster_id": fix.cluster.id, "fixed_in_id": fix.fixed_in.id, "source": heard.source, "verdict": verdict.value,
        "before_reporting": k1, "before_answered": n1, "after_reporting": k2, "after_answered": n2,
        "judged_at_answers": look, "next_look": next_look(n2), "probability": judged.probability,
        "upper_bound": judged.upper_bound,
        "details": {"before": _rounds(heard.before), "after": _rounds(heard.after), "at_look": list(at_look),
                    "opposite": None if heard.of_sold else _opposite(hearing, fix, heard), "of_sold": heard.of_sold,
                    "prior": [*prior.shape, prior.garments], **beside},
    }  # fmt: skip


def _compare_answers(hearing: Hearing, fix: _Fix, heard: _Heard, first: list[Answer]) -> dict[str, Any]:
    """What stands beside a verdict of those who answered, up to the look that it is of."""
    parts = comparisons.Parts(heard.source, heard.before, first)
    return {
        "sizes": comparisons.compare_sizes(hearing, fix.cluster, parts),
        "risen": comparisons.list_risen(hearing, fix.others, parts),
        "heard": comparisons.count_heard(heard.answered, (heard.before, heard.after), fix.runs),
    }


def _first(answers: list[Answer], customers: int) -> list[Answer]:
    """The answers of the first so many customers, in order of arrival."""
    first: dict[str, None] = {}
    for answer in answers:
        if len(first) < customers:
            first.setdefault(answer.customer)
    return [answer for answer in answers if answer.customer in first]


def _count_at_look(
    session: Session, hearing: Hearing, fix: _Fix, heard: _Heard, first: list[Answer]
) -> tuple[int, int]:
    """How many of how many reported it when the look was passed: of the first ones who answered.

    Pieces sold come in no order that tells the first: of returns it is what was counted then, else what is now.
    """
    if not heard.of_sold:
        return hearing.count(fix.cluster, first)
    known = session.scalar(
        select(Outcome).where(
            Outcome.cluster_id == fix.cluster.id, Outcome.fixed_in_id == fix.fixed_in.id,
            Outcome.source == heard.source, Outcome.judged_at_answers == passed_look(heard.answered[1]),
        )
    )  # fmt: skip
    if known is None or not known.details.get("of_sold"):
        return heard.reporting[1], heard.answered[1]
    reporting, sold = known.details["at_look"]
    return reporting, sold


def _opposite(hearing: Hearing, fix: _Fix, heard: _Heard) -> dict[str, object] | None:
    """Whether the opposite complaint rose after the fix, so that it went too far; None where it did not."""
    opposite = fix.cluster.code.opposite
    other = next((each for each in hearing.codes if opposite in hearing.codes[each]), None) if opposite else None
    if other is None:
        return None
    reported = hearing.reports.get(other, {})
    counts = [
        (len({each.customer for each in part if each.id in reported}), len({each.customer for each in part}))
        for part in (heard.before, heard.after)
    ]
    (k1, n1), (k2, n2) = counts
    if Verdict(judge_fix(k1, n1, k2, n2).verdict) is not Verdict.WORSE:
        return None
    return {"cluster": other, "before": [k1, n1], "after": [k2, n2], "upper_bound": upper_bound(k2, n2)}


def _rounds(answers: list[Answer]) -> list[int]:
    return sorted({each.round_number for each in answers if each.round_number is not None})
