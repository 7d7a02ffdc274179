"""Evidence: how many distinct customers report a cluster, of how many who were asked, and how sure that is."""

from sqlalchemy.orm import Session

from app.models import Cluster, ClusterEvidence, EvidenceState, FeedbackSource, Garment, Label
from app.services.changes import list_changes, list_released
from app.services.clusters import list_clusters
from app.services.hearing import Answer, Hearing, hear_garment
from app.services.label import get_label
from app.services.returns import list_sold
from app.services.rounds import sold_so_far
from app.services.tallies import store_tallies, tally
from app.statistics.posterior import posterior, state
from app.statistics.verdict import provable

FEW_AT_MOST = EvidenceState.FEW
"""How sure a point is made by the label's own notes, and by returns of nobody knows how many sold: it is listed."""


Weighed = dict[int, dict[FeedbackSource, dict[str, object]]]
"""By cluster id and source: the columns of the evidence."""


def weigh_garment(session: Session, garment: Garment, hearing: Hearing | None = None) -> list[ClusterEvidence]:
    """Return the evidence of all clusters of a garment, weighed anew and stored in place of the old.

    Each source stands apart; returns count per piece sold, answers per customer asked. Rounds in which nothing behind a
    cluster changed count together; once something did, only answers about the rounds since count, and those of an
    unknown round no longer. Pages add up the tallies that are written beside it.
    """
    hearing = hearing or hear_garment(session, garment)
    store_tallies(session, garment, tally(session, garment, hearing))
    return store(session, garment, weigh(session, garment, hearing))


def weigh(session: Session, garment: Garment, hearing: Hearing) -> Weighed:
    """Return what the evidence of each cluster is; changes nothing."""
    label = get_label(session)
    return {cluster.id: _weigh(session, hearing, cluster, label) for cluster in list_clusters(session, garment)}


def store(session: Session, garment: Garment, weighed: Weighed) -> list[ClusterEvidence]:
    """Return the evidence as it is stored; of a cluster that came meanwhile, none is yet."""
    stored = []
    for cluster in list_clusters(session, garment):
        if cluster.id in weighed:
            _rewrite(cluster, weighed[cluster.id])
            stored += cluster.evidence
    session.flush()
    return stored


def _weigh(
    session: Session, hearing: Hearing, cluster: Cluster, label: Label
) -> dict[FeedbackSource, dict[str, object]]:
    since = max(list_changes(cluster, hearing.codes_of(cluster)), default=None)
    weighed = {}
    for source in FeedbackSource:
        answers = hearing.asked_since(cluster, source, since)
        if answers:
            weighed[source] = _row(session, hearing, cluster, answers, since, label)
    return weighed


def _rewrite(cluster: Cluster, weighed: dict[FeedbackSource, dict[str, object]]) -> None:
    """Change the rows of a cluster in place: it has one a source."""
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


def _row(
    session: Session, hearing: Hearing, cluster: Cluster, answers: list[Answer], since: int | None, label: Label
) -> dict[str, object]:
    reporting, answered = hearing.count(cluster, answers)
    sold = _sold(session, cluster.garment, since)
    if is_returns := answers[0].source is FeedbackSource.RETURN:
        closed = sum(list_sold(session, cluster.garment, since).values())
        # Where less is known to be sold than came back, the number is not known.
        sold = closed if closed >= max(1, reporting) else None
        answered = sold or answered
    share = posterior(reporting, answered)
    ids = {answer.id for answer in answers}
    reports = [report for report in hearing.reports.get(cluster.id, {}).values() if report.answer_id in ids]
    standing = EvidenceState(state(reporting, answered, p_ref=label.p_ref))
    # Nobody notes that all fits: of notes, however many, none can tell how many wearers there are to one. And all who
    # send a piece back have a reason: among themselves every reason is frequent.
    if not answers[0].source.is_customers or (is_returns and sold is None):
        standing = min(standing, FEW_AT_MOST, key=lambda each: each.rank)
    return {
        "reporting": reporting,
        "answered": answered,
        "sold": sold,
        "since_round": since,
        "safety": any(report.safety for report in reports),
        "severity": sum(report.severity for report in reports) / len(reports) if reports else 0.0,
        "q05": share.q05,
        "q50": share.q50,
        "q95": share.q95,
        "state": standing,
        "provable": _provable(reporting, answered, label),
    }


def _provable(reporting: int, answered: int, label: Label) -> dict[str, int] | None:
    """What the answers after a fix would have to be; as JSON keeps it, whose keys are words."""
    most = provable(reporting, answered, threshold=label.proof_threshold, p_ref=label.p_ref)
    return None if most is None else {str(look): reports for look, reports in most.items()}


def _sold(session: Session, garment: Garment, since: int | None) -> int | None:
    """Pieces sold so far in the rounds that count, or None where nobody counted."""
    rounds = [each for each in list_released(garment) if since is None or each.number >= since]
    return sum(sold_so_far(session, rounds).values()) or None
