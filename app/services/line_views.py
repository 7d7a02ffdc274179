"""What a line shows by size, written or only typed: old, new, change and grade step as they stand on the sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.models import Cluster, GarmentSize, Label, PatternRevision, PointOfMeasure
from app.services.amounts import Amounts, MeasuredChange
from app.services.cautions import list_cautions
from app.services.comparing import PomDifference
from app.services.coupling import list_also_check
from app.services.label import choose_grid, get_label
from app.services.lengths import change_on_grid, change_on_paper, write_length, write_value
from app.services.lines import plan_measure, read_amounts
from app.services.sheets import graded_from
from app.services.wording import list_words


@dataclass(frozen=True)
class SizeRow:
    """One size as it is printed; old and new are None where the pattern's value is not known."""

    name: str
    is_base: bool
    old: str | None
    new: str | None
    change: str
    step: str = ""
    """The grade step from the size it is graded from, old → new where it changes."""


@dataclass(frozen=True)
class LinePreview:
    """What a change that is still typed comes to, and what is worth a second look."""

    name: str
    kind: str
    sizes: tuple[SizeRow, ...]
    cautions: tuple[str, ...]
    also_check: tuple[str, ...]
    unit: str
    unknown: str
    """The sizes whose old value nobody told yet, in words."""


def preview_measure(
    session: Session,
    revision: PatternRevision,
    pom: PointOfMeasure,
    *,
    amounts: Amounts,
    old_mm: Mapping[str, Decimal],
    clusters: Sequence[Cluster] = (),
) -> LinePreview:
    """Return what a change would come to; refuses what writing it would refuse."""
    label = get_label(session)
    per_size = read_amounts(revision, pom, amounts, old_mm)
    change = plan_measure(revision, pom, per_size=per_size, old_mm=old_mm)
    return LinePreview(
        name=pom.name,
        kind=pom.kind.value,
        sizes=write_sizes(change, label),
        cautions=tuple(caution(session, change)),
        also_check=tuple(list_also_check(pom, clusters, kind=revision.garment.kind)),
        unit=label.unit.value,
        unknown=list_words([size.name for size in revision.garment.sizes if size not in change.old]),
    )


def caution(session: Session, change: MeasuredChange) -> list[str]:
    """Return what is worth a second look in a change, by the grid that its sheet will be printed on."""
    unit, grid = choose_grid(session, None, None, garment=change.garment)
    return list_cautions(change, unit=unit, grid=grid)


def write_sizes(change: MeasuredChange, label: Label) -> tuple[SizeRow, ...]:
    """Return every size of a change, those that stay as they are too: a grade is read across."""
    new, base = change.new, change.garment.base_size
    return tuple(
        _size_row(
            size.name, size is base, change.old.get(size), new.get(size), change.deltas.get(size, Decimal(0)), label,
            step=_write_step(change, size, label),
        )
        for size in change.garment.sizes
    )  # fmt: skip


def write_difference(difference: PomDifference, label: Label) -> tuple[SizeRow, ...]:
    """Return the sizes in which two revisions differ at a point of measure, as they are printed."""
    base = difference.pom.garment.base_size
    return tuple(
        _size_row(each.size.name, each.size is base, each.old_mm, each.new_mm, each.delta_mm or Decimal(0), label)
        for each in difference.sizes
    )


def _size_row(
    name: str, is_base: bool, old: Decimal | None, new: Decimal | None, delta: Decimal, label: Label, *, step: str = ""
) -> SizeRow:
    """Printed change = printed new − printed old, so that the numbers on the page add up."""
    unit, grid = label.unit, label.grid
    change = change_on_paper(delta, old, new, unit, grid)
    return SizeRow(
        name=name, is_base=is_base, old=None if old is None else write_length(old, unit, grid),
        new=None if new is None else write_length(new, unit, grid), change=write_value(change, unit, grid, signed=True),
        step=step,
    )  # fmt: skip


def _write_step(change: MeasuredChange, size: GarmentSize, label: Label) -> str:
    before = graded_from(change.pom.grade_from, change.garment, size)
    new = change.new
    if before is None or size not in new or before not in new:
        return ""
    old_step, new_step = (
        write_value(change_on_grid(values[before], values[size], label.unit, label.grid), label.unit, label.grid)
        for values in (change.old, new)
    )
    return old_step if old_step == new_step else f"{old_step} → {new_step}"
