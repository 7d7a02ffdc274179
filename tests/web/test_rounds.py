"""A production run on screen: planned, released to cut against the gate, counted, closed."""

import re

import pytest

from app.models import CountKind, Job, ProductionRound, Role, RoundStatus
from app.services import evidence, judging, label, public_address
from tests import cast
from tests.addresses import serve_publicly


@pytest.fixture
def shirt(session):
    shirt = cast.make_shirt(session)
    session.commit()
    return shirt


@pytest.fixture
def planned(session, shirt):
    """The address of a planned run of ten pieces a size."""
    number = cast.make_round(session, shirt).number
    session.commit()
    return f"/garments/{shirt.id}/rounds/{number}"


def _round(session):
    session.rollback()
    return session.query(ProductionRound).one()


def _make_open_point(session, shirt):
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=8, of=20)
    evidence.weigh_garment(session, shirt)
    session.commit()


def test_a_run_is_planned_with_pieces_and_gets_its_code(client, session, shirt, sign_in):
    sign_in()

    answer = client.post(
        f"/garments/{shirt.id}/rounds/new",
        data={"cut_on": "2026-12-20", "pieces-S": "20", "pieces-M": "40", "fabric_lot": "L7", "colour": "Navy"},
    )

    run = _round(session)
    assert answer.location == f"/garments/{shirt.id}/rounds/1"
    assert {each.size.name: each.planned for each in run.quantities} == {"S": 20, "M": 40}
    assert (run.fabric_lot, run.cut_on.isoformat()) == ("L7", "2026-12-20")
    code = run.code
    page = client.get(answer.location).text
    assert f"{code[:4]}-{code[4:]}" in page
    assert f"/f/{code}" in page


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ({"pieces-M": "many"}, "M needs a whole number of pieces, not “many”."),
        ({"cut_on": "soon"}, "Not a valid date"),
        ({"pieces-XXXL": "3"}, "has no size “XXXL”"),
    ],
)
def test_a_refused_plan_keeps_what_was_typed(client, session, shirt, sign_in, typed, sentence):
    sign_in()

    answer = client.post(f"/garments/{shirt.id}/rounds/new", data={"fabric_lot": "L7", "pieces-S": "20"} | typed)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="L7"' in answer.text
    assert 'value="20"' in answer.text
    assert session.query(ProductionRound).count() == 0


def test_an_open_gate_releases_with_one_click(client, session, planned, sign_in):
    sign_in()
    session.query(ProductionRound).one().garment.revisions[0].status = "released"
    session.commit()

    assert "Release against the gate" not in client.get(planned).text
    assert client.post(f"{planned}/release").status_code == 303
    assert _round(session).status is RoundStatus.LOCKED
    assert session.query(Job).one().kind == "weigh"


def test_what_is_open_leads_to_where_it_is_mended(client, session, shirt, planned, sign_in):
    _make_open_point(session, shirt)
    sign_in()
    point = cast.get_point(session, shirt, "sleeve.length/long").id

    page = client.get(planned).text

    assert f"/points/{point}#decide" in page
    assert "is not decided" in page
    assert "Release against the gate" in page


def test_against_the_gate_it_needs_a_reason(client, session, shirt, planned, sign_in):
    _make_open_point(session, shirt)
    sign_in()

    refused = client.post(f"{planned}/release", data={"override_reason": ""})
    assert refused.status_code == 422
    assert "is not decided" in refused.text
    assert _round(session).status is RoundStatus.PLANNED

    client.post(f"{planned}/release", data={"override_reason": "The fabric is booked."})
    assert _round(session).override_reason == "The fabric is booked."
    assert "The fabric is booked." in client.get(planned).text


def test_a_release_is_taken_back_with_a_reason_until_somebody_answers(client, session, shirt, sign_in):
    cast.make_round(session, shirt, locked=True)
    session.commit()
    sign_in()
    page = f"/garments/{shirt.id}/rounds/1"

    assert "taken back with a reason" in client.post(f"{page}/unlock", data={"reason": ""}).text
    assert client.post(f"{page}/unlock", data={"reason": "Wrong fabric."}).status_code == 303
    assert _round(session).status is RoundStatus.PLANNED


def test_counts_are_kept_per_size(client, session, shirt, sign_in):
    cast.make_round(session, shirt, locked=True)
    session.commit()
    sign_in()
    page = f"/garments/{shirt.id}/rounds/1"

    client.post(f"{page}/counts", data={"kind": "sold", "counted_on": "2026-11-20", "pieces-S": "7", "pieces-M": "9"})

    assert [(each.kind, each.size.name, each.quantity) for each in _round(session).counts] == [
        (CountKind.SOLD, "S", 7), (CountKind.SOLD, "M", 9)
    ]  # fmt: skip
    assert "<td>9</td>" in client.get(page).text


def test_a_count_of_nothing_is_refused(client, session, shirt, sign_in):
    cast.make_round(session, shirt, locked=True)
    session.commit()
    sign_in()

    answer = client.post(f"/garments/{shirt.id}/rounds/1/counts", data={"kind": "sold", "counted_on": "2026-11-20"})

    assert answer.status_code == 422
    assert "How many, in which sizes?" in answer.text


def test_a_run_is_closed_and_says_so(client, session, shirt, sign_in):
    cast.make_round(session, shirt, locked=True)
    session.commit()
    sign_in()

    client.post(f"/garments/{shirt.id}/rounds/1/close")

    assert _round(session).status is RoundStatus.CLOSED
    again = client.post(f"/garments/{shirt.id}/rounds/1/close")
    assert again.status_code == 422
    assert "is closed already" in again.text


def test_what_came_of_a_fix_is_said_on_its_run(client, session, shirt, sign_in):
    first = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=12, of=40, production_round=first)
    point = cast.get_point(session, shirt, "sleeve.length/long")
    cast.decide_to_fix(session, point)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt, clusters=(point,)))
    second = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=0, of=40, production_round=second)
    judging.judge_garment(session, shirt)
    session.commit()
    sign_in()

    assert "Solved: 12 of 40, now 0 of 40." in client.get(f"/garments/{shirt.id}/rounds/2").text


def test_a_viewer_looks_and_changes_nothing(client, session, planned, shirt, sign_in):
    sign_in(role=Role.VIEWER)

    assert "Release" not in client.get(planned).text
    for action in ("release", "unlock", "counts", "close"):
        assert client.post(f"{planned}/{action}").status_code == 403
    assert client.post(f"/garments/{shirt.id}/rounds/new").status_code == 403


def test_an_unknown_run_is_not_there(client, shirt, sign_in):
    sign_in()

    assert client.get(f"/garments/{shirt.id}/rounds/4").status_code == 404


def test_the_care_label_waits_for_a_public_address(client, session, planned, sign_in):
    sign_in(role=Role.ADMIN)

    page = client.get(planned).text
    assert "A label is for years: first give this Toile a public address" in page
    assert 'href="/settings#public_url"' in page
    assert "Check the address" not in page
    assert client.get(f"{planned}/label.svg").status_code == 404
    assert client.get(f"{planned}/care-sheet.pdf").status_code == 404
    assert client.post(f"{planned}/address").status_code == 422


def test_and_for_the_address_to_answer(client, app, session, planned, sign_in, monkeypatch):
    sign_in()

    with serve_publicly(app, monkeypatch) as address:
        label.change_label(session, public_url=address)
        session.commit()
        assert f"nothing is printed before {address} has answered" in client.get(planned).text
        assert client.get(f"{planned}/label.svg").status_code == 404
        checked = client.post(f"{planned}/address")

    page = client.get(checked.location).text
    assert f"{address} will be sewn into 50 garments; it must work for years." in page
    assert f"{address} last answered on" in page
    assert client.get(f"{planned}/label.svg").status_code == 200


def test_an_address_that_does_not_answer_says_so(client, app, session, planned, sign_in, monkeypatch):
    sign_in()
    with serve_publicly(app, monkeypatch) as address:
        label.change_label(session, public_url=address)
        session.commit()

    refused = client.post(f"{planned}/address")

    assert refused.status_code == 422
    assert f"{address} does not answer: connection refused." in refused.text
    session.expire_all()
    assert label.get_label(session).public_url_answered_at is None


@pytest.fixture
def public(session):
    """An address that has answered."""
    public_address.record_answer(session, "https://toile.example.com")
    session.commit()


@pytest.mark.parametrize(("extension", "start"), [("svg", b"<?xml"), ("png", b"\x89PNG")])
def test_the_care_label_is_handed_over(client, public, planned, sign_in, extension, start):
    sign_in()

    page = client.get(planned).text
    file = client.get(f"{planned}/label.{extension}?side=15")

    assert f"{planned}/label.{extension}?side=15" in page.replace("&amp;", "&")
    assert "How does your Linen shirt fit?" in page
    assert file.status_code == 200
    assert file.data.startswith(start)
    assert client.get(f"{planned}/label.bmp").status_code == 404


def test_each_size_gets_a_code_of_its_own_where_the_label_wants_it(client, session, public, planned, sign_in):
    sign_in()
    assert client.get(f"{planned}/care-sheet.pdf?each=y").status_code == 404

    made = client.post(f"{planned}/codes")

    codes = [each.code for each in _round(session).piece_codes]
    page = client.get(made.location).text
    assert len(codes) == 5
    assert all(f"{code[:4]}-{code[4:]}" in page for code in codes)
    assert "Make a code for each size" not in page
    assert client.get(f"{planned}/label.svg?code={codes[0]}").status_code == 200
    assert client.get(f"{planned}/label.svg?code=00000000").status_code == 404


@pytest.mark.parametrize("look", ["care", "tag", "card"])
@pytest.mark.thorough
def test_sheets_to_cut_are_handed_over(client, public, planned, sign_in, look):
    sign_in()
    client.post(f"{planned}/codes")
    page = client.get(planned).text.replace("&amp;", "&")

    for address in (f"{planned}/{look}-sheet.pdf", f"{planned}/{look}-sheet.pdf?each=y"):
        assert client.get(address).data.startswith(b"%PDF")
    assert client.get(f"{planned}/{look}-sheet.svg").data.startswith(b"<svg")
    assert client.get(f"{planned}/{look}-sheet.png").data.startswith(b"\x89PNG")
    for offered in re.findall(rf'href="({planned}/{look}-sheet[^"]+)"', page):
        assert client.get(offered).status_code == 200, offered
    assert client.get(f"{planned}/flag-sheet.pdf").status_code == 404


def test_a_viewer_takes_labels_and_makes_no_codes(client, public, planned, sign_in):
    sign_in(role=Role.VIEWER)

    page = client.get(planned).text
    assert "Make a code for each size" not in page
    assert "Check the address" not in page
    assert client.get(f"{planned}/care-sheet.pdf").status_code == 200
    assert client.post(f"{planned}/codes").status_code == 403
    assert client.post(f"{planned}/address").status_code == 403


def test_a_run_is_cut_again_with_one_button(client, session, shirt, sign_in):
    number = cast.make_round(session, shirt, locked=True).number
    session.commit()
    sign_in()
    page = f"/garments/{shirt.id}/rounds/{number}"
    assert "Cut it again unchanged" in client.get(page).text

    answer = client.post(f"{page}/recut")

    assert answer.location == f"/garments/{shirt.id}/rounds/{number + 1}"
    assert "50 pieces planned in all." in client.get(answer.location).text


def test_where_two_may_a_second_person_agrees_to_what_is_released_against_the_gate(
    app, client, session, shirt, planned, sign_in
):
    _make_open_point(session, shirt)
    sign_in()
    cast.make_user(session, name="Ana")
    session.commit()
    hers = app.test_client()
    hers.post("/sign-in", data={"email": "ana@example.com", "password": "a long password"})

    assert "Ask to release against the gate" in client.get(planned).text
    client.post(f"{planned}/release", data={"override_reason": "The fabric is booked."})
    assert _round(session).status is RoundStatus.PLANNED
    assert "You have asked to release it against the gate" in client.get(planned).text
    assert "Mia asks to release against the gate" in hers.get("/").text
    own = client.post(f"{planned}/overrides/1/agree")
    assert (own.status_code, "a second person has to agree" in own.text) == (422, True)
    assert "Mia has asked to release it against the gate" in hers.get(planned).text
    assert hers.post(f"{planned}/overrides/1/agree").status_code == 303
    assert "Mia asked, Ana agreed" in client.get(planned).text

    assert _round(session).status is RoundStatus.LOCKED
    assert hers.post(f"{planned}/overrides/1/agree").status_code == 422, "Nobody agrees twice."
    assert hers.post(f"{planned}/overrides/9/agree").status_code == 404
