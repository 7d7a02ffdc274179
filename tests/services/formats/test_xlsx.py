"""The workbook, read back by another library: every number exact, no word a formula."""

import csv
import dataclasses
import io
import subprocess
import zipfile
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.models import Direction, LengthUnit
from app.services.formats import xlsx
from app.services.formats.sheet import SheetMove
from app.services.formats.table import COLUMNS, MAKERS_COLUMNS
from app.services.formats.text import drop_control_characters
from tests.equipment import find_office
from tests.services.formats.sheets import HOSTILE, make_instruction, make_sheet, make_skirt, make_sleeve


def read_table(workbook: bytes) -> list[dict[str, object]]:
    """Return the rows of the table by the names of their columns."""
    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    top = next(place for place, row in enumerate(rows) if row[0] == "line")
    return [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]


def read_part(workbook: bytes, name: str) -> str:
    """Return one of the files inside the workbook."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return parts.read(name).decode()


def test_every_number_reads_back_exactly():
    sheet = make_sheet(make_sleeve())

    table = read_table(xlsx.write(sheet))

    sizes = sheet.lines[0].measure.sizes
    assert [(row["size"], row["old"], row["new"], row["change"]) for row in table] == [
        (size.name, float(size.old), float(size.new), float(size.change)) for size in sizes
    ]
    assert [row["label's own change in mm"] for row in table] == [0, 0, -5, -15, -25]
    assert [row["grade step new"] for row in table] == ["", 1.5, 1, 0.5, 0.5]


@pytest.mark.office
def test_libreoffice_reads_the_same_numbers(tmp_path):
    sheet = make_sheet(make_sleeve(), unit=LengthUnit.IN, grid="1/16")
    (tmp_path / "sheet.xlsx").write_bytes(xlsx.write(sheet))
    # Comma, quotation mark, UTF-8, all lines, as in the United States; cells as they are stored, not as they are shown.
    as_stored = "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,false,false"

    subprocess.run(
        [find_office(), f"-env:UserInstallation=file://{tmp_path}/office", "--headless", "--convert-to", as_stored,
         "--outdir", tmp_path, tmp_path / "sheet.xlsx"],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip

    rows = list(csv.reader((tmp_path / "sheet.csv").open(encoding="utf-8", newline="")))
    top = next(place for place, row in enumerate(rows) if row[0] == "line")
    table = [dict(zip(rows[top], row, strict=True)) for row in rows[top + 1 :]]
    assert [(row["size"], *(Decimal(row[name]) for name in ("old", "new", "change"))) for row in table] == [
        (size.name, size.old, size.new, size.change) for size in sheet.lines[0].measure.sizes
    ]


def test_the_makers_own_columns_stand_empty_at_the_right():
    (first, *_) = read_table(xlsx.write(make_sheet()))

    assert list(first) == [*COLUMNS, *MAKERS_COLUMNS]
    assert {first[name] for name in MAKERS_COLUMNS} == {""}


def test_an_unknown_old_value_is_said_in_words():
    table = read_table(xlsx.write(make_sheet(make_skirt())))

    assert {(row["old"], row["new"], row["change"]) for row in table} == {("not known", "not known", 1.0)}


def test_what_holds_for_a_whole_line_is_said_once():
    first, second, *_ = read_table(xlsx.write(make_sheet(make_sleeve())))

    assert (first["evidence"], second["evidence"]) == (
        "Sleeve too long: 12 of the 40 who answered, mostly L and XL.", "",
    )  # fmt: skip


def test_words_are_never_formulas_or_links():
    workbook = xlsx.write(make_sheet(make_instruction("=1+1"), garment=HOSTILE, label="https://example.com"))

    (row,) = read_table(workbook)
    assert row["instruction"] == "=1+1"
    assert (row["seam or point"], row["direction"], row["amount"]) == ("elbow notch", "up", 0.5)
    page = read_part(workbook, "xl/worksheets/sheet1.xml")
    assert "<f>" not in page
    assert "<hyperlink" not in page


@given(
    st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "－", "-2 cm", "'="]),
    st.text(st.characters(exclude_categories=[]), max_size=60),
)
def test_no_words_become_a_formula_or_are_lost(start, rest):
    words = start + rest

    workbook = xlsx.write(make_sheet(make_instruction(words), garment=words, contact=words))

    (row,) = read_table(workbook)
    assert row["instruction"] == drop_control_characters(words)
    assert "<f>" not in read_part(workbook, "xl/worksheets/sheet1.xml")


def test_the_head_is_frozen_and_the_print_area_set():
    workbook = xlsx.write(make_sheet())

    assert 'state="frozen"' in read_part(workbook, "xl/worksheets/sheet1.xml")
    assert "_xlnm.Print_Area" in read_part(workbook, "xl/workbook.xml")


def test_inches_are_numbers_that_look_like_fractions():
    workbook = xlsx.write(make_sheet(unit=LengthUnit.IN, grid="1/8"))

    assert "# ?/8" in read_part(workbook, "xl/styles.xml")


@pytest.mark.parametrize("unit, grid, shown", [("cm", "0.5", "0.00"), ("in", "1/4", "# ??/??")])
def test_an_amount_off_the_grid_is_shown_whole(unit, grid, shown):
    move = SheetMove("elbow notch", Direction.UP, Decimal("0.375"), Decimal("9.525"))
    line = dataclasses.replace(make_instruction(), move=move)

    workbook = xlsx.write(make_sheet(line, unit=LengthUnit(unit), grid=grid))

    (row,) = read_table(workbook)
    assert row["amount"] == 0.375
    assert f'formatCode="{shown}"' in read_part(workbook, "xl/styles.xml")


def test_the_same_sheet_gives_the_same_bytes():
    assert xlsx.write(make_sheet()) == xlsx.write(make_sheet())
