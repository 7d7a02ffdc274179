"""What a customer's form asks, and how what was tapped and typed is read."""

import re

import pytest

from app.models import Keeping, ReadState, Wear
from app.services import label
from nlp.taxonomy import GarmentKind
from tests import cast
from tests.web.conftest import get_given


def test_a_place_that_is_off_outweighs_that_everything_fits(client, session, code):
    client.post(f"/f/{code}", data={"key": "k" * 32, "zone-sleeve.length": "long", "fine": "y"})

    given = get_given(session)
    assert (given.fits_fine, given.rest_fits) == (False, True)
    assert [issue.standing_code for issue in given.issues] == ["sleeve.length/long"]


def test_a_place_with_its_amount_is_an_issue_at_once(client, session, code):
    client.post(
        f"/f/{code}",
        data={
            "key": "k" * 32, "size": "L", "zone-sleeve.length": "long", "amount-sleeve.length": "2", "rest_fits": "y",
            "comment": "Else lovely.", "keeping": "altered", "wear": "washed", "height": "1,72 m", "usual_size": "M",
        },
    )  # fmt: skip

    given = get_given(session)
    (issue,) = given.issues
    assert (issue.standing_code, issue.amount, issue.amount_unit) == ("sleeve.length/long", 2.0, "cm")
    assert (issue.low_mm, issue.high_mm) == (10.0, 30.0)
    assert (given.rest_fits, given.keeping, given.wear) == (True, Keeping.ALTERED, Wear.WASHED)
    assert (given.height_mm, given.usual_size, given.read_state) == (1720, "M", ReadState.UNREAD)


def test_how_much_is_altered_is_asked_kept_and_shown(client, session, code, sign_in):
    body = {"key": "k" * 32, "size": "M", "zone-sleeve.length": "long", "altered": "2 cm"}
    form = client.get(f"/f/{code}").text
    assert "By about how much, in all?" in form

    kept = client.post(f"/f/{code}", data=body | {"key": "w" * 32, "keeping": "kept"}).location
    assert get_given(session).altered_by is None, "of a piece that is kept as it is there is none"
    session.rollback()
    client.post(f"{kept}/erase")
    refused = client.post(f"/f/{code}", data=body | {"keeping": "altered", "height": "tall"}).text
    receipt = client.post(f"/f/{code}", data=body | {"keeping": "altered"}).location

    assert re.search(r'name="altered"\s+value="2 cm"\s+checked', refused)
    given = get_given(session)
    assert (given.altered_by, given.altered_unit, given.issues[0].amount) == (2.0, "cm", 2.0)
    assert "having it altered, about 2 cm" in client.get(receipt).text
    assert "lasse es ändern, etwa 2 cm" in client.get(receipt, headers={"Accept-Language": "de"}).text
    sign_in()
    assert "had it altered by about 2 cm" in client.get(f"/feedback/{given.id}").text


@pytest.mark.parametrize("amount", ["9e30 in", "nan cm", "2 ells"])
def test_an_amount_that_no_page_sends_is_not_shown_again(client, code, amount):
    body = {"key": "k" * 32, "zone-sleeve.length": "long", "amount-sleeve.length": amount, "height": "tall"}

    refused = client.post(f"/f/{code}", data=body)

    assert (refused.status_code, amount in refused.text) == (422, False)


def test_too_small_overall_outweighs_that_everything_fits(client, session, code):
    client.post(f"/f/{code}", data={"key": "k" * 32, "overall_fit": "too_small", "fine": "y"})

    given = get_given(session)
    assert (given.fits_fine, given.rest_fits) == (False, True)
    assert [issue.standing_code for issue in given.issues] == ["size.overall/small"]


def test_something_else_at_a_place_is_heard_in_words(client, session, code):
    client.post(f"/f/{code}", data={"key": "k" * 32, "other-sleeve": "pulls when I reach", "comment": "Else lovely."})

    given = get_given(session)
    assert given.comment == "Sleeves: pulls when I reach\nElse lovely."
    assert given.read_state is ReadState.UNREAD


def test_words_about_a_place_outweigh_that_everything_fits_and_come_back(client, session, code):
    refused = client.post(
        f"/f/{code}", data={"key": "k" * 32, "other-neck": "scratches", "height": "tall", "fine": "y"}
    )
    assert 'value="scratches"' in refused.text

    client.post(f"/f/{code}", data={"key": "k" * 32, "other-neck": "scratches", "fine": "y"})
    assert get_given(session).fits_fine is False


def test_a_size_that_the_garment_does_not_have_is_refused(client, session, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "size": "XXXL", "fine": "y"})

    assert answer.status_code == 422
    assert "has no size “XXXL”" in answer.text


def test_a_comment_that_is_too_long_is_cut_and_not_refused(client, session, code):
    answer = client.post(f"/f/{code}", data={"key": "k" * 32, "comment": "long " * 5000})

    assert answer.status_code == 303
    assert len(get_given(session).comment) <= 20_000


@pytest.mark.every_database
def test_what_no_database_holds_does_not_lose_the_answer(client, session, code):
    body = {"key": "k\0ey", "usual_size": "M\0", "comment": "Too\0 long.", "size": "M"}

    assert client.post(f"/f/{code}", data=body).status_code == 303
    assert get_given(session).usual_size == "M"


@pytest.mark.parametrize("kind", list(GarmentKind))
def test_every_kind_of_garment_has_a_form_whose_places_can_be_answered(client, session, kind):
    garment = cast.make_garment(session, kind=kind)
    printed = cast.make_round(session, garment, locked=True).code
    session.commit()
    page = client.get(f"/f/{printed}").text

    assert 'class="sketch front"' in page
    assert 'class="sketch back"' in page
    aspect = "waist.width" if 'name="zone-waist.width"' in page else "bust.width"
    assert client.post(f"/f/{printed}", data={"key": "k" * 32, f"zone-{aspect}": "small"}).status_code == 303


def test_a_label_in_inches_is_asked_in_inches(client, session, code):
    label.change_label(session, unit="in", grid="1/8")
    session.commit()

    assert "1 1/4" in client.get(f"/f/{code}").text
    client.post(f"/f/{code}", data={"key": "k" * 32, "zone-sleeve.length": "long", "amount-sleeve.length": "0.75"})
    assert (get_given(session).issues[0].amount, get_given(session).issues[0].amount_unit) == (0.75, "in")
