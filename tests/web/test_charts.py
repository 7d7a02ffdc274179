"""A chart comes in on a page: looked at, told what its columns are, taken; nothing known is overwritten."""

import io
import re
from decimal import Decimal

import pytest

from app.models import ChartUpload, Job, LengthUnit, MeasureKind, RevisionStatus, Role
from app.services import garments, points_of_measure, revisions
from app.services.label import change_label
from tests import cast
from tests.web.drawing import being_written_while_drawn

CHART = b"POM,Measure,Kind,S,M,L\nA1,Chest width,half,50,52,54\nD1,Sleeve,straight,59,61,61\nD3,Bicep,half,16.2,17,x\n"
RULES = b"UNITS: ENGLISH\nNUMBER OF SIZES: 3\nSIZE LIST: S M L\nSAMPLE SIZE: S\nRULE: DELTA 1\n0,0 0,0 0,0\nEND\n"


def test_a_chart_is_looked_at_before_anything_is_changed_and_then_taken(client, session, shirt, sign_in):
    sign_in()
    cast.make_round(session, shirt, locked=True)
    session.commit()

    look = _upload(client, shirt, CHART, "chart.csv")

    assert "Nothing is changed yet." in look.text
    assert "line 3: M: the file says 61.0 cm, revision 1 says 60.0; change it by a revision." in look.text
    assert "line 4: L: “x” is not a length" in look.text
    assert "draft the next revision" in look.text
    assert [pom.code for pom in _shirt(session).points_of_measure] == ["D1", "D3"]

    taken = client.post(f"{look.request.path}/take", data={}, follow_redirects=True).text

    assert "<dt>Not taken</dt>" in taken
    assert [pom.code for pom in _shirt(session).points_of_measure] == ["D1", "D3", "A1"]
    assert _value(session, "D1", "M") == 600
    assert [job.kind for job in session.query(Job)] == ["weigh"]
    measures = client.get(f"/garments/{shirt.id}/measures").text
    assert "Chest width" in measures
    assert "chart.csv" in measures
    again = client.post(f"{look.request.path}/take", data={})
    assert (again.status_code, "This file is taken already." in again.text) == (422, True)


def test_nobody_who_writes_waits_until_the_look_at_a_chart_is_drawn(app, client, session, shirt, sign_in):
    sign_in()
    address = _upload(client, shirt, CHART, "chart.csv").request.path
    session.rollback()

    with being_written_while_drawn(app, session) as drawn:
        assert client.get(address).status_code == 200

    assert "charts/preview.html" in drawn


def test_a_chart_in_inches_says_so_as_a_word(client, session, shirt, sign_in):
    sign_in()
    change_label(session, unit=LengthUnit.IN)
    session.commit()

    assert "Measure, in inches" in client.get(f"/garments/{shirt.id}/measures").text
    assert "Lengths in inches." in _upload(client, shirt, CHART, "chart.csv").text


def test_values_that_differ_become_changes_of_the_draft_where_it_is_asked_for(client, session, shirt, sign_in):
    sign_in()
    revisions.draft_revision(session, shirt)
    session.commit()
    look = _upload(client, shirt, CHART, "chart.csv")
    assert "can go into revision 2 as changes" in look.text

    seen = client.post(f"{look.request.path}/preview", data={"into_draft": "y"}).text
    assert "60.0 → 61.0" in seen
    client.post(f"{look.request.path}/take", data={"into_draft": "y"})

    (line,) = _shirt(session).revisions[1].lines
    assert [(each.size.name, each.delta_mm) for each in line.changes] == [("M", Decimal(10))]
    assert _value(session, "D1", "M") == 610


@pytest.mark.parametrize("status", [RevisionStatus.SENT, RevisionStatus.RELEASED])
def test_a_revision_that_is_no_draft_takes_no_changes(client, session, shirt, sign_in, status):
    sign_in()
    if status is RevisionStatus.SENT:
        cast.send_and_receive(session, cast.make_sleeves_shorter(session, shirt))
        session.commit()
    look = _upload(client, shirt, CHART, "chart.csv")

    refused = client.post(f"{look.request.path}/take", data={"into_draft": "y"})

    assert refused.status_code == 422
    assert f"is {status} and stays as it is: draft the next one" in refused.text
    assert _shirt(session).revisions[-1].status is status


def test_columns_and_measures_are_named_where_the_file_does_not_tell(client, session, shirt, sign_in):
    sign_in()
    look = _upload(client, shirt, "Bezeichnung;klein;mittel\nÄrmellänge;57,5;58\n".encode(), "tabelle.csv")
    assert "No row of this file heads a chart" in look.text

    named = {"column-name": "Bezeichnung", "column-XS": "klein", "column-S": ""}
    seen = client.post(f"{look.request.path}/preview", data=named).text
    assert "Measures that nobody knows" in seen
    assert "Not read: mittel." in seen
    told = {"unknown-0": "Ärmellänge", "match-0": "C2"}
    assert "C2 Ärmellänge" in client.post(f"{look.request.path}/preview", data=named | told).text
    client.post(f"{look.request.path}/take", data=named | told)

    assert _value(session, "C2", "XS") == 575


def test_how_a_new_measure_is_taken_is_preset_from_its_name_and_can_be_chosen(client, session, shirt, sign_in):
    sign_in()
    look = _upload(client, shirt, b"Code,Point of measure,M\nQ1,Half chest,52\nQ2,Loop,45\nQ3,Neck,40\n", "chart.csv")

    assert _chosen(look.text) == {"Q1": "A1", "Q2": "", "Q3": "E1"}
    assert "line 3: Q2 is new: say whether it is half, full or straight." in look.text

    said = {"new-0": "Q1", "meaning-0": "A1", "new-1": "Q2", "meaning-1": "half", "new-2": "Q3", "meaning-2": "full"}
    seen = client.post(f"{look.request.path}/preview", data=said).text
    assert _chosen(seen) == {"Q1": "A1", "Q2": "half", "Q3": "full"}
    client.post(f"{look.request.path}/take", data=said)

    new = _shirt(session).points_of_measure[2:]
    assert [(pom.code, pom.name, pom.kind) for pom in new] == [
        ("Q1", "Half chest", "half"), ("Q2", "Loop", "half"), ("Q3", "Neck", "full"),
    ]  # fmt: skip
    assert new[0].how_to_measure == "2.5 cm (1 in) below the armhole, side to side"


def test_the_values_are_shown_and_what_looks_like_a_slip_is_said_and_taken_all_the_same(
    client, session, shirt, sign_in
):
    sign_in()
    look = _upload(client, shirt, b"Code,Measure,S,M,L\nA1,Chest width,50,520,54.5\nD1,Sleeve,,60,\n", "chart.csv")

    assert "A1 Chest width: M is 520.0 cm beside 50.0 cm in S and 54.5 cm in L." in look.text
    assert re.findall("<td>(.*?)</td>", look.text) == [
        "·", "50.0", "520.0", "54.5", "·", "58.0", "59.0", "60.0", "61.0", "62.0",
    ]  # fmt: skip
    client.post(f"{look.request.path}/take", data={})
    assert _value(session, "A1", "M") == 5200


def test_what_paper_prints_otherwise_is_said_where_a_file_is_looked_at_and_beside_the_chart(
    client, session, shirt, sign_in
):
    sign_in()
    change_label(session, grid="0.5")
    session.commit()

    look = _upload(
        client, shirt, b"Code,Measure,S,M,L\nC2,Body length,70.8,71.1,71.4\nA1,Chest width,50,52,54\n", "chart.csv"
    )
    client.post(f"{look.request.path}/take", data={})

    assert "Off the maker’s grid of 0.5 cm: charts and sheets say the nearest step of C2." in look.text
    measures = client.get(f"/garments/{shirt.id}/measures").text
    assert "Off the maker’s grid of 0.5 cm: charts and sheets say the nearest step of D3 and C2." in measures


def test_a_slip_in_the_first_chart_is_put_right_by_the_same_way(client, session, shirt, sign_in):
    sign_in()
    look = _upload(client, shirt, b"Code,Measure,M\nD1,Sleeve,61\n", "chart.csv")
    assert "values put right" in look.text
    assert "60.0 → 61.0" in look.text

    taken = client.post(f"{look.request.path}/take", data={}, follow_redirects=True).text

    assert "D1 Sleeve length from shoulder, M: 60.0 → 61.0" in taken
    assert _value(session, "D1", "M") == 610


def test_a_kind_that_the_file_says_is_not_asked_about(client, shirt, sign_in):
    sign_in()

    look = _upload(client, shirt, b"Code,Measure,Kind,M\nQ1,Half chest,full,104\n", "chart.csv")

    assert _chosen(look.text) == {}
    assert "How new measures are taken" not in look.text


def test_a_name_without_a_code_is_matched_to_the_library_beforehand(client, session, shirt, sign_in):
    sign_in()
    look = _upload(client, shirt, "Measure,M\nHalf chest,52\nGürtel,45\n".encode(), "chart.csv")
    assert "A1 Half chest" in look.text
    assert "“Gürtel” is no name that we know" in look.text

    refused = {"unknown-0": "Half chest", "match-0": "", "unknown-1": "Gürtel", "match-1": "A2"}
    seen = client.post(f"{look.request.path}/preview", data=refused).text

    assert "“Half chest” is no name that we know" in seen
    assert "A2 Gürtel" in seen


def test_a_name_is_not_matched_beforehand_to_what_the_house_calls_otherwise(client, session, shirt, sign_in):
    sign_in()
    points_of_measure.add_point_of_measure(session, shirt, code="A1", name="Ankle", kind=MeasureKind.HALF)
    session.commit()

    look = _upload(client, shirt, b"Measure,M\nHalf chest,52\n", "chart.csv")

    assert "“Half chest” is no name that we know" in look.text


def test_a_grade_rule_table_sets_up_sizes_base_size_and_unit(client, session, sign_in):
    coat = garments.add_garment(session, name="Coat", kind=None)
    session.commit()
    sign_in()
    assert "Its sizes are not known yet" in client.get(f"/garments/{coat.id}/measures").text

    look = _upload(client, coat, RULES, "coat.rul")
    assert "S, M, L" in look.text
    client.post(f"{look.request.path}/take", data={})

    session.rollback()
    assert ([size.name for size in coat.sizes], coat.base_size.name, coat.pattern_unit) == (
        ["S", "M", "L"], "S", LengthUnit.IN,
    )  # fmt: skip


def test_other_sizes_than_the_garments_own_are_refused(client, session, shirt, sign_in):
    sign_in()

    look = _upload(client, shirt, RULES, "shirt.rul")

    assert "Linen shirt is cut in XS, S, M, L, XL; this file says S, M, L." in look.text
    assert "Set the sizes up" not in look.text


@pytest.mark.parametrize(
    "content, name, sentence",
    [
        (b"", "chart.csv", "This file is empty."), (b"PK\x03\x04rest", "chart.xlsx", "cannot be read"),
        (b"nothing", "shirt.rul", "This is no grade rule table"), (b"\0\1\2", "chart.csv", "neither a CSV nor an XLSX"),
    ],
)  # fmt: skip
def test_what_is_no_chart_is_refused_at_once(client, session, shirt, sign_in, content, name, sentence):
    sign_in()

    refused = _upload(client, shirt, content, name)

    assert (refused.status_code, sentence in refused.text) == (422, True)
    assert session.query(ChartUpload).count() == 0


def test_what_is_thrown_away_is_gone_and_anothers_file_does_not_exist(client, session, shirt, sign_in):
    other = cast.make_dress(session)
    session.commit()
    sign_in()
    path = _upload(client, shirt, CHART, "chart.csv").request.path
    upload = path.rpartition("/")[2]

    assert client.get(f"/garments/{other.id}/measures/{upload}").status_code == 404
    client.post(f"{path}/throw-away")
    assert client.get(path).status_code == 404


def test_a_viewer_looks_at_measures_and_brings_nothing_in(client, shirt, sign_in):
    address = f"/garments/{shirt.id}/measures"
    assert client.get(address).status_code == 302
    sign_in(role=Role.VIEWER)

    assert "Bring a file in" not in client.get(address).text
    assert client.post(address, data={"file": (io.BytesIO(CHART), "chart.csv")}).status_code == 403


@pytest.fixture
def shirt(session):
    """The shirt, whose sleeve measures 600 mm in M."""
    shirt = cast.make_shirt(session)
    session.commit()
    return shirt


def _upload(client, garment, content, name):
    """Upload a file and return the page that shows what taking it would do, or the refusal."""
    return client.post(
        f"/garments/{garment.id}/measures", data={"file": (io.BytesIO(content), name)},
        content_type="multipart/form-data", follow_redirects=True,
    )  # fmt: skip


def _chosen(page):
    """What is chosen for each new measure on the page, by its code."""
    found = re.findall(r'name="new-\d+" value="(.+?)".*?<select(.*?)</select>', page, re.DOTALL)
    return {code: (re.findall(r'value="(\w*)"\s+selected', options) or [""])[0] for code, options in found}


def _shirt(session):
    session.rollback()
    session.expire_all()
    return garments.get_garment(session, "LS-01")


def _value(session, code, size):
    shirt = _shirt(session)
    pom = points_of_measure.get_point_of_measure(shirt, code)
    chart = shirt.revisions[-1].measures
    return next(each.value_mm for each in chart if each.pom is pom and each.size.name == size)
