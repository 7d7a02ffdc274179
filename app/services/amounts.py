"""Amounts of a measured change: for all sizes, as a new base value, by the grade step, for one size; in mm."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from app.errors import RuleError
from app.models import Garment, GarmentSize, PointOfMeasure
from app.services.sizes_and_colours import get_size, grade_steps


class Side(enum.StrEnum):
    """Which sizes a change of the grade step is about, seen from the base size."""

    BOTH = "both"
    LARGER = "larger"
    SMALLER = "smaller"


@dataclass(frozen=True)
class Amounts:
    """What is said of a change: one amount or a new base value, a change of the grade step, sizes of their own."""

    every: Decimal | None = None
    base: Decimal | None = None
    step: Decimal | None = None
    side: Side = Side.BOTH
    by_size: Mapping[str, Decimal] = field(default_factory=dict)
    to_size: Mapping[str, Decimal] = field(default_factory=dict)

    @property
    def are_said(self) -> bool:
        """Return whether anything is said at all."""
        return bool(self.by_size or self.to_size) or any(
            each is not None for each in (self.every, self.base, self.step)
        )


@dataclass(frozen=True)
class MeasuredChange:
    """What a change comes to: the old values that are known, and by how much each size that changes at all does."""

    garment: Garment
    pom: PointOfMeasure
    old: Mapping[GarmentSize, Decimal]
    deltas: Mapping[GarmentSize, Decimal]

    @property
    def new(self) -> dict[GarmentSize, Decimal]:
        """Return the new values that are known, of sizes that stay as they are too, the smallest size first."""
        return {
            size: self.old[size] + self.deltas.get(size, Decimal(0)) for size in self.garment.sizes if size in self.old
        }


def spread_amounts(garment: Garment, old: Mapping[GarmentSize, Decimal], amounts: Amounts) -> dict[str, Decimal]:
    """Return the change of every size by its name; what is said of one size holds against what is said of all."""
    whole = _change_of_all(garment, old, amounts)
    deltas = {size: whole + _share_of_step(steps, amounts) for size, steps in grade_steps(garment).items()}
    for name, delta in amounts.by_size.items():
        deltas[get_size(garment, name)] = delta
    for name, value in amounts.to_size.items():
        size = get_size(garment, name)
        if name in amounts.by_size:
            raise RuleError(f"Say by how much {size.name} changes, or its new value, not both.", field=f"to-{name}")
        deltas[size] = value - _get_old(old, size, field=f"to-{name}")
    return {size.name: delta for size, delta in deltas.items()}


def _change_of_all(garment: Garment, old: Mapping[GarmentSize, Decimal], amounts: Amounts) -> Decimal:
    if amounts.base is None:
        return amounts.every or Decimal(0)
    base = garment.base_size
    if base is None:
        raise RuleError(f"{garment.name} has no sizes yet: add them, or write an instruction.", field="base")
    if amounts.every is not None:
        raise RuleError(f"Say by how much all sizes change, or the new value of {base.name}, not both.", field="base")
    return amounts.base - _get_old(old, base, field="base")


def _share_of_step(steps: int, amounts: Amounts) -> Decimal:
    """What a change of the grade step comes to in a size so many steps above the base, or below it."""
    reached = amounts.side is Side.BOTH or (steps > 0) is (amounts.side is Side.LARGER)
    return (amounts.step or Decimal(0)) * steps if reached else Decimal(0)


def _get_old(old: Mapping[GarmentSize, Decimal], size: GarmentSize, *, field: str) -> Decimal:
    if size not in old:
        raise RuleError(f"What {size.name} measured before is not known: say it too, or say the change.", field=field)
    return old[size]
