"""The content of two revisions side by side, in one unit and on one grid."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.models import LengthUnit, MeasureKind, Paper


@dataclass(frozen=True)
class ComparedSize:
    """One size of a measure that differs; what is not known is None."""

    name: str
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
    instructions: tuple[tuple[str | None, str], ...]
    """Piece, where one is named, and words of each instruction of the new one."""
