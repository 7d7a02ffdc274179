"""Suggesting: what change of a measure suits most of those who answered (C4), the happy ones included."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Cluster, Diagnosis, DiagnosisKind, Issue, Refusal
from app.services.cases import Case
from app.services.sizes_and_colours import grade_steps
from app.services.suggestions import GIRTHS, find_measure, grid_step_mm, sewing_scatter_mm
from app.statistics.location import Wish, middle_interval
from app.statistics.slopes import theil_sen
from app.statistics.suggestion import ASSUMED_MM, Meaning, suggest, suggest_by_step

GIRTH_LEEWAY_MIN_MM = 20.0
"""All round, nobody feels less."""

LINE_MIN, AMOUNTS_MAX = 6, 1000
"""A line over the sizes needs so many amounts, and is drawn through no more than so many."""


def suggest_for(
    session: Session, case: Case, diagnosis: Diagnosis | None, meanings: Mapping[int, Meaning]
) -> dict[str, Any]:
    """Return what change suits most, as columns of its row; a fault that grows with the size asks for other steps.

    `meanings` is what vague words mean to the label's own customers, by severity, as far as enough of them said so.
    """
    customers = {answer.id: answer.customer for answer in case.own_size}
    wishes = _read_wishes(session, case.cluster, customers, meanings)
    against = _read_wishes(session, case.opposite, customers, meanings) if case.opposite else {}
    opposed = {customer: wish for customer, wish in against.items() if customer not in wishes}
    alike = {customers[answer_id] for answer_id in case.reported_alike if answer_id in customers}
    satisfied = set(customers.values()) - wishes.keys() - opposed.keys() - alike
    girth = case.cluster.code.aspect in GIRTHS
    leeway = float(case.label.leeway_girth_mm if girth else case.label.leeway_length_mm)
    leeway = max(leeway, GIRTH_LEEWAY_MIN_MM) if girth else leeway
    pom = find_measure(case.cluster)
    scatter = sewing_scatter_mm(case.cluster.code, pom)
    step = grid_step_mm(case.cluster.code, pom, case.label)
    smaller = False
    if diagnosis and diagnosis.kind in (DiagnosisKind.GRADING, DiagnosisKind.BOTH):
        smaller = not diagnosis.rises
        beyond = _list_steps_beyond(case, smaller=smaller)
        found = suggest_by_step(
            [(beyond[customer], wish) for customer, wish in wishes.items() if customer in beyond],
            [beyond[customer] for customer in satisfied if customer in beyond],
            moves_base=diagnosis.kind is DiagnosisKind.BOTH, leeway_mm=leeway, scatter_mm=scatter,
            step_mm=step,
        )  # fmt: skip
    else:
        found = suggest(
            [*wishes.values()], len(satisfied), against=[*opposed.values()], leeway_mm=leeway, scatter_mm=scatter,
            step_mm=step,
        )  # fmt: skip
    stated = [wish for wish in wishes.values() if wish.stated]
    asked = [wish.middle_mm for wish in stated]
    middle = middle_interval(stated)
    return {
        "shift_mm": found.shift_mm,
        "per_step_mm": found.per_step_mm,
        "smaller": smaller,
        "refusal": Refusal(found.refusal) if found.refusal else None,
        "low_mm": found.low_mm,
        "high_mm": found.high_mm,
        "least_mm": min(asked, default=None),
        "most_mm": max(asked, default=None),
        "middle_low_mm": middle[0] if middle else None,
        "middle_high_mm": middle[1] if middle else None,
        **_draw_line(case, wishes, opposed),
        "meanings": _list_used(wishes.values(), meanings),
        "stated": found.stated,
        "assumed": found.assumed,
        "satisfied": found.satisfied,
        "against": len(opposed),
        "suited": found.suited,
        "suited_now": found.suited_now,
        "satisfied_lost": found.satisfied_lost,
        "leeway_mm": leeway,
        "scatter_mm": scatter,
    }


def _list_steps_beyond(case: Case, *, smaller: bool) -> dict[str, int]:
    """How many sizes each customer is beyond the base, to the side where the fault grows; 0 on the other side."""
    steps, side = grade_steps(case.cluster.garment), -1 if smaller else 1
    return {answer.customer: max(0, steps[case.size_of(answer)] * side) for answer in case.sized}


def _draw_line(case: Case, wishes: Mapping[str, Wish], opposed: Mapping[str, Wish]) -> dict[str, float | None]:
    """What was asked for by size, as a line (C2.3, Theil and Sen), the opposite counted below nought.

    C4.4 would take it for the change itself. But it is the line of those who complain: what is suggested is looked for
    among all, the happy ones included (C4.3), and leaves sizes alone where nobody complains. So both are shown.
    """
    steps = grade_steps(case.cluster.garment)
    step_of = {answer.customer: steps[case.size_of(answer)] for answer in case.sized}
    signed = [
        (step_of[customer], sign * wish.middle_mm)
        for each, sign in ((wishes, 1), (opposed, -1))
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
