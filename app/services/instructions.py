"""Instructions: the lines of a draft that say what no measure can, in words and by what is moved which way."""

from collections.abc import Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import Cluster, PatternRevision, RevisionLine, User
from app.services import audit
from app.services.line_rules import ensure_own_clusters, ensure_short, explain, hold_draft, hold_line, next_number
from app.services.moves import Move, ensure_amount, ensure_move, write_move


def add_instruction(
    session: Session,
    revision: PatternRevision,
    *,
    text: str,
    piece: str | None = None,
    move: Move | None = None,
    clusters: Sequence[Cluster] = (),
    reason: str | None = None,
    user: User | None = None,
) -> RevisionLine:
    """Return a new line that says in words what no measure can: rotate the dart, move the shoulder seam."""
    hold_draft(session, revision)
    move = move or Move()
    _ensure_instruction(revision, text, move, clusters, reason)
    line = RevisionLine(number=next_number(revision), instruction=text.strip(), piece=piece or None)
    write_move(line, move)
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
    move: Move | None = None,
    clusters: Sequence[Cluster] = (),
    reason: str | None = None,
    user: User | None = None,
) -> None:
    """Put an instruction in other words; what it moved is said anew too, its marks on the sketch stay."""
    hold_line(session, line)
    revision, move = line.revision, move or Move()
    if line.instruction is None:
        raise RuleError(f"Line {line.number} changes a measure; it is no instruction.", field="text")
    _ensure_instruction(revision, text, move, clusters, reason)
    line.instruction, line.piece = text.strip(), piece or None
    write_move(line, move)
    explain(line, reason, clusters, anew=True)
    audit.note(session, "changed", revision, user=user, line=line.number)


def agree_amount(session: Session, line: RevisionLine, amount_mm: Decimal | None, *, user: User | None = None) -> None:
    """Let an instruction that was sent move by another amount: what the pattern maker did and the label took.

    By none, it is left as it was.
    """
    if amount_mm is not None:
        ensure_amount(amount_mm)
    before, line.amount_mm = line.amount_mm, amount_mm
    audit.note(
        session, "agreed", line.revision, user=user, line=line.number,
        old_mm=None if before is None else float(before), new_mm=None if amount_mm is None else float(amount_mm),
    )  # fmt: skip


def _ensure_instruction(
    revision: PatternRevision, text: str, move: Move, clusters: Sequence[Cluster], reason: str | None
) -> None:
    """An instruction says something, of this garment, and fits on the sheet."""
    ensure_own_clusters(revision.garment, clusters)
    if not text.strip():
        raise RuleError("An instruction needs words.", field="text")
    ensure_short(text, "text")
    ensure_move(move)
    ensure_short(reason, "reason")
