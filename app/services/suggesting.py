"""Suggesting: what change of a measure suits most of those who answered (C4), the happy ones included."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Cluster, Diagnosis, DiagnosisKind, Issue, Refusal
from app.services.cases import Case
from app.services.garments import grade_steps
from app.services.suggestions import GIRTHS, find_measure, grid_step_mm, sewing_scatter_mm
from app.statistics.suggestion import ASSUMED_MM, Wish, suggest, suggest_by_step

GIRTH_LEEWAY_MIN_MM = 20.0
"""All round, nobody feels less."""


def suggest_for(session: Session, case: Case, diagnosis: Diagnosis | None) -> dict[str, Any]:
    """Return what change suits most, as columns of its row; a fault that grows with the size asks for other steps."""
    customers = {answer.id: answer.customer for answer in case.own_size}
    wishes = _read_wishes(session, case.cluster, customers)
    against = _read_wishes(session, case.opposite, customers) if case.opposite else {}
    opposed = {customer: wish for customer, wish in against.items() if customer not in wishes}
    satisfied = set(customers.values()) - wishes.keys() - opposed.keys()
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
    asked = [wish.middle_mm for wish in wishes.values() if wish.stated]
    return {
        "shift_mm": found.shift_mm,
        "per_step_mm": found.per_step_mm,
        "smaller": smaller,
        "refusal": Refusal(found.refusal) if found.refusal else None,
        "low_mm": found.low_mm,
        "high_mm": found.high_mm,
        "least_mm": min(asked, default=None),
        "most_mm": max(asked, default=None),
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


def _read_wishes(session: Session, cluster: Cluster, customers: dict[int, str]) -> dict[str, Wish]:
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
            wishes[customers[answer_id]] = Wish(*ASSUMED_MM[min(3, max(1, severity))], stated=False)
    return wishes
