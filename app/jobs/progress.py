"""A job's progress: the sessions it works in, each of which carries its heartbeat and cursor."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from time import perf_counter, sleep
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from app.db import begin_writing, empty_journal_of
from app.models import Job
from app.services import jobs

GIVEN_WAY = 1.0
"""Of the time that a job held the lock, it leaves so much to others before it asks for it again …"""
GIVEN_WAY_MAX_S = 0.06
"""… and at most so many seconds: whoever waits looks every 25 to 50 ms."""


class Progress:
    """One attempt at one job."""

    def __init__(self, engine: Engine, job: Job, settings: Mapping[str, str]) -> None:
        self._engine = engine
        self.settings = settings
        self.job_id = job.id
        self.kind = job.kind
        self.attempt = job.attempts
        self.began_at = job.heartbeat_at
        """When this attempt was claimed."""
        self.arguments: dict[str, Any] = dict(job.arguments)
        self.cursor = job.cursor
        self.done = job.done
        self._next_turn = 0.0
        self.follow_ups: list[int] = []
        """Jobs that are asked for when this one is done."""

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Lend a session to read with; what it loaded stays usable when it is closed."""
        with Session(self._engine, expire_on_commit=False) as session:
            yield session

    def empty_journal(self) -> None:
        """Take out of SQLite's journal what was erased."""
        empty_journal_of(self._engine)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Lend a session that commits at the end of the block, together with how far the job came.

        Before that others had their turn: SQLite lets who waits for its lock sleep and look again, so that one who
        takes it again at once would never be seen without. What the job works out in between is such a turn.
        """
        sleep(max(0.0, self._next_turn - perf_counter()))
        with Session(self._engine) as session:
            begin_writing(session)
            start = perf_counter()
            yield session
            jobs.beat(
                session, self.job_id, attempt=self.attempt,
                cursor=self.cursor, done=self.done, arguments=self.arguments,
            )  # fmt: skip
            session.commit()
        if self._engine.dialect.name == "sqlite":
            now = perf_counter()
            self._next_turn = now + min((now - start) * GIVEN_WAY, GIVEN_WAY_MAX_S)
