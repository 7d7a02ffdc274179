"""What `toile backups` does: all that a label cannot make anew goes into one file while Toile runs, and back."""

import re
import shutil
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app import in_use
from app.db import copy_database, find_database_file, open_session
from app.errors import RuleError
from app.migrating import is_newer, migrate
from app.models import now
from app.services import burying, exports, files, photo_files, photos
from app.services.formats import backup

TRIES = 3
"""So often a backup is begun again because a picture was erased meanwhile; what is missing then has been for longer."""

NAME = "toile-%Y-%m-%d-%H%M%S.zip"
_NAMED = re.compile(r"toile-\d{4}-\d\d-\d\d-\d{6}\.zip")

UNFINISHED = ".toile-backup-"
"""What a kill leaves behind begins like this; no backup is written for longer than a day."""

DAY_S = 86_400

NEWER = "{} is of a newer Toile than this one: bring this one up to date first."


@dataclass(frozen=True)
class Made:
    """A backup that was written."""

    file: Path
    names: set[str]
    missing: list[str]
    """What the database names and the data folder does not have."""

    aged_out: list[str]
    """Older backups beside it that were removed."""


@dataclass(frozen=True)
class Restored:
    """What came back."""

    made_at: str
    names: set[str]
    erased_again: int
    """Answers that had been erased since the backup was made."""

    set_aside: Path | None
    """Where the data lies that was there before."""


def make(settings: Mapping[str, str], target: Path, keep: int | None = None) -> Made:
    """Return the backup that was written to this file, or into this folder under the moment it was made at.

    In a folder the newest `keep` are left, so that what customers erase ages out of them.
    """
    in_folder = target.is_dir()
    if keep is not None and not in_folder:
        raise RuleError(f"How many backups are kept is said of a folder, and {target} is none.")
    path = target / now().strftime(NAME) if in_folder else target
    try:
        _sweep(path.parent, older_than_s=DAY_S)
        with backup.written_whole(path, UNFINISHED) as part:
            names, missing = _write(settings, part)
        return Made(path, names, missing, _age_out(target, keep) if keep is not None else [])
    except OSError as error:
        raise RuleError(f"{path} cannot be written: {error.strerror or error}.") from error


def restore(settings: Mapping[str, str], source: Path, *, replace: bool = False) -> Restored:
    """Return what came back from a backup; data that is there already is set aside, never overwritten.

    Refused while Toile runs on that folder, and where there is data and `replace` does not say so. What was erased
    since the backup was made is erased from it too, as far as the data that it replaces can be read.
    """
    with in_use.alone(settings["TOILE_DATA"]):
        return _bring_back(settings, source, replace=replace)


def _bring_back(settings: Mapping[str, str], source: Path, *, replace: bool) -> Restored:
    data = Path(settings["TOILE_DATA"])
    database = find_database_file(settings["TOILE_DATABASE_URL"])
    occupied = [path for path in _list_ours(data, database) if path.name != "secret.key"]  # which any command makes
    if occupied and not replace:
        raise RuleError(f"{occupied[0]} is there already: restore into an empty folder, or say --replace.")
    _sweep(data)
    with tempfile.TemporaryDirectory(dir=data, prefix=UNFINISHED) as folder:
        unpacked = Path(folder)
        made_at, names = backup.unpack(source, unpacked)
        _ensure_fitting(source, names, database)
        erased = _renew(source, unpacked, database) if database else 0
        set_aside = _set_aside(data, database) if occupied else None
        for path in sorted(unpacked.iterdir()):
            shutil.move(path, database if database and path.name == backup.DATABASE else data / path.name)
    return Restored(made_at, names, erased, set_aside)


def _write(settings: Mapping[str, str], part: Path) -> tuple[set[str], list[str]]:
    """Write a backup; return what is in it and what is missing.

    A picture is written before its row and removed before it: a database that was copied first names none that is not
    there, unless it was erased meanwhile. Then all is begun again, for nothing erased may stay in the file.
    """
    data = Path(settings["TOILE_DATA"])
    for tries_left in reversed(range(TRIES)):
        with tempfile.TemporaryDirectory(dir=part.parent, prefix=UNFINISHED) as folder:
            copy = Path(folder) / backup.DATABASE
            with open_session(copy_database(settings["TOILE_DATABASE_URL"], copy)) as session:
                named = {f"{backup.PHOTOS}/{name}" for name in photo_files.list_file_names(session)}
                named |= {f"{backup.FILES}/{name}" for name in files.list_file_names(session)}
            names = backup.pack(part, [(backup.DATABASE, copy), *backup.list_folder(data)])
        missing = sorted(named - names)
        if not missing or not tries_left:
            break
    return names, missing


def _sweep(folder: Path, *, older_than_s: float = 0) -> None:
    """Remove what was begun and never ended: customers' words are in it."""
    for path in folder.glob(f"{UNFINISHED}*"):
        if path.stat().st_mtime <= time.time() - older_than_s:
            shutil.rmtree(path) if path.is_dir() else path.unlink()


def _age_out(folder: Path, keep: int) -> list[str]:
    """Remove all backups of a folder but the newest, which their names tell; return those names."""
    older = sorted(path.name for path in folder.iterdir() if _NAMED.fullmatch(path.name))[:-keep]
    for name in older:
        (folder / name).unlink(missing_ok=True)
    return older


def _list_ours(data: Path, database: Path | None) -> list[Path]:
    """The data that is there: what a backup holds, and what belongs to it and is made anew."""
    names = [name for name in backup.SINGLE if name != backup.DATABASE]
    paths = [data / name for name in (backup.PHOTOS, backup.FILES, *names, "queue.db")] + [exports.find_folder(data)]
    if database:
        paths = [database, *(database.with_name(f"{database.name}{end}") for end in ("-wal", "-shm")), *paths]
    return [path for path in paths if path.exists()]


def _ensure_fitting(source: Path, names: set[str], database: Path | None) -> None:
    """A backup of SQLite does not fill PostgreSQL, nor the other way round."""
    if database is None and backup.DATABASE in names:
        raise RuleError(f"{source} holds a SQLite database: restore it without TOILE_DATABASE_URL.")
    if database is not None and backup.DATABASE not in names:
        raise RuleError(f"{source} is of a Toile on PostgreSQL: set TOILE_DATABASE_URL to where pg_restore filled it.")


def _renew(source: Path, unpacked: Path, database: Path) -> int:
    """Bring the database of a backup up to date and erase from it what was erased since; return how many answers."""
    url = f"sqlite:///{unpacked / backup.DATABASE}"
    if is_newer(url):
        raise RuleError(NEWER.format(source))
    migrate(url)
    traces = _list_erased(database)
    with open_session(url, writes=True) as session:
        count = burying.erase_again(session, traces, photos.find_folder(str(unpacked)))
        session.commit()
    return count


def _list_erased(database: Path) -> burying.Traces:
    """The traces of what was erased in the data that is replaced: none where there is none, or where it is broken."""
    if not database.exists():
        return burying.Traces()
    try:
        with open_session(f"sqlite:///{database}") as session:
            return burying.list_traces(session)
    except Exception:  # noqa: BLE001 (broken in whichever way: that is what backups are for)
        return burying.Traces()


def _set_aside(data: Path, database: Path | None) -> Path:
    """Move what is there now: SQLite took its journal away once the database was looked at for what was erased."""
    aside = data / f"replaced-{now():%Y-%m-%d-%H%M%S}"
    aside.mkdir(mode=0o700)
    for path in _list_ours(data, database):
        shutil.move(path, aside / path.name)
    return aside
