"""A shop arrives with its files: looked at and imported by clicking, with and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from app.models import Article
from app.services import matching
from tests import cast
from tests.journeys.conftest import sign_in

FILES = Path(__file__).parent.parent / "services" / "files"

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_three_files_make_a_first_useful_page(open_page, work, somebody, script: bool):
    page = open_page("/imports", phone=True, script=script)
    sign_in(page)

    _look_at(page, "products", "products")
    expect(page.get_by_role("main")).to_contain_text("Linen shirt (S, M, L)")
    _import(page, work, script=script)
    _look_at(page, "orders", "orders")
    expect(page.get_by_role("main")).to_contain_text("6 lines new")
    _import(page, work, script=script)
    _look_at(page, "judgeme", "reviews, returns or notes")
    expect(page.get_by_role("main")).to_contain_text("Read as: Judge.me")
    expect(page.get_by_label("What they wrote")).to_have_value("body")
    page.get_by_label("wool-coat").select_option("Linen shirt")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("main")).to_contain_text("5 new")
    _import(page, work, script=script)

    expect(page.get_by_role("main")).to_contain_text("All of it is in.")
    page.get_by_role("main").get_by_role("link", name="garments").last.click()
    page.get_by_role("link", name="Linen shirt").click()
    expect(page.get_by_role("main")).to_contain_text("Sleeve too long")


def test_the_rows_that_were_not_taken_come_back_as_a_file(open_page, work, somebody, session):
    cast.make_shirt(session)
    session.commit()
    page = open_page("/imports", script=False)
    sign_in(page)

    _look_at(page, "judgeme", "reviews, returns or notes")
    _import(page, work)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download these rows").click()

    lines = coming.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == (
        "line,why,toile_fingerprint,toile_customer,title,body,rating,review_date,source,curated,reviewer_name,"
        "reviewer_email,product_id,product_handle,reply,reply_date,picture_urls,ip_address,location"
    )
    assert "wool-coat" in lines[-1]


@pytest.mark.parametrize(
    "name, read_as, stored, words",
    [
        ("judgeme", "Judge.me", 4, "It pulls across the back."),
        ("loox", "Loox", 3, "The armholes cut in."),
        ("shopify_reviews", "Shopify Product Reviews", 2, "Far too wide at the waist."),
        ("yotpo", "Yotpo", 2, "Sitzt überall gut."),
        ("okendo", "Okendo", 1, "The collar stands away, a bit."),
        ("okendo_names", "Okendo", 1, "Cuffs are tight."),
        ("powerreviews", "PowerReviews", 2, "Roomy at the waist."),
        ("loop", "Loop returns", 5, "The armholes rub."),
        ("any", "CSV", 2, "The hem comes up in the wash."),
    ],
)
def test_each_export_is_looked_at_imported_and_read(open_page, work, somebody, shirt, name, read_as, stored, words):
    page = open_page("/imports", phone=True, script=False)
    sign_in(page)

    for new, known in ((stored, 0), (0, stored)):
        _look_at(page, name, "reviews, returns or notes")
        expect(page.get_by_role("main")).to_contain_text(f"Read as: {read_as}")
        expect(page.get_by_role("main")).to_contain_text(f"{new} new, {known} known before, 0 changed since")
        expect(page.get_by_role("main")).to_contain_text(words)
        _import(page, work)
        told = page.locator(".counts dd")
        expect(told.nth(0)).to_have_text(str(new))
        expect(told.nth(1)).to_have_text(str(known))

    page.goto("/feedback")
    expect(page.get_by_role("main")).to_contain_text(words)


@pytest.fixture
def shirt(session) -> None:
    """The shirt as the exports name it: by its title, the shop's number and its SKUs."""
    shirt = cast.make_shirt(session)
    for name in ("8812", "555"):
        matching.remember_name(session, name, shirt)
    for size in shirt.sizes:
        session.add(Article(sku=f"ls-{size.name.lower()}-navy", garment=shirt, size=size))
    session.commit()


@pytest.fixture
def somebody(session) -> None:
    """Mia, who can sign in."""
    cast.make_user(session)
    session.commit()


def _look_at(page: Page, name: str, what: str) -> None:
    page.goto("/imports")
    page.get_by_label("CSV file").set_input_files(FILES / f"{name}.csv")
    page.get_by_role("radio", name=what).check()
    page.get_by_role("button", name="Look at it").click()


def _import(page: Page, work, *, script: bool = False) -> None:
    page.get_by_role("button", name="Import it").click()
    waiting = page.get_by_role("link", name="See how far it is")
    expect(waiting).to_be_visible()
    work()
    if script:  # the page looks again by itself, and would cross a reload of ours, or a way to another page
        expect(page.get_by_role("main")).to_contain_text("See the garments")
    else:
        page.reload()
    expect(waiting).to_have_count(0)
