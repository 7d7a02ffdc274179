"""The sheet for the cutting table: written, filled in, read back; and tables that people make themselves."""

import io
from decimal import Decimal

import pytest
from python_calamine import CalamineWorkbook
from sqlalchemy.orm.attributes import flag_modified

from app.errors import RuleError
from app.models import MeasureKind, PieceMeasure
from app.services import (
    measure_imports,
    measure_views,
    measuring_sheets,
    piece_measures,
    rounds,
    sizes_and_colours,
)
from app.services.piece_measures import Spot
from tests import cast
from tests.arranged import once
from tests.papers import read_pages

HOSTILE = '=HYPERLINK("x") <b>#{1} 袖丈 🧵'


def test_the_paper_has_a_page_for_each_state_with_spec_and_empty_cells(session, run):
    words = read_pages(measuring_sheets.export_sheet(session, run, format="pdf"))

    assert len(words) == 2
    assert "Before final pressing" in words[0]
    assert "After one wash" in words[1]
    for page in words:
        assert "D1 Sleeve length from shoulder" in page
        assert "58.00 59.00 60.00" in page
        assert "61.00 62.00" in page
        assert "±0.6" in page
        assert page.count("piece 3") == 5
        assert "<b>#{1} □□ □" in page


def test_a_spec_between_the_marks_of_the_tape_is_not_rounded(session, run):
    copied = next(row for row in run.snapshot["chart"] if Decimal(row["value_mm"]) == 590)
    copied["value_mm"] = "587.5"
    flag_modified(run, "snapshot")

    [first, _] = read_pages(measuring_sheets.export_sheet(session, run, format="pdf"))
    rows = [row for _, rows in measure_views.build_view(session, run, washed=False).sizes for row in rows]

    assert "58.00 58.75 60.00" in first
    assert "58.75" in {row.spec for row in rows}


def test_the_workbook_is_read_back_with_every_number_exact(session, run):
    written = measuring_sheets.export_sheet(session, run, format="xlsx")

    book = CalamineWorkbook.from_filelike(io.BytesIO(written))
    rows = book.get_sheet_by_name("After one wash").to_python()
    [head] = [row for row in rows if row[0] == "code"]
    [sleeve] = [row for row in rows if row[0] == "D1"]

    assert book.sheet_names == ["Before final pressing", "After one wash"]
    assert head[5:9] == ["spec XS", "XS 1", "XS 2", "XS 3"]
    assert [sleeve[head.index(f"spec {size.name}")] for size in run.garment.sizes] == [58, 59, 60, 61, 62]


def test_what_was_filled_in_comes_back_as_it_was_measured(session, run):
    measured = {Spot("D1", "M", 1): Decimal(604), Spot("D3", "XL", 2, washed=True): Decimal("183.5")}
    piece_measures.record_measures(session, run, measured)
    written = measuring_sheets.export_sheet(session, run, format="xlsx")
    again = cast.make_round(session, run.garment, locked=True)

    assert measure_imports.import_measures(session, run, written).changed == 0
    assert measure_imports.import_measures(session, again, written).changed == 2
    assert {_spot(row): row.value_mm for row in again.piece_measures} == {
        Spot("D1", "M", 1): 604, Spot("D3", "XL", 2, washed=True): Decimal("183.5"),
    }  # fmt: skip


def test_what_differs_by_less_than_a_mark_of_the_tape_is_a_change(session, run):
    piece_measures.record_measures(session, run, {Spot("D1", "M", 1): Decimal(603)})

    done = measure_imports.import_measures(session, run, b"code,M 1\nD1,60.25\n")

    assert (done.changed, [row.value_mm for row in run.piece_measures]) == (1, [Decimal("602.5")])


def test_the_paper_and_the_workbook_say_what_was_measured_between_the_marks(session, run):
    piece_measures.record_measures(session, run, {Spot("D1", "M", 1): Decimal("602.5")})

    assert "60.25" in read_pages(measuring_sheets.export_sheet(session, run, format="pdf"))[0]
    book = CalamineWorkbook.from_filelike(io.BytesIO(measuring_sheets.export_sheet(session, run, format="xlsx")))
    [sleeve] = [row for row in book.get_sheet_by_index(0).to_python() if row[0] == "D1"]
    assert 60.25 in sleeve


def test_a_csv_of_ones_own_is_taken_row_by_row(session, run):
    content = "POM;M 1;M-2;Large piece 3;M 9\nd1;60,4;60 1/2;61,5;1\nZ9;1;;;\nD3;wide;;;\nD1 ;;;;\n"

    done = measure_imports.import_measures(session, run, content.encode(), washed=True)

    assert (done.read, done.changed, done.columns) == (3, 3, ["M 1", "M-2", "Large piece 3"])
    assert [place for place, _ in done.refused] == ["line 3", "line 4"]
    assert {_spot(row): row.value_mm for row in run.piece_measures} == {
        Spot("D1", "M", 1, True): 604, Spot("D1", "M", 2, True): 605, Spot("D1", "L", 3, True): 615,
    }  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"\x00\x01", b"PK\x03\x04nothing", b"POM;width\nD1;60\n"])
def test_what_is_no_table_of_pieces_is_refused(session, run, content):
    with pytest.raises(RuleError):
        measure_imports.import_measures(session, run, content)

    assert not run.piece_measures


def _spot(row: PieceMeasure) -> Spot:
    return Spot(row.pom.code, row.size.name, row.piece, row.washed)


@pytest.fixture
@once
def run(session):
    shirt = cast.make_shirt(session)
    cast.add_measure(session, shirt, "H9", HOSTILE, MeasureKind.STRAIGHT, base=100, step=0)
    for pom in shirt.points_of_measure:
        pom.critical, pom.tolerance_plus_mm, pom.tolerance_minus_mm = True, Decimal(6), Decimal(6)
    sizes_and_colours.get_size(shirt, "L").aliases = ["large"]
    production_round = rounds.plan_round(session, shirt, planned=dict.fromkeys(cast.SIZES, 10))
    return rounds.lock_round(session, production_round, override_reason="The cast is cut at once.")
