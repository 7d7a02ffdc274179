"""Reading by hand: quotes by keys, words by selecting them, and the inbox without any script."""

import pytest
from playwright.sync_api import expect

from app.models import FeedbackSource, Garment, Issue, IssueOrigin
from app.services import evidence, feedback
from app.services.placing import place_issues
from nlp.taxonomy import IssueCode
from tests import cast
from tests.journeys.conftest import PHONE, sign_in, width_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

LONG = IssueCode.SLEEVE_LENGTH_LONG


@pytest.fixture
def point(session):
    """The id of “sleeve too long”, said in three reviews."""
    shirt = cast.make_shirt(session)
    for said in ("One: sleeves too long.", "Two: sleeves too long.", "Three: sleeves too long."):
        answer = feedback.record_feedback(session, shirt, source=FeedbackSource.REVIEW, comment=said).feedback
        start = said.index("sleeves")
        answer.issues.append(
            Issue(code=LONG, standing_code=LONG, origin=IssueOrigin.COMMENT, severity=1, span_start=start,
                  span_end=len(said) - 1)
        )  # fmt: skip
    place_issues(session, session.query(Issue).all())
    evidence.weigh_garment(session, shirt)
    cast.make_user(session)
    session.commit()
    return cast.get_point(session, shirt, LONG).id


def test_quotes_are_ticked_rejected_and_taken_back_by_keys(open_page, point):
    page = open_page(f"/points/{point}")
    sign_in(page)
    expect(page.locator(".keys")).to_be_visible()

    page.locator(".quotes > li").first.focus()
    for key in "xjx":
        page.keyboard.press(key)
    expect(page.locator("[data-count]")).to_have_text("2 ticked:")
    page.keyboard.press("r")
    expect(page.get_by_role("status")).to_contain_text("Mia took 2 quotes out: not said there.")
    expect(page.locator(".quotes > li")).to_have_count(1)

    expect(page.locator(".quotes > li").first).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator(".quotes > li")).to_have_count(3)
    expect(page.locator(".quotes > li").first).to_be_focused()
    page.keyboard.press("j")
    expect(page.locator(".quotes > li").nth(1)).to_be_focused()


def test_selected_words_are_marked(open_page, point):
    page = open_page("/feedback/1")
    sign_in(page)

    page.wait_for_load_state()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#comment mark'))")
    expect(page.get_by_label("The words")).to_have_value("sleeves too long")
    page.get_by_label("That says").select_option("body.length/long")
    page.get_by_role("button", name="Mark", exact=True).click()

    expect(page.get_by_role("link", name="Garment too long")).to_be_visible()


def test_the_inbox_is_searched_on_a_phone_without_script(open_page, point):
    page = open_page("/feedback", phone=True, script=False)
    sign_in(page)

    page.get_by_label("Words, or “words as they stand”").fill("two")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_role("link", name="Linen shirt")).to_have_count(1)
    page.get_by_role("link", name="Linen shirt").click()

    expect(page.locator("#comment")).to_have_text("“Two: sleeves too long.”")


def test_a_word_without_an_end_leaves_the_inbox_as_wide_as_the_phone(open_page, session, point):
    endless = feedback.record_feedback(
        session, session.query(Garment).one(), source=FeedbackSource.REVIEW, comment=f"Sleeves too lo{'o' * 300}ng."
    )
    session.commit()
    page = open_page("/feedback", phone=True)

    sign_in(page)

    expect(page.locator("blockquote").filter(has_text=endless.feedback.comment)).to_be_visible()
    assert width_of(page) == PHONE["width"]
