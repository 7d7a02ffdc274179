"""The measurement chart as a workbook: typed numbers, the table's head frozen and repeated on every printed page."""

import io
from decimal import Decimal
from typing import Any

import xlsxwriter

from app.models import LengthUnit
from app.services.formats.chart import Chart, ChartRow
from app.services.formats.paper import IN_XLSX
from app.services.formats.text import drop_control_characters
from app.services.formats.xlsx import OPTIONS, number_format

COLUMNS = ("code", "measure", "kind", "how to measure", "tolerance +", "tolerance −", "critical", "graded from")
WIDTHS = (7, 24, 8, 30, 9, 9, 8, 12)
NARROW = 8

_Page = Any
"""XlsxWriter's worksheet, which has no types."""


def write(chart: Chart) -> bytes:
    """Return the workbook: heading, then a row per point of measure, values by size and then grade steps by size."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    # A fixed moment, or the same chart would give other bytes tomorrow.
    book.set_properties({"title": _clean(chart.garment), "created": chart.as_of.replace(tzinfo=None)})
    page = book.add_worksheet("Chart")
    number = number_format(chart.unit, chart.grid)
    formats = {
        "bold": book.add_format({"bold": True}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
        "tolerance": book.add_format({"num_format": _tolerance_format(chart.unit), "valign": "top"}),
        "value": book.add_format({"num_format": number, "valign": "top"}),
        "step": book.add_format({"num_format": f"+{number};−{number};0", "font_color": "#555555", "valign": "top"}),
    }
    heading = _list_heading(chart)
    for place, (word, value) in enumerate(heading):
        page.write_string(place, 0, word, formats["bold"])
        page.write_string(place, 1, _clean(value))
    top = len(heading) + 1
    names = (*COLUMNS, *chart.sizes, *(f"step {size}" for size in chart.sizes))
    for column, name in enumerate(names):
        page.write_string(top, column, _clean(name), formats["head"])
    for place, row in enumerate(chart.rows, start=top + 1):
        _write_row(page, place, row, formats)
    _lay_out(page, chart, top, last=len(names) - 1)
    book.close()
    return buffer.getvalue()


def _list_heading(chart: Chart) -> list[tuple[str, str]]:
    told = {
        "Garment": chart.garment,
        "Style": chart.style_number,
        "Revision": f"{chart.revision}, {chart.status}, {chart.as_of.date().isoformat()}",
        "Unit": f"{chart.unit}, on a grid of {chart.grid}",
        "Season": chart.season,
        "Values": "finished garment, flat, before wash",
        "Seams": chart.seam_allowance,
        "Base size": chart.base_size,
        "Block": chart.block,
        "Fabric": chart.fabric,
        "Cut for": chart.cut_for,
        "From": chart.label,
    }
    return [(word, value) for word, value in told.items() if value]


def _write_row(page: _Page, place: int, row: ChartRow, formats: dict[str, Any]) -> None:
    words = {
        0: row.code, 1: row.name, 2: row.kind.value, 3: row.how_to_measure, 6: "yes" if row.critical else "no",
        7: row.graded.value,
    }  # fmt: skip
    for column, text in words.items():
        if text:
            page.write_string(place, column, _clean(text), formats["words"])
    numbers = [(4, row.tolerance_plus, "tolerance"), (5, row.tolerance_minus, "tolerance")]
    numbers += [(column, value, "value") for column, value in enumerate(row.values, start=len(COLUMNS))]
    numbers += [(column, step, "step") for column, step in enumerate(row.steps, start=len(COLUMNS) + len(row.values))]
    for column, number, look in numbers:
        if isinstance(number, Decimal):
            page.write_number(place, column, float(number), formats[look])


def _lay_out(page: _Page, chart: Chart, top: int, *, last: int) -> None:
    for column in range(last + 1):
        page.set_column(column, column, WIDTHS[column] if column < len(WIDTHS) else NARROW)
    page.freeze_panes(top + 1, 2)
    page.print_area(0, 0, top + len(chart.rows), last)
    page.repeat_rows(top)
    page.repeat_columns(0, 1)
    page.set_landscape()
    page.set_paper(IN_XLSX[chart.paper])
    page.fit_to_pages(1, 0)
    page.set_footer("&RPage &P of &N")


def _tolerance_format(unit: LengthUnit) -> str:
    """Tolerances stand off the grid: sixteenths, or as many decimals as they have."""
    return number_format(unit, "1/16") if unit is LengthUnit.IN else "0.##"


def _clean(words: str) -> str:
    return drop_control_characters(words)[:32_000]
