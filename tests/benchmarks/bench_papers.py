"""What papers and files take until they are written (P10): a sheet, a hundred pages, a hundred thousand rows.

Seconds are those of the clock and, since other processes share the machine, those of this one's processor; the promise
is held against the latter. Beside each stands what a plain writer of the same run takes for as much.
"""

import csv
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from time import perf_counter, process_time

import pypdfium2
import pytest
import xlsxwriter

from app.services import packets
from app.services.formats import pdf, tables_csv, tables_json, tables_xlsx
from app.services.formats.tables import Table
from app.services.sheets import FORMATS
from tests import cast
from tests.services.formats.sheets import make_sheet, make_sleeve

ROWS = 100_000
LINES = 500

COLUMNS = tuple(f"column {number}" for number in range(15))

Seconds = tuple[float, float]
"""By the clock, and by the processor."""


@pytest.mark.parametrize("file_format", FORMATS)
def test_a_sheet_from_the_database_to_the_file(session, file_format):
    revision = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    packet = cast.send_and_receive(session, revision).packet
    packets.export(session, packet, format=file_format)

    took = _time(lambda: packets.export(session, packet, format=file_format))

    _tell(f"a sheet as {file_format}, from the database", took, promised=0.3)


def test_a_pdf_of_more_than_a_hundred_pages():
    sheet = make_sheet(*(replace(make_sleeve(), number=number) for number in range(1, LINES + 1)))
    written = []

    took = _time(lambda: written.append(pdf.write(sheet)))

    with pypdfium2.PdfDocument(written[0]) as document:
        _tell(f"a PDF of {len(document)} pages", took, promised=10 * len(document) / 100)


@pytest.mark.parametrize(
    "writer, rows_a_second", [(tables_csv, 50_000), (tables_json, 50_000), (tables_xlsx, ROWS / 12)]
)
def test_a_hundred_thousand_rows_until_they_are_written(tmp_path: Path, writer, rows_a_second):
    kind = writer.__name__.rpartition("_")[2]

    took = _time(lambda: writer.write(tmp_path / "ours", [Table("rows", COLUMNS, _list_rows())]))
    plain = _time(lambda: PLAIN[kind](tmp_path / "plain"))

    _tell(f"{ROWS:,} rows of {len(COLUMNS)} as {kind}", took, promised=ROWS / rows_a_second, plain=plain)


def _write_plain_csv(path: Path) -> None:
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(_list_rows())


def _write_plain_json(path: Path) -> None:
    path.write_text(json.dumps(list(_list_rows())), encoding="utf-8")


def _write_plain_xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        page = book.add_worksheet()
        for place, row in enumerate(_list_rows()):
            page.write_row(place, 0, row)


PLAIN: dict[str, Callable[[Path], None]] = {
    "csv": _write_plain_csv, "json": _write_plain_json, "xlsx": _write_plain_xlsx,
}  # fmt: skip
"""Libraries that know nothing of formulas, control characters and what else a file from outside may bring."""


def _time(write: Callable[[], object]) -> Seconds:
    clock, processor = perf_counter(), process_time()
    write()
    return perf_counter() - clock, process_time() - processor


def _tell(what: str, took: Seconds, *, promised: float, plain: Seconds | None = None) -> None:
    clock, processor = took
    speed = f", {ROWS / processor:,.0f} rows/s" if plain else ""
    beside = f", plainly {plain[1]:.2f} s" if plain else ""
    kept = "kept" if processor <= promised else "NOT kept"
    print(f"\n{what}: {processor:.3f} s of the processor{speed}, {clock:.3f} s by the clock{beside};"
          f" promised {promised:.2g} s: {kept}")  # fmt: skip


def _list_rows() -> Iterator[tuple[str | int | float | bool | None, ...]]:
    same = ("L", "Navy", 2.5, True, None, "sleeve.length/long", "form", 3, 61.5, "run 2", "x", 0, "en")
    for number in range(ROWS):
        yield number, f"The sleeves are too long, answer {number}.", *same
