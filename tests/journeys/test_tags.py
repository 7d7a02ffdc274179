"""A theme that nothing names becomes the label's own tag: named, previewed, kept, and decided as a fit point."""

import pytest
from playwright.sync_api import expect

from app.models import FeedbackSource
from tests import cast
from tests.journeys.conftest import sign_in
from tests.journeys.test_accessibility import PHONE, WIDE, look_over

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

SHIRT = ("The rustle is awful.", "The rustle is simply awful.", "It has such an awful rustle.", "Lovely colour.")


@pytest.fixture
def read(session, have_read) -> None:
    """Reviews of a shirt and of a dress, read, that find a fault which no code tells."""
    shirt, dress = cast.make_shirt(session), cast.make_dress(session)
    for garment, comment in (*((shirt, each) for each in SHIRT), (dress, "What an awful rustle.")):
        cast.make_feedback(session, garment, comment=comment, source=FeedbackSource.REVIEW)
    have_read()


def test_a_theme_becomes_a_fit_point_that_is_decided(read, open_page, work):
    desk = open_page("/garments/1/unnamed")
    sign_in(desk)
    desk.get_by_text("3 customers").click()
    look_over(desk, PHONE, WIDE)
    desk.get_by_role("link", name="Give it a name").click()
    expect(desk.get_by_label("Told by")).to_have_value("rustle awful\nawful rustle")
    look_over(desk, PHONE, WIDE)
    desk.get_by_label("Name", exact=True).fill("Rustles")
    desk.get_by_label("Where it belongs").select_option("Fabric")
    desk.get_by_role("button", name="Preview what it changes").click()
    expect(desk.get_by_role("status")).to_contain_text("compared so far")

    work()
    # The page looks again by itself.
    expect(desk.get_by_role("status")).to_contain_text("4 comments would be read otherwise.")
    expect(desk.get_by_role("main")).to_contain_text("Wrap dress")
    look_over(desk, PHONE, WIDE)
    desk.get_by_role("button", name="Keep the tag").click()
    expect(desk.get_by_role("status")).to_contain_text("Kept.")
    work()
    desk.reload()
    expect(desk.get_by_role("main")).to_contain_text("3 of 4 reviews")
    look_over(desk, PHONE, WIDE)

    desk.get_by_role("link", name="Linen shirt").click()
    expect(desk.get_by_role("heading", level=1)).to_have_text("Rustles")
    desk.get_by_role("radio", name="Fix").check()
    desk.get_by_role("radio", name="Fabric or trim").check()
    desk.get_by_label("Reason").fill("The mill airs it.")
    desk.get_by_role("button", name="Decide").click()
    expect(desk.get_by_role("main")).to_contain_text("The mill airs it.")
    desk.goto("/tags")
    look_over(desk, PHONE, WIDE)
    desk.get_by_role("link", name="Rustles").click()
    expect(desk.get_by_role("main")).to_contain_text("to be fixed")
