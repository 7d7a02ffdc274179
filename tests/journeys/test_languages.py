"""A customer changes the language and the unit of the form, and nothing that was typed is lost."""

import pytest
from playwright.sync_api import Route, expect

from tests import cast

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.fixture
def code(session):
    """The code on the care label of a linen shirt."""
    printed = cast.make_round(session, cast.make_shirt(session), locked=True).code
    session.commit()
    return printed


def test_the_form_is_turned_into_german_and_stays_so(code, open_page):
    page = open_page(f"/f/{code}", phone=True)
    page.get_by_label("In your words").fill("Die Ärmel sind zu lang.")
    page.get_by_role("link", name="Deutsch").click()

    expect(page.get_by_label("In deinen Worten")).to_have_value("Die Ärmel sind zu lang.")
    page.get_by_role("link", name="Ärmel").first.click()
    place = page.locator("#place-sleeve")
    place.get_by_role("radio", name="zu lang").check()
    place.get_by_role("radio", name="2", exact=True).check()
    expect(place.locator(".said")).to_have_text("zu lang, etwa 2 cm")
    page.get_by_role("button", name="Senden", exact=True).last.click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Danke. Es ist bei den Leuten, die es machen.")
    expect(page.get_by_role("main")).to_contain_text("Ärmel zu lang, etwa 2 cm")


def test_a_place_that_is_tapped_before_the_script_is_there_is_open_once_it_is(code, open_page):
    page = open_page(f"/f/{code}", phone=True)
    under_way: list[Route] = []
    page.route("**/form.js", lambda route: under_way.append(route))
    with page.expect_request("**/form.js"):
        page.get_by_role("link", name="in inches").click()
    page.get_by_role("link", name="Sleeves").first.click()
    expect(page.locator("#place-sleeve")).not_to_have_attribute("open", "")

    under_way[0].continue_()

    expect(page.locator("#place-sleeve").get_by_role("radio", name="too long")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_centimetres_are_turned_into_inches(code, open_page, script):
    page = open_page(f"/f/{code}", phone=True, script=script)
    page.get_by_role("link", name="in inches").click()
    if script:
        page.get_by_role("link", name="Sleeves").first.click()
    else:
        page.locator("#place-sleeve summary").click()
    page.locator("#place-sleeve").get_by_role("radio", name="too long").check()
    page.locator("#place-sleeve").get_by_role("radio", name="3/4", exact=True).check()
    page.get_by_role("button", name="Send", exact=True).last.click()

    expect(page.get_by_role("main")).to_contain_text("Sleeve too long, about 3/4 in")
