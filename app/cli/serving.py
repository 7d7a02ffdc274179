"""Serves the pages from this process and lets a second one work: the web process never loads spaCy."""

import gc
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from time import perf_counter, sleep
from types import FrameType
from typing import Any

from flask import Flask
from waitress import create_server

from app import create_app, in_use, warm_desk
from app.cli.desk import note
from app.cores import hold_on_one_core, on_any_core
from app.db import open_session
from app.errors import RuleError
from app.migrating import migrate
from app.services import accounts

PORTS_TRIED = 20
SECONDS_TO_STOP = 15
SECONDS_TO_RESTART = 1.0

LOOKS_AFTER = 10_000
"""So many new objects are looked through for garbage at a time."""


def serve(settings: Mapping[str, str], *, other_port: bool = False, tell: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; `tell` hears the address once pages are answered.

    Where the port is taken, `other_port` lets the next free one do.
    """
    with in_use.together(settings["TOILE_DATA"]):
        _serve(settings, other_port=other_port, tell=tell)


def _serve(settings: Mapping[str, str], *, other_port: bool, tell: Callable[[str], None]) -> None:
    # Until the desk is warmed up: nothing that is loaded is garbage, and looking through it took a sixth of the start.
    gc.disable()
    migrate(settings["TOILE_DATABASE_URL"])
    with open_session(settings["TOILE_DATABASE_URL"]) as session:
        has_users = accounts.has_users(session)
    app = create_app(settings)
    warm_up(app)
    hold_on_one_core()  # before the server starts its threads
    server = listen(app, settings["TOILE_HOST"], int(settings["TOILE_PORT"]), other_port=other_port)
    with _worker(), _stopped_by_signal():
        threading.Thread(target=warm_up_desk, args=(app,), daemon=True).start()
        tell(f"http://{settings['TOILE_HOST']}:{server.effective_port}")
        if not has_users:
            note("Nobody has an account yet: type `toile users add` in a second terminal.")
        try:
            server.run()
        finally:
            server.close()


def warm_up(app: Flask) -> None:
    """Load what a first request loads: the first customer must not wait for it."""
    app.test_client().get("/")


def warm_up_desk(app: Flask) -> None:
    """Load what first visits of the desk's pages load; whoever asks meanwhile has as long a turn after each piece.

    It takes longer than all that goes before a first page, so pages are answered already. All that is loaded now is
    never looked through for garbage again: that took a quarter of a second, every fortieth page. Pages leave tens of
    thousands of objects, so that Python's own limit of 700 would have it look all the time.
    """
    start = perf_counter()
    with suppress(Exception):  # whoever visits such a page is told what is wrong with it
        for _ in warm_desk(app):
            sleep(perf_counter() - start)
            start = perf_counter()
    gc.collect()
    gc.freeze()
    gc.set_threshold(LOOKS_AFTER)
    gc.enable()


def listen(app: Flask, host: str, port: int, *, other_port: bool = False) -> Any:
    """Return a server that holds its port already.

    What proxies say of who calls it hands on to the application only where some are trusted.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + (PORTS_TRIED if other_port else 1)):
        try:
            # Bound here: waitress leaves open what it could not bind.
            bound = socket.create_server((host, candidate), family=family)
        except OSError as error:
            if not other_port:
                why = str(error.strerror).partition(" (")[0]  # without the attempt in Python's words
                raise RuleError(
                    f"Port {port} cannot be used: {why}. Name another one with --port or TOILE_PORT."
                ) from error
            continue
        if candidate != port:
            note(f"Port {port} is taken; Toile takes {candidate}.")
        # Waitress is told of no proxy, so that it clears their headers by default: whom to believe, and how far, is
        # settled once, in `web.security`.
        nobody_trusted = not int(app.config["TOILE_TRUSTED_PROXIES"])
        return create_server(app, sockets=[bound], threads=8, ident=None, clear_untrusted_proxy_headers=nobody_trusted)
    raise RuleError(f"The ports {port} to {port + PORTS_TRIED - 1} are all taken. Name another one with --port.")


@contextmanager
def _worker() -> Iterator[None]:
    """Keep a worker process running meanwhile; one that dies is started again."""
    stopping = threading.Event()
    running: list[subprocess.Popen[bytes]] = []

    def keep_running() -> None:
        while not stopping.is_set():
            with on_any_core():
                running[:] = [subprocess.Popen([sys.executable, "-m", "app.jobs"], stdin=subprocess.PIPE)]
            running[0].wait()
            if not stopping.wait(SECONDS_TO_RESTART):
                note("The worker stopped and is started again.")

    keeper = threading.Thread(target=keep_running, daemon=True)
    keeper.start()
    try:
        yield
    finally:
        stopping.set()
        for process in running:
            _stop(process)
        keeper.join(SECONDS_TO_RESTART)


def _stop(process: "subprocess.Popen[bytes]") -> None:
    """Let it finish its chunk; what it does not finish is resumed at its cursor."""
    process.send_signal(signal.SIGINT)
    try:
        process.wait(SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdin:
        process.stdin.close()


@contextmanager
def _stopped_by_signal() -> Iterator[None]:
    """SIGTERM stops as Ctrl-C does."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise SystemExit(0)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
