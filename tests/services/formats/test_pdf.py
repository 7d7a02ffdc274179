"""The sheet on paper: one page, tagged, every word as typed and none of it obeyed."""

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import LengthUnit, Paper, Priority
from app.services.formats import pdf
from tests.papers import measure_paper, read_pages
from tests.services.formats.sheets import (
    HOSTILE,
    make_bicep,
    make_instruction,
    make_line,
    make_sheet,
    make_skirt,
    make_sleeve,
)


def test_says_on_one_page_what_to_cut():
    pages = read_pages(pdf.write(make_sheet()))

    assert len(pages) == 1
    for words in (
        "Linen shirt", "Correction sheet, pattern revision 3 → 4", "K7F-4Q2", "example.com/check", "for Ana",
        "LS-01 · Spring 2027", "pattern drawn with 1 cm seam allowance", "before wash, no seam allowance",
        "D1 · straight · tolerance ±0.6 · critical", "58.00 59.50 60.50 61.00 61.50", "0 0 −0.50 −1.50 −2.50",
        "1.50 1.50 → 1.00 1.50 → 0.50", "Measured on pattern old new old new", "+0.50 half is +1.00 all round.",
        "12 of the 40 who answered, mostly L and XL", "“The sleeves come down over my knuckles.”",
        "Instruction: sleeve", "elbow notch: 0.50 cm up", "Moved on new pattern", "Do not change", "Not on this sheet",
        "Received by, date", "done", "question",
        "drawn up by Mia, 23 April 2026", "Why, what instead, or the question", "Initials",
    ):  # fmt: skip
        assert words in pages[0]


@pytest.mark.parametrize("unit, grid", [("cm", "0.25"), ("in", "1/8")])
@pytest.mark.parametrize("paper, size", [(Paper.A4, (210, 297)), (Paper.LETTER, (216, 279))])
def test_three_measures_fit_on_the_makers_paper_whatever_the_unit(unit, grid, paper, size):
    sheet = make_sheet(make_sleeve(), make_bicep(), make_skirt(), unit=LengthUnit(unit), grid=grid, paper=paper)

    document = pdf.write(sheet)

    assert len(read_pages(document)) == 1
    assert measure_paper(document) == size


def test_says_beside_a_line_what_it_touches_how_much_it_matters_and_what_to_check():
    sleeve = dataclasses.replace(
        make_sleeve(), piece="sleeve and cuff", priority=Priority.MUST, check_on_sample="Raise the arm."
    )

    (page,) = read_pages(pdf.write(make_sheet(sleeve)))

    assert "grade rule · touches sleeve and cuff · must" in page
    assert "Check on the sample Raise the arm." in page


def test_an_unknown_old_value_leaves_the_change_and_a_box_for_both():
    (page,) = read_pages(pdf.write(make_sheet(make_skirt())))

    assert "Old value not known: +1.00 cm." in page
    assert "Measured on pattern old new" in page
    assert "New, revision" not in page


def test_a_change_that_the_grid_bends_is_told_as_the_label_wrote_it():
    (page,) = read_pages(pdf.write(make_sheet(make_bicep(), unit=LengthUnit.MM, grid="1")))

    assert "Before the grid: every size +5 mm." in page


def test_an_amount_that_its_unit_cannot_say_is_told_as_the_label_wrote_it():
    (page,) = read_pages(pdf.write(make_sheet(make_instruction(), unit=LengthUnit.IN, grid="1/4")))

    assert "elbow notch: 1/2 in (5 mm) up" in page


def test_says_on_its_face_that_it_is_superseded():
    (current,) = read_pages(pdf.write(make_sheet()))
    (outdated,) = read_pages(pdf.write(make_sheet(status="superseded")))

    assert "superseded" not in current
    assert "revision 3 → 4 · superseded" in outdated


def test_a_garment_without_sizes_gets_its_instructions():
    (page,) = read_pages(pdf.write(make_sheet(make_instruction(), sizes=(), base_size=None)))

    assert "Run to nothing at the elbow notch." in page


def test_many_sizes_go_into_a_second_table():
    sleeve = make_sleeve()
    sizes = tuple(
        dataclasses.replace(size, name=f"{size.name}{letter}") for letter in "ABC" for size in sleeve.measure.sizes
    )
    sheet = make_sheet(dataclasses.replace(sleeve, measure=dataclasses.replace(sleeve.measure, sizes=sizes)))

    (page,) = read_pages(pdf.write(sheet))

    assert all(size.name in page for size in sizes)
    assert page.count("New, revision 4") == 2


def test_the_same_sheet_gives_the_same_bytes():
    assert pdf.write(make_sheet()) == pdf.write(make_sheet())


def test_hostile_words_are_printed_and_never_obeyed():
    sheet = make_sheet(make_instruction(HOSTILE), garment=HOSTILE, label=HOSTILE, contact=HOSTILE)

    text = " ".join(read_pages(pdf.write(sheet)))

    assert '#eval("1") $x$ *b* _i_ \\ [x] <a>' in text
    assert "□□ □" in text
    assert "□ stands for a character that this paper cannot print." in text


@pytest.mark.parametrize(
    "words",
    ['#read_pages("/etc/passwd")', '#image("/etc/passwd")', '#import "@preview/cetz:0.3.0"', "file:///etc/passwd"],
)
def test_words_that_name_files_and_packages_are_printed_and_fetch_nothing(words):
    document = pdf.write(make_sheet(make_instruction(words), garment=words))

    assert read_pages(document)[0].count(words) == 2
    assert b"/URI" not in document
    assert b"/EmbeddedFile" not in document


def test_what_the_font_cannot_draw_in_a_quote_is_a_box_with_a_note():
    (page,) = read_pages(pdf.write(make_sheet(make_line(instruction="Shorten.", quotes=("袖子 too long 😀",)))))

    assert "“□□ too long □”" in page
    assert "□ stands for a character that this paper cannot print." in page


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_no_text_keeps_the_sheet_from_being_printed(words):
    sheet = make_sheet(make_line(instruction=words or "-", quotes=(words,), piece=words), garment=f"x{words}")

    assert pdf.write(sheet).startswith(b"%PDF")
