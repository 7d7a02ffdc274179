"""Unchanged: what was read is kept until the label changes anything, for what every visit of a customer asks for."""

from collections.abc import Callable
from threading import Lock
from time import monotonic
from typing import Generic, TypeVar

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.db import CUSTOMERS

K = TypeVar("K")
V = TypeVar("V")

WAIT_S = 1.0
"""So long one waits for what another one reads; a database that is slow to answer is then asked by both."""


class Unchanged(Generic[K, V]):
    """What was read, kept until the label changes anything; asking whether it did costs no question to the database.

    Each commit of this process ends what is kept, but for those of customers, who change nothing that they are asked.
    What another process commits, the worker or a command, is seen with the next second.
    """

    _last_commit = object()
    """A new one after each: no two are equal, whichever threads commit at once."""

    def __init__(self) -> None:
        self._kept: tuple[object, dict[K, V]] = (None, {})
        self._reading = Lock()

    def open(self) -> dict[K, V]:
        """Return what is kept just now; who adds to it has opened it before reading what they add."""
        kept, moment = self._kept, (Unchanged._last_commit, int(monotonic()))
        if kept[0] != moment:
            kept = self._kept = (moment, {})
        return kept[1]

    def find(self, key: K, read: Callable[[], V | None], *, most: int) -> V | None:
        """Return what is kept, else what `read` returns, of which the first `most` are kept.

        One reads, and who asks meanwhile waits for that: when a second was over, all who were answered just then
        read the same, each as long as all of them, and everybody behind them stood still.
        """
        known = self.open()
        if key in known:
            return known[key]
        has_turn = self._reading.acquire(timeout=WAIT_S)
        try:
            known = self.open()
            if key in known:
                return known[key]
            found = read()
            if found is not None and len(known) < most:
                known[key] = found
            return found
        finally:
            if has_turn:
                self._reading.release()


@event.listens_for(Session, "after_commit")
def _note_commit(session: Session) -> None:
    if CUSTOMERS.items() <= session.info.items():
        return
    Unchanged._last_commit = object()
