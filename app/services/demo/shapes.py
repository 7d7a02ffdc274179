"""The shapes that the demo's garments are told in.

Days count back from the day the collection is loaded. Rates are shares of the customers who answer, 0–1, per
round or per round and size. Lengths are in mm; girths of the chart are halves, as it is measured.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.models import Cause, Choice, Direction, Heard, Priority, Route
from nlp.taxonomy import GarmentKind, IssueCode


class Truth(StrEnum):
    """What was planted, for Toile to find."""

    BASE_PATTERN = "base pattern fault: every size alike"
    GRADING = "grading fault: grows with the size"
    FABRIC = "fabric fault: one lot"
    OVER_CORRECTED = "fix that over-corrected"


@dataclass(frozen=True)
class Fault:
    """A planted fault: how many of whom report it, and how much they say it is off."""

    code: IssueCode
    truth: Truth
    rates: Mapping[int, float | Mapping[str, float]]
    amount_mm: tuple[float, float] = (10, 30)

    def rate(self, round_number: int, size: str) -> float:
        """Return the share of the customers of a round and size who report it."""
        rate = self.rates.get(round_number, 0.0)
        return rate if isinstance(rate, float) else rate.get(size, 0.0)


@dataclass(frozen=True)
class Point:
    """A row of the chart: the base size's value and the step from size to size."""

    code: str
    base_mm: str
    step_mm: str
    tolerance_mm: str
    critical: bool = False


@dataclass(frozen=True)
class Ruling:
    """What the designer decides about a fit point."""

    code: IssueCode | None
    """None stands for the loudest point, whatever it is."""
    choice: Choice
    reason: str
    route: Route | None = None
    cause: Cause | None = None
    round_number: int | None = None
    watch_until: int | None = None


@dataclass(frozen=True)
class Change:
    """A measured change in all sizes, for the fit points it answers."""

    pom: str
    delta_mm: str
    code: IssueCode
    reason: str
    piece: str | None = None
    priority: Priority | None = None
    check_on_sample: str | None = None


@dataclass(frozen=True)
class Instruction:
    """What no measure can say: in words, and what is moved on which piece, which way and how far."""

    text: str
    piece: str
    seam_or_point: str
    direction: Direction
    amount_mm: str


@dataclass(frozen=True)
class Sample:
    """A fit sample that was accepted."""

    size: str
    tried_on_by: str
    notes: str
    measures_mm: Mapping[str, str]


@dataclass(frozen=True)
class Correction:
    """A pattern revision: its changes, an instruction beside them, and the samples it went through."""

    changes: tuple[Change, ...]
    instruction: Instruction | None = None
    marks: tuple[tuple[str, str | None], ...] = ()
    """Places of the flat that the instruction marks: one, or two that a line joins."""
    samples: tuple[Sample, ...] = ()
    waiver: str | None = None
    """Why no sample was sewn, where none was needed."""


@dataclass(frozen=True)
class Run:
    """A production round: what was cut, when, and how many customers answered from where."""

    number: int
    cut_days_ago: int
    pieces: int
    fabric_lot: str
    form: int = 0
    reviews: int = 0
    returns: int = 0
    rulings: tuple[Ruling, ...] = ()
    correction: Correction | None = None
    override_reason: str | None = None


@dataclass(frozen=True)
class Noted:
    """What the label heard itself of a garment, and where."""

    days_ago: int
    heard: Heard
    words: str
    size: str | None = None


@dataclass(frozen=True)
class DemoGarment:
    """A garment with its chart, its faults and its runs."""

    key: str
    """Names its file of sentences."""
    name: str
    style_number: str
    kind: GarmentKind
    sizes: Mapping[str, float]
    """Sizes from the smallest, with their share of what is sold."""
    base_size: str
    colours: tuple[str, ...]
    fabric: str
    block: str
    cut_for: str
    season: str
    seam_allowance_mm: int
    chart: tuple[Point, ...]
    runs: tuple[Run, ...]
    faults: tuple[Fault, ...]
    grumbles: Mapping[IssueCode, float]
    """Complaints that a few always have, with their rate."""
    praises: Mapping[IssueCode, int]
    """What is liked, weighted."""
    praised_when_fixed: Mapping[int, IssueCode] = field(default_factory=dict)
    """Praise that only comes from this round on."""
    planned_run: tuple[int, int] | None = None
    """The next run, not cut yet: pieces, and in how many days it is to be cut."""
    pending_rulings: tuple[Ruling, ...] = ()
    pending_correction: Correction | None = None
    """A revision that goes to the pattern maker today."""
    notes: tuple[Noted, ...] = ()
    safety_in: int | None = None
    """The round in which one customer found something sharp."""
