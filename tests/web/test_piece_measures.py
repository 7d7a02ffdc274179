"""The pieces of a run on screen: written down, brought as a file, and what they say of a fit point."""

import io
import re

import pytest

from app.models import FeedbackSource, Garment, LengthUnit, PieceMeasure, Role
from app.services import evidence, feedback
from app.services.label import change_label
from tests import cast
from tests.arranged import once
from tests.web.open_pages import open_page, read_fields
from tests.weighed import diagnose_garment

LONG = "sleeve.length/long"


def test_what_is_typed_is_kept_and_what_is_off_is_said(client, session, run, sign_in):
    sign_in()
    page = client.get(run).text
    assert 'name="D1 M 3"' in page
    assert 'name="D1 M 4"' not in page

    answer = client.post(run, data={"D1 M 1": "61,5", "D1 M 2": "61 1/2", "D1 S 1": ""})

    assert answer.headers["Location"] == run
    assert [(row.size.name, row.value_mm, row.washed) for row in _measures(session)] == [
        ("M", 615, False), ("M", 615, False),
    ]  # fmt: skip
    page = client.get(run).text
    assert "+1.5 off spec" in page
    assert "D1 Sleeve length from shoulder in M: 1.5 cm over spec." in page
    assert "in M: 1.5 cm over spec" in client.get(run.removesuffix("/pieces")).text


def test_the_page_says_in_which_unit_the_pieces_are_measured(client, session, run, sign_in):
    sign_in()
    change_label(session, unit=LengthUnit.IN)
    session.commit()

    assert "finished and flat, in inches." in client.get(run).text


def test_a_cell_that_cannot_be_read_keeps_nothing_and_stays_as_typed(client, session, run, sign_in):
    sign_in()

    answer = client.post(run, data={"D1 M 1": "61.5", "D1 M 2": "wide"})

    assert answer.status_code == 422
    assert "“wide” is not a length" in answer.text
    assert 'value="61.5"' in answer.text
    assert not _measures(session)


def test_two_at_the_table_keep_what_the_other_wrote_meanwhile(client, session, run, sign_in):
    sign_in()
    client.post(run, data={"D1 S 1": "57"})
    opened = open_page(client, run, sends_to=run)
    client.post(run, data={"D1 M 1": "61.5", "D1 S 1": "57.5"})

    answer = client.post(run, data=opened | {"D1 L 1": "63"})

    assert answer.status_code == 303
    assert {row.size.name: row.value_mm for row in _measures(session)} == {"S": 575, "M": 615, "L": 630}


def test_a_cell_that_both_wrote_is_told_and_kept_when_it_is_sent_again(client, session, run, sign_in):
    sign_in()
    opened = open_page(client, run, sends_to=run) | {"D1 M 1": "61 1/2", "D1 L 1": "63"}
    client.post(run, data={"D1 M 1": "61", "D1 M 2": "61.2"})

    told = client.post(run, data=opened)

    assert told.status_code == 422
    assert "“61.0” was written here meanwhile." in told.text
    assert len(_measures(session)) == 2
    again = read_fields(told.text, sends_to=run)
    assert (again["D1 M 1"], again["D1 M 2"], again["D1 L 1"]) == ("61 1/2", "61.2", "63")
    for form in (again, opened):  # who sends what stands there already goes over nobody
        assert client.post(run, data=form).status_code == 303
    assert {(row.size.name, row.piece): row.value_mm for row in _measures(session)} == {
        ("M", 1): 615, ("M", 2): 612, ("L", 1): 630,
    }  # fmt: skip


def test_a_sheet_goes_out_and_comes_back_filled_in(client, session, run, sign_in):
    sign_in()
    sheet = run.replace("/pieces", "/measuring-sheet")
    assert client.get(f"{sheet}.pdf").data.startswith(b"%PDF")
    assert client.get(f"{sheet}.xlsx").headers["Content-Disposition"].endswith("LS-01-run-1-measuring.xlsx")
    assert client.get(f"{sheet}.docx").status_code == 404

    filled = io.BytesIO(b"code,M 1,M 2\nD1,58.0,58.1\nQ1,1,1\n")
    answer = client.post(f"{run}/import?washed=y", data={"file": (filled, "measured.csv"), "washed": "y"})

    assert answer.status_code == 200
    assert "2 measures read, 2 of them new or changed." in answer.text
    assert "line 3: Linen shirt has no point of measure Q1." in answer.text
    assert all(row.washed for row in _measures(session))
    refused = client.post(f"{run}/import", data={"file": (io.BytesIO(b"nothing"), "measured.csv")})
    assert (refused.status_code, "heads a table" in refused.text) == (422, True)


def test_pieces_off_spec_send_a_point_to_the_factory(client, session, run, sign_in):
    sign_in()
    point = cast.get_point(session, session.get(Garment, 1), LONG)
    page = client.get(f"/points/{point.id}").text
    assert "Measure the pieces first" in page
    assert "Draft it" in page

    client.post(run, data={f"D1 {size} {place}": "63" for size in cast.SIZES for place in (1, 2, 3)})

    page = client.get(f"/points/{point.id}").text
    assert "talk to the factory before the pattern." in page
    assert "Draft it" not in page
    assert '<option value="off_spec" selected>' in page
    assert re.search(r'value="factory"\s+checked', page)


def test_a_viewer_looks_and_a_run_that_is_not_cut_has_no_pieces(client, session, run, sign_in):
    cast.make_round(session, session.get(Garment, 1))
    sign_in(role=Role.VIEWER)

    assert "Keep the measures" not in client.get(run).text
    assert client.post(run, data={"D1 M 1": "61"}).status_code == 403
    assert client.get(run.replace("/1/pieces", "/2/pieces")).status_code == 404


@pytest.fixture
@once
def run(session):
    """The address of the pieces of a run whose sleeves many find too long."""
    shirt = cast.make_shirt(session)
    production_round = cast.make_round(session, shirt, locked=True)
    for _ in range(8):
        feedback.record_feedback(
            session, shirt, source=FeedbackSource.FORM, size="M", production_round=production_round, rest_fits=True,
            zone_answers=[feedback.TappedZone("sleeve.length", "long", 3, "cm")],
        )  # fmt: skip
    evidence.weigh_garment(session, shirt)
    diagnose_garment(session, shirt)
    session.commit()
    return f"/garments/{shirt.id}/rounds/1/pieces"


def _measures(session):
    session.rollback()
    return session.query(PieceMeasure).all()
