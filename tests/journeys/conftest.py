"""Journeys: the application served as people meet it, in Debian's Chromium, with the worker's part done on call."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Thread

import pytest
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from sqlalchemy.orm import Session
from waitress.server import create_server

from app.services import jobs, spam
from tests import cast
from tests.applications import close, serving_app
from tests.equipment import find_chromium

PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1440, "height": 900}

PATIENCE_MS = 60_000
"""Until something is given up: Chromium alone may take five seconds over a photo where other tests keep it busy,
and a machine may be a few times slower than the one where it did."""

expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture
def app(
    database_url: str, tmp_path: Path, applications: dict[str, Flask], compiled_templates: FileSystemBytecodeCache
) -> Iterator[Flask]:
    """The application, made and ended in a thread of its own: in this one the browser's event loop runs."""
    with ThreadPoolExecutor(1) as thread:
        serving = serving_app(database_url, tmp_path, applications, compiled_templates)
        yield thread.submit(serving.__enter__).result()
        thread.submit(serving.__exit__, None, None, None).result()


@pytest.fixture(autouse=True)
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """A browser that a test drives is quicker than any person, and no spam for that."""
    monkeypatch.setattr(spam, "QUICKEST_S", 0)


@pytest.fixture
def address(app: Flask) -> Iterator[str]:
    """The application at an address of its own."""
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    thread = Thread(target=server.run, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.effective_port}"
    close(server)
    thread.join(timeout=10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium, started once for a module; each test has windows of its own."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox"], timeout=2 * PATIENCE_MS
        )
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a path in a window of its own; whatever a page logs or throws fails the test."""

    contexts: list[BrowserContext] = []

    def open_at(path: str, *, phone: bool = False, script: bool = True) -> Page:
        context = browser.new_context(
            base_url=address, viewport=PHONE if phone else DESKTOP, java_script_enabled=script, locale="en-GB"
        )
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: pytest.fail(f"{page.url}: {error}"))
        page.goto(path)
        contexts.append(context)
        return page

    yield open_at
    for context in contexts:
        context.close()


@pytest.fixture
def work(app: Flask) -> Callable[[], int]:
    """Do what waits in the queue, as the worker does; returns how many messages there were."""

    def do() -> int:
        huey, done = app.extensions["job_queue"].huey, 0
        while (task := huey.dequeue()) is not None:
            huey.execute(task)
            done += 1
        return done

    return do


@pytest.fixture
def code(session: Session) -> str:
    """The code on the care label of a linen shirt."""
    cut = cast.make_round(session, cast.make_shirt(session), locked=True)
    cast.make_user(session)
    session.commit()
    return cut.code


@pytest.fixture
def have_read(session: Session, app: Flask, work: Callable[[], int]) -> Callable[[], None]:
    """Keep what the test arranged, with an account for Mia, and have the worker read every comment of it."""

    def do() -> None:
        cast.make_user(session)
        job_id = jobs.request_reading(session).id
        session.commit()
        app.extensions["job_queue"].enqueue(job_id)
        work()

    return do


def width_of(page: Page) -> int:
    """The pixels that the page takes from side to side, of which a window may show fewer."""
    page.wait_for_load_state()  # without its style sheet, which may still be under way, it has another width
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return width


def sign_in(page: Page, email: str = "mia@example.com", password: str = "a long password") -> None:
    """Sign in as Mia or somebody else, on a page that asks for it."""
    page.get_by_label("E-mail").fill(email)
    page.get_by_label("Password").fill(password)
    with page.expect_navigation():  # whoever looks at the page right away must not look between two
        page.get_by_role("button", name="Sign in").click()
