"""The whole chart of a revision, two revisions side by side, changes for drawing programs."""

import io
from decimal import Decimal
from xml.etree import ElementTree

import pytest
from python_calamine import CalamineWorkbook

from app.errors import RuleError
from app.models import Direction, GradeFrom, LengthUnit
from app.services import charts, points_of_measure, revisions
from app.services.formats.seamly import Program
from app.services.moves import Move
from tests import cast
from tests.papers import read_pages


def test_the_chart_holds_every_point_of_measure_with_its_grade_steps(session):
    shirt = cast.make_shirt(session)

    chart = charts.build_chart(session, shirt.revisions[0])

    sleeve, bicep = chart.rows
    assert (sleeve.code, sleeve.values) == ("D1", tuple(map(Decimal, ("58", "59", "60", "61", "62"))))
    assert sleeve.steps == (None, 1, 1, 1, 1)
    assert bicep.values[0] == Decimal("15.5")
    assert bicep.values[0] + bicep.steps[1] == bicep.values[1]


def test_relative_grading_counts_from_the_base_size(session):
    shirt = cast.make_shirt(session)
    points_of_measure.get_point_of_measure(shirt, "D1").grade_from = GradeFrom.RELATIVE

    chart = charts.build_chart(session, shirt.revisions[0])

    assert chart.rows[0].steps == (-2, -1, None, 1, 2)


def test_each_revision_has_its_own_chart_and_what_is_unknown_stays_empty(session):
    dress = cast.make_dress(session)
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)

    assert charts.build_chart(session, dress.revisions[0]).rows[0].values == (None,) * 5
    assert charts.build_chart(session, shirt.revisions[0]).rows[0].values[2] == 60
    assert charts.build_chart(session, draft).rows[0].values[2] == 58


def test_the_workbook_is_read_back_with_every_number_exact(session):
    shirt = cast.make_shirt(session)
    chart = charts.build_chart(session, shirt.revisions[0], unit=LengthUnit.IN, grid="1/16")

    workbook = charts.export_chart(session, shirt.revisions[0], format="xlsx", unit=LengthUnit.IN, grid="1/16")

    rows = CalamineWorkbook.from_filelike(io.BytesIO(workbook)).get_sheet_by_index(0).to_python()
    top = next(place for place, row in enumerate(rows) if row[0] == "code")
    assert rows[top][8:13] == ["XS", "S", "M", "L", "XL"]
    for read, row in zip(rows[top + 1 :], chart.rows, strict=True):
        assert read[:2] == [row.code, row.name]
        assert read[8:13] == [float(value) for value in row.values]
        assert read[14:18] == [float(step) for step in row.steps[1:]]


def test_the_paper_says_the_chart(session):
    shirt = cast.make_shirt(session)

    (page,) = read_pages(charts.export_chart(session, shirt.revisions[0], format="pdf"))

    assert "Measurement chart, pattern revision 1 · released" in page
    assert "D1 Sleeve length from shoulder" in page
    assert "58.00 59.00 +1.00 60.00" in page


def test_a_pattern_drawn_in_inches_has_its_papers_in_inches(session):
    shirt = cast.make_shirt(session)
    shirt.pattern_unit = LengthUnit.IN

    chart = charts.build_chart(session, shirt.revisions[0])

    assert (chart.unit, chart.grid, chart.rows[0].values[2]) == (LengthUnit.IN, "1/16", Decimal("23.625"))


def test_an_empty_chart_says_so(session):
    garment = cast.make_garment(session)

    assert (
        "It has no points of measure yet."
        in read_pages(charts.export_chart(session, garment.revisions[0], format="pdf"))[0]
    )
    assert charts.export_chart(session, garment.revisions[0], format="xlsx").startswith(b"PK")


def test_refuses_a_format_that_no_chart_has(session):
    shirt = cast.make_shirt(session)

    with pytest.raises(RuleError, match="A chart is written as pdf or xlsx, not as docx"):
        charts.export_chart(session, shirt.revisions[0], format="docx")


def test_any_two_revisions_go_on_one_paper(session):
    shirt = cast.make_shirt(session)
    draft = cast.make_sleeves_shorter(session, shirt)
    up = Move("Elbow", Direction.UP, Decimal(5))
    revisions.add_instruction(session, draft, text="Move the notch.", piece="sleeve", move=up)

    (page,) = read_pages(charts.export_comparison(session, shirt.revisions[0], draft))

    assert "Pattern revision 1 beside 2" in page
    assert "XS S M base L XL" in page
    assert "Revision 1 58.00 59.00 60.00 61.00 62.00 Revision 2 56.00 57.00 58.00 59.00 60.00" in page
    assert "Change −2.00 −2.00" in page
    assert "Instruction of revision 2: sleeve Elbow: 0.50 cm up Move the notch." in page
    assert "They do not differ in any measure." in read_pages(charts.export_comparison(session, draft, draft))[0]


@pytest.mark.parametrize("program, root", [(Program.SEAMLY, "smis"), (Program.VALENTINA, "vit")])
def test_changes_go_to_drawing_programs_as_measures_of_their_own(session, program, root):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session), delta=-15)

    file = ElementTree.fromstring(charts.export_custom_measures(session, draft, program=program))

    assert (file.tag, file.findtext("unit")) == (root, "cm")
    (measure,) = file.iterfind("body-measurements/m")
    assert (measure.get("name"), measure.get("value")) == ("@rev_sleeve_length_from_shoulder", "-1.5")
    assert "size M" in file.findtext("notes")


def test_a_size_that_does_not_change_has_nothing_for_drawing_programs(session):
    draft = revisions.draft_revision(session, cast.make_shirt(session))
    sleeve = points_of_measure.get_point_of_measure(draft.garment, "D1")
    revisions.change_measure(session, draft, sleeve, per_size={"XL": Decimal(-10)})

    with pytest.raises(RuleError, match="Revision 2 changes no measure in M"):
        charts.export_custom_measures(session, draft, program=Program.SEAMLY)
    assert b'value="-1"' in charts.export_custom_measures(session, draft, program=Program.SEAMLY, size="XL")
