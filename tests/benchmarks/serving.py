"""A server in a process of its own, as `toile serve` has it, and visitors who ask it as fast as it answers.

What is asked is written before the clock runs, and all visitors are one thread: a browser for each took as long as an
answer, and kept the others' answers waiting in their sockets.
"""

import os
import selectors
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from urllib.parse import urlencode

from app.models import now
from app.web.page_keys import make_key

SECRET = "a benchmark " * 3
"""Signs the keys of its pages."""

OURS = """
import sys
from app import create_app
from app.cli.serving import warm_up, warm_up_desk
from app.services import spam
from app.web.security import limiter
from waitress import create_server
app = create_app({"TOILE_DATABASE_URL": sys.argv[1], "TOILE_DATA": sys.argv[2], "TOILE_SECRET_KEY": "a benchmark " * 3})
limiter.enabled = False
spam.FLOOD = {}
warm_up(app)
warm_up_desk(app)
"""

REFERENCE = """
import sqlite3, sys, threading
from flask import Flask
from waitress import create_server
app, own = Flask("reference"), threading.local()

@app.get("/hello")
def hello():
    return "Hello, world!"

@app.post("/store")
def store():
    if not hasattr(own, "database"):
        own.database = sqlite3.connect(sys.argv[2] + "/reference.sqlite", timeout=60, isolation_level=None)
        own.database.execute("PRAGMA journal_mode = WAL")
        own.database.execute("PRAGMA synchronous = FULL")
        own.database.execute("CREATE TABLE IF NOT EXISTS answer (said TEXT)")
    own.database.execute("INSERT INTO answer VALUES ('Hello')")
    return "Stored"
"""

RUN = """
import logging
from app.cores import hold_on_one_core
hold_on_one_core()
logging.getLogger("waitress").setLevel(logging.ERROR)
server = create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
print(server.effective_port, flush=True)
server.run()
"""

Ask = Callable[[int], bytes]
"""Writes what is asked the so-manieth time of all, as it is sent."""


@dataclass(frozen=True)
class Server:
    """A server that runs, by its port and its process."""

    port: int
    process: int

    def read_used_s(self) -> float:
        """Return how much of a processor's time it has taken so far."""
        parts = Path(f"/proc/{self.process}/stat").read_text().rpartition(")")[2].split()
        return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Asked:
    """How fast a server answered: by the clock, and by its own processor time, which a busy machine leaves as it is."""

    per_second: float
    per_processor_second: float
    p50_ms: float
    p99_ms: float


@contextmanager
def serving(code: str, database_url: str, folder: Path) -> Iterator[Server]:
    """Lend a server; its errors are ours."""
    command = [sys.executable, "-c", code + RUN, database_url, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=os.environ) as server:
        try:
            assert server.stdout
            yield Server(int(server.stdout.readline()), server.pid)
        finally:
            server.terminate()


def find_free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


class Visitor:
    """Asks by a connection that stays open, one thing after the other."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._came = bytearray()
        self._asked_at = 0.0

    def fileno(self) -> int:
        """Return what a selector knows it by."""
        return self._socket.fileno()

    def ask(self, request: bytes) -> None:
        """Send a request."""
        self._came.clear()
        self._asked_at = perf_counter()
        self._socket.sendall(request)

    def hear(self) -> tuple[int, float] | None:
        """Take what has come; return the status and the seconds waited once that is the whole answer."""
        came = self._socket.recv(1 << 18)
        assert came, "the server hung up"
        self._came += came
        head, end, body = self._came.partition(b"\r\n\r\n")
        if not end:
            return None
        length = head.lower().partition(b"content-length:")[2].split(b"\r\n", 1)[0]
        if len(body) < int(length):
            return None
        return int(head.split(b" ", 2)[1]), perf_counter() - self._asked_at

    def wait_for(self, request: bytes) -> tuple[int, float]:
        """Send a request and return the status of its answer and the seconds waited."""
        self.ask(request)
        while (heard := self.hear()) is None:
            pass
        return heard

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def ask(server: Server, once: Ask, *, clients: int, times: int, status: int) -> Asked:
    """Return how fast so many clients are answered who ask so many times in all."""
    requests = [once(number) for number in range(times)]
    start, used = perf_counter(), server.read_used_s()
    waited = _visit(server.port, requests, clients=clients, status=status)
    took, used = perf_counter() - start, server.read_used_s() - used
    hundredths = quantiles(waited, n=100)
    return Asked(times / took, times / max(used, 0.001), hundredths[49] * 1000, hundredths[98] * 1000)


def _visit(port: int, requests: Sequence[bytes], *, clients: int, status: int) -> list[float]:
    """How many seconds each request took to be answered, each client asking again once answered."""
    left, waited = iter(requests), []
    with selectors.DefaultSelector() as selector:
        for request, _ in zip(left, range(clients), strict=False):
            visitor = Visitor(port)
            selector.register(visitor, selectors.EVENT_READ)
            visitor.ask(request)
        while selector.get_map():
            for key, _ in selector.select():
                visitor = key.fileobj
                if (heard := visitor.hear()) is None:
                    continue
                assert heard[0] == status, f"answer {len(waited)} has the status {heard[0]}"
                waited.append(heard[1])
                if (request := next(left, None)) is not None:
                    visitor.ask(request)
                else:
                    selector.unregister(visitor)
                    visitor.close()
    return waited


def get(path: str, headers: Mapping[str, str] | None = None) -> Ask:
    """Return how to ask for a page."""
    request = _write("GET", path, headers or {})
    return lambda number: request


def post(path: str, **fields: str) -> Ask:
    """Return how to send a form, each time one that was given a while ago, by another customer."""

    def once(number: int) -> bytes:
        key = make_key(given_at=now() - timedelta(minutes=1), secret=SECRET)
        body = urlencode({"key": key, "usual_size": f"{number}", **fields})
        return _write("POST", path, {"Content-Type": "application/x-www-form-urlencoded"}, body)

    return once


def _write(method: str, path: str, headers: Mapping[str, str], body: str = "") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    if body:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join((*lines, "", body)).encode()
