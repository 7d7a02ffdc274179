"""`toile serve`: pages and worker in two processes; the pages' one stays light, and both end together."""

import os
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from flask import Flask, request
from sqlalchemy.orm import Session

from app import in_use
from app.callers import find_household
from app.cli import serving
from app.cores import on_any_core
from app.db import open_session
from app.models import Garment, Job, JobStatus
from app.queue import JobQueue
from app.services import jobs
from app.web import security
from tests.applications import close
from tests.cast import make_feedback, make_shirt
from tests.equipment import ROOT

PATIENCE = 300.0
"""Seconds until something is given up: two processes load all of Toile, where other tests keep the machine busy."""


@pytest.fixture
def environment(tmp_path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOILE_")}
    return {**kept, "TOILE_DATA": str(tmp_path), "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}


@pytest.mark.thorough
def test_pages_answer_the_worker_works_and_both_stop(environment, tmp_path, database_address):
    url = environment["TOILE_DATABASE_URL"] = database_address
    with open_session(url, writes=True) as session:
        job_id = _ask_for_reading(session)
        session.commit()
    JobQueue({"TOILE_DATA": str(tmp_path)}).enqueue(job_id)

    with _running(["serve", "--port", str(_free_port())], environment) as (process, address):
        with urllib.request.urlopen(address, timeout=PATIENCE) as page:
            assert page.status == 200
        _wait_until(lambda: _status(url, job_id) is JobStatus.DONE)
        workers = _wait_until(lambda: _workers_of(process.pid))
        cores = [len(os.sched_getaffinity(each)) for each in (process.pid, workers[0])]
        process.send_signal(signal.SIGTERM)
        assert process.wait(PATIENCE) == 0

    assert len(workers) == 1
    assert not _lives(workers[0])
    assert cores == [1, len(os.sched_getaffinity(0))], "the pages are held on one core, the worker on none"


@pytest.mark.thorough
def test_a_worker_that_dies_is_started_again_and_ends_when_its_parent_is_killed(environment):
    with _running(["serve", "--port", str(_free_port())], environment) as (process, _):
        [first] = _wait_until(lambda: _workers_of(process.pid))
        os.kill(first, signal.SIGKILL)

        # One look each time: between two the dead one goes, and for a moment there is none.
        [second] = _wait_until(lambda: [each for each in _workers_of(process.pid) if each != first])
        process.kill()

    _wait_until(lambda: not _lives(second))


@pytest.mark.parametrize(
    ("trusted", "who"),
    [("0", "127.0.0.1 by http"), ("1", "203.0.113.7 by https"), ("2", "198.51.100.9 by http")],
    ids=["none", "one", "two"],
)
def test_proxies_are_believed_as_far_as_they_are_trusted(trusted, who):
    """Through the server itself, which may take from the application what it is to believe."""
    app = Flask("who calls")
    app.config.update(TOILE_PUBLIC_URL="https://fit.example.com", TOILE_TRUSTED_PROXIES=trusted)
    security.init_security(app)
    app.add_url_rule("/", view_func=lambda: f"{find_household()} by {request.scheme}")
    said = {"X-Forwarded-For": "198.51.100.9, 203.0.113.7", "X-Forwarded-Proto": "https"}

    with _serving(app) as address, urllib.request.urlopen(urllib.request.Request(address, headers=said)) as answer:
        assert answer.read().decode() == who


def test_a_taken_port_is_refused_with_a_sentence(toile):
    # It is refused in this very process, which would be held on one core from then on.
    with closing(socket.create_server(("127.0.0.1", 0))) as taken, on_any_core():
        port = taken.getsockname()[1]
        refused = toile("serve", "--port", str(port), exits=1)

    assert refused.output.startswith(f"Port {port} cannot be used: Address already in use.")


@pytest.mark.thorough
def test_the_web_process_stays_light(environment):
    program = (
        "import sys; from app.cli.desk import note; from app import create_app\n"
        "from app.config import read_settings; from app.migrating import migrate\n"
        "settings = read_settings(); migrate(settings['TOILE_DATABASE_URL'])\n"
        "import app.cli.serving\n"
        "for path in ('/', '/sign-in', '/f', '/api/v1/garments'):\n"
        "    assert create_app(settings).test_client().get(path).status_code < 500, path\n"
        "print(sorted({'spacy', 'sklearn', 'scipy'} & sys.modules.keys()))"
    )

    done = subprocess.run([sys.executable, "-c", program], env=environment, capture_output=True, text=True, check=True)

    assert done.stdout == "[]\n"


def test_it_does_not_serve_what_is_being_restored(toile, tmp_path):
    data = tmp_path / "data"
    data.mkdir()

    # Else the taken port would end it.
    with in_use.alone(str(data)), closing(socket.create_server(("127.0.0.1", 0))) as taken, on_any_core():
        refused = toile("serve", "--port", str(taken.getsockname()[1]), exits=1)

    assert refused.output.startswith(f"A backup is being restored into {data}: try again when that is done.")


@pytest.mark.thorough
def test_a_worker_does_not_work_on_what_is_being_restored(environment, tmp_path):
    with in_use.alone(str(tmp_path)):
        done = subprocess.run(
            [sys.executable, "-m", "app.jobs"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )

    assert done.returncode == 1
    assert f"A backup is being restored into {tmp_path}" in done.stderr


def _ask_for_reading(session: Session) -> int:
    shirt: Garment = make_shirt(session)
    make_feedback(session, shirt, comment="The sleeves are too long.")
    return jobs.request_reading(session).id


def _status(url: str, job_id: int) -> JobStatus:
    with open_session(url) as session:
        return session.get_one(Job, job_id).status


@contextmanager
def _running(words: list[str], environment: dict[str, str]) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run Toile until the block ends; lends the process and the address it prints."""
    command = [sys.executable, "-m", "app.cli", *words]
    with subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) as process:
        try:
            assert process.stderr
            printed = ""
            for line in process.stderr:
                printed += line
                if found := re.search(r"http://[\d.]+:\d+", line):
                    yield process, found[0]
                    break
            else:
                raise AssertionError(printed)
        finally:
            process.terminate()


@contextmanager
def _serving(app: Flask) -> Iterator[str]:
    """Serve an application in this process as `toile serve` does, and lend its address."""
    server = serving.listen(app, "127.0.0.1", 0)

    def run() -> None:
        with suppress(OSError):  # closing takes the sockets away that it may be waiting on
            server.run()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.effective_port}"
    finally:
        close(server)
        thread.join(PATIENCE)


def _free_port() -> int:
    """A port that nobody is given who asks for any: a browser next door would take it before Toile is loaded."""
    given = Path("/proc/sys/net/ipv4/ip_local_port_range").read_text().split()
    for port in random.sample(range(10_000, int(given[0])), 100):
        with suppress(OSError), closing(socket.create_server(("127.0.0.1", port))):
            return port
    raise AssertionError("All ports are taken.")


def _workers_of(process_id: int) -> list[int]:
    found: set[int] = set()
    for children in Path(f"/proc/{process_id}/task").glob("*/children"):
        with suppress(OSError):  # a thread that ended meanwhile; its children are another one's now
            found.update(map(int, children.read_text().split()))
    return sorted(found)


def _lives(process_id: int) -> bool:
    """Whether a process runs; one that nobody has waited for yet does not."""
    try:
        state = Path(f"/proc/{process_id}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def _wait_until(holds):
    """What is there as soon as something is."""
    ends = time.monotonic() + PATIENCE
    while not (there := holds()):
        assert time.monotonic() < ends
        time.sleep(0.05)
    return there
