"""Why a line is on the correction sheet, and what is not: evidence in plain sentences, quotes without names.

Customers' words are read here each time and stored nowhere, so that an erased answer is gone from the next sheet.
"""

import re
from collections.abc import Iterable

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from app.models import (
    Choice,
    Cluster,
    ClusterEvidence,
    Decision,
    Feedback,
    FeedbackSource,
    Garment,
    Issue,
    ProductionRound,
    Route,
)
from app.services.changes import survivor
from app.services.shares import say_returned
from app.services.wording import list_words

QUOTE_MAX = 90
"""Characters of a quote: what a pattern maker reads in passing."""

QUOTES_READ = 60
"""So many answers are looked through for a good quote, newest first."""

NAMED_MAX = 4
"""Points that are named under "Do not change" and "Not on this sheet"."""

PRAISE_MIN = 3
"""One voice is no reason to leave anything alone."""

_SHARES = {
    FeedbackSource.FORM: "{k} of the {n} who answered",
    FeedbackSource.REVIEW: "{k} of {n} reviews",
    FeedbackSource.NOTE: "{k} of {n} notes",
}

_ROUTES = {
    Route.FACTORY: "goes to the factory",
    Route.FABRIC: "goes to the fabric",
    Route.PRODUCT_PAGE: "goes to the product page",
    Route.BLOCK: "goes to the block",
}

_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def list_points(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return the fit points that stand today for those that a line was drawn from."""
    return list(dict.fromkeys(survivor(cluster) for cluster in clusters))


def tell_evidence(session: Session, cluster: Cluster) -> str | None:
    """Return "Sleeve too long: 14 of the 40 who answered, mostly L and XL.", or None before it was weighed."""
    evidence = cluster.headline
    if evidence is None or not evidence.reporting:
        return None
    mostly = list_words(_list_leading_sizes(session, cluster, evidence))
    return f"{cluster.name}: {_share(evidence)}{f', mostly {mostly}' if mostly else ''}."


def list_short_quotes(session: Session, clusters: Iterable[Cluster], *, limit: int) -> list[str]:
    """Return short quotes behind fit points: the sentence around the words that were read, or the words alone."""
    ids = [cluster.id for cluster in clusters]
    words = select(Feedback.comment, Issue.span_start, Issue.span_end).join(Issue.feedback)
    words = words.where(Issue.cluster_id.in_(ids), Issue.standing_code.is_not(None), Issue.span_start.is_not(None))
    found: dict[str, str] = {}
    for comment, start, end in session.execute(words.order_by(Issue.id.desc()).limit(QUOTES_READ)):
        if comment and (quote := cut_quote(comment, start or 0, end)):
            found.setdefault(quote.casefold().rstrip(".!?"), quote)
    # Three words and more say something; the fewest of those say it best.
    return sorted(found.values(), key=lambda quote: (len(quote.split()) < 3, len(quote), quote))[:limit]


def list_kept(session: Session, garment: Garment, *, changed: Iterable[Cluster]) -> list[str]:
    """Return what has to stay as it is: praised by several people and touched by no line, or kept by decision."""
    touched = {cluster.code.aspect for cluster in changed}
    kept = []
    for cluster in _list_points_of(session, garment):
        evidence, decision = cluster.headline, cluster.decision
        if decision is not None and decision.choice is Choice.KEEP and not cluster.code.is_ok:
            kept.append(f"{cluster.name}: kept as is.")
        elif evidence and _is_praise_of_fit(cluster, evidence) and cluster.code.aspect not in touched:
            kept.append(f"{cluster.name}: {evidence.reporting} people say so.")
    return kept[:NAMED_MAX]


def list_left_out(session: Session, garment: Garment, *, run_word: str) -> list[str]:
    """Return the points that somebody may look for on the sheet: deferred, watched, mended elsewhere."""
    left_out = []
    for cluster in _list_points_of(session, garment):
        why = _why_left_out(cluster.decision, run_word) if cluster.decision else None
        if why:
            evidence = cluster.headline
            share = f", {_share(evidence)}" if evidence and evidence.reporting else ""
            left_out.append(f"{cluster.name}: {why}{share}.")
    return left_out[:NAMED_MAX]


def _share(evidence: ClusterEvidence) -> str:
    if evidence.source is FeedbackSource.RETURN:
        return say_returned(evidence.reporting, evidence.sold)
    return _SHARES[evidence.source].format(k=evidence.reporting, n=evidence.answered)


def _list_points_of(session: Session, garment: Garment) -> list[Cluster]:
    """The unmerged points of a garment, those that most people speak of first."""
    query = select(Cluster).where(Cluster.garment_id == garment.id, Cluster.merged_into_id.is_(None))
    points = session.scalars(query.order_by(Cluster.id))
    return sorted(points, key=lambda point: -(point.headline.reporting if point.headline else 0))


def _is_praise_of_fit(cluster: Cluster, evidence: ClusterEvidence) -> bool:
    """Whether several people praise something that a pattern maker could spoil."""
    return cluster.code.is_ok and cluster.code.group == "fit" and evidence.reporting >= PRAISE_MIN


def _why_left_out(decision: Decision, run_word: str) -> str | None:
    if decision.choice is Choice.DEFER:
        return f"deferred to {run_word} {decision.round_number}" if decision.round_number else "deferred"
    if decision.choice is Choice.WATCH:
        return "watched"
    if decision.choice is Choice.FIX and decision.route is not None:
        return _ROUTES.get(decision.route)
    return None


def _list_leading_sizes(session: Session, cluster: Cluster, evidence: ClusterEvidence) -> list[str]:
    """The one or two sizes whose wearers report it clearly more often than all do, and who are most of the reports."""
    heard = _counted_by_size(session, evidence, Feedback.garment_id == cluster.garment_id)
    reported = select(Issue.feedback_id).where(Issue.cluster_id == cluster.id, Issue.standing_code.is_not(None))
    reports = _counted_by_size(session, evidence, Feedback.id.in_(reported))
    total = sum(reports.values())
    if not total:
        return []
    usual = total / sum(heard.values())
    leading = [
        size
        for size in cluster.garment.sizes
        if reports.get(size.id, 0) >= 2 and reports[size.id] / heard[size.id] >= 1.5 * usual
    ]
    most = sum(reports[size.id] for size in leading) >= 0.6 * total
    return [size.name for size in leading] if most and len(leading) <= 2 else []


def _counted_by_size(session: Session, evidence: ClusterEvidence, which: ColumnElement[bool]) -> dict[int, int]:
    """Answers per size that the evidence counts: of its source, since the pattern behind it last changed."""
    query = select(Feedback.size_id, func.count()).where(which, Feedback.source == evidence.source, ~Feedback.is_spam)
    if evidence.since_round is not None:
        newer = or_(Feedback.round_id.is_(None), ProductionRound.number >= evidence.since_round)
        query = query.outerjoin(Feedback.production_round).where(newer)
    rows = session.execute(query.where(Feedback.size_id.is_not(None)).group_by(Feedback.size_id))
    return {size_id: count for size_id, count in rows if size_id is not None}


def cut_quote(comment: str, start: int, end: int | None) -> str | None:
    """Return the sentence around a span if it is short enough, else the span, else nothing."""
    sentences = _SENTENCE.finditer(comment)
    around = next((each for each in sentences if each.start() <= start and (end or 0) <= each.end()), None)
    for quote in (around.group() if around else "", comment[start:end]):
        plain = " ".join(quote.split())
        if plain and len(plain) <= QUOTE_MAX:
            return plain
    return None
