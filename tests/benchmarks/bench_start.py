"""How long a cold start takes: from `toile serve` to the form, and until the words of a first answer are read (P12).

The database is there, with a run whose form is asked for; files lie in the system's cache, as after an earlier start.
The references in the same run: Python that only imports Flask, and one that imports what a server with the reader in it
would. Our worker loads the reader beside the pages: an answer with words is sent as soon as the form is there, and read
once it is loaded.
"""

import http.client
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from statistics import median
from time import perf_counter, sleep

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Feedback, ReadState
from tests.benchmarks.serving import SECRET, Visitor, find_free_port, post
from tests.cast import make_round, make_shirt

STARTS = 5
LOOKS_EVERY_S = 0.01
PATIENCE_S = 60.0
GOAL_S = 3

IMPORTS = {
    "Python with Flask imported": "import flask",
    "with Flask, SQLAlchemy and spaCy": "import flask, sqlalchemy.orm, spacy",
}
FORM, STORED, READ = (
    "`toile serve`: the form is there", "an answer is stored", "its words are read",
)  # fmt: skip


def test_a_cold_start(database_url, session, tmp_path):
    form = f"/f/{make_round(session, make_shirt(session), locked=True).code}"
    session.commit()
    settings = {"TOILE_DATA": str(tmp_path), "TOILE_DATABASE_URL": database_url, "TOILE_SECRET_KEY": SECRET}
    took: dict[str, list[float]] = {name: [] for name in (*IMPORTS, FORM, STORED, READ)}

    for number in range(STARTS):
        for name, program in IMPORTS.items():
            start = perf_counter()
            subprocess.run([sys.executable, "-c", program], check=True)
            took[name].append(perf_counter() - start)
        start = perf_counter()
        with _toile_serve(settings) as port:
            _wait_until(lambda port=port: _is_there(port, form))
            took[FORM].append(perf_counter() - start)
            with closing(Visitor(port)) as visitor:
                sent = post(form, fine="y", comment=f"The sleeves are {number + 1} inches too long.")
                assert visitor.wait_for(sent(number))[0] == 303
            took[STORED].append(perf_counter() - start)
            assert not _is_read(session), "the form came no sooner than the reader"
            _wait_until(lambda: _is_read(session))
            took[READ].append(perf_counter() - start)

    print(f"\n\n| {STARTS} starts | half within | all within | times the import of Flask | promised |")
    print("|---|---|---|---|---|")
    flask = median(took["Python with Flask imported"])
    for name, seconds in took.items():
        promised = f"{GOAL_S} s" if name == FORM else "–"
        half = median(seconds)
        print(f"| {name} | {half:.2f} s | {max(seconds):.2f} s | {half / flask:.1f} | {promised} |")


@contextmanager
def _toile_serve(settings: Mapping[str, str]) -> Iterator[int]:
    """Run the command itself until the block ends, and lend the port that it will answer at."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TOILE_")}
    port = find_free_port()
    command = [sys.executable, "-m", "app.cli", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=kept | settings, stderr=subprocess.DEVNULL) as process:
        try:
            yield port
        finally:
            process.terminate()


def _is_there(port: int, path: str) -> bool:
    """Whether a page is answered; before that nobody listens at the port."""
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)) as connection:
        try:
            connection.request("GET", path)
        except ConnectionRefusedError:
            return False
        return connection.getresponse().status == 200


def _is_read(session: Session) -> bool:
    session.rollback()
    newest = session.scalars(select(Feedback.read_state).order_by(Feedback.id.desc()).limit(1)).one()
    return newest is ReadState.READ


def _wait_until(is_so: Callable[[], bool]) -> None:
    given_up_at = perf_counter() + PATIENCE_S
    while not is_so():
        assert perf_counter() < given_up_at
        sleep(LOOKS_EVERY_S)
