"""The content of two revisions side by side, in one unit and on one grid."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.models import LengthUnit, MeasureKind, Paper


@dataclass(frozen=True)
class ComparedSize:
    """One size of a measure that differs; what is not known is None."""

    name: str
    is_base: bool
    old: Decimal | None
    new: Decimal | None
    change: Decimal | None
    """Printed new − printed old; where one is not known, what the lines in between say."""


@dataclass(frozen=True)
class ComparedMeasure:
    """A point of measure that differs, in the sizes in which it does."""

    code: str
    name: str
    kind: MeasureKind
    sizes: tuple[ComparedSize, ...]


@dataclass(frozen=True)
class ComparedInstruction:
    """An instruction that one of the two has in it and the other has not."""

    revision: int
    is_new: bool
    """Whether the new one has it; else the old one."""
    piece: str | None
    moves: str
    """What it moves, which way and how far, as it is printed."""
    words: str


@dataclass(frozen=True)
class Comparison:
    """What differs between two revisions of a garment."""

    label: str
    garment: str
    style_number: str | None
    old_revision: int
    new_revision: int
    unit: LengthUnit
    grid: str
    paper: Paper
    as_of: datetime
    measures: tuple[ComparedMeasure, ...]
    instructions: tuple[ComparedInstruction, ...]
