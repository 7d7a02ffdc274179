"""The revision editor in a browser: what a change comes to shows while it is typed, a tap marks the sketch."""

from decimal import Decimal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.models import PatternRevision
from app.services import revisions
from tests import cast
from tests.journeys.conftest import sign_in, width_of

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


def _look_over(page: Page) -> None:
    """Let axe find nothing, wide and magnified, in the light and the dark; nothing scrolls sideways."""
    for width in (1440, 320):
        page.set_viewport_size({"width": width, "height": 900})
        assert width_of(page) <= width
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{page.url} at {width} in the {scheme}: {found.generate_report()}"


def test_typing_shows_old_and_new_and_a_tap_marks_the_sketch(session, open_page):
    shirt = cast.make_shirt(session)
    draft = revisions.draft_revision(session, shirt)
    revisions.add_instruction(session, draft, text="Lower the back neck, blend to nothing at the shoulder.")
    cast.make_user(session)
    session.commit()
    page = open_page(f"/garments/{shirt.id}/revisions/2")
    sign_in(page)

    page.get_by_label("What changes").select_option("D1")
    page.get_by_label("By how much in every size").fill("-1 3/8 in")
    expect(page.locator("#preview .new")).to_contain_text("56.50")
    expect(page.locator("#preview")).to_contain_text("sample first")
    _look_over(page)
    page.set_viewport_size({"width": 1440, "height": 900})
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


def test_a_second_tap_before_the_page_is_back_marks_nothing_more(session, open_page):
    shirt = cast.make_shirt(session)
    revisions.add_instruction(session, revisions.draft_revision(session, shirt), text="Lower the back neck.")
    cast.make_user(session)
    session.commit()
    page = open_page(f"/garments/{shirt.id}/revisions/2")
    sign_in(page)

    tapped_end, spots = page.locator(".sketching svg[data-side=back]").evaluate(
        """flat => {
            const { x, y, width } = flat.getBoundingClientRect();
            for (const down of [0.12, 0.14])
                flat.dispatchEvent(new MouseEvent("click", { clientX: x + width / 2, clientY: y + width * down }));
            return [document.querySelector("input[name$=tapped_end]").value, flat.querySelectorAll(".spot").length];
        }"""
    )

    assert (tapped_end, spots) == ("", 1)
    expect(page.locator(".sketching .number")).to_have_text("1")


def test_the_draft_that_is_left_behind_is_readable_for_everybody(session, open_page):
    shirt = cast.make_shirt(session)
    first = cast.make_sleeves_shorter(session, shirt)
    second = revisions.draft_revision(session, shirt, beside=True)
    revisions.change_measure(session, second, shirt.points_of_measure[0], delta_mm=Decimal(-5))
    cast.send_and_receive(session, first)
    cast.make_user(session)
    session.commit()
    page = open_page(f"/garments/{shirt.id}/revisions/3")
    sign_in(page)

    _look_over(page)
    page.get_by_text("keep mine").click()
    page.get_by_role("button", name="Rebase on revision 2").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Pattern revision 4")
