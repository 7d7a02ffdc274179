"""The release of a run to cut: through the gate, against it, and taken back."""

import pytest

from app.models import Job, ProductionRound, RoundStatus
from app.services import evidence
from tests import cast
from tests.arranged import once
from tests.web.conftest import get_round


@pytest.fixture
@once
def open_point(session, planned):
    """The id of a fit point of the run's garment that nobody has decided about."""
    shirt = session.query(ProductionRound).one().garment
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=20)
    evidence.weigh_garment(session, shirt)
    session.commit()
    return cast.get_point(session, shirt, "sleeve.length/long").id


def test_an_open_gate_releases_with_one_click(client, session, planned, sign_in):
    sign_in()
    session.query(ProductionRound).one().garment.revisions[0].status = "released"
    session.commit()

    assert "Release against the gate" not in client.get(planned).text
    assert client.post(f"{planned}/release").status_code == 303
    assert get_round(session).status is RoundStatus.LOCKED
    assert session.query(Job).one().kind == "weigh"


def test_what_is_open_leads_to_where_it_is_mended(client, open_point, planned, sign_in):
    sign_in()

    page = client.get(planned).text

    assert f"/points/{open_point}#decide" in page
    assert "is not decided" in page
    assert "Release against the gate" in page


def test_against_the_gate_it_needs_a_reason(client, session, open_point, planned, sign_in):
    sign_in()

    refused = client.post(f"{planned}/release", data={"override_reason": ""})
    assert refused.status_code == 422
    assert "is not decided" in refused.text
    assert get_round(session).status is RoundStatus.PLANNED

    client.post(f"{planned}/release", data={"override_reason": "The fabric is booked."})
    assert get_round(session).override_reason == "The fabric is booked."
    page = client.get(planned).text
    assert page.index("Released against the gate: “The fabric is booked.”") < page.index('id="pieces"')


def test_where_two_may_a_second_person_agrees_to_what_is_released_against_the_gate(
    app, client, session, open_point, planned, sign_in
):
    sign_in()
    cast.make_user(session, name="Ana")
    session.commit()
    hers = app.test_client()
    hers.post("/sign-in", data={"email": "ana@example.com", "password": "a long password"})

    assert "Ask to release against the gate" in client.get(planned).text
    client.post(f"{planned}/release", data={"override_reason": "The fabric is booked."})
    assert get_round(session).status is RoundStatus.PLANNED
    assert "You have asked to release it against the gate" in client.get(planned).text
    assert "Mia asks to release against the gate" in hers.get("/").text
    own = client.post(f"{planned}/overrides/1/agree")
    assert (own.status_code, "a second person has to agree" in own.text) == (422, True)
    assert "Mia has asked to release it against the gate" in hers.get(planned).text
    assert hers.post(f"{planned}/overrides/1/agree").status_code == 303
    assert "Mia asked, Ana agreed" in client.get(planned).text

    assert get_round(session).status is RoundStatus.LOCKED
    assert hers.post(f"{planned}/overrides/1/agree").status_code == 422, "Nobody agrees twice."
    assert hers.post(f"{planned}/overrides/9/agree").status_code == 404


def test_a_release_is_taken_back_with_a_reason_until_somebody_answers(client, session, cut, sign_in):
    sign_in()
    assert "Take the release back" in client.get(cut).text

    assert "taken back with a reason" in client.post(f"{cut}/unlock", data={"reason": ""}).text
    assert client.post(f"{cut}/unlock", data={"reason": "Wrong fabric."}).status_code == 303
    assert get_round(session).status is RoundStatus.PLANNED
