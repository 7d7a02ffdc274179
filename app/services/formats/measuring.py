"""The content of the sheet for the cutting table: what to measure on which pieces of a run."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.models import LengthUnit, Paper

STATES = {False: "Before final pressing", True: "After one wash"}
"""What the same pieces are measured at, by whether they were washed; also what a file says above its table."""


@dataclass(frozen=True)
class MeasuringSize:
    """A size and how many of its pieces are laid on the table."""

    name: str
    pieces: int


@dataclass(frozen=True)
class MeasuringRow:
    """A point of measure; lengths in the sheet's unit, by size and by size, piece and whether it was washed."""

    code: str
    name: str
    how_to_measure: str | None
    critical: bool
    tolerance_plus: Decimal | None
    tolerance_minus: Decimal | None
    specs: dict[str, Decimal]
    measured: dict[tuple[str, int, bool], Decimal]
    """What is known already; every other cell is there to write in."""


@dataclass(frozen=True)
class MeasuringSheet:
    """Points of measure down, pieces across."""

    label: str
    garment: str
    style_number: str | None
    run: str
    revision: int
    fabric_lot: str | None
    unit: LengthUnit
    grid: str
    """The steps of a tape measure, or finer ones where something was measured so: 60.25 is not printed as 60.3."""
    spec_grid: str
    """The one that the chart is printed on."""
    paper: Paper
    as_of: datetime
    sizes: tuple[MeasuringSize, ...]
    rows: tuple[MeasuringRow, ...]
