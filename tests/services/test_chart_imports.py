"""Measurement charts from files: good rows kept, bad ones named with their place, nothing overwritten."""

import csv
import io
from datetime import date
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.errors import RuleError
from app.models import LengthUnit, MeasureKind, Packet, Paper, now
from app.services import audit, chart_imports, charts, garments, label, points_of_measure, revisions
from nlp.taxonomy import GarmentKind
from tests import cast

CHART = """POM,Description,Kind,Tol (+/-),XS,S,M,L,XL
D1,Sleeve length from shoulder,straight,0.6,58,59,60,61,62
A1,,,±0.5,48,50,52,54,56
Z9,Loop width,half,"+/- 1/8 in",1,1,1,1,"1,5"
"""


def test_new_points_of_measure_come_with_their_values(session):
    shirt = cast.make_garment(session)

    done = _import(session, shirt, CHART)

    assert [(row.place, row.code, row.outcome, row.values) for row in done.taken] == [
        ("line 2", "D1", "added", 5), ("line 3", "A1", "added", 5), ("line 4", "Z9", "added", 5),
    ]  # fmt: skip
    sleeve, chest, loop = shirt.points_of_measure
    assert (chest.name, chest.kind, chest.tolerance_plus_mm) == ("Chest width", MeasureKind.HALF, 5)
    assert (loop.tolerance_minus_mm, _value(shirt, loop, "XL")) == (Decimal("3.175"), 15)
    assert _value(shirt, sleeve, "M") == 600


@pytest.mark.parametrize(
    "typed, plus, minus",
    [
        ("+1/4 -1/8", "6.35", "3.175"), ("+1/4\" / -1/8\"", "6.35", "3.175"), ("+1-1/4 −1/8", "31.75", "3.175"),
        ("± 1/4", "6.35", "6.35"), ("1/4", "6.35", "6.35"), ("0", "0", "0"),
    ],
)  # fmt: skip
def test_tolerances_are_read_as_houses_write_them(session, typed, plus, minus):
    shirt = cast.make_garment(session)

    done = _import(session, shirt, f"Unit;in\ncode;Tolerance;M\nE5;{typed};15\n")

    assert done.refused == []
    (neck,) = shirt.points_of_measure
    assert (neck.tolerance_plus_mm, neck.tolerance_minus_mm) == (Decimal(plus), Decimal(minus))


def test_a_chart_in_millimetres_that_says_centimetres_is_taken_and_named(session):
    shirt = cast.make_garment(session)

    done = _import(session, shirt, "code;S;M\nD5;105;117\nF8;780;800\nA4;55;57\n")

    assert [row.outcome for row in done.taken] == ["added"] * 3
    assert [row.slips for row in done.taken] == [
        ("105.0 cm in S and 117.0 cm in M: no garment measures as much there. Millimetres?",),
        ("780.0 cm in S and 800.0 cm in M: no garment measures as much there. Millimetres?",),
        (),
    ]


def test_the_same_file_again_changes_nothing(session):
    shirt = cast.make_garment(session)
    _import(session, shirt, CHART)

    done = _import(session, shirt, CHART)

    assert [row.outcome for row in done.taken] == ["known"] * 3
    assert len(shirt.revisions[0].measures) == 15


def test_missing_values_are_filled_in_and_known_ones_that_a_run_is_cut_on_are_not_overwritten(session):
    shirt = cast.make_shirt(session)
    cast.make_round(session, shirt, locked=True)
    points_of_measure.add_point_of_measure(
        session, shirt, code="C2", name="Back", kind=MeasureKind.STRAIGHT, values_mm={"M": Decimal(700)}
    )

    done = _import(session, shirt, "code,S,M,L\nC2,69,70,71\nD1,59,61,61\n")

    assert [(row.code, row.outcome, row.values) for row in done.taken] == [("C2", "filled", 2)]
    assert [row.reason for row in done.refused] == [
        "M: the file says 61.0 cm, revision 1 says 60.0; change it by a revision."
    ]


def test_a_slip_in_the_first_chart_is_put_right_while_nobody_works_by_it(session):
    shirt, user = cast.make_shirt(session), cast.make_user(session)
    cast.make_round(session, shirt)

    done = _import(session, shirt, "code,S,M,L\nD1,59,60.5,61\n", user=user)

    assert [(row.outcome, row.values, row.changes) for row in done.taken] == [("replaced", 0, ("M: 60.0 → 60.5",))]
    assert [(cell.old, cell.value) for cell in done.taken[0].cells][1:3] == [(None, "59.0"), ("60.0", "60.5")]
    assert _value(shirt, shirt.points_of_measure[0], "M") == 605
    (event,) = audit.list_events(session, shirt.revisions[0])
    assert (event.verb, event.user) == ("corrected", user)
    assert event.details == {"pom": "D1", "old_mm": {"M": "600"}, "new_mm": {"M": "605"}}


@pytest.mark.parametrize("happened", ["drafted", "sent", "cut"])
def test_a_chart_that_somebody_works_by_changes_by_a_revision(session, happened):
    shirt = cast.make_shirt(session)
    match happened:
        case "drafted":
            revisions.draft_revision(session, shirt)
        case "sent":
            sheet = Packet(
                contact="Ana", unit=LengthUnit.CM, grid="0.5", paper=Paper.A4, check_code="1", token_hash="1",
                expires_at=now(),
            )  # fmt: skip
            shirt.revisions[0].packets.append(sheet)
        case "cut":
            cast.make_round(session, shirt, locked=True)

    done = _import(session, shirt, "code,M\nD1,61\n")

    assert (done.taken, [row.differs for row in done.refused]) == ([], [True])
    assert _value(shirt, shirt.points_of_measure[0], "M") == 600


def test_a_value_beside_an_open_change_is_not_guessed(session):
    dress = cast.make_dress(session)
    draft = revisions.draft_revision(session, dress)
    revisions.change_measure(session, draft, points_of_measure.get_point_of_measure(dress, "C6"), delta_mm=Decimal(10))

    done = _import(session, dress, "code,M\nC6,90\n")

    assert "revision 2 changes C6 without an old value" in done.refused[0].reason


def test_a_kind_comes_from_the_file_else_from_what_was_said_else_from_the_name(session):
    shirt = cast.make_garment(session)
    rows = "Q1,Half chest,,52\nQ2,Half waist,full,90\nQ3,Half hip,,104\nQ4,Loop,,3\nQ5,Cuff round,,20\n"

    done = _import(session, shirt, f"code,measure,kind,M\n{rows}", meanings={"q2": "half", "q3": "full", "q4": "C1"})

    assert done.refused == []
    assert [pom.kind for pom in shirt.points_of_measure] == ["half", "full", "full", "straight", "full"]
    assert [(each.code, each.kind) for each in done.new] == [
        ("Q1", "half"), ("Q3", "full"), ("Q4", "straight"), ("Q5", "full"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "row, sentence",
    [
        ("D1,Sleeve,straight,60,6O,61", "M: “6O” is not a length; write 61, 61.5 or 14 3/8."),
        ("D1,Sleeve,straight,60,-2 cm,61", "M: “-2 cm” is not more than nothing."),
        ("D1,Sleeve,straight,60,'-2 cm,61", "M: “-2 cm” is not more than nothing."),
        ("D1,Sleeve,straight,60,=1+1,61", "M: “=1+1” is not a length; write 61, 61.5 or 14 3/8."),
        ("D1,Sleeve,round,60,60,61", "“round” is no kind of measure: half, full or straight."),
        ("X1,Something,,60,60,61", "X1 is new: say whether it is half, full or straight."),
        ("X1,,half,60,60,61", "X1 is new and has no name."),
        (",SLEEVE,,,,", "“SLEEVE” is no name that we know: give it a code, or say which measure it is."),
        (",,half,60,60,61", "It has neither a code nor a name."),
        ("A VERY LONG CODE,x,half,60,60,61", "The code “A VERY LONG CODE” is longer than 10 characters."),
        ("A1,Chest width,half,50,52,54", "A1 stands in this file twice."),
    ],
)
def test_what_does_not_fit_is_named_with_its_place_and_the_rest_is_kept(session, row, sentence):
    shirt = cast.make_garment(session)

    done = _import(session, shirt, f"code,measure,kind,S,M,L\nA1,Chest width,half,48,50,52\n{row}\n")

    assert [each.code for each in done.taken] == ["A1"]
    assert [(each.place, each.reason) for each in done.refused] == [("line 3", sentence)]
    assert len(shirt.points_of_measure) == 1


def test_columns_that_tell_nothing_are_named_by_hand_and_what_is_not_read_is_said(session):
    shirt = cast.make_garment(session)

    done = _import(
        session, shirt, "Chart of Bo\nPunkt;Bezeichnung;36;38;Note\nA1;Chest width;50,5;52;x\n",
        columns={"code": "Punkt", "S": "36", "M": "38"},
    )  # fmt: skip

    assert done.columns == {"code": "Punkt", "S": "36", "M": "38"}
    assert done.ignored == ["Bezeichnung", "Note"]
    assert _value(shirt, shirt.points_of_measure[0], "S") == 505


def test_says_which_measures_of_the_file_the_papers_of_the_garment_print_otherwise(session):
    label.change_label(session, grid="0.5")

    chart = "Code,S,M,L\nD1,600,610,620\nE1,108,111,114\n"
    done = _import(session, cast.make_garment(session), chart, unit=LengthUnit.MM)

    assert done.off_grid == "Off the maker’s grid of 0.5 cm: charts and sheets say the nearest step of E1."


def test_a_unit_above_the_table_holds_and_one_that_is_named_wins(session):
    file = "Unit,inches on 1/8\ncode,M\nA1,20 1/2\n"
    first, second = cast.make_garment(session), cast.make_garment(session, name="Coat")

    assert _import(session, first, file).unit is LengthUnit.IN
    _import(session, second, file, unit=LengthUnit.CM)

    assert _value(first, first.points_of_measure[0], "M") == Decimal("520.7")
    assert _value(second, second.points_of_measure[0], "M") == 205


def test_a_workbook_has_numbers_and_what_became_a_date_is_refused(session):
    shirt = cast.make_garment(session)
    workbook = _workbook([["Style", "LS-01"], ["Code", "M", "L"], ["A1", 50.25, 52], ["A2", 45, date(2026, 8, 3)]])

    done = chart_imports.import_chart(session, shirt, workbook)

    assert _value(shirt, shirt.points_of_measure[0], "M") == Decimal("502.5")
    assert [(each.place, each.reason) for each in done.refused] == [
        ("Sheet1, row 4", "L: the spreadsheet made a date of this, 2026-08-03; write it as text.")
    ]


@pytest.mark.parametrize("unit, grid", [("mm", "1"), ("cm", "0.25"), ("in", "1/16")])
def test_a_chart_that_left_as_a_workbook_comes_in_again(session, unit, grid):
    label.change_label(session, unit=LengthUnit(unit), grid=grid)
    shirt = cast.make_shirt(session)
    workbook = charts.export_chart(session, shirt.revisions[0], format="xlsx")
    copy = cast.make_garment(session, name="Copy")

    done = chart_imports.import_chart(session, copy, workbook)
    again = chart_imports.import_chart(session, shirt, workbook)

    assert ([row.outcome for row in done.taken], done.refused) == (["added"] * 2, [])
    assert ([row.outcome for row in again.taken], again.refused) == (["known"] * 2, [])
    before, after = (charts.build_chart(session, each.revisions[0]) for each in (shirt, copy))
    assert [row.values for row in after.rows] == [row.values for row in before.rows]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=12), max_size=5), max_size=5))
def test_any_rows_are_taken_or_named_and_nothing_breaks(session, rows):
    shirt = garments.add_garment(session, name="Shirt", kind=GarmentKind.SHIRT, sizes=cast.SIZES)
    file = io.StringIO()
    csv.writer(file).writerows([["code", "measure", "kind", "S", "M"], *rows])

    try:
        done = chart_imports.import_chart(session, shirt, file.getvalue().encode())
    except RuleError as refusal:
        assert refusal.message  # noqa: PT017 either is an answer
    else:
        assert len(done.taken) == len(shirt.points_of_measure)


def test_a_garment_without_sizes_or_a_file_without_a_chart_is_told_so(session):
    bare = garments.add_garment(session, name="Coat", kind=GarmentKind.SHIRT)

    with pytest.raises(RuleError, match="Coat has no sizes yet"):
        _import(session, bare, CHART)
    with pytest.raises(RuleError, match="No row of this file heads a chart"):
        _import(session, cast.make_garment(session), "a,b\n1,2\n")


def _import(session, garment, text, **options):
    return chart_imports.import_chart(session, garment, text.encode(), **options)


def _value(garment, pom, size):
    return next(each.value_mm for each in garment.revisions[-1].measures if each.pom is pom and each.size.name == size)


def _workbook(rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return buffer.getvalue()
