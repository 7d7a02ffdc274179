"""The garment's page by clicking: narrow what is counted without a script, settle a doubtful reading, print."""

import re

import pytest
from playwright.sync_api import Page, expect

from app.models import CountKind, Issue, IssueOrigin, ReadState, now
from app.services import evidence, rounds
from nlp.taxonomy import IssueCode
from tests import cast
from tests.journeys.conftest import PHONE, sign_in, width_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

LONG = "sleeve.length/long"

INK = "rgb(0, 0, 0)"


@pytest.fixture
def shirt(session):
    """The id of a shirt in two runs, with sizes that differ and one reading that nobody is sure of."""
    shirt = cast.make_shirt(session)
    for reporting in (2, 16):
        run = cast.make_round(session, shirt, locked=True)
        rounds.record_count(session, run, kind=CountKind.SOLD, size="XL", quantity=41, counted_on=now().date())
        cast.make_answers(session, shirt, says=LONG, reporting=reporting, of=20, production_round=run)
        cast.make_feedback(session, shirt, says=LONG, size="XL", production_round=run)
    answer = cast.make_feedback(session, shirt, comment="The collar sits well.")
    code = IssueCode("neck.width/ok")
    answer.issues.append(
        Issue(
            code=code, standing_code=code, origin=IssueOrigin.COMMENT, severity=0, confidence=0.5, span_start=4,
            span_end=20,
        )
    )  # fmt: skip
    answer.read_state = ReadState.READ
    evidence.weigh_garment(session, shirt)
    cast.make_user(session)
    session.commit()
    return shirt.id


def test_what_is_counted_is_chosen_without_a_script_and_stands_in_the_address(open_page, shirt):
    page = _open(open_page, shirt, script=False)
    row = page.get_by_role("row", name="Sleeve too long").first
    expect(row).to_contain_text("20 of the 43 who answered")

    page.get_by_text("Count only some answers").click()
    page.get_by_label("Run", exact=True).select_option("2")
    page.get_by_label("Size", exact=True).select_option("XL")
    page.get_by_role("button", name="Count these").click()

    expect(page).to_have_url(re.compile(rf"/garments/{shirt}\?run=2&size=XL$"))
    expect(row).to_contain_text("1 of the 1 who answered here")
    expect(row).to_contain_text("20 of the 43 who answered in all")
    page.get_by_role("link", name="Count all answers").click()
    expect(page).to_have_url(re.compile(f"/garments/{shirt}$"))


def test_cells_of_the_heatmap_say_in_words_what_they_show(open_page, shirt):
    page = _open(open_page, shirt)

    cells = page.get_by_role("table", name="How many of each size's wearers").get_by_role("link")

    expect(cells.filter(has_text="in XL")).to_have_text("2 of 2 in XL, too few to read")
    cells.filter(has_text="in M").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sleeve too long")


def test_the_heatmap_keeps_its_sizes_side_by_side_on_a_phone(open_page, shirt):
    page = _open(open_page, shirt, phone=True)

    heads = page.get_by_role("table", name="How many of each size's wearers").get_by_role("columnheader")

    tops = {box["y"] for box in (head.bounding_box() for head in heads.all()) if box and box["height"]}
    assert len(tops) == 1, "Beneath each other, sizes would be compared with nothing."
    assert width_of(page) <= PHONE["width"]


def test_a_doubtful_reading_is_settled_with_one_press_on_a_phone(open_page, shirt):
    page = _open(open_page, shirt, phone=True)

    page.get_by_role("link", name="1 reading to check").click()
    page.get_by_role("button", name="Right").click()

    expect(page.get_by_role("main")).to_contain_text("Every reading is sure enough")
    assert width_of(page) <= PHONE["width"]


def test_on_paper_a_dark_page_is_ink_on_white(open_page, shirt):
    page = _open(open_page, shirt)
    page.get_by_role("button", name="Dark").click()
    title = page.get_by_role("heading", level=1)
    expect(page.locator("html")).to_have_attribute("data-look", "dark")
    expect(title).not_to_have_css("color", INK)

    page.emulate_media(media="print")

    expect(title).to_have_css("color", INK)
    expect(page.get_by_text("Count only some answers")).to_be_hidden()


def _open(open_page, shirt: int, **how: bool) -> Page:
    """The page of the shirt, opened by somebody who signed in."""
    page: Page = open_page("/sign-in", **how)
    sign_in(page)
    page.goto(f"/garments/{shirt}")
    return page
