"""What holds for every line of a revision, measured or an instruction."""

from collections.abc import Sequence

from app.errors import RuleError
from app.models import SENTENCE_MAX, Cluster, Garment, PatternRevision, RevisionLine, RevisionStatus


def ensure_draft(revision: PatternRevision) -> None:
    """Refuse where the lines are frozen: what was sent to the pattern maker no longer changes."""
    if revision.status is not RevisionStatus.DRAFT:
        raise RuleError(f"Revision {revision.number} is {revision.status}, its lines are frozen: draft the next one.")


def ensure_own_clusters(garment: Garment, clusters: Sequence[Cluster]) -> None:
    """Refuse fit points of another garment: a line is drawn from those of its own."""
    for cluster in clusters:
        if cluster.garment_id != garment.id:
            raise RuleError(f"The fit point “{cluster.name}” belongs to another garment.", field="clusters")


def ensure_short(text: str | None, field: str) -> None:
    """Refuse words that do not fit on the sheet."""
    if text and len(text) > SENTENCE_MAX:
        raise RuleError(f"That is longer than {SENTENCE_MAX} characters.", field=field)


def next_number(revision: PatternRevision) -> int:
    """Return the number of the next line; one that was dropped leaves a gap unless it was the last."""
    return max((line.number for line in revision.lines), default=0) + 1


def explain(line: RevisionLine, reason: str | None, clusters: Sequence[Cluster], *, anew: bool) -> None:
    """Say why a line is there: in place of what was said before, or beside it."""
    behind = dict.fromkeys(clusters)
    if anew:
        line.reason, line.clusters = reason or None, list(behind)
        return
    line.reason = reason or line.reason
    line.clusters.extend(cluster for cluster in behind if cluster not in line.clusters)
