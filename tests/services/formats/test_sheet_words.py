"""The sentences that page, PDF and tables of a sheet have in common: what the numbers alone would not tell."""

import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from app.models import LengthUnit, MeasureKind
from app.services.formats import pdf, xlsx
from app.services.formats.sheet_words import list_details, list_notes, say_asked
from tests.papers import read_pages
from tests.services.formats.sheets import (
    make_bicep,
    make_instruction,
    make_line,
    make_measure,
    make_sheet,
    make_skirt,
    make_sleeve,
)
from tests.services.formats.test_xlsx import read_table


def test_the_head_says_what_it_is_cut_from_for_whom_and_how_it_is_measured():
    sheet = make_sheet(
        block="Shirt block 2", shrinkage="shrinkage 3.5 % in length and 2 % in width", cut_for="Tall women",
        unit=LengthUnit.IN, grid="1/8",
    )  # fmt: skip

    assert list_details(sheet) == [
        "LS-01 · Spring 2027 · for run 4 · cut 25 May 2026",
        "XS to XL · base M · Shirt block 2 · pattern drawn with 1 in seam allowance",
        "Linen, shrinkage 3.5 % in length and 2 % in width · Tall women",
        "All measures in inches, on a grid of 1/8 · finished garment, flat, before wash, no seam allowance",
    ]


def test_samples_are_wanted_by_a_day():
    sheet = make_sheet(samples="Samples: M for bicep.", due_on=date(2026, 5, 11))

    assert say_asked(sheet) == "Samples: M for bicep. Needed by 11 May 2026."
    assert say_asked(make_sheet()) == ""


@pytest.mark.parametrize(
    "line, notes",
    [
        (make_sleeve(), []),
        (make_instruction(), []),
        (make_bicep(), ["+0.50 half is +1.00 all round."]),
        (make_skirt(), ["Old value not known: +1.00 cm."]),
        (
            make_line(make_measure("D3", "Bicep", MeasureKind.HALF, ("16",) * 5, ("0.5", "0.5", "1", "1", "1"))),
            ["Changes are of the half; all round they are twice that."],
        ),
    ],
)
def test_what_the_numbers_alone_would_not_tell_is_said(line, notes):
    assert list_notes(line, LengthUnit.CM, "0.25") == notes


@pytest.mark.parametrize(
    "changes, own_mm, said",
    [
        (("-0.25", "-0.25", "-0.125", "-0.25", "-0.25"), "-4.7625", "every size −3/16 in"),
        (("-0.5", "-0.25", "-0.25", "-0.5", "-0.5"), "-12.7", "S and M −1/2 in"),
        (("0", "0.25", "0", "0", "0"), "3", "every size 3 mm"),
    ],
)
def test_what_the_grid_has_made_something_else_of_is_told_as_it_was_written(changes, own_mm, said):
    measure = make_measure("D1", "Sleeve length", MeasureKind.STRAIGHT, ("24",) * 5, changes)
    sizes = tuple(dataclasses.replace(size, own_change_mm=Decimal(own_mm)) for size in measure.sizes)

    notes = list_notes(make_line(dataclasses.replace(measure, sizes=sizes)), LengthUnit.IN, "1/8")

    assert [note.replace("+", "") for note in notes] == [f"Before the grid: {said}."]


@pytest.mark.parametrize(
    "unit, own_mm, said",
    [
        ("cm", ("-296.25", "-308.125", "13", "13", "13"), "XS −29.63 cm, S −30.81 cm, M, L and XL +1.30 cm"),
        ("in", ("3", "3", "-4.7625", "-4.7625", "-4.7625"), "XS and S +1/8 in, M, L and XL −3/16 in"),
        ("cm", ("-4.7625", "-4.7625", "13", "13", "13"), "XS and S −3/16 in, M, L and XL +1.30 cm"),
    ],
)
def test_one_sentence_tells_no_mm_beside_another_unit(unit, own_mm, said):
    measure = make_measure("D1", "Sleeve length", MeasureKind.STRAIGHT, ("24",) * 5, ("0",) * 5)
    sizes = tuple(
        dataclasses.replace(size, own_change_mm=Decimal(own)) for size, own in zip(measure.sizes, own_mm, strict=True)
    )

    notes = list_notes(make_line(dataclasses.replace(measure, sizes=sizes)), LengthUnit(unit), "0.25")

    assert notes == [f"Before the grid: {said}."]


def test_paper_and_workbook_say_them():
    sheet = make_sheet(make_bicep())

    (page,) = read_pages(pdf.write(sheet))
    first, second, *_ = read_table(xlsx.write(sheet))

    assert "+0.50 half is +1.00 all round." in page
    assert (first["beside the numbers"], second["beside the numbers"]) == ("+0.50 half is +1.00 all round.", "")
