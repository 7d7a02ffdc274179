"""Takes the README's pictures of the running demo: `make pictures`."""

import shutil
import tempfile
from pathlib import Path
from threading import Thread

from draw_papers import draw_papers
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from waitress.server import create_server

from app import create_app
from app.cli.demo import load_label
from app.config import read_settings
from app.db import migrate, open_session
from app.services.demo import collection
from app.services.demo.showing import open_showcase

PICTURES = Path(__file__).parent / "pictures"
DESKTOP = {"width": 1440, "height": 1000}
PHONE = {"width": 390, "height": 844}
QUALITY = 62


def main() -> None:
    """Load the demo into a folder of its own, serve it, and photograph its pages and its papers."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"TOILE_DATA": folder})
        url = settings["TOILE_DATABASE_URL"]
        migrate(url)
        load_label(url)
        with open_session(url, writes=True) as session:
            showcase = open_showcase(session)
            session.commit()
        server = create_server(create_app({"TOILE_DATA": folder}), host="127.0.0.1", port=0, threads=4)
        Thread(target=server.run, daemon=True).start()
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            with open_session(url) as session:
                draw_papers(session, browser, PICTURES)
            address = f"http://127.0.0.1:{server.effective_port}"
            _photograph(browser, address, showcase.round_code, f"/m/{showcase.sheet_token}")
            browser.close()
        server.close()


def _photograph(browser: Browser, address: str, code: str, sheet: str) -> None:
    phone = browser.new_context(base_url=address, viewport=PHONE, locale="en-GB")
    form = phone.new_page()
    form.goto(f"/f/{code}")
    form.get_by_role("link", name="Sleeves").click()
    form.locator("#place-sleeve").get_by_role("radio", name="too long").check()
    form.locator(".sketch.front").scroll_into_view_if_needed()
    form.screenshot(path=PICTURES / "form-390.jpg", type="jpeg", quality=QUALITY)
    _shoot(phone, sheet, "maker-390")
    for name, viewport, scheme in (("1440", DESKTOP, "light"), ("390", PHONE, "light"), ("dark", DESKTOP, "dark")):
        desk = browser.new_context(base_url=address, viewport=viewport, color_scheme=scheme)
        _sign_in(desk)
        pages = {
            "home": "/",
            "garment": "/garments/1",
            "point": "/points/1",
            "revision": "/garments/1/revisions/2",
            "run": "/garments/2/rounds/3",
        }
        for page, path in pages.items() if name != "dark" else [("garment", "/garments/1")]:
            _shoot(desk, path, f"{page}-{name}")


def _sign_in(desk: BrowserContext) -> None:
    page = desk.new_page()
    page.goto("/sign-in")
    page.get_by_label("E-mail").fill(collection.DESIGNER_EMAIL)
    page.get_by_label("Password").fill(collection.DESIGNER_PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.close()


def _shoot(context: BrowserContext, path: str, name: str) -> None:
    page = context.new_page()
    page.goto(path)
    page.screenshot(path=PICTURES / f"{name}.jpg", type="jpeg", quality=QUALITY)
    page.close()


if __name__ == "__main__":
    main()
