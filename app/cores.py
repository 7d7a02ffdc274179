"""Cores: the pages are held on one of the machine's; what computes without Python's lock may leave it meanwhile.

One thread at a time computes in Python, and each question to the database hands its lock on. From core to core that
takes longer than the work: held on one, the same server stores twice as many answers, and keeps nobody waiting as long.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager

_can_hold = hasattr(os, "sched_setaffinity")
"""Linux can; elsewhere the system decides."""

_given: set[int] = os.sched_getaffinity(0) if _can_hold else set()
"""The cores that this process may use at all."""


def hold_on_one_core() -> None:
    """Have this thread, and those that it starts, compute on one core."""
    if _can_hold:
        # By the process: two Toiles on one machine need not take the same one.
        os.sched_setaffinity(0, {sorted(_given)[os.getpid() % len(_given)]})


@contextmanager
def on_any_core() -> Iterator[None]:
    """Let this thread, and what it starts, compute on every core meanwhile."""
    if not _can_hold:
        yield
        return
    held = os.sched_getaffinity(0)
    os.sched_setaffinity(0, _given)
    try:
        yield
    finally:
        os.sched_setaffinity(0, held)
