"""The sheet for the cutting table as PDF, landscape: cells large enough for a pencil, a page for each state."""

from math import ceil
from typing import Any

from app.services.formats.chart_pdf import write_tolerance
from app.services.formats.measuring import STATES, MeasuringRow, MeasuringSheet, MeasuringSize
from app.services.formats.paper import IN_TYPST, UNITS
from app.services.formats.typesetting import typeset
from app.services.lengths import write_value

PIECES_ACROSS = 12
"""More pieces than that go into a second table under the first: a pencil needs 12 mm."""


def write(sheet: MeasuringSheet) -> bytes:
    """Return the sheet as a tagged PDF, on the maker's paper."""
    return typeset("measuring.typ", _describe(sheet), moment=sheet.as_of)


def _describe(sheet: MeasuringSheet) -> dict[str, Any]:
    """Everything the template prints, as words."""
    parts = (sheet.style_number, f"{sheet.run}, cut on pattern revision {sheet.revision}", sheet.fabric_lot)
    return {
        "paper": IN_TYPST[sheet.paper],
        "label": sheet.label,
        "garment": sheet.garment,
        "run": sheet.run,
        "details": " · ".join(filter(None, parts)),
        "scale": f"All measures in {UNITS[sheet.unit]}, finished garment, flat",
        "states": [
            {
                "name": name,
                "tables": [_describe_table(sheet, sizes, washed=washed) for sizes in _part(sheet.sizes)],
            }
            for washed, name in STATES.items()
        ],
    }


def _part(sizes: tuple[MeasuringSize, ...]) -> list[list[MeasuringSize]]:
    """The sizes in as many tables as their pieces need, alike full; a size is never torn apart."""
    pieces = sum(size.pieces for size in sizes)
    full = pieces / max(1, ceil(pieces / PIECES_ACROSS))
    tables: list[list[MeasuringSize]] = []
    for size in sizes:
        across = sum(each.pieces for each in tables[-1]) if tables else 0
        if not tables or across >= full or across + size.pieces > PIECES_ACROSS:
            tables.append([])
        tables[-1].append(size)
    return tables


def _describe_table(sheet: MeasuringSheet, sizes: list[MeasuringSize], *, washed: bool) -> dict[str, Any]:
    return {
        "sizes": [{"name": size.name, "pieces": size.pieces} for size in sizes],
        "rows": [_describe_row(sheet, row, sizes, washed=washed) for row in sheet.rows],
    }


def _describe_row(
    sheet: MeasuringSheet, row: MeasuringRow, sizes: list[MeasuringSize], *, washed: bool
) -> dict[str, Any]:
    return {
        "code": row.code,
        "name": row.name,
        "critical": row.critical,
        "how": row.how_to_measure or "",
        "tolerance": write_tolerance(row.tolerance_plus, row.tolerance_minus, sheet.unit),
        "sizes": [
            {
                "spec": write_value(row.specs[size.name], sheet.unit, sheet.spec_grid)
                if size.name in row.specs
                else "–",
                "measured": [
                    write_value(value, sheet.unit, sheet.grid) if value is not None else ""
                    for piece in range(1, size.pieces + 1)
                    for value in [row.measured.get((size.name, piece, washed))]
                ],
            }
            for size in sizes
        ],
    }
