"""A production run on screen: planned, shown, cut again, closed."""

import pytest

from app.models import GarmentColour, ProductionRound, RevisionStatus, Role, RoundStatus
from app.services import evidence, sheets, weighing
from tests import cast
from tests.web.conftest import get_round
from tests.web.open_pages import open_page, read_fields
from tests.weighed import judge_garment


@pytest.fixture
def shirt(session):
    """A shirt that nobody has spoken of."""
    shirt = cast.make_shirt(session)
    session.commit()
    return shirt


def test_a_run_is_planned_with_pieces_and_gets_its_code(client, session, shirt, sign_in):
    sign_in()

    answer = client.post(
        f"/garments/{shirt.id}/rounds/new",
        data={"cut_on": "2026-12-20", "pieces-S": "20", "pieces-M": "40", "fabric_lot": "L7", "colour": "Navy"},
    )

    run = get_round(session)
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
        ({"pieces-M": "9" * 20}, "M cannot have 99999999999999999999 pieces."),
        ({"cut_on": "soon"}, "That is not a day."),
        ({"cut_on": "0001-01-05"}, "Type a day of the years 1990 to 2099."),
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


def test_what_the_fabric_loses_in_the_wash_stands_on_the_run_and_its_sheet(client, session, shirt, sign_in):
    sign_in()
    page = f"/garments/{shirt.id}/rounds/{cast.make_round(session, shirt).number}"
    packet = cast.send_and_receive(session, cast.make_sleeves_shorter(session, shirt)).packet
    session.commit()

    kept = client.post(f"{page}/shrinkage", data={"shrinkage_length": "3,5 %", "shrinkage_width": "−1"})
    refused = client.post(f"{page}/shrinkage", data={"shrinkage_length": "a lot", "shrinkage_width": "2"})
    too_much = client.post(f"{page}/shrinkage", data={"shrinkage_length": "99"})

    assert kept.location == f"{page}#fabric"
    assert "shrinkage 3.5 % in length and -1 % in width" in client.get(page).text
    session.rollback()
    session.expire_all()
    assert sheets.build_sheet(session, packet).shrinkage == "shrinkage 3.5 % in length and -1 % in width"
    assert (refused.status_code, too_much.status_code) == (422, 422)
    assert "Type a number of percent" in refused.text
    assert 'value="a lot"' in refused.text
    assert "A fabric shrinks or grows by 30 % at most." in too_much.text


def test_two_write_down_what_the_fabric_loses(client, session, planned, sign_in):
    sign_in()
    place = f"{planned}/shrinkage"
    opened = open_page(client, planned, sends_to=place)

    first = client.post(place, data=opened | {"shrinkage_length": "3,5"})
    second = client.post(place, data=opened | {"shrinkage_width": "2"})
    told = client.post(place, data=opened | {"shrinkage_length": "5"})

    assert [each.status_code for each in (first, second, told)] == [303, 303, 422]
    assert "“3.5” was written here meanwhile." in told.text
    run = get_round(session)
    assert (run.shrinkage_length_percent, run.shrinkage_width_percent) == (3.5, 2)


def test_a_plan_that_another_changed_meanwhile_is_not_taken_back(client, session, planned, sign_in):
    sign_in()
    place = f"{planned}/plan"
    opened = open_page(client, place, sends_to=place)
    navy = session.query(GarmentColour).filter_by(name="Navy").one().id
    client.post(place, data=opened | {"cut_on": "2027-05-31", "pieces-M": "40", f"pieces{navy}-L": "7"})

    told = client.post(place, data=opened | {"fabric_lot": "L7", "pieces-M": "50", "pieces-S": ""})

    assert told.status_code == 422
    assert "M: “40” was written here meanwhile." in told.text
    again = read_fields(told.text, sends_to=place)
    assert [client.post(place, data=again).status_code for _ in range(2)] == [303, 303]
    run = get_round(session)
    assert (run.cut_on.isoformat(), run.fabric_lot) == ("2027-05-31", "L7")
    assert {(row.size.name, row.colour_id): row.planned for row in run.quantities} == {
        ("XS", None): 10, ("M", None): 50, ("L", None): 10, ("XL", None): 10, ("L", navy): 7,
    }  # fmt: skip


def test_the_plan_of_a_run_changes_until_it_is_released_to_cut(client, session, cut, sign_in):
    """A run that is cut again has no day yet: it is given one, and its pieces are told by colour."""
    sign_in()
    again = client.post(f"{cut}/recut").location
    assert "without a day yet" in client.get(again).text
    asked = client.get(f"{again}/plan").text
    assert "not told by colour" in asked
    navy = session.query(GarmentColour).filter_by(name="Navy").one()

    refused = client.post(f"{again}/plan", data={"cut_on": "2027-05-31", "pieces-M": "many"})
    kept = client.post(f"{again}/plan", data={"cut_on": "2027-05-31", "pieces-M": "6", f"pieces{navy.id}-M": "20"})

    assert (refused.status_code, 'value="many"' in refused.text) == (422, True)
    page = " ".join(client.get(kept.location).text.split())
    assert "cut 31 May 2027" in page
    assert "26 pieces planned in all." in page
    assert "6 not told by colour, 20 Navy" in page
    refused = client.get(f"{cut}/plan")
    assert refused.status_code == 422
    assert "is released to cut and cannot be changed" in refused.text


def test_a_run_is_cut_again_with_one_button(client, cut, sign_in):
    sign_in()
    assert "Cut it again unchanged" in client.get(cut).text

    answer = client.post(f"{cut}/recut")

    assert answer.location == cut.replace("/rounds/1", "/rounds/2")
    assert "50 pieces planned in all." in client.get(answer.location).text


def test_an_answered_run_of_a_superseded_revision_offers_nothing_that_is_refused(client, session, shirt, sign_in):
    first = cast.make_round(session, shirt, locked=True)
    first.revision.status = RevisionStatus.SUPERSEDED
    cast.make_feedback(session, shirt, production_round=first)
    session.commit()
    sign_in()

    page = client.get(f"/garments/{shirt.id}/rounds/1").text

    assert "Cut it again unchanged" not in page
    assert "Take the release back" not in page
    assert f'href="/garments/{shirt.id}/rounds/new">plan a run</a>' in page


def test_a_run_is_closed_and_says_so(client, session, cut, sign_in):
    sign_in()

    client.post(f"{cut}/close")

    assert get_round(session).status is RoundStatus.CLOSED
    again = client.post(f"{cut}/close")
    assert again.status_code == 422
    assert "is closed already" in again.text


def test_what_came_of_a_fix_is_said_on_its_run(client, session, shirt, sign_in):
    point = _fix_sleeves(session, shirt)
    _answer(session, shirt, reporting=0)
    evidence.weigh_garment(session, shirt)
    judge_garment(session, shirt)
    session.commit()
    sign_in()

    assert "Solved: 12 of 40, now 0 of 40." in client.get(f"/garments/{shirt.id}/rounds/2").text
    page = " ".join(client.get(f"/points/{point.id}").text.split())
    assert 'Solved: 12 of 40, now 0 of 40. <span class="meta">fixed in run 2, told by the form</span>' in page
    assert "<span>fixed</span>" in page
    home = " ".join(client.get("/").text.split())
    assert '<span class="meta">told by the form</span>. Solved: 12 of 40, now 0 of 40.' in home
    assert "by run, in 100 answers. run 1: 12 of 40, run 2: 0 of 40" in page


def test_a_point_whose_fix_was_cut_says_that_nobody_answered_since(client, session, shirt, sign_in):
    sign_in()
    point = _fix_sleeves(session, shirt)
    cast.make_round(session, shirt, locked=True)
    evidence.weigh_garment(session, shirt)
    session.commit()

    assert "Nobody has answered since run 2, which carries the fix." in client.get(f"/points/{point.id}").text
    assert "nobody answered since run 2, which carries the fix" in client.get(f"/garments/{shirt.id}").text


def test_a_proven_fix_stays_told_when_a_later_run_changed_it_again(client, session, shirt, sign_in):
    sign_in()
    point = _fix_sleeves(session, shirt)
    _answer(session, shirt, reporting=0)
    cast.approve(session, cast.make_sleeves_shorter(session, shirt, delta=-5))
    cast.make_round(session, shirt, locked=True)
    weighing.weigh(session, shirt)
    session.commit()

    page = client.get(f"/points/{point.id}").text
    assert "<span>fixed</span>" in page
    assert "Nobody has answered since run 3, which changed it." in page
    assert "Counted from run 3 on, which changed it." in page
    assert "Solved: 12 of 40, now 0 of 40." in page
    page = client.get(f"/garments/{shirt.id}").text
    assert "nobody answered since run 3, which changed it" in page
    assert "Fix holds" in page


def test_a_viewer_looks_and_is_offered_no_act(client, planned, sign_in):
    sign_in(role=Role.VIEWER)

    page = client.get(planned).text

    for offered in ("Release", "Make a code for each size", "Check the address"):
        assert offered not in page


def test_an_unknown_run_is_not_there(client, shirt, sign_in):
    sign_in()

    assert client.get(f"/garments/{shirt.id}/rounds/4").status_code == 404


def test_a_planned_run_that_nothing_hangs_on_is_taken_away_after_asking(client, session, planned, sign_in):
    sign_in()
    code = get_round(session).code

    asked = client.get(f"{planned}/remove")
    refused = client.post(f"{planned}/remove")
    gone = client.post(f"{planned}/remove", data={"unprinted": "y"})

    assert f"<code>{code[:4]}-{code[4:]}</code>" in asked.text
    assert (refused.status_code, gone.status_code) == (422, 303)
    assert "A label that is printed would lead nowhere" in refused.text
    assert "Run 1 is taken away." in client.get(gone.location).text
    session.rollback()
    assert (session.query(ProductionRound).count(), client.get(planned).status_code) == (0, 404)


def test_a_run_that_something_hangs_on_says_what(client, session, planned, sign_in):
    sign_in()
    client.post(f"{planned}/codes")

    asked, refused = client.get(f"{planned}/remove").text, client.post(f"{planned}/remove", data={"unprinted": "y"})

    assert "five codes for its care labels" in asked
    assert "Take it away</button>" not in asked
    assert "five codes for its care labels" in refused.text
    assert get_round(session).number == 1


def _fix_sleeves(session, shirt):
    """The point of sleeves that were too long in the first run, to be fixed by the next one."""
    _answer(session, shirt, reporting=12)
    point = cast.get_point(session, shirt, "sleeve.length/long")
    cast.fix_sleeves(session, shirt, point)
    return point


def _answer(session, shirt, *, reporting):
    """A run is cut, and of 40 who answer so many find its sleeves too long."""
    cut = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=reporting, of=40, production_round=cut)
