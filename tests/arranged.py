"""What many tests arrange alike is arranged once a worker: from the second time on they are lent a copy of it.

On SQLite alone, whose databases are files: PostgreSQL copies one more slowly than the services fill it.
"""

import io
import pickle
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from itertools import count
from pathlib import Path
from typing import Any, Concatenate, ParamSpec, TypeVar

import time_machine
from sqlalchemy import inspect
from sqlalchemy.orm import Session

from app.models import Base

P = ParamSpec("P")
R = TypeVar("R")

Steps = tuple[tuple[str, bytes], ...]
"""What was arranged in a database, one upon the other: by whom, from what."""


@dataclass
class Copies:
    """What was arranged in this worker: by its steps, the file as it was then and what the last step returned."""

    folder: Path
    kept: dict[Steps, tuple[Path, bytes]] = field(default_factory=dict)
    numbers: count = field(default_factory=count)


class Arrangement:
    """The database file of a test, and what is known to be arranged in it; its session's `info` has hold of it."""

    def __init__(self, file: Path, copies: Copies) -> None:
        self.file = file
        self.copies = copies
        self.note(())

    def note(self, steps: Steps) -> None:
        """Note what is in the file as it is now."""
        self.steps, self.seen = steps, self._look()

    def holds(self, session: Session) -> bool:
        """Return whether nothing was written since, by whomever, and the clock is the one that all tests have."""
        waiting = session.new or session.dirty or session.deleted or _has_written(session)
        return not waiting and self.seen == self._look() and not time_machine.escape_hatch.is_travelling()

    def close(self, session: Session) -> bool:
        """Have the file be all of the database; return False where somebody else has it open."""
        session.rollback()
        session.get_bind().engine.dispose()
        return not self.file.with_name(f"{self.file.name}-shm").exists()

    def keep(self, steps: Steps, returned: bytes) -> None:
        """Keep a copy of the file."""
        copy = self.copies.folder / f"arranged-{next(self.copies.numbers)}.db"
        shutil.copyfile(self.file, copy)
        self.copies.kept[steps] = copy, returned
        self.note(steps)

    def lend(self, steps: Steps) -> bytes:
        """Put a copy in the file's place; return what its last step returned."""
        copy, returned = self.copies.kept[steps]
        shutil.copyfile(copy, self.file)
        self.note(steps)
        return returned

    def _look(self) -> tuple[int, int]:
        journal = self.file.with_name(f"{self.file.name}-wal")
        return self.file.stat().st_mtime_ns, journal.stat().st_size if journal.exists() else 0


def once(arrange: Callable[Concatenate[Session, P], R]) -> Callable[Concatenate[Session, P], R]:
    """Have what a function arranges be copied wherever the same steps came before it; it is committed.

    Where anything else was done before, it is arranged as it says.
    """

    @wraps(arrange)
    def lend(session: Session, *args: P.args, **kwargs: P.kwargs) -> R:
        arrangement: Arrangement | None = session.info.get("arrangement")
        if arrangement is None or not arrangement.holds(session):
            return arrange(session, *args, **kwargs)
        step = f"{arrange.__module__}.{arrange.__qualname__}", _write((args, kwargs))
        steps = (*arrangement.steps, step)
        if steps in arrangement.copies.kept and arrangement.close(session):
            returned = _read(session, arrangement.lend(steps))
            session.rollback()  # as after a commit: the next look is at what was written meanwhile
            return returned
        returned = arrange(session, *args, **kwargs)
        session.commit()
        written = _write(returned)
        if steps not in arrangement.copies.kept and arrangement.close(session):
            arrangement.keep(steps, written)
        return returned

    return lend


def _write(values: object) -> bytes:
    """What a step took or returned; of rows only which they are."""
    file = io.BytesIO()
    _Writer(file).dump(values)
    return file.getvalue()


def _read(session: Session, written: bytes) -> Any:
    """What a step returned, with the rows of this session."""
    reader = _Reader(io.BytesIO(written))
    reader.session = session
    return reader.load()


class _Writer(pickle.Pickler):
    def persistent_id(self, thing: object) -> tuple[type, Any] | None:
        return (type(thing), inspect(thing).identity) if isinstance(thing, Base) else None


class _Reader(pickle.Unpickler):
    session: Session

    def persistent_load(self, row: tuple[type, Any]) -> object:
        return self.session.get_one(*row)


def _has_written(session: Session) -> bool:
    """Whether the transaction that is under way has changed a row; a connection is a new one for every step."""
    if not session.in_transaction():
        return False
    return session.connection().connection.driver_connection.total_changes > 0
