"""Points of measure are described otherwise while that changes no meaning, and put away without losing a paper."""

from dataclasses import replace
from decimal import Decimal

import pytest

from app.errors import RuleError
from app.models import MeasureKind
from app.services import audit, charts, points_of_measure, revisions
from app.services.chart_imports import import_chart
from app.services.revision_views import list_points_to_change, list_points_to_match
from nlp.taxonomy import GarmentKind
from tests import cast


@pytest.fixture
def shirt(session):
    return cast.make_shirt(session)


@pytest.fixture
def sleeve(shirt):
    return points_of_measure.get_point_of_measure(shirt, "D1")


def test_what_papers_say_of_it_is_changed_and_noted(session, shirt, sleeve):
    described = replace(
        points_of_measure.describe(sleeve), name="Sleeve, outside", tolerance_plus_mm=Decimal(5), critical=True
    )

    for _ in range(2):
        points_of_measure.describe_point(session, sleeve, described)

    row = charts.build_chart(session, shirt.revisions[0]).rows[0]
    assert (row.name, row.tolerance_plus, row.tolerance_minus, row.critical) == (
        "Sleeve, outside",
        Decimal("0.5"),
        None,
        True,
    )
    assert [event.verb for event in audit.list_events(session, sleeve)] == ["described"]


def test_how_it_is_taken_stays_once_a_line_changes_it(session, shirt, sleeve):
    full = replace(points_of_measure.describe(sleeve), kind=MeasureKind.FULL)
    points_of_measure.describe_point(session, sleeve, full)
    cast.make_sleeves_shorter(session, shirt)

    with pytest.raises(RuleError, match="Line 1 of revision 2 changes D1 as it is taken now, full") as refused:
        points_of_measure.describe_point(session, sleeve, replace(full, kind=MeasureKind.STRAIGHT))
    assert refused.value.field == "kind"


@pytest.mark.parametrize(
    ("wrong", "message", "field"),
    [
        ({"name": ""}, "needs a name", "name"),
        ({"name": "x" * 500}, "longer than", "name"),
        ({"how_to_measure": "x" * 5000}, "longer than", "how_to_measure"),
        ({"tolerance_minus_mm": Decimal(101)}, "between 0 and 100 mm", "tolerance_minus"),
    ],
)
def test_what_no_paper_has_room_for_is_refused(session, sleeve, wrong, message, field):
    with pytest.raises(RuleError, match=message) as refused:
        points_of_measure.describe_point(session, sleeve, replace(points_of_measure.describe(sleeve), **wrong))
    assert refused.value.field == field


@pytest.mark.parametrize(
    ("kind", "offered", "not_offered"),
    [
        ("shirt", "A1 A4 D1 E4 G3", "C6 F1 F3 F8 H3"),
        ("dress", "A4 C6 D1", "F3 F8 H1"),
        ("skirt", "A2 C6 F1", "A1 D1 F8 H1"),
        ("trousers", "A3 F1 F8 G2", "A1 C1 D1 E1 H1"),
        ("jumpsuit", "C7 D1 F8", "C6 H1"),
        ("underwear", "C7 F3 G4 H1", "C6 F6 F10"),
        ("sleepwear", "C6 D1 F8", "H1"),
    ],
)
def test_a_line_offers_the_measures_of_that_kind_of_garment(session, kind, offered, not_offered):
    codes = list_points_to_change(cast.make_garment(session, kind=GarmentKind(kind)))

    assert {*offered.split()} <= codes.keys()
    assert not codes.keys() & {*not_offered.split()}


def test_of_a_garment_of_no_known_kind_and_for_the_names_of_a_chart_all_of_the_library_is_offered(session, shirt):
    shirt.kind = None

    assert list_points_to_change(shirt) == list_points_to_match(shirt)
    assert {"D1", "F8", "H3"} <= list_points_to_match(shirt).keys()


def test_what_a_garment_has_is_offered_whatever_its_kind(session, shirt):
    points_of_measure.add_point_of_measure(session, shirt, code="F1", name="Rib", kind=MeasureKind.HALF)

    assert list_points_to_change(shirt)["F1"] == "F1 Rib"


def test_what_is_put_away_stays_on_the_charts_that_were_worked_by_and_is_not_copied(session, shirt, sleeve):
    cast.make_round(session, shirt, locked=True)

    points_of_measure.put_away(session, sleeve)

    draft = revisions.draft_revision(session, shirt)
    assert [row.code for row in charts.build_chart(session, shirt.revisions[0]).rows] == ["D1", "D3"]
    assert [row.code for row in charts.build_chart(session, draft).rows] == ["D3"]
    assert "D1" not in list_points_to_change(shirt)
    with pytest.raises(RuleError, match="D1 is put away: take it up again"):
        revisions.change_measure(session, draft, sleeve, delta_mm=Decimal(10))


def test_of_a_chart_that_nobody_works_by_it_is_gone_until_it_is_taken_up(session, shirt, sleeve):
    before = charts.build_chart(session, shirt.revisions[0])

    points_of_measure.put_away(session, sleeve)

    assert [row.code for row in charts.build_chart(session, shirt.revisions[0]).rows] == ["D3"]
    with pytest.raises(RuleError, match="point of measure D1 already, put away: take it up again"):
        cast.add_measure(session, shirt, "d1", "Sleeve", MeasureKind.STRAIGHT, base=600, step=10)
    done = import_chart(session, shirt, b"Code,M\nD1,60\n")
    assert [row.reason for row in done.refused] == ["D1 is put away: take it up again first."]

    points_of_measure.take_up(session, sleeve)

    assert charts.build_chart(session, shirt.revisions[0]) == before
    assert points_of_measure.list_put_away(shirt) == []


def test_what_was_left_out_of_a_revision_has_its_last_values_there_once_it_is_taken_up(session, shirt, sleeve):
    cast.make_round(session, shirt, locked=True)
    points_of_measure.put_away(session, sleeve)
    draft = revisions.draft_revision(session, shirt)
    revisions.change_measure(session, draft, points_of_measure.get_point_of_measure(shirt, "D3"), delta_mm=Decimal(10))

    points_of_measure.take_up(session, sleeve)

    first, now = (charts.build_chart(session, each).rows for each in shirt.revisions)
    assert [row.code for row in now] == ["D1", "D3"]
    assert now[0].values == first[0].values


def test_what_an_open_revision_changes_is_not_put_away(session, shirt, sleeve):
    cast.make_sleeves_shorter(session, shirt)

    with pytest.raises(RuleError, match="Line 1 of revision 2 changes D1"):
        points_of_measure.put_away(session, sleeve)


@pytest.mark.parametrize("code", ["", " ", "A CODE AS LONG", "d3"])
def test_a_code_is_short_and_names_one_measure(session, shirt, code):
    with pytest.raises(RuleError) as refused:
        points_of_measure.add_point_of_measure(session, shirt, code=code, name="Bicep", kind=MeasureKind.HALF)
    assert refused.value.field == "code"


def test_a_value_is_more_than_nothing(session, shirt):
    with pytest.raises(RuleError, match="M: a measure is more than nothing"):
        points_of_measure.add_point_of_measure(
            session, shirt, code="B9", name="Bicep", kind=MeasureKind.HALF, values_mm={"M": Decimal(-10)}
        )
    assert "B9" not in [pom.code for pom in shirt.points_of_measure]
