"""Suggesting: what change of a measure suits most of those who answered (C4), the happy ones included."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Cluster, Diagnosis, DiagnosisKind, Issue, Refusal
from app.services.cases import Case
from app.services.sizes_and_colours import grade_steps
from app.services.suggestions import GIRTHS, find_measure, grid_step_mm, sewing_scatter_mm
from app.statistics.location import Wish, middle_interval
from app.statistics.slopes import theil_sen
from app.statistics.suggestion import ASSUMED_MM, Meaning, Suggestion, suggest, suggest_by_step

GIRTH_LEEWAY_MIN_MM = 20.0
"""All round, nobody feels less."""

GROWING = (DiagnosisKind.GRADING, DiagnosisKind.BOTH)
"""Of these faults, sizes further from the base have more."""

LINE_MIN, AMOUNTS_MAX = 6, 1000
"""A line over the sizes needs so many amounts, and is drawn through no more than so many."""


@dataclass(frozen=True)
class _Heard:
    """What those say who answered with their size: who wants it changed and by how much, who the other way, who not."""

    wishes: dict[str, Wish]
    against: dict[str, Wish]
    satisfied: set[str]


@dataclass(frozen=True)
class _Scale:
    """How far off nobody minds, how exactly it is sewn, and in which steps it is drawn."""

    leeway_mm: float
    scatter_mm: float
    step_mm: float


def suggest_for(
    session: Session, case: Case, diagnosis: Diagnosis | None, meanings: Mapping[int, Meaning]
) -> dict[str, Any]:
    """Return what change suits most, as columns of its row; a fault that grows with the size asks for other steps.

    `meanings` is what vague words mean to the label's own customers, by severity, as far as enough of them said so.
    """
    heard, scale = _hear(session, case, meanings), _choose_scale(case)
    smaller = diagnosis is not None and diagnosis.kind in GROWING and not diagnosis.rises
    found = _find_change(case, diagnosis, heard, scale, smaller=smaller)
    return {
        "shift_mm": found.shift_mm,
        "per_step_mm": found.per_step_mm,
        "smaller": smaller,
        "refusal": Refusal(found.refusal) if found.refusal else None,
        "low_mm": found.low_mm,
        "high_mm": found.high_mm,
        **_spread([wish for wish in heard.wishes.values() if wish.stated]),
        **_draw_line(case, heard),
        "meanings": _list_used(heard.wishes.values(), meanings),
        "stated": found.stated,
        "assumed": found.assumed,
        "satisfied": found.satisfied,
        "against": len(heard.against),
        "suited": found.suited,
        "suited_now": found.suited_now,
        "satisfied_lost": found.satisfied_lost,
        "leeway_mm": scale.leeway_mm,
        "scatter_mm": scale.scatter_mm,
    }


def _hear(session: Session, case: Case, meanings: Mapping[int, Meaning]) -> _Heard:
    customers = {answer.id: answer.customer for answer in case.own_size}
    wishes = _read_wishes(session, case.cluster, customers, meanings)
    opposite = _read_wishes(session, case.opposite, customers, meanings) if case.opposite else {}
    against = {customer: wish for customer, wish in opposite.items() if customer not in wishes}
    alike = {customers[answer_id] for answer_id in case.reported_alike if answer_id in customers}
    return _Heard(wishes, against, set(customers.values()) - wishes.keys() - against.keys() - alike)


def _choose_scale(case: Case) -> _Scale:
    code, pom, label = case.cluster.code, find_measure(case.cluster), case.label
    if code.aspect in GIRTHS:
        leeway = max(float(label.leeway_girth_mm), GIRTH_LEEWAY_MIN_MM)
    else:
        leeway = float(label.leeway_length_mm)
    return _Scale(leeway, sewing_scatter_mm(code, pom), grid_step_mm(code, pom, label))


def _find_change(case: Case, diagnosis: Diagnosis | None, heard: _Heard, scale: _Scale, *, smaller: bool) -> Suggestion:
    """The change that suits most: of every size alike, or by steps where the fault grows with the size."""
    if diagnosis is None or diagnosis.kind not in GROWING:
        return suggest([*heard.wishes.values()], len(heard.satisfied), against=[*heard.against.values()], **vars(scale))
    beyond = _list_steps_beyond(case, smaller=smaller)
    return suggest_by_step(
        [(beyond[customer], wish) for customer, wish in heard.wishes.items() if customer in beyond],
        [beyond[customer] for customer in heard.satisfied if customer in beyond],
        moves_base=diagnosis.kind is DiagnosisKind.BOTH, **vars(scale),
    )  # fmt: skip


def _spread(stated: Sequence[Wish]) -> dict[str, float | None]:
    """From where to where the amounts lie that were said, and where their middle one does."""
    asked, middle = [wish.middle_mm for wish in stated], middle_interval(stated)
    return {
        "least_mm": min(asked, default=None),
        "most_mm": max(asked, default=None),
        "middle_low_mm": middle[0] if middle else None,
        "middle_high_mm": middle[1] if middle else None,
    }


def _list_steps_beyond(case: Case, *, smaller: bool) -> dict[str, int]:
    """How many sizes each customer is beyond the base, to the side where the fault grows; 0 on the other side."""
    steps, side = grade_steps(case.cluster.garment), -1 if smaller else 1
    return {answer.customer: max(0, steps[case.size_of(answer)] * side) for answer in case.sized}


def _draw_line(case: Case, heard: _Heard) -> dict[str, float | None]:
    """What was asked for by size, as a line (C2.3, Theil and Sen), the opposite counted below nought.

    C4.4 would take it for the change itself. But it is the line of those who complain: what is suggested is looked for
    among all, the happy ones included (C4.3), and leaves sizes alone where nobody complains. So both are shown.
    """
    steps = grade_steps(case.cluster.garment)
    step_of = {answer.customer: steps[case.size_of(answer)] for answer in case.sized}
    signed = [
        (step_of[customer], sign * wish.middle_mm)
        for each, sign in ((heard.wishes, 1), (heard.against, -1))
        for customer, wish in each.items()
        if wish.stated and customer in step_of
    ]
    line = theil_sen(signed[:: 1 + len(signed) // AMOUNTS_MAX]) if len(signed) >= LINE_MIN else None
    return {
        "base_mm": line.intercept if line else None,
        "step_mm": line.slope if line else None,
        "step_low_mm": line.slope_90[0] if line else None,
        "step_high_mm": line.slope_90[1] if line else None,
    }


def _read_wishes(
    session: Session, cluster: Cluster, customers: dict[int, str], meanings: Mapping[int, Meaning]
) -> dict[str, Wish]:
    """How far off each customer says it is; of several answers one with an amount holds, then the newest."""
    rows = session.execute(
        select(Issue.feedback_id, Issue.low_mm, Issue.high_mm, Issue.stated, Issue.severity)
        .where(Issue.cluster_id == cluster.id)
        .order_by(Issue.stated, Issue.id)
    )
    wishes = {}
    for answer_id, low_mm, high_mm, stated, severity in rows:
        if answer_id not in customers:
            continue
        if low_mm is not None and high_mm is not None:
            wishes[customers[answer_id]] = Wish(low_mm, high_mm, stated=stated)
        else:
            wishes[customers[answer_id]] = _assume(min(3, max(1, severity)), meanings)
    return wishes


def _list_used(wishes: Iterable[Wish], meanings: Mapping[int, Meaning]) -> dict[str, list[float]] | None:
    """What words alone are taken to mean here, and how many customers taught it, 0 where it is assumed."""
    assumed = {(wish.low_mm, wish.high_mm) for wish in wishes if not wish.stated}
    used = {}
    for severity in ASSUMED_MM:
        wish = _assume(severity, meanings)
        if (wish.low_mm, wish.high_mm) in assumed:
            taught = meanings[severity].customers if severity in meanings else 0
            used[str(severity)] = [wish.low_mm, wish.high_mm, taught]
    return used or None


def _assume(severity: int, meanings: Mapping[int, Meaning]) -> Wish:
    """What words alone mean: what the label's own customers mean by them, else what is assumed of everybody's."""
    meaning = meanings.get(severity)
    return Wish(*(ASSUMED_MM[severity] if meaning is None else (meaning.low_mm, meaning.high_mm)), stated=False)
