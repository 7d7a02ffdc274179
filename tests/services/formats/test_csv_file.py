"""The table as CSV: numbers stay numbers, words never become formulas."""

import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import FlatSide
from app.services.formats import csv_file
from app.services.formats.sheet import SheetMark
from tests.services.formats.sheets import make_bicep, make_instruction, make_sheet, make_sleeve


def read(document: bytes) -> list[dict[str, str]]:
    """Return the rows by the names of their columns."""
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline="")))


def test_numbers_are_written_as_numbers_with_a_plain_minus():
    rows = read(csv_file.write(make_sheet(make_sleeve())))

    assert [row["change"] for row in rows] == ["0", "0", "-0.5", "-1.5", "-2.5"]
    assert [row["new"] for row in rows] == ["58", "59.5", "60.5", "61", "61.5"]


def test_every_row_names_its_sheet():
    arrow = SheetMark("3", "arrow", FlatSide.BACK, 40.0, 20.5, 52.0, 20.5)
    rows = read(csv_file.write(make_sheet(make_bicep(), replace(make_instruction(), marks=(arrow,)))))

    assert len(rows) == 6
    assert rows[-1]["marked on the sketch"] == "3: arrow on the back from 40, 20.5 to 52, 20.5"
    assert list(rows[0])[:8] == [*csv_file.HEAD]
    assert {tuple(row[name] for name in csv_file.HEAD) for row in rows} == {
        ("Linen shirt", "LS-01", "Spring 2027", "3", "4", "K7F-4Q2", "cm", "0.25")
    }
    assert {(row["seam allowance"], row["cut on"], row["status"], row["block"]) for row in rows} == {
        ("pattern drawn with 1 cm seam allowance", "2026-05-25", "sent", "")
    }
    assert [rows[-1][name] for name in ("seam or point", "direction", "amount", "label's own amount in mm")] == [
        "elbow notch", "up", "0.5", "5",
    ]  # fmt: skip
    assert (rows[-1]["pieces touched"], rows[-1]["priority"]) == ("sleeve", "")
    assert rows[-1]["instruction"] == "Run to nothing at the elbow notch."


@pytest.mark.parametrize("words", ["=1+1", "+1", "-2 cm off", "@SUM(A1)", "\t=1", "\r=1", "\x00=1", "\u200b=1"])
def test_words_that_look_like_a_formula_are_marked_as_words(words):
    (row,) = read(csv_file.write(make_sheet(make_instruction(words))))

    assert row["instruction"].startswith("'")


@given(st.text(st.characters(exclude_categories=[]), min_size=1, max_size=40))
def test_no_cell_begins_like_a_formula_and_every_row_has_its_columns(words):
    document = csv_file.write(make_sheet(make_instruction(words), garment=words, season=words, fabric=words))

    (row,) = read(document)
    assert None not in row
    for column in ("instruction", "garment", "season", "fabric"):
        assert not row[column].lstrip().startswith(("=", "+", "-", "@", "\t", "\r"))
