"""A server in a process of its own, as `toile serve` has it, and visitors who ask it as fast as it answers."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from http.client import HTTPConnection
from pathlib import Path
from statistics import quantiles
from time import perf_counter
from urllib.parse import urlencode

from flask import Flask

from app.models import now
from app.web.page_keys import make_key

SECRET = "a benchmark " * 3
"""Signs the keys of its pages."""

OURS = """
import sys
from app import create_app
from app.cli.serving import warm_up
from app.services import spam
from app.web.security import limiter
from waitress import create_server
app = create_app({"TOILE_DATABASE_URL": sys.argv[1], "TOILE_DATA": sys.argv[2], "TOILE_SECRET_KEY": "a benchmark " * 3})
limiter.enabled = False
spam.FLOOD = {}
warm_up(app)
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
logging.getLogger("waitress").setLevel(logging.ERROR)
server = create_server(app, host="127.0.0.1", port=0, threads=8, ident=None)
print(server.effective_port, flush=True)
server.run()
"""

Ask = Callable[[HTTPConnection, int], int]
"""Asks once, the so-manieth time of all, and tells the status."""


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


def ask(server: Server, once: Ask, *, clients: int, times: int, status: int) -> Asked:
    """Return how fast so many clients are answered who ask so many times in all."""

    def visit(client: int) -> list[float]:
        connection = HTTPConnection("127.0.0.1", server.port)
        seconds = []
        for number in range(client, times, clients):
            start = perf_counter()
            answered = once(connection, number)
            assert answered == status, f"answer {number} has the status {answered}"
            seconds.append(perf_counter() - start)
        connection.close()
        return seconds

    start, used = perf_counter(), server.read_used_s()
    with ThreadPoolExecutor(clients) as pool:
        waited = [each for seconds in pool.map(visit, range(clients)) for each in seconds]
    hundredths = quantiles(waited, n=100)
    took, used = perf_counter() - start, server.read_used_s() - used
    return Asked(times / took, times / max(used, 0.001), hundredths[49] * 1000, hundredths[98] * 1000)


def get(path: str, headers: Mapping[str, str] | None = None) -> Ask:
    """Return how to ask for a page."""

    def once(connection: HTTPConnection, number: int) -> int:
        connection.request("GET", path, headers=headers or {})
        answer = connection.getresponse()
        answer.read()
        return answer.status

    return once


def post(path: str, **fields: str) -> Ask:
    """Return how to send a form, each time one that was given a while ago, by another customer."""
    visited = Flask("visited")
    visited.config["SECRET_KEY"] = SECRET

    def once(connection: HTTPConnection, number: int) -> int:
        with visited.app_context():
            key = make_key(given_at=now() - timedelta(minutes=1))
        body = urlencode({"key": key, "usual_size": f"{number}", **fields})
        connection.request("POST", path, body, {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        answer.read()
        return answer.status

    return once
