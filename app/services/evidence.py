"""Evidence: how many distinct customers report a cluster, of how many who were asked, and how sure that is."""

from sqlalchemy.orm import Session

from app.models import Cluster, ClusterEvidence, EvidenceState, FeedbackSource, Garment
from app.services.changes import list_changes, list_released
from app.services.clusters import list_clusters
from app.services.hearing import Answer, Hearing, hear_garment
from app.services.label import get_label
from app.services.rounds import sold_so_far
from app.services.tallies import tally_garment
from app.statistics.posterior import posterior, state

NOTED_AT_MOST = EvidenceState.FEW
"""How sure the label's own notes make a point: it is listed, and holds up no cut."""


def weigh_garment(session: Session, garment: Garment) -> list[ClusterEvidence]:
    """Return the evidence of all clusters of a garment, weighed anew and stored in place of the old.

    Each source stands apart. Rounds in which nothing behind a cluster changed count together; once something did,
    only answers about the rounds since count, and those of an unknown round no longer. Pages add up the tallies that
    are written beside it.
    """
    hearing = hear_garment(session, garment)
    p_ref = get_label(session).p_ref
    standing = list_clusters(session, garment)
    weighed = [row for cluster in standing for row in _weigh(session, hearing, cluster, p_ref)]
    tally_garment(session, garment, hearing, standing)
    return weighed


def _weigh(session: Session, hearing: Hearing, cluster: Cluster, p_ref: float) -> list[ClusterEvidence]:
    since = max(list_changes(cluster, hearing.codes_of(cluster)), default=None)
    weighed = {}
    for source in FeedbackSource:
        answers = hearing.asked_since(cluster, source, since)
        if answers:
            weighed[source] = _row(session, hearing, cluster, answers, since, p_ref)
    known = {row.source: row for row in cluster.evidence}
    for source, row in known.items():
        if source not in weighed:
            cluster.evidence.remove(row)
    for source, values in weighed.items():
        row = known.get(source) or ClusterEvidence(source=source)
        for name, value in values.items():
            setattr(row, name, value)
        if row.cluster is None:
            cluster.evidence.append(row)
    session.flush()
    return list(cluster.evidence)


def _row(
    session: Session, hearing: Hearing, cluster: Cluster, answers: list[Answer], since: int | None, p_ref: float
) -> dict[str, object]:
    reporting, answered = hearing.count(cluster, answers)
    share = posterior(reporting, answered)
    ids = {answer.id for answer in answers}
    sure = EvidenceState(state(reporting, answered, p_ref=p_ref))
    reports = [report for report in hearing.reports.get(cluster.id, {}).values() if report.answer_id in ids]
    return {
        "reporting": reporting,
        "answered": answered,
        "sold": _sold(session, cluster.garment, since),
        "since_round": since,
        "safety": any(report.safety for report in reports),
        "severity": sum(report.severity for report in reports) / len(reports) if reports else 0.0,
        "q05": share.q05,
        "q50": share.q50,
        "q95": share.q95,
        # Nobody notes that all fits: of notes, however many, none can tell how many wearers there are to one.
        "state": sure if answers[0].source.is_customers else min(sure, NOTED_AT_MOST, key=lambda each: each.rank),
    }


def _sold(session: Session, garment: Garment, since: int | None) -> int | None:
    """Pieces sold so far in the rounds that count, or None where nobody counted."""
    rounds = [each for each in list_released(garment) if since is None or each.number >= since]
    return sum(sold_so_far(session, rounds).values()) or None
