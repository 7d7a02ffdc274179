"""What papers and files cost a processor: a sheet, a hundred pages, a hundred thousand rows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest

from app.services.formats import pdf, tables_csv, tables_json, tables_xlsx, xlsx
from app.services.formats.tables import Table
from tests.services.formats.sheets import make_sheet, make_sleeve

ROWS = 100_000
PAGES = 100
LINES_A_PAGE = 5

COLUMNS = tuple(f"column {number}" for number in range(15))

SHEETS: dict[str, Callable[[], bytes]] = {
    "a sheet as PDF": lambda: pdf.write(make_sheet()),
    "a sheet as XLSX": lambda: xlsx.write(make_sheet()),
    f"a PDF of some {PAGES} pages": lambda: pdf.write(
        make_sheet(*(replace(make_sleeve(), number=number) for number in range(1, PAGES * LINES_A_PAGE)))
    ),
}


@pytest.mark.parametrize("what", SHEETS)
def test_a_sheet_until_it_is_written(what):
    SHEETS[what]()
    start = process_time()
    written = SHEETS[what]()
    seconds = process_time() - start

    print(f"\n{seconds:.2f} s for {what}, {len(written) / 1000:.0f} kB")


@pytest.mark.parametrize("writer, ending", [(tables_csv, "zip"), (tables_json, "json"), (tables_xlsx, "xlsx")])
def test_a_hundred_thousand_rows_until_they_are_written(tmp_path: Path, writer, ending):
    start = process_time()
    writer.write(tmp_path / f"rows.{ending}", [Table("rows", COLUMNS, _list_rows())])
    seconds = process_time() - start

    print(f"\n{seconds:.1f} s for {ROWS} rows as {writer.__name__.rpartition('_')[2]}, {ROWS / seconds:,.0f} rows/s")


def _list_rows() -> Iterator[tuple[str | int | float | bool | None, ...]]:
    same = ("L", "Navy", 2.5, True, None, "sleeve.length/long", "form", 3, 61.5, "run 2", "x", 0, "en")
    for number in range(ROWS):
        yield number, f"The sleeves are too long, answer {number}.", *same
