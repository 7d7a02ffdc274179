"""The lines of a draft: measured changes and instructions; the draft's chart follows them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import (
    AppliesTo,
    Cluster,
    Garment,
    GarmentSize,
    PatternRevision,
    PointOfMeasure,
    RevisionLine,
    RevisionMeasure,
    SizeChange,
    User,
)
from app.services import audit
from app.services.amounts import Amounts, MeasuredChange, spread_amounts
from app.services.line_rules import ensure_own_clusters, ensure_short, explain, hold_draft, hold_line, next_number
from app.services.points_of_measure import list_values
from app.services.sizes_and_colours import get_size


def get_line(revision: PatternRevision, number: int) -> RevisionLine:
    """Return the line of a revision with this number."""
    for line in revision.lines:
        if line.number == number:
            return line
    raise NotFound(f"Revision {revision.number} has no line {number}.", field="line")


def find_old(revision: PatternRevision, pom: PointOfMeasure) -> dict[GarmentSize, Decimal]:
    """Return what a point of measure was before any line of this revision, where that is known."""
    line = next((each for each in revision.lines if each.pom is pom), None)
    return {**list_values(revision, pom), **_known_before(line)}


def list_unknown(revision: PatternRevision, pom: PointOfMeasure) -> list[GarmentSize]:
    """Return the sizes whose old value the chart that the revision was copied from does not know."""
    before = list_values(revision.predecessor, pom) if revision.predecessor else {}
    return [size for size in revision.garment.sizes if size not in before]


def read_amounts(
    revision: PatternRevision, pom: PointOfMeasure, amounts: Amounts, old_mm: Mapping[str, Decimal]
) -> dict[str, Decimal] | None:
    """Return what amounts come to per size name, or None where none is said: a line still to be measured."""
    if not amounts.are_said:
        return None
    return spread_amounts(revision.garment, find_old(revision, pom) | _read_old(revision, pom, old_mm), amounts)


def plan_measure(
    revision: PatternRevision,
    pom: PointOfMeasure,
    *,
    delta_mm: Decimal | None = None,
    per_size: Mapping[str, Decimal] | None = None,
    old_mm: Mapping[str, Decimal] | None = None,
) -> MeasuredChange:
    """Return what a change would come to, without writing it; refuses what `change_measure` refuses of amounts."""
    garment = revision.garment
    old = find_old(revision, pom) | _read_old(revision, pom, old_mm or {})
    deltas = _deltas(garment, delta_mm, per_size)
    for size, delta in deltas.items():
        _ensure_something_left(pom, size, old.get(size), delta)
    return MeasuredChange(garment, pom, old, deltas)


def describe_change(line: RevisionLine) -> MeasuredChange:
    """Return what a measured line comes to; the old values are those that were known when it was written."""
    assert line.pom is not None  # an instruction has no amounts
    deltas = {change.size: change.delta_mm for change in line.changes}
    others = {size: value for size, value in list_values(line.revision, line.pom).items() if size not in deltas}
    return MeasuredChange(line.revision.garment, line.pom, others | _known_before(line), deltas)


def change_measure(
    session: Session,
    revision: PatternRevision,
    pom: PointOfMeasure,
    *,
    delta_mm: Decimal | None = None,
    per_size: Mapping[str, Decimal] | None = None,
    old_mm: Mapping[str, Decimal] | None = None,
    clusters: Sequence[Cluster] = (),
    reason: str | None = None,
    rewrite: bool = False,
    user: User | None = None,
) -> RevisionLine:
    """Return the line that changes a point of measure, by the same amount in all sizes or by one per size name.

    Amounts are in mm, on the measure as its kind says (half of the round where it is taken flat). Where the old value
    is not known and not told in `old_mm`, the change alone is kept. A second change of the same point replaces the
    first and keeps its reason and fit points too, unless it is to `rewrite` the line; one without any amount is a line
    still to be measured, which keeps the sheet from being sent.
    """
    garment = revision.garment
    hold_draft(session, revision)
    _ensure_own_point(garment, pom)
    ensure_own_clusters(garment, clusters)
    ensure_short(reason, "reason")
    plan = plan_measure(revision, pom, delta_mm=delta_mm, per_size=per_size, old_mm=old_mm)
    line = next((each for each in revision.lines if each.pom is pom), None)
    if line is None:
        line = RevisionLine(number=next_number(revision), pom=pom)
        revision.lines.append(line)
    else:
        _undo(line)
        session.flush()
    _learn(revision, plan)
    line.applies_to = _reach(garment, plan.deltas)
    explain(line, reason, clusters, anew=rewrite)
    for size, delta in plan.deltas.items():
        _apply(line, size, plan.old.get(size), delta)
    audit.note(session, "changed", revision, user=user, line=line.number, pom=pom.code)
    return line


def plan_agreed(line: RevisionLine, deltas_mm: Mapping[GarmentSize, Decimal]) -> MeasuredChange:
    """Return what a line that was sent would come to with other amounts in some sizes, without writing it."""
    revision, pom = line.revision, line.pom
    assert pom is not None  # an instruction has no amounts
    old = {**list_values(revision, pom), **_known_before(line)}
    deltas = {change.size: change.delta_mm for change in line.changes} | dict(deltas_mm)
    for size, delta in deltas.items():
        _ensure_something_left(pom, size, old.get(size), delta)
    changed = {size: deltas[size] for size in revision.garment.sizes if deltas.get(size)}
    return MeasuredChange(revision.garment, pom, old, changed)


def agree_measure(
    session: Session, line: RevisionLine, deltas_mm: Mapping[GarmentSize, Decimal], *, user: User | None = None
) -> None:
    """Let a line that was sent come to other amounts, in mm by size: what the pattern maker did and the label took."""
    plan = plan_agreed(line, deltas_mm)
    _undo(line)
    session.flush()
    for size, delta in plan.deltas.items():
        _apply(line, size, plan.old.get(size), delta)
    line.applies_to = _reach(plan.garment, plan.deltas)
    audit.note(session, "agreed", line.revision, user=user, line=line.number, pom=plan.pom.code)


def drop_line(session: Session, line: RevisionLine, *, user: User | None = None) -> None:
    """Take a line out of a draft; its measures are again what they were."""
    hold_line(session, line)
    revision, number = line.revision, line.number
    _undo(line)
    revision.lines.remove(line)
    audit.note(session, "dropped", revision, user=user, line=number)


def _ensure_own_point(garment: Garment, pom: PointOfMeasure) -> None:
    """A revision changes the points of measure of its own garment that are still in use."""
    if pom.garment is not garment:
        raise RuleError(f"{pom.code} is a point of measure of another garment.", field="pom")
    if pom.retired_at:
        raise RuleError(f"{pom.code} is put away: take it up again, or take another point of measure.", field="pom")


def _ensure_something_left(pom: PointOfMeasure, size: GarmentSize, old: Decimal | None, delta: Decimal) -> None:
    """No change takes away more than there is."""
    if old is not None and old + delta <= 0:
        raise RuleError(f"{pom.code} {pom.name} would be nothing or less in {size.name}.", field="delta")


def _deltas(
    garment: Garment, delta_mm: Decimal | None, per_size: Mapping[str, Decimal] | None
) -> dict[GarmentSize, Decimal]:
    """The change of each size that changes at all, smallest size first."""
    if delta_mm is None and per_size is None:
        return {}
    if delta_mm is not None and per_size is not None:
        raise RuleError("Say one change for all sizes, or one per size, not both.", field="delta")
    if not garment.sizes:
        raise RuleError(f"{garment.name} has no sizes yet: add them, or write an instruction.", field="sizes")
    if delta_mm is not None:
        deltas = dict.fromkeys(garment.sizes, delta_mm)
    else:
        deltas = {get_size(garment, name): delta for name, delta in (per_size or {}).items()}
    changed = {size: delta for size in garment.sizes if (delta := deltas.get(size))}
    if not changed:
        raise RuleError("A change of nothing is no change.", field="delta")
    return changed


def _reach(garment: Garment, deltas: Mapping[GarmentSize, Decimal]) -> AppliesTo | None:
    """How far a change reaches: everywhere alike, in one size, or by the grade rule."""
    if not deltas:
        return None
    if len(deltas) == len(garment.sizes) and len(set(deltas.values())) == 1:
        return AppliesTo.ALL_SIZES
    return AppliesTo.SINGLE_SIZE if len(deltas) == 1 else AppliesTo.GRADE_RULE


def _read_old(
    revision: PatternRevision, pom: PointOfMeasure, old_mm: Mapping[str, Decimal]
) -> dict[GarmentSize, Decimal]:
    """Old values that are told now; what the chart before knows is not told anew."""
    unknown = list_unknown(revision, pom)
    told = {get_size(revision.garment, name): value for name, value in old_mm.items()}
    for size, value in told.items():
        if value <= 0:
            raise RuleError("A measure has to be more than nothing.", field=f"old-{size.name}")
        if size not in unknown:
            raise RuleError(f"What {size.name} measured before is known.", field=f"old-{size.name}")
    return told


def _learn(revision: PatternRevision, plan: MeasuredChange) -> None:
    """Put old values into the draft's chart that it did not know, or knew otherwise."""
    chart = {measure.size: measure for measure in revision.measures if measure.pom is plan.pom}
    for size, value in plan.old.items():
        if size not in chart:
            revision.measures.append(RevisionMeasure(pom=plan.pom, size=size, value_mm=value))
        elif chart[size].value_mm != value:
            chart[size].value_mm, chart[size].typed = value, None


def _known_before(line: RevisionLine | None) -> dict[GarmentSize, Decimal]:
    """What the sizes of a line were before it, where that was known when it was drawn."""
    return {change.size: change.old_mm for change in line.changes if change.old_mm is not None} if line else {}


def _apply(line: RevisionLine, size: GarmentSize, old: Decimal | None, delta: Decimal) -> None:
    """Write the change of one size into the line and, where the old value is known, into the chart."""
    new = None if old is None else old + delta
    line.changes.append(SizeChange(size=size, old_mm=old, new_mm=new, delta_mm=delta))
    for measure in line.revision.measures:
        if measure.pom is line.pom and measure.size is size and new is not None:
            measure.value_mm, measure.typed = new, None


def _undo(line: RevisionLine) -> None:
    """Put the chart back to what it was before the line, and empty the line."""
    before = _known_before(line)
    for measure in line.revision.measures:
        if measure.pom is line.pom and measure.size in before:
            measure.value_mm = before[measure.size]
    line.changes.clear()
