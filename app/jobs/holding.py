"""Holding: a file that a worker holds while it is at a job. Whoever dies lets go of it, and leaves it behind.

The next worker on this machine sees by that that the job is forsaken, and need not wait until its heart was silent for
long. A job of another machine, with a data folder of its own, has no file here: of that one only its heart tells. The
file holds the number of the attempt, as another machine may have gone on with the job since, at the next one.
"""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sqlalchemy.exc import OperationalError

with suppress(ImportError):
    import fcntl

_has_locks = "fcntl" in sys.modules
"""Windows has none: there hearts alone tell."""

FOLDER = "working"

_DIGITS_MAX = 20


class Hold:
    """The file of one job."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None
        self.left_at = self._read() if _has_locks and self._take(path) else None
        """The attempt at which somebody died; we have hold of the file then."""

    def keep(self, attempt: int) -> None:
        """Hold the job that is ours; where another one still does, whose heart was silent, ours alone tells."""
        if self._file is not None:
            self._write(attempt)
            return
        if not _has_locks or self._path.exists():
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        # It gets its name once it is locked: whoever looks for what was left must not find it free in between.
        nameless = self._path.with_suffix(".new")
        if self._take(nameless, os.O_CREAT):
            self._write(attempt)
            nameless.rename(self._path)

    @property
    def is_ours(self) -> bool:
        """Whether we have hold of the file."""
        return self._file is not None

    def let_go(self, *, is_over: bool) -> None:
        """Let go; what is not over stays behind, for the next one to see."""
        if self._file is None:
            return
        if is_over:
            self._path.unlink(missing_ok=True)
        os.close(self._file)
        self._file = None

    def _read(self) -> int | None:
        """The attempt that the file tells; None where it tells none, as one of an older Toile or cut short."""
        said = b"" if self._file is None else os.pread(self._file, _DIGITS_MAX, 0)
        return int(said) if said.isdigit() else None

    def _write(self, attempt: int) -> None:
        if self._file is not None:
            os.ftruncate(self._file, 0)
            os.pwrite(self._file, str(attempt).encode(), 0)

    def _take(self, path: Path, flags: int = 0) -> bool:
        try:
            file = os.open(path, os.O_RDWR | os.O_CLOEXEC | flags)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:  # somebody is at it, or this folder's disk knows no locks
            os.close(file)
            return False
        self._file = file
        return True


@contextmanager
def holding(data: str, job_id: int) -> Iterator[Hold]:
    """Lend the hold of a job; an end that is no end of the job, a stop or a database that is away, leaves it behind.

    What breaks off has failed, and what another worker has taken over is that one's.
    """
    hold = Hold(Path(data) / FOLDER / str(job_id))
    is_over = False
    try:
        yield hold
        is_over = True
    except Exception as error:
        is_over = not isinstance(error, OperationalError)
        raise
    finally:
        hold.let_go(is_over=is_over)


def list_left(data: str) -> dict[int, int | None]:
    """Return the jobs at which somebody on this machine died or was stopped, with the attempt where it is known."""
    folder = Path(data) / FOLDER
    left = {}
    for path in folder.iterdir() if folder.is_dir() else ():
        hold = Hold(path)
        if hold.is_ours and path.name.isdecimal():
            left[int(path.name)] = hold.left_at
        hold.let_go(is_over=False)
    return left


def forget(data: str, job_ids: Iterable[int]) -> None:
    """Take away what was left at jobs that nobody goes on with."""
    for job_id in job_ids:
        Hold(Path(data) / FOLDER / str(job_id)).let_go(is_over=True)
