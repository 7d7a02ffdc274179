"""What a customer meets, looked over by axe: in the light and the dark, on a phone and magnified."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from app.models import Cluster, JobStatus, Role, now
from app.services import addresses, invitations, jobs, packets, uploads
from app.services.import_files import Options
from nlp.taxonomy import GarmentKind
from tests import cast
from tests.journeys.conftest import sign_in, width_of
from tests.services import pictures

pytestmark = [pytest.mark.browser, pytest.mark.thorough]

PHONE, MAGNIFIED, WIDE = (390, 844), (320, 256), (1440, 900)
"""A window of 1280 by 1024 pixels at 400 % shows what one of 320 by 256 does."""

NO_PICTURE = {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"The sleeves are too long."}
PICTURE = {"name": "sleeve.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg(400, 300)}


def look_over(page: Page, *windows: tuple[int, int]) -> None:
    """Let axe find nothing, in the light and the dark, in windows where nothing may scroll sideways."""
    for width, height in windows or (PHONE, MAGNIFIED):
        page.set_viewport_size({"width": width, "height": height})
        assert width_of(page) <= width, f"{page.url} at {width}"
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
            found = Axe().run(page)
            assert found.violations_count == 0, f"{page.url} at {width} in the {scheme}: {found.generate_report()}"


@pytest.mark.parametrize("language", ["en", "de", "fr", "es"])
def test_the_form_in_each_language(code, open_page, language):
    page = open_page(f"/f/{code}?lang={language}", phone=True)
    expect(page.locator("html")).to_have_attribute("lang", language)
    look_over(page)


def test_a_form_with_a_place_opened_and_all_of_its_list(code, open_page):
    page = open_page(f"/f/{code}", phone=True)
    page.get_by_role("link", name="Sleeves").first.click()
    page.locator("#place-sleeve").get_by_role("radio", name="too long").check()
    page.locator("#place-sleeve .question").first.get_by_role("radio", name="2", exact=True).check()
    page.get_by_label("Photos", exact=True).set_input_files([PICTURE])
    expect(page.get_by_role("button", name="Cover the top")).to_be_visible()
    page.get_by_text("A little more, if you like").click()
    look_over(page)

    page.get_by_role("button", name="Use a list").click()
    look_over(page)

    page.get_by_text("See the back").click()
    look_over(page)


def test_a_refused_form(code, open_page):
    page = open_page(f"/f/{code}?lang=de", phone=True)
    page.get_by_text("Noch etwas mehr, wenn du magst").click()
    page.get_by_label("Deine Körpergröße").fill("groß")
    page.get_by_role("button", name="Senden", exact=True).last.click()

    expect(page.get_by_role("alert")).to_contain_text("Noch nicht gesendet")
    look_over(page)
    page.get_by_role("alert").get_by_role("link").click()
    # The link leads to the field.
    page.wait_for_function("document.activeElement.closest('.text, fieldset, .more') !== null")


def test_the_receipt_its_photos_changing_it_the_second_moment_mail_and_erasing(app, session, code, open_page):
    app.config.update(
        TOILE_SMTP_HOST="127.0.0.1", TOILE_SMTP_SENDER="a@example.com", TOILE_PUBLIC_URL="https://a.example"
    )
    page = open_page(f"/f/{code}", phone=True)
    page.get_by_text("Tell me when it is fixed").click()
    page.get_by_label("Your e-mail").fill("lena@example.com")
    page.get_by_label("Yes, write to me once").check()
    look_over(page)
    page.get_by_role("link", name="Sleeves").first.click()
    page.locator("#place-sleeve").get_by_role("radio", name="too long").check()
    page.get_by_label("In your words").fill("They cover my thumbs.")
    page.get_by_label("Photos", exact=True).set_input_files([PICTURE, NO_PICTURE])
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_role("main")).to_contain_text("is not kept")
    look_over(page)

    page.get_by_role("link", name="Change this answer").click()
    look_over(page)
    page.locator("#place-sleeve").get_by_role("radio", name="no answer").check()
    page.get_by_label("In your words").fill("They cover my hands.")
    page.get_by_role("button", name="Send the change").click()
    expect(page.get_by_role("main")).to_contain_text("Changed on")
    page.get_by_label("Your e-mail").fill("lena")
    page.get_by_role("button", name="Mail it to me").click()
    expect(page.get_by_role("main")).to_contain_text("is not an e-mail address")
    look_over(page)

    page.get_by_role("link", name="Did it change after washing?").click()
    look_over(page)
    page.get_by_role("radio", name="a bit small").check()
    page.get_by_role("button", name="Send", exact=True).last.click()
    expect(page.get_by_role("main")).to_contain_text("After washing")
    look_over(page)

    page.get_by_role("link", name="Erase my answer").click()
    look_over(page)
    page.get_by_role("button", name="Erase it").click()
    expect(page.get_by_role("main")).to_contain_text("Your answer is erased.")
    look_over(page)


def test_what_a_customer_meets_where_something_is_wrong(session, code, open_page):
    page = open_page("/f", phone=True)
    look_over(page)
    page.get_by_label("Code on the care label").fill("K7M2")
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("alert")).to_contain_text("A code has 8 characters")
    look_over(page)

    stop = addresses.make_stop_token(session, "lena@example.com")
    session.commit()
    for path in ("/f/00000000", "/r/nothing", "/f/no/such/page", f"/no-mail/{stop}"):
        page.goto(path)
        look_over(page)


@pytest.mark.parametrize("kind", [GarmentKind.DRESS, GarmentKind.TROUSERS, GarmentKind.SWIM, None])
def test_the_sketch_of_other_garments(session, open_page, kind):
    printed = cast.make_round(session, cast.make_garment(session, kind=kind), locked=True).code
    session.commit()

    look_over(open_page(f"/f/{printed}", phone=True))


def test_the_desk_and_the_pattern_makers_link(session, open_page):
    shirt = cast.make_shirt(session)
    cut = cast.make_round(session, shirt, locked=True)
    cast.make_answers(session, shirt, says="sleeve.length/long", reporting=9, of=19, production_round=cut)
    point = session.query(Cluster).one()
    revision = cast.make_sleeves_shorter(session, shirt, clusters=(point,))
    link = f"/m/{packets.send_packet(session, revision, contact='Ana').token}"
    # A name as shops' tools give it, with no place where a line may end.
    file = uploads.keep_upload(session, b"style,text\nLS-01,Too long.\n", file_name=f"{12 * 'reviews_'}.csv")
    session.flush()
    for broken_off in (jobs.request_weighing(session, shirt), uploads.request_import(session, file, Options())):
        broken_off.status, broken_off.error = JobStatus.FAILED, "It broke off: ValueError."
        broken_off.finished_at = now()
    cast.make_user(session, role=Role.ADMIN)
    welcome = f"/welcome/{invitations.invite(session, email='ana@example.com', role=Role.VIEWER).token}"
    session.commit()
    page = open_page("/sign-in")
    look_over(page, WIDE, MAGNIFIED)
    sign_in(page)

    seen: set[str] = set()
    waiting = ["/", "/no/such/page", "/forgot", welcome, link]
    while waiting:
        path = waiting.pop()
        seen.add(path)
        page.goto(path)
        look_over(page, WIDE, MAGNIFIED)
        waiting += [each for each in _find_pages(page) if each not in (*seen, *waiting)]

    assert {
        f"/points/{point.id}",
        f"/garments/{shirt.id}",
        "/settings",
        "/people",
        "/account",
        "/garments/new",
        f"/imports/{file.id}",
    } <= seen


def test_a_note_that_is_refused_and_kept_and_a_form_with_a_picture(session, code, open_page):
    page = open_page("/notes/new", phone=True)
    sign_in(page)
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_role("alert")).to_contain_text("Where was it said or seen?")
    look_over(page)

    page.get_by_text("fitting").click()
    page.get_by_label("What was said or seen").fill("Tight at the elbow.")
    page.get_by_label("Photos", exact=True).set_input_files([PICTURE, NO_PICTURE])
    expect(page.get_by_role("button", name="Cover the top")).to_be_visible()
    page.get_by_role("button", name="Keep the note").click()
    expect(page.get_by_role("status")).to_contain_text("is not kept")
    look_over(page)

    page.goto("/garments/1/pictures")
    page.get_by_label("A picture").set_input_files([PICTURE])
    page.get_by_role("button", name="Show this picture").click()
    expect(page.get_by_role("img", name="Linen shirt, every colour")).to_be_visible()
    look_over(page)
    page.goto(f"/f/{code}")
    look_over(page)


def _find_pages(page: Page) -> list[str]:
    """The pages that this one leads to; files, what hangs on a sign and Swagger UI, which others draw, left out."""
    hrefs = page.eval_on_selector_all("a[href^='/']", "links => links.map(link => link.getAttribute('href'))")
    paths = [re.split("[#?]", href)[0] for href in hrefs]
    return list(dict.fromkeys(path for path in paths if re.fullmatch(r"/(?!photos/|api$)[\w/-]*", path)))
