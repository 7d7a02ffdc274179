"""Lets Python's collector of cycles rest while many objects are made that form none."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_resting() -> Iterator[None]:
    """Meanwhile nothing looks for cycles; looking took a twentieth of reading, a fifth of loading the lexicon.

    Of spaCy's import it took a tenth.
    """
    was_at_work = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_at_work:
            gc.enable()


@contextmanager
def making_what_stays() -> Iterator[None]:
    """Meanwhile the collector rests, and what was made is none of its business ever after.

    A lexicon is some 200,000 objects that live as long as the process; every full round through them takes a tenth
    of a second.
    """
    with collector_resting():
        yield
        gc.freeze()
