"""Two who write at once: the other one waits for what one holds, and goes on when that is committed."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from sqlalchemy import text
from sqlalchemy.orm import Session

from app.db import begin_writing

Done = TypeVar("Done")

BLOCKED = text(
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
)


def commit_while(session: Session, act: Callable[[Session], Done]) -> Done:
    """Commit what a session holds while another one comes to act on it, and return what came of that, or raise it."""
    with ThreadPoolExecutor(1) as pool:
        other = pool.submit(_act_elsewhere, session, act)
        _await_turn(session, other)
        session.commit()
        return other.result()


def _act_elsewhere(session: Session, act: Callable[[Session], Done]) -> Done:
    with Session(session.get_bind()) as own:
        begin_writing(own)
        done = act(own)
        own.commit()
        return done


def _await_turn(session: Session, other: Future) -> None:
    """Return once another thread waits for what this session holds, or has come through without."""
    if session.get_bind().dialect.name == "sqlite":
        wait([other], timeout=0.05)  # it waits before it looks at anything, and nobody can tell when it does
        return
    with session.no_autoflush:
        for _ in range(500):
            if session.scalar(BLOCKED) or wait([other], timeout=0.01).done:
                return
