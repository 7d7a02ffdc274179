"""An unhappy customer with a photo, which the label sees, and the pattern maker if that was ticked."""

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from app.models import Photo
from app.services import packets, photos
from tests import cast
from tests.journeys.conftest import sign_in
from tests.services import pictures

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

TWELVE_MEGAPIXELS = {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg(4000, 3000)}
NO_PICTURE = {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"The sleeves are too long."}


def _photo(session):
    session.rollback()
    return session.query(Photo).one()


def _is_drawn(page: Page, selector: str) -> bool:
    page.locator(selector).scroll_into_view_if_needed()
    page.wait_for_function("selector => document.querySelector(selector).complete", arg=selector)
    return page.locator(selector).evaluate("image => image.naturalWidth > 0")


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_an_unhappy_customer_shows_what_is_wrong(session, code, open_page, script):
    phone = open_page(f"/f/{code}", phone=True, script=script)
    phone.locator("#size").get_by_role("radio", name="L", exact=True).check()
    if script:
        phone.get_by_role("link", name="Sleeves").first.click()
    else:
        phone.locator("#place-sleeve summary").click()
    phone.locator("#place-sleeve").get_by_role("radio", name="too long").check()
    phone.get_by_role("checkbox", name="The pattern maker may see them too").check()
    phone.get_by_label("Photos", exact=True).set_input_files([TWELVE_MEGAPIXELS, NO_PICTURE])
    if script:
        expect(phone.get_by_role("img", name="IMG_2041.jpg")).to_be_visible()
        assert phone.evaluate("document.getElementById('photos').files[0].size") < len(TWELVE_MEGAPIXELS["buffer"])
    phone.get_by_role("button", name="Send", exact=True).last.click()

    expect(phone.get_by_role("main")).to_contain_text("Sleeve too long")
    expect(phone.get_by_role("main")).to_contain_text(
        "“notes.jpg” is not kept: it is not a JPEG, PNG, WebP or HEIC picture."
    )
    assert _is_drawn(phone, ".given img")
    photo = _photo(session)
    assert (photo.width, photo.height, photo.maker_may_see) == (1600, 1200, True)

    phone.get_by_role("button", name="Keep it to the label (photo 1)").click()
    expect(phone.get_by_role("main")).to_contain_text("Only the label sees it.")


def test_a_face_is_covered_before_the_photo_is_sent(app, session, code, open_page):
    phone = open_page(f"/f/{code}", phone=True)
    phone.get_by_role("link", name="Sleeves").first.click()
    phone.locator("#place-sleeve").get_by_role("radio", name="too long").check()
    phone.get_by_label("Photos", exact=True).set_input_files([TWELVE_MEGAPIXELS])
    phone.get_by_role("button", name="Cover the top").click()
    phone.get_by_role("button", name="Send", exact=True).last.click()
    expect(phone.get_by_role("button", name="Erase it (photo 1)")).to_be_visible()

    kept = photos.find_picture(_photo(session), photos.find_folder(app.config["TOILE_DATA"]))
    with Image.open(kept) as image:
        assert max(image.getpixel((100, 50))) < 60, "the top is covered"
        assert image.getpixel((100, 1000))[0] > 150, "below it the photo is as it was taken"


def test_the_label_and_the_pattern_maker_see_it(session, code, open_page):
    phone = open_page(f"/f/{code}", phone=True)
    phone.get_by_role("link", name="Sleeves").first.click()
    phone.locator("#place-sleeve").get_by_role("radio", name="too long").check()
    phone.get_by_role("checkbox", name="The pattern maker may see them too").check()
    phone.get_by_label("Photos", exact=True).set_input_files([TWELVE_MEGAPIXELS])
    phone.get_by_role("button", name="Send", exact=True).last.click()
    expect(phone.get_by_role("button", name="Erase it (photo 1)")).to_be_visible()
    point = _photo(session).feedback.issues[0].cluster
    sheet = packets.send_packet(
        session, cast.make_sleeves_shorter(session, point.garment, clusters=(point,)), contact="Ana"
    )
    session.commit()

    desk = open_page(f"/points/{point.id}")
    sign_in(desk)
    assert _is_drawn(desk, ".photos img")
    assert _is_drawn(open_page(f"/m/{sheet.token}", phone=True), ".photos img")

    phone.get_by_role("button", name="Erase it (photo 1)").click()
    expect(phone.locator(".given img")).to_have_count(0)
    desk.reload()
    expect(desk.locator(".photos img")).to_have_count(0)
