"""What changed between production rounds, and behind which clusters; rounds count by number, never by date."""

from collections.abc import Iterable
from itertools import pairwise

from app.models import (
    Choice,
    Cluster,
    Decision,
    Garment,
    PatternRevision,
    ProductionRound,
    RevisionLine,
    RoundStatus,
    Route,
)
from app.services.ancestry import list_line
from app.services.point_names import find_library_code
from nlp.taxonomy import Code


def list_released(garment: Garment) -> list[ProductionRound]:
    """Return the rounds of a garment that were released to cut, the first one first."""
    return [each for each in garment.rounds if each.status is not RoundStatus.PLANNED]


def list_with_next(production_round: ProductionRound) -> list[ProductionRound]:
    """Return a released round and the one released after it, which carries what was made of its answers."""
    return [each for each in list_released(production_round.garment) if each.number >= production_round.number][:2]


def list_shipped(
    production_round: ProductionRound, revision: PatternRevision, *, since: int | None = None
) -> list[PatternRevision]:
    """Return the revisions that a round carries for the first time when it is cut on this one.

    A revision that was skipped ships with its successor, which is a copy of it. With `since`, those too that came
    with an earlier round, from that number on.
    """
    first = production_round.number if since is None else since
    cut_before = [
        each.revision.number
        for each in list_released(production_round.garment)
        if each.revision and each.number < first
    ]
    newest = max(cut_before, default=0)
    return [each for each in reversed(list_line(revision)) if each.number > newest]


def list_shipped_lines(
    production_round: ProductionRound, revision: PatternRevision, *, since: int | None = None
) -> list[RevisionLine]:
    """Return the lines of what a round ships; a measure that stays as it was is none of them."""
    shipped = list_shipped(production_round, revision, since=since)
    return [line for each in shipped for line in each.lines if not line.stays]


def is_carried(cluster: Cluster, lines: Iterable[RevisionLine]) -> bool:
    """Return whether one of these lines was drawn from a cluster, or from what was merged into it."""
    return any(survivor(drawn_from) is cluster for line in lines for drawn_from in line.clusters)


def has_come(cluster: Cluster, since: int) -> bool:
    """Return whether a run carries what was drawn from a cluster, of those that were cut from this number on."""
    newest = list_released(cluster.garment)[-1:]
    return any(
        is_carried(cluster, list_shipped_lines(cut, cut.revision, since=since)) for cut in newest if cut.revision
    )


def survivor(cluster: Cluster) -> Cluster:
    """Return the cluster that a merged one went into, or the cluster itself."""
    while cluster.merged_into is not None:
        cluster = cluster.merged_into
    return cluster


def find_fix_elsewhere(cluster: Cluster, production_round: ProductionRound) -> Decision | None:
    """Return the decision by which a round is the first with a fix that is not made in the pattern, if there is one.

    What was decided otherwise by its release was not done, and what was decided later is nothing that its pieces have.
    """
    released_at = production_round.locked_at
    held = next(
        (each for each in reversed(cluster.decisions) if released_at is None or each.decided_at <= released_at), None
    )
    if held is None or held.choice is not Choice.FIX or held.route is Route.PATTERN:
        return None
    return held if held.round_number == production_round.number else None


def list_changes(cluster: Cluster, codes: Iterable[Code]) -> dict[int, bool]:
    """Return, by round number, where something behind a cluster changed, and whether that was meant as its fix.

    Behind a cluster stand the lines drawn from it, the usual points of measure of its codes, a fix by another route
    from the round it names if that was decided before its cut, and for a fault of the fabric the lot. The first round
    cut is what later ones differ from.
    """
    released = list_released(cluster.garment)
    usual = {pom for code in codes for pom in code.poms(cluster.garment.kind)}
    of_fabric = any(code.group == "fabric" for code in codes)
    changes: dict[int, bool] = {}
    for before, after in pairwise(released):
        assert after.revision  # the database demands one of every released round
        lines = list_shipped_lines(after, after.revision)
        if _is_fixed(cluster, after, lines):
            changes[after.number] = True
        elif any(line.pom and find_library_code(line.pom) in usual for line in lines) or (
            of_fabric and _is_other_lot(before, after)
        ):
            changes[after.number] = False
    return changes


def _is_fixed(cluster: Cluster, production_round: ProductionRound, lines: list[RevisionLine]) -> bool:
    """Whether a round is the first with a fix of the cluster: by a line of the pattern, or by another route."""
    return is_carried(cluster, lines) or find_fix_elsewhere(cluster, production_round) is not None


def _is_other_lot(before: ProductionRound, after: ProductionRound) -> bool:
    """Whether two rounds are known to be cut from different lots of fabric."""
    return bool(before.fabric_lot and after.fabric_lot and before.fabric_lot != after.fabric_lot)
