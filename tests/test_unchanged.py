"""What is read is kept until anything changes; one reads for all who ask meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pytest
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import unchanged
from app.db import CUSTOMERS
from app.unchanged import Unchanged

THREADS = 8

PATIENCE_S = 60
"""Until something is given up: eight threads have their turns where other tests keep the machine busy."""


@pytest.fixture(autouse=True)
def _within_one_second(monkeypatch):
    """The clock stands still: a second that ends in between would end what is kept."""
    monkeypatch.setattr(unchanged, "monotonic", lambda: 1.0)


def test_who_asks_meanwhile_waits_for_the_one_who_reads(monkeypatch):
    monkeypatch.setattr(unchanged, "WAIT_S", PATIENCE_S)
    kept, read = Unchanged[str, str](), Reading(holds=True)

    with ThreadPoolExecutor(THREADS) as pool:
        asked = pool.map(ask_at_once(kept, read), range(THREADS))
        assert read.began.wait(PATIENCE_S)
        read.may_end.set()
        assert list(asked) == ["read 1"] * THREADS
    assert read.times == 1


def test_who_waits_for_long_reads_too(monkeypatch):
    monkeypatch.setattr(unchanged, "WAIT_S", 0.01)
    kept, slow, quick = Unchanged[str, str](), Reading(holds=True), Reading()

    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(kept.find, "a", slow, most=9)
        assert slow.began.wait(PATIENCE_S)
        assert kept.find("a", quick, most=9) == "read 1"
        slow.may_end.set()
        assert first.result() == "read 1"
    assert (slow.times, quick.times) == (1, 1)


def test_who_fails_lets_the_next_one_read():
    kept, read = Unchanged[str, str](), Reading()

    with pytest.raises(ZeroDivisionError):
        kept.find("a", lambda: str(1 / 0), most=9)
    assert kept.find("a", read, most=9) == kept.find("a", read, most=9) == "read 1"


def test_what_is_not_there_is_asked_for_again():
    kept, read = Unchanged[str, str](), Reading()

    assert kept.find("a", lambda: None, most=9) is None
    assert kept.find("a", read, most=9) == "read 1"


def test_no_more_is_kept_than_may_be():
    kept, read = Unchanged[str, str](), Reading()

    assert [kept.find(key, read, most=1) for key in "abab"] == ["read 1", "read 2", "read 1", "read 3"]


def test_a_second_ends_what_is_kept(monkeypatch):
    kept, read = Unchanged[str, str](), Reading()
    kept.find("a", read, most=9)

    monkeypatch.setattr(unchanged, "monotonic", lambda: 2.0)

    assert kept.find("a", read, most=9) == "read 2"


def test_what_was_read_before_a_commit_is_not_kept_after_it():
    kept, read = Unchanged[str, str](), Reading()

    def read_while_it_changes() -> str:
        commit()
        return "old"

    assert kept.find("a", read_while_it_changes, most=9) == "old"
    assert kept.find("a", read, most=9) == "read 1"


def test_answers_of_customers_change_nothing_that_is_kept():
    kept, read = Unchanged[str, str](), Reading()
    kept.find("a", read, most=9)

    commit(**CUSTOMERS)

    assert kept.find("a", read, most=9) == "read 1"


class Reading:
    """Reads something else each time; one that `holds` waits until it `may_end`."""

    def __init__(self, *, holds: bool = False) -> None:
        self.times = 0
        self.began, self.may_end = Event(), Event()
        if not holds:
            self.may_end.set()

    def __call__(self) -> str:
        """Read."""
        self.times += 1
        said = f"read {self.times}"
        self.began.set()
        assert self.may_end.wait(PATIENCE_S)
        return said


def ask_at_once(kept: Unchanged[str, str], read: Reading) -> Callable[[int], str | None]:
    """Ask for the same in as many threads, all at the same moment."""
    barrier = Barrier(THREADS)

    def ask(number: int) -> str | None:
        barrier.wait(PATIENCE_S)
        return kept.find("a", read, most=9)

    return ask


def commit(**info: bool) -> None:
    """Commit something."""
    with Session(create_engine("sqlite://"), info=info) as session:
        session.connection()
        session.commit()
