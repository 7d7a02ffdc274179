"""The chart on paper and as a workbook: numbers typed, hostile words harmless, as many sizes as there are."""

import io
import zipfile
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from app.models import LengthUnit
from app.services.formats import chart_pdf, chart_xlsx, comparison_pdf
from app.services.formats.text import drop_control_characters
from tests.papers import read_pages
from tests.services.formats.charts import make_chart, make_comparison, make_row
from tests.services.formats.sheets import HOSTILE

ANY_TEXT = st.text(st.characters(exclude_categories=[]), max_size=60)
DANGEROUS = st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", "-2 cm", "'="])


def test_numbers_are_typed_and_what_is_unknown_is_empty():
    rows = _read(chart_xlsx.write(make_chart()))

    top = next(place for place, row in enumerate(rows) if row[0] == "code")
    assert rows[top + 1] == [
        "D1", "Sleeve length", "straight", "along the seam", 0.6, 0.3, "yes", "incremental", 58.5, 60.0, "", "", 1.5,
        "",
    ]  # fmt: skip


def test_the_head_is_frozen_and_repeated_and_the_print_area_set():
    with zipfile.ZipFile(io.BytesIO(chart_xlsx.write(make_chart()))) as parts:
        page, book = parts.read("xl/worksheets/sheet1.xml"), parts.read("xl/workbook.xml")

    assert b'state="frozen"' in page
    assert b"_xlnm.Print_Area" in book
    assert b"_xlnm.Print_Titles" in book


@given(DANGEROUS, ANY_TEXT)
def test_no_words_become_a_formula_or_are_lost_in_the_workbook(start, rest):
    words = start + rest

    document = chart_xlsx.write(make_chart(make_row(name=words, how_to_measure=words), garment=words or "-"))

    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")
    row = next(row for row in _read(document) if row[0] == "D1")
    assert (row[1], row[3]) == (drop_control_characters(words),) * 2


@given(st.lists(st.integers(-400, 40_000), min_size=3, max_size=3))
def test_every_number_comes_back_with_its_sign(steps):
    values = tuple(Decimal(step) / 16 for step in steps)

    document = chart_xlsx.write(make_chart(make_row(values=values), unit=LengthUnit.IN, grid="1/16"))

    row = next(row for row in _read(document) if row[0] == "D1")
    assert row[8:11] == [float(value) for value in values]


@given(ANY_TEXT)
def test_no_text_keeps_the_chart_from_being_printed(words):
    chart = make_chart(make_row(code=words, name=words, how_to_measure=words), garment=f"x{words}", cut_for=words)

    assert chart_pdf.write(chart).startswith(b"%PDF")


def test_hostile_words_are_printed_and_never_obeyed():
    (page,) = read_pages(chart_pdf.write(make_chart(make_row(name=HOSTILE))))

    assert '#eval("1") $x$ *b* _i_' in page
    assert "□ stands for a character that this paper cannot print." in page


def test_thirty_sizes_and_sixty_measures_are_all_on_paper():
    sizes = tuple(f"W{width}" for width in range(24, 54))
    rows = tuple(make_row(code=f"P{number}", values=(Decimal(60),) * 30, steps=(None,) * 30) for number in range(60))

    pages = " ".join(read_pages(chart_pdf.write(make_chart(*rows, sizes=sizes))))

    assert all(size in pages for size in sizes)
    assert pages.count("P59") == 3


@given(ANY_TEXT)
def test_no_text_keeps_two_revisions_from_being_printed(words):
    assert comparison_pdf.write(make_comparison(words)).startswith(b"%PDF")


def test_the_same_chart_gives_the_same_bytes():
    assert chart_pdf.write(make_chart()) == chart_pdf.write(make_chart())
    assert chart_xlsx.write(make_chart()) == chart_xlsx.write(make_chart())


def _read(workbook: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
