"""Files of a revision: kept as they came under a random name, hashed, never opened, given back as they were."""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import NotFound, RuleError
from app.models import NAME_MAX, Packet, PatternRevision, ProductionRound, RevisionFile, User, now
from app.services import audit
from app.services.formats.text import drop_control_characters
from app.services.garments import hold_garment
from app.services.wording import list_words, name_round

FOLDER = "files"
"""Inside the data folder."""

MEGABYTE = 1024 * 1024
FILE_MAX = 20 * MEGABYTE
"""Bytes of one file: a marker as PDF, never a film."""

FILES_MAX = 40
TOTAL_MAX = 200 * MEGABYTE
"""How many files a revision has, and how many bytes they take together."""

_CHUNK = 64 * 1024
_SUFFIX_MAX = 12


@dataclass(frozen=True)
class KeptFile:
    """Bytes that lie on the disk and have no row yet."""

    stored_as: str
    size: int
    sha256: str


@contextmanager
def keeping(folder: Path, stream: BinaryIO) -> Iterator[KeptFile]:
    """Lend what a stream held, written into the data folder; it is taken away where the block does not end well.

    The block writes the row and commits: hashing and writing come before the transaction.
    """
    kept = _write(folder, stream)
    try:
        yield kept
    except BaseException:
        (folder / FOLDER / kept.stored_as).unlink(missing_ok=True)
        raise


def add_file(
    session: Session,
    revision: PatternRevision,
    kept: KeptFile,
    *,
    name: str,
    packet: Packet | None = None,
    user: User | None = None,
) -> RevisionFile:
    """Return the file that was laid beside a revision, by the link of a packet or by somebody of the label."""
    hold_garment(session, revision.garment)
    _ensure_room(revision, kept)
    file = RevisionFile(
        packet=packet, user=user, name=clean_name(name), stored_as=kept.stored_as, size=kept.size, sha256=kept.sha256
    )
    revision.files.append(file)
    audit.note(session, "filed", revision, user=user, sha256=kept.sha256)
    return file


def get_file(revision: PatternRevision, file_id: int) -> RevisionFile:
    """Return a file of this revision; one of another revision does not exist."""
    for file in revision.files_here:
        if file.id == file_id:
            return file
    raise NotFound(f"Revision {revision.number} has no such file.", field="file")


def get_file_named(revision: PatternRevision, name: str) -> RevisionFile:
    """Return the newest file of this name beside a revision."""
    for file in reversed(revision.files_here):
        if file.name == name:
            return file
    raise NotFound(f"No file {name} lies beside revision {revision.number}.", field="file")


def may_remove(file: RevisionFile, packet: Packet | None) -> bool:
    """Return whether a file is theirs who come by this packet's link; the label itself may remove any."""
    return packet is None or file.packet_id == packet.id


def list_cut(revision: PatternRevision) -> list[ProductionRound]:
    """Return the rounds that were released to cut on a revision: its files are part of what was released."""
    return [each for each in revision.garment.rounds if each.revision is revision and each.locked_at]


def say_cut(session: Session, revision: PatternRevision) -> str:
    """Return which runs were cut from a revision, "Run 2 and Run 3", or nothing."""
    return list_words([name_round(session, each) for each in list_cut(revision)])


def remove_file(
    session: Session,
    file: RevisionFile,
    *,
    packet: Packet | None = None,
    although_cut: bool = False,
    user: User | None = None,
) -> RevisionFile:
    """Take a file away, by the link of a packet or by somebody of the label; its name and its hash stay.

    The caller takes the bytes away with `drop_bytes` once it has committed. What was cut from is removed only by the
    label, and only if it says so with `although_cut`.
    """
    revision = file.revision
    hold_garment(session, revision.garment)
    get_file(revision, file.id)
    _ensure_own(file, packet)
    _ensure_not_cut(session, file, although_cut and packet is None)
    file.removed_at = now()
    file.removed_by = (packet.received_by or packet.contact) if packet else (user.name if user else "the label")
    audit.note(session, "removed", revision, user=user, sha256=file.sha256, although_cut=although_cut)
    return file


def drop_bytes(folder: Path, stored_as: str) -> None:
    """Take the bytes of a removed file from the disk; what a power cut leaves there is swept away later."""
    (folder / FOLDER / stored_as).unlink(missing_ok=True)


def find_path(folder: Path, file: RevisionFile) -> Path:
    """Return where the bytes of a file lie."""
    path = folder / FOLDER / file.stored_as
    if not path.is_file():
        raise NotFound(f"“{file.name}” is no longer in the data folder.", field="file")
    return path


def list_file_names(session: Session) -> set[str]:
    """Return the names under which bytes lie on the disk."""
    return set(session.scalars(select(RevisionFile.stored_as).where(RevisionFile.removed_at.is_(None))))


def clean_name(name: str) -> str:
    """Return a name without folders, control characters and what file systems refuse; its ending stays."""
    last = PurePosixPath(drop_control_characters(name).replace("\\", "/")).name
    words = "".join("-" if each in '<>:"|?*' else each for each in last).strip(" .")
    stem, dot, suffix = words.rpartition(".")
    if not dot or not stem or len(suffix) > _SUFFIX_MAX:
        return words[:NAME_MAX] or "file"
    return f"{stem[: NAME_MAX - len(suffix) - 1]}.{suffix}"


def _write(folder: Path, stream: BinaryIO) -> KeptFile:
    """Put a stream on the disk under a random name without any ending, readable by its owner only."""
    place = folder / FOLDER
    place.mkdir(mode=0o700, exist_ok=True)
    stored_as = secrets.token_hex(32)
    digest, size = hashlib.sha256(), 0
    descriptor = os.open(place / stored_as, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                _ensure_size(size)
                digest.update(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        if not size:
            raise RuleError("This file is empty.", field="file")
    except BaseException:
        (place / stored_as).unlink(missing_ok=True)
        raise
    return KeptFile(stored_as, size, digest.hexdigest())


def _ensure_size(size: int) -> None:
    """A file is a pattern or a paper."""
    if size > FILE_MAX:
        raise RuleError(f"A file may have {FILE_MAX // MEGABYTE} MB at most.", field="file")


def _ensure_own(file: RevisionFile, packet: Packet | None) -> None:
    """Whoever comes by a link removes what came by it."""
    if not may_remove(file, packet):
        raise RuleError(f"“{file.name}” is {file.from_whom}’s: ask the label to remove it.", field="file")


def _ensure_not_cut(session: Session, file: RevisionFile, although_cut: bool) -> None:
    """What was cut from stays, unless somebody says that it may go."""
    cut = say_cut(session, file.revision)
    if cut and not although_cut:
        raise RuleError(
            f"“{file.name}” is part of what was released to cut with {cut}: only the label removes it, and only if it "
            "says so.",
            field="although_cut",
        )


def _ensure_room(revision: PatternRevision, kept: KeptFile) -> None:
    """Nobody fills the disk through a link."""
    if len(revision.files_here) >= FILES_MAX:
        raise RuleError(f"Revision {revision.number} has {FILES_MAX} files already.", field="file")
    if sum(file.size for file in revision.files_here) + kept.size > TOTAL_MAX:
        raise RuleError(
            f"The files of revision {revision.number} would be more than {TOTAL_MAX // MEGABYTE} MB.", field="file"
        )
