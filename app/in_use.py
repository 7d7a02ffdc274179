"""In use: who serves or writes to a data folder holds it together with others; who replaces what is in it, alone.

What a running Toile has open stays what it writes to, wherever it is moved. The lock is the folder's own, and whoever
dies lets go of it. Windows has none, nor have all disks across a network: there nobody is kept out.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from app.errors import RuleError

with suppress(ImportError):
    import fcntl

_has_locks = "fcntl" in sys.modules


@contextmanager
def together(data: str) -> Iterator[None]:
    """Hold a data folder meanwhile as one of those who serve and write; refused while somebody has it alone."""
    with _holding(data, alone=False, refusal=f"A backup is being restored into {data}: try again when that is done."):
        yield


@contextmanager
def alone(data: str) -> Iterator[None]:
    """Have a data folder to oneself meanwhile; refused while Toile serves or works on it."""
    with _holding(
        data, alone=True, refusal=f"Toile runs on {data}: stop it first, or what customers send meanwhile is lost."
    ):
        yield


@contextmanager
def _holding(data: str, *, alone: bool, refusal: str) -> Iterator[None]:
    if not _has_locks:
        yield
        return
    folder = os.open(data, os.O_RDONLY | os.O_CLOEXEC)
    try:
        with suppress(OSError):  # this folder's disk knows no locks
            _lock(folder, alone=alone, refusal=refusal)
        yield
    finally:
        os.close(folder)


def _lock(folder: int, *, alone: bool, refusal: str) -> None:
    try:
        fcntl.flock(folder, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except BlockingIOError as error:
        raise RuleError(refusal) from error
