"""A correction becomes the label's rule: corrected, previewed while the page waits, kept, read again."""

import pytest
from playwright.sync_api import expect

from app.models import FeedbackSource
from tests import cast
from tests.journeys.conftest import sign_in, width_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

COMMENTS = ("The statement cuffs are tight.", "Pretty, but those statement cuffs are tight!", "Lovely colour.")


@pytest.fixture
def read(session, have_read) -> None:
    """Three reviews of a shirt, read."""
    shirt = cast.make_shirt(session)
    for comment in COMMENTS:
        cast.make_feedback(session, shirt, comment=comment, source=FeedbackSource.REVIEW)
    have_read()


def test_a_correction_becomes_a_rule(read, open_page, work):
    desk = open_page("/points/1")
    sign_in(desk)

    desk.get_by_text("why is this here, quote 1").click()
    desk.get_by_role("radio", name="Not said here").first.check()
    desk.get_by_role("button", name="Keep this").first.click()
    desk.get_by_role("status").get_by_role("link", name="Make this a rule").click()
    expect(desk.get_by_label("it means")).to_have_value("silence")
    desk.get_by_label("When somebody writes").fill("statement cuffs")
    desk.get_by_role("button", name="Preview what it changes").click()
    expect(desk.get_by_role("status")).to_contain_text("0 of 3 comments compared so far.")

    work()
    # The page looks again by itself.
    expect(desk.get_by_role("status")).to_contain_text("1 of 3 comments would be read otherwise.")
    expect(desk.get_by_role("main")).to_contain_text("1 fewer")
    expect(desk.locator("mark").filter(has_text="cuffs are tight")).to_be_visible()

    desk.get_by_role("button", name="Keep the rule").click()
    expect(desk.get_by_role("status")).to_contain_text("Kept.")
    work()
    expect(desk.get_by_role("main")).to_contain_text("nothing, kept silent")
    desk.goto("/points/1")
    expect(desk.get_by_role("main")).to_contain_text("Nobody has put it into words")


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_no_page_of_the_rules_scrolls_sideways(read, open_page, work, width):
    desk = open_page("/rules")
    sign_in(desk)
    desk.set_viewport_size({"width": width, "height": 900})
    desk.get_by_label("When somebody writes").fill("statement cuffs")
    desk.get_by_label("it means").select_option("silence")
    desk.get_by_role("button", name="Preview what it changes").click()
    expect(desk.get_by_role("status")).to_contain_text("compared so far")
    work()
    expect(desk.get_by_role("button", name="Keep the rule")).to_be_visible()
    preview = width_of(desk)

    desk.get_by_role("button", name="Keep the rule").click()
    expect(desk.get_by_role("status")).to_contain_text("Kept.")

    assert (preview, width_of(desk)) == (width, width)
