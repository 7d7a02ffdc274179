"""The measurement chart as PDF, landscape: a row per point of measure, its grade steps beneath the values."""

from decimal import Decimal
from typing import Any

from app.models import GradeFrom, LengthUnit
from app.services.formats.chart import Chart, ChartRow
from app.services.formats.paper import IN_TYPST, UNITS
from app.services.formats.typesetting import typeset
from app.services.lengths import write_value

SIZES_ACROSS = 12
"""More sizes than that go into a second table under the first."""

GRADED = {GradeFrom.INCREMENTAL: "from the next smaller size", GradeFrom.RELATIVE: "from the base size"}


def write(chart: Chart) -> bytes:
    """Return the chart as a tagged PDF, on the maker's paper."""
    return typeset("chart.typ", _describe(chart), moment=chart.as_of)


def _describe(chart: Chart) -> dict[str, Any]:
    """Everything the template prints, as words."""
    return {
        "paper": IN_TYPST[chart.paper],
        "label": chart.label,
        "garment": chart.garment,
        "revision": chart.revision,
        "status": chart.status,
        "day": f"{chart.as_of.day} {chart.as_of:%B %Y}",
        "details": _describe_head(chart),
        "tables": [_describe_table(chart, start) for start in range(0, max(len(chart.sizes), 1), SIZES_ACROSS)],
    }


def _describe_head(chart: Chart) -> list[str]:
    """The lines under the title that are not empty."""
    base = f"base {chart.base_size}" if chart.base_size else None
    scale = f"All measures in {UNITS[chart.unit]}, on a grid of {chart.grid}"
    lines = (
        _join(chart.style_number, chart.season, base, chart.block, chart.fabric, chart.cut_for, chart.seam_allowance),
        f"{scale} · finished garment, flat, before wash · beneath each value its grade step",
    )
    return [line for line in lines if line]


def _describe_table(chart: Chart, start: int) -> dict[str, Any]:
    end = start + SIZES_ACROSS
    return {
        "sizes": [{"name": size, "base": size == chart.base_size} for size in chart.sizes[start:end]],
        "rows": [_describe_row(row, chart, start, end) for row in chart.rows],
    }


def _describe_row(row: ChartRow, chart: Chart, start: int, end: int) -> dict[str, Any]:
    graded = f"graded {GRADED[row.graded]}" if row.graded is GradeFrom.RELATIVE else None
    return {
        "code": row.code,
        "name": row.name,
        "critical": row.critical,
        "how": _join(row.how_to_measure, graded),
        "kind": row.kind.value,
        "tolerance": write_tolerance(row.tolerance_plus, row.tolerance_minus, chart.unit),
        "cells": [
            {"value": _plain(value, chart), "step": _signed(step, chart)}
            for value, step in zip(row.values[start:end], row.steps[start:end], strict=True)
        ],
    }


def write_tolerance(tolerance_plus: Decimal | None, tolerance_minus: Decimal | None, unit: LengthUnit) -> str:
    """Return "±0.6" or "+0.6 −0.3", in the unit; off its grid, which would bend 6 mm to 5."""
    plus, minus = (
        None
        if value is None
        else write_value(value, unit, "1/16")
        if unit is LengthUnit.IN
        else f"{value.normalize():f}"
        for value in (tolerance_plus, tolerance_minus)
    )
    if plus == minus:
        return f"±{plus}" if plus else ""
    return " ".join(f"{sign}{value}" for sign, value in (("+", plus), ("−", minus)) if value)


def _plain(value: Decimal | None, chart: Chart) -> str:
    return "" if value is None else write_value(value, chart.unit, chart.grid)


def _signed(value: Decimal | None, chart: Chart) -> str:
    return "" if value is None else write_value(value, chart.unit, chart.grid, signed=True)


def _join(*parts: str | None) -> str:
    return " · ".join(filter(None, parts))
