"""Keeping: takes in the photos of an answer once it is stored; for the doors that customers' photos come by."""

from collections.abc import Callable, Iterable
from pathlib import Path

from flask import current_app

from app.db import write_durably
from app.services import photos
from app.services.photos import Upload


def find_folder() -> Path:
    """Return where the pictures lie."""
    return photos.find_folder(current_app.config["TOILE_DATA"])


def keep_photos(feedback_id: int, uploads: Iterable[Upload], *, maker_may_see: Callable[[], bool]) -> bool:
    """Keep the photos of an answer that is stored already, in a transaction of their own; False where that broke.

    Whether the pattern maker may see them is asked once all are read: it may be sent after them.
    """
    folder = find_folder()
    taken: list[photos.Taken] = []
    try:
        taken = photos.take_in(uploads, folder)
        with write_durably() as session:
            unneeded = photos.keep_photos(session, feedback_id, taken, maker_may_see=maker_may_see())
            session.commit()
    except Exception:
        # The answer stands; whoever sent it is told that the photos did not arrive, and may send them again.
        photos.discard(taken, folder)
        current_app.logger.exception("An answer was stored, but its photos could not be kept.")
        return False
    photos.discard(unneeded, folder)
    return True
