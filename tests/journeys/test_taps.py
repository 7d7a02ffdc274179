"""The customer's minute, counted: how many taps it takes on a phone whoever sees the form for the first time."""

import pytest
from playwright.sync_api import Locator, expect

from app.models import Feedback
from app.services import label
from tests import cast
from tests.journeys.conftest import PHONE

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

BOTH = pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])


class Finger:
    """Taps what is named, where it is seen, and counts."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, thing: Locator) -> None:
        thing.click()  # once it stands still: a tapped place is scrolled to
        self.taps += 1


@BOTH
def test_everything_fits_fine_in_two_taps_without_scrolling(session, code, open_page, script):
    phone, finger = open_page(f"/f/{code}", phone=True, script=script), Finger()
    expect(phone.get_by_role("link", name="Return it to the shop")).to_be_visible()
    fine = phone.get_by_role("button", name="Everything fits fine")
    assert _reaches_down_to(fine) <= PHONE["height"], "it is seen at first sight"

    finger.tap(phone.locator("#size").get_by_role("radio", name="M", exact=True))
    finger.tap(fine)

    expect(phone.get_by_role("main")).to_contain_text("everything fits fine")
    assert finger.taps == 2
    given = _get_given(session)
    assert (given.size.name, given.fits_fine, given.is_spam) == ("M", True, False)


def test_who_goes_back_after_a_refusal_finds_the_form_again(code, open_page):
    phone = open_page(f"/f/{code}", phone=True)
    send, words = phone.get_by_role("button", name="Send", exact=True), phone.get_by_label("In your words")
    send.click()
    expect(phone.get_by_role("alert")).to_contain_text("Not sent yet")
    words.fill("The collar scratches.")
    send.click()
    expect(phone.get_by_role("main")).to_contain_text("The collar scratches.")

    phone.go_back()

    expect(words).to_be_visible()


@BOTH
def test_long_sleeves_in_a_handful_of_taps(session, code, open_page, script):
    phone, finger = open_page(f"/f/{code}", phone=True, script=script), Finger()
    sleeve = phone.locator("#place-sleeve")

    finger.tap(phone.locator("#size").get_by_role("radio", name="M", exact=True))
    finger.tap(phone.get_by_role("link", name="Sleeves").first)
    if not script:
        finger.tap(sleeve.locator("summary"))
    finger.tap(sleeve.get_by_role("radio", name="too long"))
    finger.tap(sleeve.locator(".question").first.get_by_role("radio", name="2", exact=True))
    finger.tap(phone.get_by_role("checkbox", name="Everything else fits"))
    finger.tap(phone.get_by_role("button", name="Send").last)

    expect(phone.get_by_role("main")).to_contain_text("Sleeve too long, about 2 cm · the rest fits")
    assert finger.taps == (6 if script else 7), "at most twelve are allowed"
    given = _get_given(session)
    assert (given.size.name, given.rest_fits, given.is_spam) == ("M", True, False)
    assert [(zone.aspect, zone.answer, zone.amount) for zone in given.zone_answers] == [("sleeve.length", "long", 2.0)]


@pytest.fixture
def code(session):
    """The code on the care label of a linen shirt whose label says where returns go."""
    printed = cast.make_round(session, cast.make_shirt(session), locked=True).code
    label.change_label(session, return_url="https://shop.example/returns")
    session.commit()
    return printed


def _reaches_down_to(thing: Locator) -> float:
    box = thing.bounding_box()
    assert box is not None
    return box["y"] + box["height"]


def _get_given(session) -> Feedback:
    session.rollback()
    return session.query(Feedback).one()
