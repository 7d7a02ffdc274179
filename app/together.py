"""Together: answers that come at once are stored by one commit, and each is told once it has reached the disk.

A commit waits for the disk, some milliseconds, and SQLite lets one writer after the other. Who comes while another one
writes would wait for a commit of their own behind all others; here the next commit takes along all who came meanwhile.
"""

from collections.abc import Callable, Sequence
from contextvars import Context, copy_context
from threading import Lock
from typing import Any, Generic, TypeVar, cast

from flask import current_app
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import CUSTOMERS, db, turn_of

T = TypeVar("T")


class _Write(Generic[T]):
    """What one thread wants to have stored; it is done in whichever thread commits, as if it were its own."""

    def __init__(self, work: Callable[[Session], T]) -> None:
        self.work = work
        self.context: Context = copy_context()
        self.turn = Lock()
        self.turn.acquire()
        self.is_over = False
        self.result: T | None = None
        self.error: Exception | None = None


class Line:
    """Those who wait to have something stored; the first of them stores what all have."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._waiting: list[_Write[Any]] = []
        self._is_led = False

    def wait(self, engine: Engine, write: _Write[Any]) -> None:
        """Return once it is over: stored, or refused."""
        with self._lock:
            self._waiting.append(write)
            if not self._is_led:
                self._is_led = True
                write.turn.release()
        write.turn.acquire()
        if not write.is_over:
            self._lead(engine)

    def count_waiting(self) -> int:
        """Return how many wait for their turn."""
        return len(self._waiting)

    def _lead(self, engine: Engine) -> None:
        """Store what waits when it is our turn; who came after that goes on, with the next one as their first."""
        with turn_of(engine):
            with self._lock:
                writes, self._waiting = self._waiting, []
            try:
                _store(engine, writes)
            finally:
                with self._lock:
                    self._is_led = bool(self._waiting)
                    if self._waiting:
                        self._waiting[0].turn.release()
                for each in writes:
                    each.is_over = True
                    each.turn.release()


def write_together(work: Callable[[Session], T]) -> T:
    """Return what the work returns, once all that it wrote has reached the disk; what it refuses is not stored.

    It may be begun anew, and finds a transaction that only writes: it does not commit.
    """
    write = _Write(work)
    engine = db.get_engine("durable")
    if engine.dialect.name == "sqlite":
        line: Line = current_app.extensions.setdefault("line", Line())
        line.wait(engine, write)
    else:
        _store(engine, [write])  # this database gathers commits by itself
    if write.error is not None:
        raise write.error
    return cast(T, write.result)


def _store(engine: Engine, writes: Sequence[_Write[Any]]) -> None:
    """Store all by one commit; where one of them is refused, each by a commit of its own."""
    try:
        # The transaction is the connection's: one of the session takes longer than the plain statements of an answer.
        with engine.begin() as connection, Session(connection, info=CUSTOMERS) as session:
            results = [each.context.run(each.work, session) for each in writes]
            session.flush()
    except Exception as error:  # noqa: BLE001 (whoever waits raises it)
        if len(writes) == 1:
            writes[0].error = error
            return
        for each in writes:
            _store(engine, [each])
    else:
        for write, result in zip(writes, results, strict=True):
            write.result = result
