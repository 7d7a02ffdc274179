"""Several files as one ZIP, the same files giving the same bytes; written as they come, so that large ones fit."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from shutil import copyfileobj
from typing import BinaryIO

_READABLE = 0o644 << 16


class Bundle:
    """A ZIP under way; two files of one name are told apart by a number."""

    def __init__(self, archive: zipfile.ZipFile, moment: datetime) -> None:
        self._archive = archive
        self._moment = moment.timetuple()[:6]
        self._names: set[str] = set()

    def add(self, name: str, content: bytes) -> None:
        """Put a file in."""
        self._archive.writestr(self._describe(name), content)

    def copy(self, name: str, path: Path) -> None:
        """Put a file of the disk in, a piece at a time."""
        with path.open("rb") as source, self._archive.open(self._describe(name), "w") as target:
            copyfileobj(source, target)

    def _describe(self, name: str) -> zipfile.ZipInfo:
        free, number = PurePosixPath(name), 1
        while str(free).casefold() in self._names:
            number += 1
            free = PurePosixPath(name).with_stem(f"{PurePosixPath(name).stem}-{number}")
        self._names.add(str(free).casefold())
        about = zipfile.ZipInfo(str(free), self._moment)
        about.compress_type, about.external_attr = zipfile.ZIP_DEFLATED, _READABLE
        return about


@contextmanager
def writing(target: BinaryIO, *, moment: datetime) -> Iterator[Bundle]:
    """Lend a bundle that is whole at the end of the block; every file in it bears this moment."""
    with zipfile.ZipFile(target, "w") as archive:
        yield Bundle(archive, moment)
