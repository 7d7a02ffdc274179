"""Instructions: the lines of a draft that say in words what no measure can."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Cluster, PatternRevision, RevisionLine, User
from app.services import audit
from app.services.line_rules import ensure_draft, ensure_own_clusters, ensure_short, explain, next_number


def add_instruction(
    session: Session,
    revision: PatternRevision,
    *,
    text: str,
    piece: str | None = None,
    clusters: Sequence[Cluster] = (),
    reason: str | None = None,
    user: User | None = None,
) -> RevisionLine:
    """Return a new line that says in words what no measure can: rotate the dart, move the shoulder seam."""
    ensure_draft(revision)
    _ensure_instruction(revision, text, clusters, reason)
    line = RevisionLine(number=next_number(revision), instruction=text.strip(), piece=piece or None)
    revision.lines.append(line)
    explain(line, reason, clusters, anew=True)
    audit.note(session, "changed", revision, user=user, line=line.number)
    return line


def rewrite_instruction(
    session: Session,
    line: RevisionLine,
    *,
    text: str,
    piece: str | None = None,
    clusters: Sequence[Cluster] = (),
    reason: str | None = None,
    user: User | None = None,
) -> None:
    """Put an instruction in other words; its marks on the sketch stay."""
    revision = line.revision
    ensure_draft(revision)
    if line.instruction is None:
        raise RuleError(f"Line {line.number} changes a measure; it is no instruction.", field="text")
    _ensure_instruction(revision, text, clusters, reason)
    line.instruction, line.piece = text.strip(), piece or None
    explain(line, reason, clusters, anew=True)
    audit.note(session, "changed", revision, user=user, line=line.number)


def _ensure_instruction(revision: PatternRevision, text: str, clusters: Sequence[Cluster], reason: str | None) -> None:
    """An instruction says something, of this garment, and fits on the sheet."""
    ensure_own_clusters(revision.garment, clusters)
    if not text.strip():
        raise RuleError("An instruction needs words.", field="text")
    ensure_short(text, "text")
    ensure_short(reason, "reason")
