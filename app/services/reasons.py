"""Why a line is on the correction sheet, and what is not: evidence in plain sentences, quotes without names.

Customers' words are read here each time and stored nowhere, so that an erased answer is gone from the next sheet.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select, union_all
from sqlalchemy.orm import Session

from app.models import (
    Choice,
    Cluster,
    ClusterEvidence,
    Decision,
    Feedback,
    Garment,
    Issue,
    Route,
)
from app.services.changes import survivor
from app.services.clusters import list_clusters
from app.services.excerpts import cut_quote
from app.services.shares import read_shares, say_evidence
from app.services.wording import list_words

QUOTES_READ = 60
"""So many answers are looked through for a good quote, newest first."""

NAMED_MAX = 4
"""Points that are named under "Do not change" and "Not on this sheet"."""

PRAISE_MIN = 3
"""One voice is no reason to leave anything alone."""

_ROUTES = {
    Route.FACTORY: "goes to the factory",
    Route.FABRIC: "goes to the fabric",
    Route.PRODUCT_PAGE: "goes to the product page",
    Route.BLOCK: "goes to the block",
}


def list_points(clusters: Iterable[Cluster]) -> list[Cluster]:
    """Return the fit points that stand today for those that a line was drawn from."""
    return list(dict.fromkeys(survivor(cluster) for cluster in clusters))


def list_by_reports(session: Session, garment: Garment) -> list[Cluster]:
    """Return the points of a garment that stand, those that most people speak of first."""
    points = sorted(list_clusters(session, garment), key=lambda point: point.id)
    return sorted(points, key=lambda point: -(point.headline.reporting if point.headline else 0))


def tell_evidence(cluster: Cluster) -> str | None:
    """Return "Sleeve too long: 14 of the 40 who answered, mostly L and XL.", or None before it was weighed."""
    evidence = cluster.foremost
    if evidence is None or not evidence.reporting:
        return None
    mostly = list_words(_list_leading_sizes(cluster, evidence))
    return f"{cluster.name}: {say_evidence(evidence)}{f', mostly {mostly}' if mostly else ''}."


def tell_decided(cluster: Cluster, before: datetime) -> str | None:
    """Return "Sleeve too long: 14 of 40 when it was decided.": on what a fix stood that has been cut since.

    What is counted today is counted since that fix, and would say the opposite of why it was asked for.
    """
    decided = [each for each in cluster.decisions if each.decided_at <= before and each.choice is Choice.FIX]
    if not decided or not decided[-1].reporting:
        return None
    return f"{cluster.name}: {decided[-1].reporting} of {decided[-1].answered} when it was decided."


def read_quotes(session: Session, clusters: Iterable[Cluster], *, before: datetime) -> dict[int, list[str]]:
    """Return by cluster id short quotes of the newest answers up to a moment: sentences around what was read, or that.

    A sheet that is printed anew quotes nobody who spoke after it was sent.
    """
    newest = [
        select(Issue.cluster_id, Feedback.comment, Issue.span_start, Issue.span_end)
        .join(Issue.feedback)
        .where(Issue.cluster_id == each, Issue.standing_code.is_not(None), Issue.span_start.is_not(None))
        .where(Feedback.received_at <= before)
        .order_by(Issue.feedback_id.desc(), Issue.id.desc())
        .limit(QUOTES_READ)
        .subquery()
        for each in {cluster.id for cluster in clusters}
    ]
    found: dict[int, list[str]] = defaultdict(list)
    for cluster_id, comment, start, end in session.execute(union_all(*map(select, newest))) if newest else ():
        if comment and (quote := cut_quote(comment, start or 0, end)):
            found[cluster_id].append(quote)
    return found


def choose_quotes(quotes: Mapping[int, list[str]], clusters: Iterable[Cluster], *, limit: int) -> list[str]:
    """Return the best quotes behind fit points, alike ones once."""
    alike: dict[str, str] = {}
    for quote in (quote for cluster in clusters for quote in quotes.get(cluster.id, ())):
        alike.setdefault(quote.casefold().rstrip(".!?"), quote)
    # Three words and more say something; the fewest of those say it best.
    return sorted(alike.values(), key=lambda quote: (len(quote.split()) < 3, len(quote), quote))[:limit]


def list_kept(points: Sequence[Cluster], *, changed: Iterable[Cluster]) -> list[str]:
    """Return what has to stay as it is: praised by several people and touched by no line, or kept by decision."""
    touched = {cluster.code.aspect for cluster in changed}
    kept = []
    for cluster in points:
        evidence, decision = cluster.headline, cluster.decision
        if decision is not None and decision.choice is Choice.KEEP and not cluster.code.is_ok:
            kept.append(f"{cluster.name}: kept as is.")
        elif evidence and _is_praise_of_fit(cluster, evidence) and cluster.code.aspect not in touched:
            kept.append(f"{cluster.name}: {evidence.reporting} people say so.")
    return kept[:NAMED_MAX]


def list_left_out(points: Sequence[Cluster], *, run_word: str) -> list[str]:
    """Return the points that somebody may look for on the sheet: deferred, watched, mended elsewhere."""
    left_out = []
    for cluster in points:
        why = _why_left_out(cluster.decision, run_word) if cluster.decision else None
        if why:
            evidence = cluster.foremost
            share = f", {say_evidence(evidence)}" if evidence and evidence.reporting else ""
            left_out.append(f"{cluster.name}: {why}{share}.")
    return left_out[:NAMED_MAX]


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


def _list_leading_sizes(cluster: Cluster, evidence: ClusterEvidence) -> list[str]:
    """The one or two sizes whose wearers report it clearly more often than all do, and who are most of the reports."""
    by_size = read_shares(evidence.by_size)
    total = sum(share.k for share in by_size.values())
    if not total:
        return []
    usual = total / sum(share.n for share in by_size.values())
    leading = {
        size.name: share.k
        for size in cluster.garment.sizes
        if (share := by_size.get(size.id)) and share.k >= 2 and share.k / share.n >= 1.5 * usual
    }
    return list(leading) if sum(leading.values()) >= 0.6 * total and len(leading) <= 2 else []
