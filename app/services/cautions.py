"""What is worth a second look in a measured change, and in a chart: said while it is typed and beside it; no gate."""

from collections.abc import Collection, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from app.models import GarmentSize, LengthUnit, MeasureKind, PatternRevision, PointOfMeasure
from app.services.amounts import MeasuredChange
from app.services.lengths import FINEST, MM_PER_UNIT, change_on_paper, choose_step, write_length, write_value
from app.services.limits import largest_change_mm
from app.services.sizes_and_colours import list_graded
from app.services.wording import list_words


def list_cautions(change: MeasuredChange, *, unit: LengthUnit, grid: str) -> list[str]:
    """Return what speaks against a change, in sentences, its lengths in the unit and grid of the sheet."""
    return [
        *_caution_largest(change, unit),
        *_caution_order(change, unit),
        *_caution_tolerance(change, unit),
        *_caution_grid(change, unit, grid),
    ]


def say_off_grid(
    revision: PatternRevision, *, unit: LengthUnit, grid: str, codes: Collection[str] | None = None
) -> str | None:
    """Return of which measures a chart has values that no paper prints as they are; None where it prints all.

    Where codes are named it is of these alone.
    """
    off = {
        each.pom
        for each in revision.measures
        if (codes is None or each.pom.code in codes) and choose_step([each.value_mm], unit, grid) != grid
    }
    if not off:
        return None
    named = list_words([pom.code for pom in sorted(off, key=lambda pom: pom.position)])
    return f"Off the maker’s grid of {grid} {unit.value}: charts and sheets say the nearest step of {named}."


def sizes_can_overlap(pom: PointOfMeasure, values: Mapping[GarmentSize, Decimal]) -> bool:
    """Return whether a girth's tolerance is half its smallest grade step or more; one without grading is exempt."""
    step = _smallest_step(values)
    return pom.kind is not MeasureKind.STRAIGHT and bool(step) and _tolerance(pom) * 2 >= (step or 0) > 0


def _caution_largest(change: MeasuredChange, unit: LengthUnit) -> Iterator[str]:
    """More than the usual largest change is sewn before it is believed."""
    limit = largest_change_mm(change.pom)
    largest = max(change.deltas.values(), key=abs, default=Decimal(0))
    if abs(largest) > limit:
        half = " on the half" if change.pom.kind is MeasureKind.HALF else ""
        yield (
            f"{_say(largest, unit, signed=True)}{half} is more than one revision usually changes it "
            f"({_say(limit, unit)}): sample first."
        )


def _caution_order(change: MeasuredChange, unit: LengthUnit) -> Iterator[str]:
    """A size does not become smaller than the one below it; what ran the other way before may go on so."""
    new, old = change.new, change.old
    fallen = [
        (size, below) for below, size in _list_neighbours(change) if new[size] < new[below] and old[size] >= old[below]
    ]
    if fallen:
        told = list_words([f"{size.name} than {below.name}" for size, below in fallen])
        values = f"{_say(new[fallen[0][0]], unit)} against {_say(new[fallen[0][1]], unit)}"
        yield f"A size would be smaller than the one below it: {told} ({values})."


def _caution_tolerance(change: MeasuredChange, unit: LengthUnit) -> Iterator[str]:
    if sizes_can_overlap(change.pom, change.new):
        yield (
            f"The tolerance of {_say(_tolerance(change.pom), unit)} is half the step of "
            f"{_say(_smallest_step(change.new) or Decimal(0), unit)} or more: neighbouring sizes can overlap."
        )


def _caution_grid(change: MeasuredChange, unit: LengthUnit, grid: str) -> Iterator[str]:
    """What the sheet cannot print as it was meant."""
    new, bent = change.new, []
    for size, delta in change.deltas.items():
        printed = change_on_paper(delta, change.old.get(size), new.get(size), unit, grid)
        if Fraction(printed) * MM_PER_UNIT[unit] != Fraction(delta):
            bent.append((write_value(printed, unit, grid, signed=True), _say(delta, unit, signed=True), size.name))
    if bent:
        sizes: dict[tuple[str, str], list[str]] = {}
        for printed_as, meant, name in bent:
            sizes.setdefault((printed_as, meant), []).append(name)
        told = [f"{printed_as}, not {meant}, in {list_words(names)}" for (printed_as, meant), names in sizes.items()]
        yield f"Off the maker’s grid of {grid} {unit.value}: the sheet will say {'; '.join(told)}."


def _list_neighbours(change: MeasuredChange) -> list[tuple[GarmentSize, GarmentSize]]:
    """The pairs of sizes one grade step apart whose values are known, of one second dimension, the smaller first."""
    return [pair for row in list_graded(change.garment, change.new) for pair in pairwise(row)]


def _smallest_step(values: Mapping[GarmentSize, Decimal]) -> Decimal | None:
    """The smallest difference between two neighbouring sizes that differ at all."""
    ordered = [values[size] for size in sorted(values, key=lambda size: size.position)]
    return min((abs(after - before) for before, after in pairwise(ordered) if before != after), default=None)


def _tolerance(pom: PointOfMeasure) -> Decimal:
    return max(pom.tolerance_plus_mm or Decimal(0), pom.tolerance_minus_mm or Decimal(0))


def _say(length_mm: Decimal, unit: LengthUnit, *, signed: bool = False) -> str:
    return f"{write_length(length_mm, unit, FINEST[unit], signed=signed)} {unit.value}"
