"""Takes the pictures of the running demo that README.md and pages.md show: `make pictures`."""

import shutil
import tempfile
from pathlib import Path
from threading import Thread

from draw_papers import draw_papers
from photograph_pages import add_to_demo, list_views, photograph
from playwright.sync_api import sync_playwright
from waitress.server import create_server

from app import create_app
from app.cli.demo import load_label
from app.config import read_settings
from app.db import open_session
from app.migrating import migrate
from app.services.demo.showing import open_showcase

PICTURES = Path(__file__).parent / "pictures"


def main() -> None:
    """Load the demo into a folder of its own, serve it, and photograph its pages and its papers."""
    with tempfile.TemporaryDirectory() as folder:
        settings = read_settings({"TOILE_DATA": folder})
        url = settings["TOILE_DATABASE_URL"]
        migrate(url)
        load_label(url)
        with open_session(url, writes=True) as session:
            showcase = open_showcase(session)
            add_to_demo(session)
            session.commit()
            views = list_views(session, showcase)
        server = create_server(create_app({"TOILE_DATA": folder}), host="127.0.0.1", port=0, threads=4)
        Thread(target=server.run, daemon=True).start()
        with sync_playwright() as playwright:
            chromium = shutil.which("chromium") or shutil.which("chromium-browser")
            browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
            with open_session(url) as session:
                draw_papers(session, browser, PICTURES)
            photograph(browser, f"http://127.0.0.1:{server.effective_port}", views, PICTURES)
            browser.close()
        server.close()


if __name__ == "__main__":
    main()
