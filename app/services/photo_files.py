"""The files of photos, of customers and of samples: a large and a small picture each, in one folder.

They cannot change in one moment with their rows. So a picture is written before its row and removed before it: whatever
breaks in between, nothing erased is left, and the worker sweeps away the rest (`orphans`).
"""

import os
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models import Photo, SamplePhoto
from app.services.developing import Picture


def place(name: str, folder: Path) -> tuple[Path, Path]:
    """Return where the large and the small picture lie."""
    return folder / f"{name}.jpg", folder / f"{name}.small.jpg"


def write(name: str, picture: Picture, folder: Path) -> None:
    """Write both pictures, readable by their owner only, so that they have reached the disk before their row does."""
    folder.mkdir(mode=0o700, exist_ok=True)
    try:
        for path, content in zip(place(name, folder), (picture.large, picture.small), strict=True):
            with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        remove(name, folder)
        raise


def remove(name: str, folder: Path) -> None:
    """Remove both pictures, as far as they are there."""
    for path in place(name, folder):
        path.unlink(missing_ok=True)


def list_file_names(session: Session) -> set[str]:
    """Return the names of the files of all photos, of customers and of samples."""
    names = (*session.scalars(select(Photo.name)), *session.scalars(select(SamplePhoto.name)))
    return {path.name for name in names for path in place(name, Path())}
