"""Any two revisions of a garment side by side, by point of measure and never by position."""

from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import GarmentSize, PatternRevision, PointOfMeasure, RevisionLine
from app.services.ancestry import list_since


@dataclass(frozen=True)
class SizeDifference:
    """One size of a point of measure: its values where they are known, and the change where that is."""

    size: GarmentSize
    old_mm: Decimal | None
    new_mm: Decimal | None
    delta_mm: Decimal | None


@dataclass(frozen=True)
class PomDifference:
    """A point of measure that differs between two revisions, with the sizes in which it does."""

    pom: PointOfMeasure
    sizes: tuple[SizeDifference, ...]


def compare(session: Session, old: PatternRevision, new: PatternRevision) -> list[PomDifference]:
    """Return the points of measure that differ, in the order of the chart; instructions are not measures.

    Where a value is not known the lines between the two revisions tell the change.
    """
    if old.garment_id != new.garment_id:
        raise RuleError("Only revisions of the same garment can be compared.", field="revision")
    session.flush()
    before, after = _chart(old), _chart(new)
    said = _changes_between(old, new)
    differences = []
    for pom in new.garment.points_of_measure:
        rows = tuple(
            difference
            for size in new.garment.sizes
            if (difference := _difference(size, before.get(key := (pom.id, size.id)), after.get(key), said.get(key)))
        )
        if rows:
            differences.append(PomDifference(pom=pom, sizes=rows))
    return differences


@dataclass(frozen=True)
class Instructed:
    """An instruction that only one of two revisions has in it: the new one, else the old one."""

    line: RevisionLine
    is_new: bool


def list_instructions(old: PatternRevision, new: PatternRevision) -> list[Instructed]:
    """Return what was instructed on the way from one revision to the other, back where they part, and on.

    What was left as it was is in neither.
    """
    return [
        Instructed(line, is_new)
        for is_new, revisions in ((False, list_since(new, old)), (True, list_since(old, new)))
        for revision in revisions
        for line in revision.lines
        if line.instruction and not line.stays
    ]


def _difference(
    size: GarmentSize, old: Decimal | None, new: Decimal | None, delta: Decimal | None
) -> SizeDifference | None:
    """The difference of one size, or None where there is none."""
    if old is not None and new is not None:
        delta = new - old
    if old == new and not delta:
        return None
    return SizeDifference(size=size, old_mm=old, new_mm=new, delta_mm=delta)


def _chart(revision: PatternRevision) -> dict[tuple[int, int], Decimal]:
    return {(measure.pom_id, measure.size_id): measure.value_mm for measure in revision.measures}


def _changes_between(old: PatternRevision, new: PatternRevision) -> dict[tuple[int, int], Decimal]:
    """What the lines add up to on the way from one to the other, per point and size: back where they part, and on."""
    sums: dict[tuple[int, int], Decimal] = {}
    for sign, revisions in ((-1, list_since(new, old)), (1, list_since(old, new))):
        for line in (line for revision in revisions for line in revision.lines):
            for change in line.changes:
                if line.pom_id is not None:
                    key = (line.pom_id, change.size_id)
                    sums[key] = sums.get(key, Decimal(0)) + sign * change.delta_mm
    return sums
