"""A quick note on a phone: a few taps, a few words and a photo, with script and without."""

import pytest
from playwright.sync_api import expect

from app.models import Feedback, Heard
from app.services import garments, notes
from tests import cast
from tests.journeys.conftest import sign_in
from tests.services import pictures

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

PHOTO = {"name": "IMG_7.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg(800, 1000)}


@pytest.fixture
def label(session):
    """A linen shirt in XS to XL, a hat in one size, and Mia."""
    cast.make_shirt(session)
    hat = garments.add_garment(session, name="Hat", kind=None, sizes=("One",))
    notes.record_note(session, hat, words="It slips.", heard=Heard.MESSAGE)
    cast.make_user(session)
    session.commit()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_a_note_from_the_shop_floor(session, label, open_page, work, script):
    phone = open_page("/", phone=True, script=script)
    sign_in(phone)
    phone.get_by_role("link", name="Note", exact=True).click()
    expect(phone.get_by_role("radio", name="Hat")).to_be_checked()
    expect(phone.get_by_role("radio", name="XL", exact=True)).to_be_visible(visible=not script)

    phone.get_by_text("Linen shirt", exact=True).click()
    phone.get_by_text("L", exact=True).click()
    phone.get_by_text("shop floor").click()
    phone.get_by_label("What was said or seen").fill("The sleeves are too long.")
    phone.get_by_label("Photos", exact=True).set_input_files([PHOTO])
    phone.get_by_role("button", name="Keep the note").click()

    kept = phone.get_by_role("status")
    expect(kept).to_contain_text("Linen shirt, L: “The sleeves are too long.” · 1 photo")
    expect(phone.get_by_role("radio", name="shop floor")).to_be_checked()
    work()
    kept.get_by_role("link", name="Look at it").click()
    expect(phone.get_by_role("main")).to_contain_text("note, shop floor")
    expect(phone.get_by_role("main")).to_contain_text("Sleeve too long")
    session.rollback()
    assert session.query(Feedback).count() == 2
