"""Rebasing: a draft of a pattern that has moved on is carried over to the present revision, line by line."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    GarmentSize,
    PatternRevision,
    PointOfMeasure,
    RevisionLine,
    RevisionMeasure,
    RevisionStatus,
    SketchMark,
    User,
)
from app.services import audit, lines
from app.services.ancestry import find_present, is_behind, list_since
from app.services.garments import hold_garment
from app.services.instructions import add_instruction
from app.services.line_notes import carry_notes
from app.services.moves import read_move
from app.services.revisions import draft_revision
from app.services.wording import list_words


class Keep(enum.StrEnum):
    """What is made of a measure that both changed: the draft's value, what went out, or one change upon the other."""

    MINE = "mine"
    THEIRS = "theirs"
    BOTH = "both"


@dataclass(frozen=True)
class Conflict:
    """A line of a draft whose measure what went out since has changed too, and by how much, in mm by size."""

    line: RevisionLine
    pom: PointOfMeasure
    theirs: Mapping[GarmentSize, Decimal]


def list_conflicts(draft: PatternRevision) -> list[Conflict]:
    """Return the lines of a draft that need a decision before it can be rebased."""
    if not is_behind(draft) or draft.predecessor is None:
        return []
    present = find_present(draft.garment)
    return [
        Conflict(line, line.pom, theirs)
        for line in draft.lines
        if line.pom is not None and (theirs := _sum_changes(draft.predecessor, present, line.pom))
    ]


def list_others(draft: PatternRevision) -> dict[PatternRevision, list[str]]:
    """Return the other open drafts of the garment, each with the names of the measures that both change."""
    own = {line.pom for line in draft.lines if line.pom}
    return {
        other: [line.pom.name for line in other.lines if line.pom is not None and line.pom in own]
        for other in draft.garment.revisions
        if other is not draft and other.status is RevisionStatus.DRAFT and draft.status is RevisionStatus.DRAFT
    }


def rebase(
    session: Session, draft: PatternRevision, *, keep: Mapping[str, Keep], user: User | None = None
) -> PatternRevision:
    """Return a new draft on the present revision with the lines of one that is behind, which is superseded by it.

    `keep` names, by code of the point of measure, what becomes of each measure that both changed. A line that has
    nothing left to change is not carried over; the audit trail says what was decided.
    """
    hold_garment(session, draft.garment)
    if not is_behind(draft):
        raise RuleError(f"Revision {draft.number} is no draft that is behind: there is nothing to rebase.")
    conflicts = {conflict.pom: conflict for conflict in list_conflicts(draft)}
    _ensure_decided(conflicts, keep)
    before, carried = _read_charts(draft), list(draft.lines)
    draft.status = RevisionStatus.SUPERSEDED
    rebased = draft_revision(session, draft.garment, beside=True, user=user)
    rebased.rebased_from = draft
    _learn_values(draft, rebased, before)
    for line in carried:
        if line.pom is None:
            _carry_instruction(session, line, rebased, user)
        else:
            conflict = conflicts.get(line.pom)
            _carry_measure(session, line, rebased, conflict, keep.get(line.pom.code, Keep.BOTH), user)
    audit.note(
        session, "rebased", rebased, user=user, draft=draft.number,
        kept={pom.code: keep[pom.code].value for pom in conflicts},
    )  # fmt: skip
    audit.note(session, "carried_on", draft, user=user, revision=rebased.number)
    return rebased


def _ensure_decided(conflicts: Mapping[PointOfMeasure, Conflict], keep: Mapping[str, Keep]) -> None:
    """What both changed is decided by a person, measure by measure."""
    open_points = [f"{pom.code} {pom.name}" for pom in conflicts if pom.code not in keep]
    if open_points:
        raise RuleError(f"Both changed {list_words(open_points)}: keep mine, theirs, or both?", field="keep")


def _read_charts(draft: PatternRevision) -> dict[tuple[PointOfMeasure, GarmentSize], Decimal]:
    """What the draft knows of the pattern before its own lines."""
    points = dict.fromkeys(measure.pom for measure in draft.measures)
    return {(pom, size): value for pom in points for size, value in lines.find_old(draft, pom).items()}


def _learn_values(
    draft: PatternRevision, rebased: PatternRevision, before: Mapping[tuple[PointOfMeasure, GarmentSize], Decimal]
) -> None:
    """Take along old values that were told to the draft only, with what has been changed of them since."""
    assert draft.predecessor is not None
    assert rebased.predecessor is not None
    known = {(measure.pom, measure.size) for measure in rebased.measures}
    for (pom, size), value in before.items():
        if (pom, size) not in known:
            since = _sum_changes(draft.predecessor, rebased.predecessor, pom).get(size, Decimal(0))
            rebased.measures.append(RevisionMeasure(pom=pom, size=size, value_mm=value + since))


def _carry_measure(
    session: Session,
    line: RevisionLine,
    rebased: PatternRevision,
    conflict: Conflict | None,
    keep: Keep,
    user: User | None,
) -> None:
    assert line.pom is not None
    if conflict and keep is Keep.THEIRS:
        return
    theirs = conflict.theirs if conflict and keep is Keep.MINE else {}
    mine = {change.size: change.delta_mm for change in line.changes}
    deltas = {size: mine.get(size, Decimal(0)) - theirs.get(size, Decimal(0)) for size in line.revision.garment.sizes}
    changed = {size.name: delta for size, delta in deltas.items() if delta}
    if changed or not line.is_measured:
        carried = lines.change_measure(
            session, rebased, line.pom, per_size=changed or None, clusters=line.clusters, reason=line.reason, user=user
        )
        carry_notes(line, carried)


def _carry_instruction(session: Session, line: RevisionLine, rebased: PatternRevision, user: User | None) -> None:
    carried = add_instruction(
        session, rebased, text=line.instruction or "", piece=line.piece, move=read_move(line), clusters=line.clusters,
        reason=line.reason, user=user,
    )  # fmt: skip
    carry_notes(line, carried)
    carried.marks = [
        SketchMark(
            number=mark.number, kind=mark.kind, side=mark.side, x=mark.x, y=mark.y, to_x=mark.to_x, to_y=mark.to_y
        )
        for mark in line.marks
    ]


def _sum_changes(old: PatternRevision, present: PatternRevision, pom: PointOfMeasure) -> dict[GarmentSize, Decimal]:
    """By how much what went out since has changed a measure, per size that it changed at all."""
    sums: dict[GarmentSize, Decimal] = {}
    for revision in list_since(old, present):
        for change in (change for line in revision.lines if line.pom is pom for change in line.changes):
            sums[change.size] = sums.get(change.size, Decimal(0)) + change.delta_mm
    return {size: delta for size, delta in sums.items() if delta}
