"""A shop arrives with its files: looked at and imported by clicking, with and without JavaScript."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests import cast

FILES = Path(__file__).parent.parent / "services" / "files"

pytestmark = [pytest.mark.browser, pytest.mark.thorough]


@pytest.mark.parametrize("script", [True, False], ids=["with JavaScript", "without"])
def test_three_files_make_a_first_useful_page(open_page, work, somebody, script: bool):
    page = open_page("/imports", phone=True, script=script)
    _sign_in(page)

    _look_at(page, "products", "products")
    expect(page.get_by_role("main")).to_contain_text("Linen shirt (S, M, L)")
    _import(page, work)
    _look_at(page, "orders", "orders")
    expect(page.get_by_role("main")).to_contain_text("6 lines new")
    _import(page, work)
    _look_at(page, "judgeme", "reviews, returns or notes")
    expect(page.get_by_role("main")).to_contain_text("Read as: Judge.me")
    expect(page.get_by_label("What they wrote")).to_have_value("body")
    page.get_by_label("wool-coat").select_option("Linen shirt")
    page.get_by_role("button", name="Look again").click()
    expect(page.get_by_role("main")).to_contain_text("5 new")
    _import(page, work)

    expect(page.get_by_role("main")).to_contain_text("All of it is in.")
    page.get_by_role("main").get_by_role("link", name="garments").last.click()
    page.get_by_role("link", name="Linen shirt").click()
    expect(page.get_by_role("main")).to_contain_text("Sleeve too long")


def test_the_rows_that_were_not_taken_come_back_as_a_file(open_page, work, somebody, session):
    cast.make_shirt(session)
    session.commit()
    page = open_page("/imports")
    _sign_in(page)

    _look_at(page, "loox", "reviews, returns or notes")
    _import(page, work)
    with page.expect_download() as coming:
        page.get_by_role("link", name="Download these rows").click()

    lines = coming.value.path().read_text("utf-8-sig").splitlines()
    assert lines[0] == "line,why,id,status,rating,review,date,productId,handle,img,variant,verified_purchase"
    assert "XXXL / White" in lines[-1]


@pytest.fixture
def somebody(session) -> None:
    """Mia, who can sign in."""
    cast.make_user(session)
    session.commit()


def _sign_in(page: Page) -> None:
    page.get_by_label("E-mail").fill("mia@example.com")
    page.get_by_label("Password").fill("a long password")
    page.get_by_role("button", name="Sign in").click()


def _look_at(page: Page, name: str, what: str) -> None:
    page.goto("/imports")
    page.get_by_label("CSV file").set_input_files(FILES / f"{name}.csv")
    page.get_by_role("radio", name=what).check()
    page.get_by_role("button", name="Look at it").click()


def _import(page: Page, work) -> None:
    page.get_by_role("button", name="Import it").click()
    expect(page.get_by_role("link", name="See how far it is")).to_be_visible()
    work()
    page.reload()
