"""What a sheet says beside a line: which pieces it touches, how much it matters, what to check on the sample."""

from app.errors import RuleError
from app.models import NAME_MAX, Priority, RevisionLine
from app.services.line_rules import ensure_draft, ensure_short

PRIORITIES = {Priority.MUST: "must", Priority.SHOULD: "should", Priority.MAY: "if there is time"}


def note_beside(
    line: RevisionLine, *, piece: str | None, priority: Priority | None, check_on_sample: str | None
) -> RevisionLine:
    """Write down what the sheet says beside a line of a draft; what is not said is left out there."""
    ensure_draft(line.revision)
    if piece and len(piece) > NAME_MAX:
        raise RuleError(f"Pieces are named in {NAME_MAX} characters at most.", field="piece")
    ensure_short(check_on_sample, "check_on_sample")
    line.piece, line.priority, line.check_on_sample = piece or None, priority, check_on_sample or None
    return line


def say_notes(line: RevisionLine) -> str:
    """Return "touches sleeve and cuff · must · check on the sample: raise the arm", as far as it is said."""
    parts = [
        f"touches {line.piece}" if line.pom and line.piece else None,  # an instruction's piece is its title
        PRIORITIES[line.priority] if line.priority else None,
        f"check on the sample: {line.check_on_sample}" if line.check_on_sample else None,
    ]
    return " · ".join(filter(None, parts))


def carry_notes(line: RevisionLine, onto: RevisionLine) -> None:
    """Take along what is said beside a line."""
    note_beside(onto, piece=line.piece, priority=line.priority, check_on_sample=line.check_on_sample)
