"""The sheet for the cutting table as a workbook: a page for each state, read back as it is once it is filled in."""

import io
from typing import Any

import xlsxwriter

from app.models import LengthUnit
from app.services.formats.measuring import STATES, MeasuringRow, MeasuringSheet
from app.services.formats.paper import IN_XLSX
from app.services.formats.text import drop_control_characters
from app.services.formats.xlsx import OPTIONS, number_format

COLUMNS = ("code", "measure", "how to measure", "tolerance +", "tolerance −")
WIDTHS = (7, 26, 26, 9, 9)
NARROW = 8

_Page = Any
"""XlsxWriter's worksheet, which has no types."""


def write(sheet: MeasuringSheet) -> bytes:
    """Return the workbook: heading, then a row per point of measure; per size its spec and a column a piece."""
    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    # A fixed moment, or the same sheet would give other bytes tomorrow.
    book.set_properties({"title": _clean(sheet.garment), "created": sheet.as_of.replace(tzinfo=None)})
    number = number_format(sheet.unit, sheet.grid)
    tolerance = number_format(sheet.unit, "1/16") if sheet.unit is LengthUnit.IN else "0.##"
    formats = {
        "bold": book.add_format({"bold": True}),
        "head": book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"}),
        "words": book.add_format({"text_wrap": True, "valign": "top"}),
        "tolerance": book.add_format({"num_format": tolerance, "valign": "top"}),
        "spec": book.add_format(
            {"num_format": number_format(sheet.unit, sheet.spec_grid), "valign": "top", "bg_color": "#EEEEEE"}
        ),
        "cell": book.add_format({"num_format": number, "valign": "top", "border": 1, "border_color": "#999999"}),
    }
    for washed, state in STATES.items():
        _write_page(book.add_worksheet(state), sheet, state, formats, washed=washed)
    book.close()
    return buffer.getvalue()


def _write_page(page: _Page, sheet: MeasuringSheet, state: str, formats: dict[str, Any], *, washed: bool) -> None:
    heading = [
        ("Garment", sheet.garment), ("Style", sheet.style_number), ("Run", sheet.run),
        ("Pattern revision", str(sheet.revision)), ("Lot", sheet.fabric_lot), ("State", state),
        ("Unit", sheet.unit.value), ("From", sheet.label),
    ]  # fmt: skip
    told = [(word, value) for word, value in heading if value]
    for place, (word, value) in enumerate(told):
        page.write_string(place, 0, word, formats["bold"])
        page.write_string(place, 1, _clean(value))
    top = len(told) + 1
    names = [*COLUMNS]
    for size in sheet.sizes:
        names += [f"spec {size.name}", *(f"{size.name} {piece}" for piece in range(1, size.pieces + 1))]
    for column, name in enumerate(names):
        page.write_string(top, column, _clean(name), formats["head"])
        page.set_column(column, column, WIDTHS[column] if column < len(WIDTHS) else NARROW)
    for place, row in enumerate(sheet.rows, start=top + 1):
        _write_row(page, place, sheet, row, formats, washed=washed)
    page.freeze_panes(top + 1, 2)
    page.print_area(0, 0, top + len(sheet.rows), len(names) - 1)
    page.repeat_rows(top)
    page.repeat_columns(0, 1)
    page.set_landscape()
    page.set_paper(IN_XLSX[sheet.paper])
    page.fit_to_pages(1, 0)


def _write_row(
    page: _Page, place: int, sheet: MeasuringSheet, row: MeasuringRow, formats: dict[str, Any], *, washed: bool
) -> None:
    name = f"{row.name} (critical)" if row.critical else row.name
    for column, words in enumerate((row.code, name, row.how_to_measure)):
        if words:
            page.write_string(place, column, _clean(words), formats["words"])
    for column, tolerance in ((3, row.tolerance_plus), (4, row.tolerance_minus)):
        if tolerance is not None:
            page.write_number(place, column, float(tolerance), formats["tolerance"])
    column = len(COLUMNS)
    for size in sheet.sizes:
        if size.name in row.specs:
            page.write_number(place, column, float(row.specs[size.name]), formats["spec"])
        for piece in range(1, size.pieces + 1):
            value = row.measured.get((size.name, piece, washed))
            if value is None:
                page.write_blank(place, column + piece, None, formats["cell"])
            else:
                page.write_number(place, column + piece, float(value), formats["cell"])
        column += size.pieces + 1


def _clean(words: str) -> str:
    return drop_control_characters(words)[:32_000]
