"""The content of a correction sheet, in the maker's unit and on the maker's grid."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from app.models import AppliesTo, Direction, FlatSide, LengthUnit, MeasureKind, Paper, Priority
from app.services.lengths import write_value
from nlp.taxonomy import GarmentKind


@dataclass(frozen=True)
class SheetSize:
    """A measure in one size; values are in the sheet's unit, None where they are not known."""

    name: str
    is_base: bool
    old: Decimal | None
    new: Decimal | None
    change: Decimal
    """Printed new − printed old; where the old value is not known, the change alone."""
    own_change_mm: Decimal
    """The change as the label wrote it, before it was put on the maker's grid."""
    step_old: Decimal | None
    step_new: Decimal | None
    """The grade step from the next smaller size, or from the base size where the grading is said so."""


@dataclass(frozen=True)
class SheetMeasure:
    """What a measured line changes."""

    code: str
    name: str
    kind: MeasureKind
    how_to_measure: str | None
    tolerance_plus: Decimal | None
    tolerance_minus: Decimal | None
    critical: bool
    applies_to: AppliesTo | None
    """How far the change reaches; None where the two agreed that the measure stays as it was."""
    sizes: tuple[SheetSize, ...]

    @property
    def stays(self) -> bool:
        """Return whether no size changes: the two agreed to leave it as it was."""
        return not any(size.own_change_mm for size in self.sizes)

    @property
    def reach(self) -> str | None:
        """Return how far the change reaches in words, "all sizes", or "stays as it was"."""
        if self.stays:
            return "stays as it was"
        return self.applies_to.value.replace("_", " ") if self.applies_to else None

    @property
    def old_is_known(self) -> bool:
        """Return whether every size that changes has an old value."""
        return all(size.old is not None for size in self.sizes if size.own_change_mm)


VALUES = "finished garment, flat, before wash, no seam allowance"
"""What every value of a sheet is."""


def say_seam_allowance(included: bool | None, amount: Decimal | None, unit: LengthUnit) -> str | None:
    """Return "pattern drawn with 1 cm seam allowance", or as much of it as is known; None where nobody said so."""
    if not included:
        return None if included is None else "pattern drawn without seam allowance"
    if amount is None:
        return "pattern drawn with seam allowance"
    written = write_value(amount, unit, "1/16") if unit is LengthUnit.IN else f"{amount.normalize():f}"
    return f"pattern drawn with {written} {unit} seam allowance"


MEASURE = "measure"
"""What a mark is that shows where a measure is taken, beside "point", "line" and "arrow"."""


@dataclass(frozen=True)
class SheetMove:
    """What an instruction moves; whatever of it is not said is None."""

    seam_or_point: str | None
    direction: Direction | None
    amount: Decimal | None
    """In the sheet's unit: on its grid where it lies there, else as near as anybody measures."""
    own_amount_mm: Decimal | None
    """The amount as the label wrote it."""


@dataclass(frozen=True)
class SheetMark:
    """A mark on one side of the garment's flat, on a field of 100 by 106; a point has no second end."""

    label: str
    kind: str
    side: FlatSide
    x: float
    y: float
    to_x: float | None = None
    to_y: float | None = None
    direction: Direction | None = None
    """Which way what is marked there is moved."""


@dataclass(frozen=True)
class SheetLine:
    """One change: a measure, or an instruction in words."""

    number: int
    measure: SheetMeasure | None
    instruction: str | None
    piece: str | None
    priority: Priority | None
    also_check: tuple[str, ...]
    check_on_sample: str | None
    reason: str | None
    evidence: tuple[str, ...]
    """One plain sentence per fit point behind the line."""
    quotes: tuple[str, ...]
    """Customers' words without names, read when the sheet is built and stored nowhere."""
    marks: tuple[SheetMark, ...] = ()
    """Where on the flat it is: the measure that changes, or what the instruction marks."""
    move: SheetMove | None = None
    """What the instruction moves, where that is said beside its words."""


@dataclass(frozen=True)
class Sheet:
    """What a pattern maker reads once and cuts right."""

    label: str
    contact: str
    garment: str
    kind: GarmentKind | None
    style_number: str | None
    block: str | None
    fabric: str | None
    shrinkage: str | None
    cut_for: str | None
    season: str | None
    seam_allowance_included: bool | None
    """Whether the pattern pieces are drawn with it; None where nobody said so."""
    seam_allowance: Decimal | None
    """How much, in the sheet's unit and off its grid; None where it differs by seam."""
    sizes: tuple[str, ...]
    base_size: str | None
    unit: LengthUnit
    grid: str
    paper: Paper
    old_revision: int | None
    new_revision: int
    status: str
    author: str | None
    approver: str | None
    run: str | None
    cut_on: date | None
    due_on: date | None
    sent_at: datetime
    check_code: str
    check_address: str | None
    summary: str
    replaces: str | None
    """Which lines of which earlier paper this one takes the place of, as sentences; None where it stands alone."""
    samples: str | None
    lines: tuple[SheetLine, ...]
    keep: tuple[str, ...]
    left_out: tuple[str, ...]
