"""What a locked round keeps of its own: copies as ids, names and numbers, never customers' words."""

from typing import Any

from sqlalchemy.orm import Session

from app.models import Choice, Cluster, Decision, PatternRevision, ProductionRound, RevisionStatus
from app.services import clusters


def take_snapshot(
    session: Session, production_round: ProductionRound, revision: PatternRevision, *, open_clusters: list[Cluster]
) -> dict[str, Any]:
    """Return what is released to cut: sizes, quantities, chart, revision, and the points that stay open."""
    return {
        "revision": revision.number,
        "sizes": [{"id": size.id, "name": size.name} for size in production_round.garment.sizes],
        "quantities": [
            {"size": row.size_id, "colour": row.colour_id, "planned": row.planned}
            for row in production_round.quantities
        ],
        "chart": _copy_chart(revision),
        "files": [{"name": file.name, "sha256": file.sha256} for file in revision.files_here],
        "undecided": [cluster.id for cluster in open_clusters],
        "watched": [
            {"cluster": cluster.id, "decision": cluster.decision.id, "choice": cluster.decision.choice.value}
            for cluster in clusters.list_clusters(session, production_round.garment)
            if cluster.decision and cluster.decision.choice in (Choice.DEFER, Choice.WATCH)
        ],
    }


def remember_before(production_round: ProductionRound, fixed: list[Decision]) -> dict[str, Any]:
    """Return what the release changes elsewhere, so that it can be undone."""
    return {
        "pinned": production_round.revision_id is not None,
        "revisions": {str(each.id): each.status.value for each in production_round.garment.revisions},
        "decisions": {str(decision.id): decision.round_number for decision in fixed},
    }


def restore_before(session: Session, production_round: ProductionRound) -> None:
    """Put back what the release itself made of revisions and decisions."""
    before = (production_round.snapshot or {})["before"]
    for revision in production_round.garment.revisions:
        was = before["revisions"].get(str(revision.id))
        if was is not None and _is_of_release(revision):
            _take_back(revision, RevisionStatus(was))
    for decision_id, number in before["decisions"].items():
        session.get_one(Decision, int(decision_id)).round_number = number
    if not before["pinned"]:
        production_round.revision = None


def _is_of_release(revision: PatternRevision) -> bool:
    """Whether a release made a revision what it is; what was drawn, sent or approved since stays as it is."""
    is_carried_on = revision.rebased_into is not None  # that superseded it, no release
    return revision.status in (RevisionStatus.RELEASED, RevisionStatus.SUPERSEDED) and not is_carried_on


def _take_back(revision: PatternRevision, was: RevisionStatus) -> None:
    if was is not RevisionStatus.RELEASED and revision.status is RevisionStatus.RELEASED:
        revision.released_at = None
    if was is RevisionStatus.DRAFT and revision.packets:
        # Its sheet went out while it was released: the lines that a pattern maker has stay frozen.
        was, revision.sent_at = RevisionStatus.SENT, revision.packets[0].sent_at
    revision.status = was


def _copy_chart(revision: PatternRevision) -> list[dict[str, Any]]:
    """Every value of the chart, with the name and the tolerances that its point of measure has now."""
    return [
        {
            "pom": measure.pom_id,
            "code": measure.pom.code,
            "size": measure.size_id,
            "value_mm": str(measure.value_mm),
            "tolerance_plus_mm": _text(measure.pom.tolerance_plus_mm),
            "tolerance_minus_mm": _text(measure.pom.tolerance_minus_mm),
        }
        for measure in revision.measures
    ]


def _text(value: object) -> str | None:
    return None if value is None else str(value)
