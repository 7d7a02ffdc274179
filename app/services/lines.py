"""The lines of a draft: measured changes and instructions; the draft's chart follows them."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy.orm import Session

from app.errors import RuleError
from app.models import (
    SENTENCE_MAX,
    AppliesTo,
    Cluster,
    Garment,
    GarmentSize,
    PatternRevision,
    PointOfMeasure,
    RevisionLine,
    RevisionStatus,
    SizeChange,
    User,
)
from app.services import audit
from app.services.garments import get_size


def change_measure(
    session: Session,
    revision: PatternRevision,
    pom: PointOfMeasure,
    *,
    delta_mm: Decimal | None = None,
    per_size: Mapping[str, Decimal] | None = None,
    clusters: Sequence[Cluster] = (),
    reason: str | None = None,
    user: User | None = None,
) -> RevisionLine:
    """Return the line that changes a point of measure, by the same amount in all sizes or by one per size name.

    Amounts are in mm, on the measure as its kind says (half of the round where it is taken flat). Where the old value
    is not known the change alone is kept. A second change of the same point replaces the first; one without any
    amount is a line still to be measured, which keeps the sheet from being sent.
    """
    garment = revision.garment
    _ensure_draft(revision)
    _ensure_own_point(garment, pom)
    _ensure_own_clusters(garment, clusters)
    _ensure_short(reason, "reason")
    deltas = _deltas(garment, delta_mm, per_size)
    line = next((each for each in revision.lines if each.pom is pom), None)
    old = {**_chart(revision, pom), **_known_before(line)}
    for size, delta in deltas.items():
        _ensure_something_left(pom, size, old.get(size), delta)
    if line is None:
        line = RevisionLine(number=_next_number(revision), pom=pom)
        revision.lines.append(line)
    else:
        _undo(line)
    line.applies_to = _reach(garment, deltas)
    line.reason = reason or line.reason
    _link(line, clusters)
    for size, delta in deltas.items():
        _apply(line, size, old.get(size), delta)
    audit.note(session, "changed", revision, user=user, line=line.number, pom=pom.code)
    return line


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
    _ensure_draft(revision)
    _ensure_own_clusters(revision.garment, clusters)
    if not text.strip():
        raise RuleError("An instruction needs words.", field="text")
    _ensure_short(text, "text")
    _ensure_short(reason, "reason")
    line = RevisionLine(number=_next_number(revision), instruction=text.strip(), piece=piece or None, reason=reason)
    revision.lines.append(line)
    _link(line, clusters)
    audit.note(session, "changed", revision, user=user, line=line.number)
    return line


def agree_measure(
    session: Session, line: RevisionLine, deltas_mm: Mapping[GarmentSize, Decimal], *, user: User | None = None
) -> None:
    """Let a line that was sent come to other amounts, in mm by size: what the pattern maker did and the label took."""
    revision, pom = line.revision, line.pom
    assert pom is not None  # an instruction has no amounts
    old = {**_chart(revision, pom), **_known_before(line)}
    deltas = {change.size: change.delta_mm for change in line.changes} | dict(deltas_mm)
    for size, delta in deltas.items():
        _ensure_something_left(pom, size, old.get(size), delta)
    _undo(line)
    session.flush()
    for size in revision.garment.sizes:
        if delta := deltas.get(size, Decimal(0)):
            _apply(line, size, old.get(size), delta)
    line.applies_to = _reach(revision.garment, {change.size: change.delta_mm for change in line.changes})
    audit.note(session, "agreed", revision, user=user, line=line.number, pom=pom.code)


def drop_line(session: Session, line: RevisionLine, *, user: User | None = None) -> None:
    """Take a line out of a draft; its measures are again what they were."""
    revision = line.revision
    _ensure_draft(revision)
    number = line.number
    _undo(line)
    revision.lines.remove(line)
    audit.note(session, "dropped", revision, user=user, line=number)


def _ensure_draft(revision: PatternRevision) -> None:
    """What was sent to the pattern maker no longer changes."""
    if revision.status is not RevisionStatus.DRAFT:
        raise RuleError(f"Revision {revision.number} is {revision.status}, its lines are frozen: draft the next one.")


def _ensure_own_point(garment: Garment, pom: PointOfMeasure) -> None:
    """A revision changes the points of measure of its own garment that are still in use."""
    if pom.garment is not garment:
        raise RuleError(f"{pom.code} is a point of measure of another garment.", field="pom")
    if pom.retired_at:
        raise RuleError(f"{pom.code} is retired; take another point of measure.", field="pom")


def _ensure_own_clusters(garment: Garment, clusters: Sequence[Cluster]) -> None:
    """A line is drawn from fit points of its own garment."""
    for cluster in clusters:
        if cluster.garment_id != garment.id:
            raise RuleError(f"The fit point “{cluster.name}” belongs to another garment.", field="clusters")


def _ensure_short(text: str | None, field: str) -> None:
    """A reason or an instruction fits on the sheet."""
    if text and len(text) > SENTENCE_MAX:
        raise RuleError(f"That is longer than {SENTENCE_MAX} characters.", field=field)


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


def _next_number(revision: PatternRevision) -> int:
    return max((line.number for line in revision.lines), default=0) + 1


def _link(line: RevisionLine, clusters: Sequence[Cluster]) -> None:
    line.clusters.extend(cluster for cluster in dict.fromkeys(clusters) if cluster not in line.clusters)


def _chart(revision: PatternRevision, pom: PointOfMeasure) -> dict[GarmentSize, Decimal]:
    return {measure.size: measure.value_mm for measure in revision.measures if measure.pom is pom}


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
