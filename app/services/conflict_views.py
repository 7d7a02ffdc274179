"""What the page of a draft shows where another revision went out, or is being drafted, since it was begun."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.models import Label, PatternRevision
from app.services.ancestry import find_present, is_behind
from app.services.label import get_label
from app.services.lengths import write_length
from app.services.lines import describe_change
from app.services.rebasing import Conflict, list_conflicts, list_others


@dataclass(frozen=True)
class ConflictSize:
    """One size of a measure that both changed; changes stand alone where the old value is not known."""

    name: str
    before: str
    theirs: str
    mine: str
    both: str


@dataclass(frozen=True)
class ConflictRow:
    """A measure that both changed, size by size."""

    code: str
    name: str
    kind: str
    sizes: tuple[ConflictSize, ...]


@dataclass(frozen=True)
class DraftConflicts:
    """What stands beside a draft: the revision that went out since, what both changed, and other open drafts."""

    present: PatternRevision | None
    rows: tuple[ConflictRow, ...]
    others: tuple[tuple[PatternRevision, tuple[str, ...]], ...]


def build_conflicts(session: Session, draft: PatternRevision) -> DraftConflicts:
    """Return what a draft is in conflict with; nothing for what is no draft."""
    label = get_label(session)
    return DraftConflicts(
        present=find_present(draft.garment) if is_behind(draft) else None,
        rows=tuple(_write(conflict, label) for conflict in list_conflicts(draft)),
        others=tuple((other, tuple(names)) for other, names in list_others(draft).items()),
    )


def _write(conflict: Conflict, label: Label) -> ConflictRow:
    mine = describe_change(conflict.line)
    sizes = []
    for size in conflict.line.revision.garment.sizes:
        own, theirs = (changes.get(size, Decimal(0)) for changes in (mine.deltas, conflict.theirs))
        old = mine.old.get(size)
        told = [_say(old, delta, label) for delta in (theirs, own, own + theirs)]
        sizes.append(ConflictSize(size.name, "not known" if old is None else _say(old, Decimal(0), label), *told))
    return ConflictRow(conflict.pom.code, conflict.pom.name, conflict.pom.kind.value, tuple(sizes))


def _say(old: Decimal | None, delta: Decimal, label: Label) -> str:
    if old is None:
        return write_length(delta, label.unit, label.grid, signed=True)
    return write_length(old + delta, label.unit, label.grid)
