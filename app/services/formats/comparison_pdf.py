"""Two revisions side by side as PDF: old, new and change of every measure that differs."""

from decimal import Decimal
from typing import Any

from app.services.formats.comparison import ComparedInstruction, ComparedMeasure, Comparison
from app.services.formats.paper import IN_TYPST, UNITS
from app.services.formats.typesetting import typeset
from app.services.lengths import write_value

SIZES_ACROSS = 8
"""More sizes than that go into a second table under the first."""


def write(comparison: Comparison) -> bytes:
    """Return the comparison as a tagged PDF, on the maker's paper."""
    content = {
        "paper": IN_TYPST[comparison.paper],
        "label": comparison.label,
        "garment": comparison.garment,
        "style_number": comparison.style_number or "",
        "old_revision": comparison.old_revision,
        "new_revision": comparison.new_revision,
        "scale": f"All measures in {UNITS[comparison.unit]}, on a grid of {comparison.grid}",
        "measures": [_describe(measure, comparison) for measure in comparison.measures],
        "instructions": [_instruct(each, comparison) for each in comparison.instructions],
    }
    return typeset("comparison.typ", content, moment=comparison.as_of)


def _instruct(instruction: ComparedInstruction, comparison: Comparison) -> dict[str, str]:
    title = f"Instruction of revision {instruction.revision}"
    if not instruction.is_new:
        title += f", not in {comparison.new_revision}"
    return {
        "title": f"{title}: {instruction.piece}" if instruction.piece else title,
        "moves": instruction.moves,
        "words": instruction.words,
    }


def _describe(measure: ComparedMeasure, comparison: Comparison) -> dict[str, Any]:
    groups = [measure.sizes[start : start + SIZES_ACROSS] for start in range(0, len(measure.sizes), SIZES_ACROSS)]
    return {
        "name": measure.name,
        "meta": f"{measure.code} · {measure.kind.value}",
        "tables": [
            {
                "sizes": [{"name": size.name, "base": size.is_base} for size in group],
                "old": [_write(size.old, comparison) for size in group],
                "new": [_write(size.new, comparison) for size in group],
                "change": [_write(size.change, comparison, signed=True) for size in group],
            }
            for group in groups
        ],
    }


def _write(value: Decimal | None, comparison: Comparison, *, signed: bool = False) -> str:
    if value is None:
        return "not known"
    return write_value(value, comparison.unit, comparison.grid, signed=signed)
