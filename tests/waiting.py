"""Two who write at once: until the other one waits for what one holds."""

from concurrent.futures import Future, wait

from sqlalchemy import text
from sqlalchemy.orm import Session

BLOCKED = text(
    "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid)))"
)


def await_turn(session: Session, other: Future) -> None:
    """Return once another thread waits for what this session holds, or has come through without."""
    if session.get_bind().dialect.name == "sqlite":
        wait([other], timeout=0.05)  # it waits before it looks at anything, and nobody can tell when it does
        return
    with session.no_autoflush:
        for _ in range(500):
            if session.scalar(BLOCKED) or wait([other], timeout=0.01).done:
                return
