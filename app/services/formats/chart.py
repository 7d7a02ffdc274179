"""The content of a measurement chart, tech-pack style, in the reader's unit and on the reader's grid."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from app.models import GradeFrom, LengthUnit, MeasureKind, Paper


@dataclass(frozen=True)
class ChartRow:
    """A point of measure; values and grade steps go by the chart's sizes, None where they are not known."""

    code: str
    name: str
    kind: MeasureKind
    how_to_measure: str | None
    tolerance_plus: Decimal | None
    tolerance_minus: Decimal | None
    """Tolerances are in the chart's unit and stand off its grid."""
    critical: bool
    graded: GradeFrom
    values: tuple[Decimal | None, ...]
    steps: tuple[Decimal | None, ...]
    """Printed value − printed value of the size it is graded from."""


@dataclass(frozen=True)
class Chart:
    """All points of measure of one revision of a pattern."""

    label: str
    garment: str
    style_number: str | None
    block: str | None
    fabric: str | None
    cut_for: str | None
    season: str | None
    seam_allowance: str | None
    """Whether the pattern is drawn with it, in words; None where nobody said so."""
    sizes: tuple[str, ...]
    base_size: str | None
    revision: int
    status: str
    unit: LengthUnit
    grid: str
    paper: Paper
    as_of: datetime
    """When the revision came to its present state."""
    rows: tuple[ChartRow, ...]
