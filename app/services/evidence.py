"""Evidence: how many distinct customers report a cluster, of how many who were asked, and how sure that is."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sqlalchemy.orm import Session

from app.models import Cluster, ClusterEvidence, EvidenceState, FeedbackSource, Garment, Label
from app.services import experience
from app.services.changes import list_changes, list_released
from app.services.clusters import list_clusters
from app.services.counts import is_sold_known, sold_so_far
from app.services.hearing import Answer, Hearing, hear_garment
from app.services.label import get_label
from app.services.returns import find_sold
from app.services.shares import share_by, store_shares
from app.services.tallies import store_tallies, tally
from app.statistics.posterior import posterior, state, total_in_round
from app.statistics.verdict import provable
from nlp.taxonomy import Code

FEW_AT_MOST = EvidenceState.FEW
"""How sure a point is made by the label's own notes, and by returns of nobody knows how many sold: it is listed."""


Rows = dict[FeedbackSource, dict[str, object]]


class Weighed(NamedTuple):
    """The columns of the evidence by cluster id and source, and of what the garment adds to the label's experience."""

    rows: dict[int, Rows]
    experience: list[experience.Columns]


class Counted(NamedTuple):
    """What one source says of a cluster: the answers that count, who reports it of how many, pieces sold."""

    answers: list[Answer]
    reporting: int
    answered: int
    sold: int | None


class Sold(NamedTuple):
    """Pieces sold in the rounds that count: so far, and those that come back no more; None where it is not known."""

    so_far: Mapping[FeedbackSource, int]
    """By the sources whose answers can be held against them."""
    kept: int | None


def weigh_garment(session: Session, garment: Garment) -> list[ClusterEvidence]:
    """Return the evidence of all clusters of a garment, weighed anew and stored in place of the old.

    Each source stands apart; returns count per piece sold, answers per customer asked. Rounds in which nothing behind a
    cluster changed count together; once something did, only answers about the rounds since count, and those of an
    unknown round no longer. Pages add up the tallies that are written beside it.
    """
    hearing = hear_garment(session, garment)
    store_tallies(session, garment, tally(session, garment, hearing))
    return store(session, garment, weigh(session, garment, hearing, experience.read_known(session)))


def weigh(session: Session, garment: Garment, hearing: Hearing, known: experience.Known) -> Weighed:
    """Return what the evidence of each cluster is, and what it teaches; stores nothing.

    The label's prior is fitted from all garments, this one as it stands now: from here on that is what is known.
    """
    label = get_label(session)
    standing = list_clusters(session, garment)
    since = {each.id: max(list_changes(each, hearing.codes_of(each)), default=None) for each in standing}
    sold = {each: _read_sold(session, garment, hearing, each) for each in {*since.values()}}
    counted = {each.id: _count(hearing, each, since[each.id], sold[since[each.id]]) for each in standing}
    learnt = experience.gather(session, garment, hearing, _list_reports(standing, counted))
    known.renew(garment, learnt)
    rows: dict[int, Rows] = {}
    for cluster in standing:
        rows[cluster.id] = {}
        for source, count in counted[cluster.id].items():
            prior = known.prior(cluster.code, source, of_sold=count.sold is not None)
            rows[cluster.id][source] = _row(hearing, cluster, count, since[cluster.id], label, prior)
    return Weighed(rows, learnt)


def store(session: Session, garment: Garment, weighed: Weighed) -> list[ClusterEvidence]:
    """Return the evidence as it is stored; of a cluster that came meanwhile, none is yet."""
    experience.store(session, garment, weighed.experience)
    stored = []
    for cluster in list_clusters(session, garment):
        if cluster.id in weighed.rows:
            _rewrite(cluster, weighed.rows[cluster.id])
            stored += cluster.evidence
    session.flush()
    return stored


def _count(hearing: Hearing, cluster: Cluster, since: int | None, sold: Sold) -> dict[FeedbackSource, Counted]:
    """Who says it by each source that was asked; returns are held against the pieces sold."""
    counted = {}
    for source in FeedbackSource:
        answers = hearing.asked_since(cluster, source, since)
        if not answers:
            continue
        reporting, answered = hearing.count(cluster, answers)
        pieces = sold.so_far.get(source)
        if source is FeedbackSource.RETURN:
            pieces = sold.kept
            answered = pieces or answered
        elif pieces is not None and pieces < answered:
            pieces = None  # not all that was sold is on file
        counted[source] = Counted(answers, reporting, answered, pieces)
    return counted


def _list_reports(
    standing: Sequence[Cluster], counted: Mapping[int, Mapping[FeedbackSource, Counted]]
) -> dict[FeedbackSource, dict[Code, tuple[int, int]]]:
    """How many report each code that has a point, of how many; of returns only where it is known how many were sold."""
    reports: dict[FeedbackSource, dict[Code, tuple[int, int]]] = {}
    for cluster in standing:
        for source, count in counted[cluster.id].items():
            known = source is not FeedbackSource.RETURN or count.sold is not None
            of_source = reports.setdefault(source, {})
            # A point that was split off has the code of the other: together they are what is said.
            k, n = of_source.get(cluster.code, (0, 0))
            n = max(n, count.answered) if known else 0
            of_source[cluster.code] = min(n, k + count.reporting), n
    return reports


def _rewrite(cluster: Cluster, weighed: Rows) -> None:
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
    cluster.is_heard = any(row.is_enough for row in cluster.evidence)


def _row(
    hearing: Hearing, cluster: Cluster, counted: Counted, since: int | None, label: Label, prior: experience.Prior
) -> dict[str, object]:
    answers, reporting, answered, sold = counted
    source = answers[0].source
    share = posterior(reporting, answered, prior=prior.shape)
    ids = {answer.id for answer in answers}
    reports = [report for report in hearing.reports.get(cluster.id, {}).values() if report.answer_id in ids]
    standing = EvidenceState(state(reporting, answered, p_ref=label.p_ref, prior=prior.shape))
    # Nobody notes that all fits: of notes, however many, none can tell how many wearers there are to one. And all who
    # send a piece back have a reason: among themselves every reason is frequent.
    if not source.is_customers or (source is FeedbackSource.RETURN and sold is None):
        standing = min(standing, FEW_AT_MOST, key=lambda each: each.rank)
    low, high = _count_affected(counted, prior)
    by_size = share_by(answers, hearing.reports.get(cluster.id, {}), lambda answer: answer.size_id)
    asked = hearing.asked(cluster, source)
    by_run = share_by(asked, hearing.reports.get(cluster.id, {}), lambda answer: answer.round_number)
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
        "provable": _provable(reporting, answered, label, prior),
        "prior_a": prior.a,
        "prior_b": prior.b,
        "prior_garments": prior.garments,
        "affected_low": low,
        "affected_high": high,
        "by_size": store_shares(by_size),
        "by_run": store_shares(by_run),
    }


def _count_affected(counted: Counted, prior: experience.Prior) -> tuple[int | None, int | None]:
    """Of the pieces sold so many are affected, probably; unknown of returns, whose wearers tell by sending it back."""
    answers, reporting, answered, sold = counted
    told = answers[0].source in (FeedbackSource.FORM, FeedbackSource.REVIEW)
    if not told or sold is None or sold <= answered or not reporting:
        return None, None
    low, _, high = total_in_round(reporting, answered, sold, prior=prior.shape)
    return low, high


def _provable(reporting: int, answered: int, label: Label, prior: experience.Prior) -> dict[str, int] | None:
    """What the answers after a fix would have to be; as JSON keeps it, whose keys are words."""
    most = provable(reporting, answered, threshold=label.proof_threshold, p_ref=label.p_ref, prior=prior.shape)
    return None if most is None else {str(look): reports for look, reports in most.items()}


def _read_sold(session: Session, garment: Garment, hearing: Hearing, since: int | None) -> Sold:
    """What was sold in the rounds that count; all points whose pattern changed with the same round share it."""
    rounds = [each for each in list_released(garment) if since is None or each.number >= since]
    so_far = sum(sold_so_far(session, rounds).values())
    known = []
    if so_far >= max(1, len(hearing.list_told(FeedbackSource.RETURN, since))):
        known = [source for source in FeedbackSource if is_sold_known(rounds, hearing.list_told(source, since))]
    return Sold(dict.fromkeys(known, so_far), find_sold(session, garment, hearing, since) or None)
