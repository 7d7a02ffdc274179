"""The revision editor in a browser: what a change comes to shows while it is typed, a tap marks the sketch."""

import pytest
from playwright.sync_api import expect

from app.models import PatternRevision
from app.services import revisions
from tests import cast

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def test_typing_shows_old_and_new_and_a_tap_marks_the_sketch(session, open_page):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    revisions.add_instruction(session, draft, text="Lower the back neck, blend to nothing at the shoulder.")
    cast.make_user(session)
    session.commit()
    page = open_page(f"/garments/{shirt.id}/revisions/2")
    page.get_by_label("E-mail").fill("mia@example.com")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()

    page.get_by_label("What changes").select_option("D1")
    page.get_by_label("By how much in every size").fill("-1 3/8 in")
    expect(page.locator("#preview .new")).to_contain_text("56.50")
    expect(page.locator("#preview")).to_contain_text("sample first")
    page.get_by_label("By how much in every size").fill("-1 3/")
    expect(page.locator("#preview")).to_contain_text("is not a length")

    page.on("dialog", lambda dialog: dialog.accept())  # what was typed above is given up
    page.get_by_text("an arrow", exact=True).click()
    back = page.locator(".sketching svg[data-side=back]")
    width = back.bounding_box()["width"]
    back.click(position={"x": width * 0.5, "y": width * 0.12})
    expect(page.locator("[data-told]")).to_contain_text("And where it ends")
    back.click(position={"x": width * 0.35, "y": width * 0.16})
    expect(page.locator(".sketching .number")).to_contain_text("1")

    session.rollback()
    (mark,) = session.get(PatternRevision, draft.id).lines[0].marks
    assert (round(mark.x), round(mark.y), round(mark.to_x), round(mark.to_y)) == (50, 12, 35, 16)
