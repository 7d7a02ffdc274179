"""Labels to stick on the pattern, one a size: what it is, which revision, its check code, its measures."""

from dataclasses import dataclass
from datetime import datetime

from app.models import LengthUnit, Paper
from app.services.formats.paper import IN_TYPST
from app.services.formats.typesetting import typeset

MEASURES_MAX = 36
"""Measures that one label has room for, in two columns; the chart has them all."""


@dataclass(frozen=True)
class LabelMeasure:
    """A measure as it is printed; what the revision changes stands out."""

    code: str
    name: str
    value: str
    changed: bool


@dataclass(frozen=True)
class PatternLabel:
    """What stands on the pattern of one size."""

    size: str
    is_base: bool
    measures: tuple[LabelMeasure, ...]


@dataclass(frozen=True)
class PatternLabels:
    """The labels of one revision."""

    label: str
    garment: str
    style_number: str | None
    run: str | None
    """From which run on it is cut: what is stuck on a pattern stays there, however many follow."""
    revision: int
    check_code: str
    unit: LengthUnit
    grid: str
    paper: Paper
    as_of: datetime
    sizes: tuple[PatternLabel, ...]


def write(labels: PatternLabels) -> bytes:
    """Return the labels as a tagged PDF, two beside each other, on the maker's paper."""
    content = {
        "paper": IN_TYPST[labels.paper],
        "label": labels.label,
        "garment": labels.garment,
        "about": " · ".join(filter(None, (labels.style_number, labels.run))),
        "revision": labels.revision,
        "check_code": labels.check_code,
        "scale": f"in {labels.unit.value}, on a grid of {labels.grid}",
        "sizes": [_describe(size) for size in labels.sizes],
    }
    return typeset("pattern_labels.typ", content, moment=labels.as_of)


def _describe(size: PatternLabel) -> dict[str, object]:
    shown = size.measures[:MEASURES_MAX]
    return {
        "name": size.size,
        "base": size.is_base,
        "measures": [
            {"code": each.code, "name": each.name, "value": each.value, "changed": each.changed} for each in shown
        ],
        "more": len(size.measures) - len(shown),
    }
