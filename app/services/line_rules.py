"""What holds for every line of a revision, measured or an instruction."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from sqlalchemy.orm.attributes import set_committed_value

from app.errors import NotFound, RuleError
from app.models import (
    SENTENCE_MAX,
    Cluster,
    Garment,
    PatternRevision,
    RevisionLine,
    RevisionMeasure,
    RevisionStatus,
)

_OF_LINES = tuple(map(joinedload, (RevisionLine.changes, RevisionLine.clusters, RevisionLine.marks)))


def hold_lines(session: Session, revision: PatternRevision) -> None:
    """Make others who write lines of a garment, or send one, wait until the caller commits; see what they did before.

    Read anew are the lines with all that hangs on them and the chart that follows them: both are written together.
    """
    session.flush()
    session.execute(select(Garment.id).where(Garment.id == revision.garment_id).with_for_update())
    session.refresh(revision, ["status"])
    lines = select(RevisionLine).where(RevisionLine.revision_id == revision.id).order_by(RevisionLine.number)
    chart = select(RevisionMeasure).where(RevisionMeasure.revision_id == revision.id).order_by(RevisionMeasure.id)
    for name, query in (("lines", lines.options(*_OF_LINES)), ("measures", chart)):
        found = session.scalars(query.execution_options(populate_existing=True)).unique()
        set_committed_value(revision, name, list(found))


def hold_draft(session: Session, revision: PatternRevision) -> None:
    """Hold the lines of a draft before one of them is written; refuse where they are frozen."""
    hold_lines(session, revision)
    ensure_draft(revision)


def hold_line(session: Session, line: RevisionLine) -> None:
    """Hold a line of a draft with the others; refuse where somebody took it out before it was held."""
    revision = line.revision
    hold_draft(session, revision)
    if line not in revision.lines:
        raise NotFound(f"Revision {revision.number} has no line {line.number} any more.", field="line")


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
