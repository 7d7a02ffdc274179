"""Silences: fit points behind which something changed with a run, and that nobody was asked about since.

The worker tells them with the tallies: such a point was weighed, and has no evidence.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Cluster, FeedbackSource, Tally
from app.models.base import JSON_OBJECT
from app.services.changes import list_changes
from app.services.hearing import Hearing


@dataclass(frozen=True)
class Silence:
    """Since which run nobody answered, and whether that run was to fix it."""

    since: int
    is_fix: bool

    @property
    def because(self) -> str:
        """Return why only answers from that run on count: "which carries the fix"."""
        return "which carries the fix" if self.is_fix else "which changed it"


def tell_silence(cluster: Cluster, hearing: Hearing) -> JSON_OBJECT | None:
    """Return since when nobody answered about a cluster, as a tally keeps it; None where somebody did, or it is new."""
    changes = list_changes(cluster, hearing.codes_of(cluster))
    if not changes:
        return None
    since = max(changes)
    if any(hearing.asked_since(cluster, source, since) for source in FeedbackSource):
        return None
    return {"since": since, "is_fix": changes[since]}


def read_silence(sums: JSON_OBJECT | None) -> Silence | None:
    """Return the silence that the tally of a cluster keeps."""
    return Silence(**sums) if sums else None


def find_silences(session: Session, clusters: Iterable[Cluster]) -> dict[int, Silence]:
    """Return by the id of the cluster since when nobody answered, of those that have no evidence for that reason."""
    silent = [each.id for each in clusters if not each.evidence]
    if not silent:
        return {}
    rows = session.execute(select(Tally.cluster_id, Tally.sums).where(Tally.cluster_id.in_(silent)))
    return {cluster_id: told for cluster_id, sums in rows if cluster_id and (told := read_silence(sums))}
