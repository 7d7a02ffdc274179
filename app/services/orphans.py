"""Orphans: files of the data folder that no row knows, left where a kill or a power cut came between the two."""

import time
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

ORPHAN_AGE_S = 3600
"""A file without a row may be one whose row is just being written; no upload takes a tenth of it."""


def remove_orphans(folder: Path, known: Collection[str]) -> int:
    """Remove files that are none of the known ones, and return how many; meanwhile others may write and remove some."""
    before = time.time() - ORPHAN_AGE_S
    removed = 0
    for path in folder.iterdir() if folder.is_dir() else ():
        with suppress(FileNotFoundError):  # whoever wrote it has taken it away
            if path.name not in known and path.stat().st_mtime < before:
                path.unlink()
                removed += 1
    return removed
