"""Photos of answers: taken in, kept with their answer, shown to whom they are meant for, erased with it.

Rows are in the database, pictures in a folder (`photo_files`): a picture is written before its row and removed before
it.
"""

import hashlib
import re
import secrets
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sqlalchemy import Select, Subquery, exists, literal, select, union_all
from sqlalchemy.orm import Session, joinedload

from app.errors import NotFound, translatable
from app.models import (
    NAME_MAX,
    Cluster,
    DroppedPhoto,
    DropReason,
    Feedback,
    Issue,
    Packet,
    Photo,
    RevisionLine,
    SamplePhoto,
)
from app.services import photo_files, reasons
from app.services.developing import UnusableError, develop
from app.services.feedback import hold_answer

PHOTOS_MAX = 5
"""Photos of one answer."""

PHOTO_BYTES_MAX = 15 * 1024 * 1024
"""Bytes of one photo as it is sent."""

TRIED_MAX = 10
"""So many files of one sending are looked at: a hundred broken ones would keep a decoder busy for a minute."""

DROPPED_NAMED_MAX = 10
"""So many that were not kept are named; nobody reads more."""

PHOTOS_SHOWN = 12
PHOTOS_PER_LINE = 4

_WITH_ANSWER = joinedload(Photo.feedback).options(joinedload(Feedback.size), joinedload(Feedback.production_round))

NO_PHOTO = translatable("There is no such photo.")

_UNPRINTABLE = re.compile(r"[\0-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Upload:
    """A file as it was sent; its content is None where it is larger than a photo may be."""

    file_name: str
    content: bytes | None


@dataclass(frozen=True)
class Taken:
    """What became of an upload: a picture under a name of its own, or why there is none."""

    file_name: str
    digest: str = ""
    name: str = ""
    width: int = 0
    height: int = 0
    reason: DropReason | None = None


def find_folder(data: str) -> Path:
    """Return the folder of the pictures inside the data folder."""
    return Path(data) / "photos"


def take_in(uploads: Iterable[Upload], folder: Path) -> list[Taken]:
    """Return what becomes of uploads, their pictures written to the folder; asks no database, so none is held up."""
    taken: list[Taken] = []
    try:
        for upload in uploads:
            full = sum(each.reason is None for each in taken) >= PHOTOS_MAX or len(taken) >= TRIED_MAX
            taken.append(_take(upload, folder, full=full))
    except BaseException:
        discard(taken, folder)
        raise
    return taken


def keep_photos(
    session: Session, feedback_id: int, taken: Sequence[Taken], *, maker_may_see: bool = False
) -> list[Taken]:
    """Keep with an answer what was taken in; returns those whose pictures are not needed, to be discarded.

    What the answer has already is not doubled; what is not kept stands on the receipt in place of earlier refusals.
    """
    given = session.get(Feedback, feedback_id, with_for_update=True)
    if given is None:
        return list(taken)
    for moment in given.moments:
        moment.dropped_photos.clear()
    unneeded = []
    for each in taken:
        if any(photo.digest == each.digest for photo in given.photos):
            unneeded.append(each)
            continue
        if each.reason is None and len(given.photos) >= PHOTOS_MAX:
            unneeded.append(each)
            each = replace(each, reason=DropReason.TOO_MANY)
        if each.reason is not None:
            given.dropped_photos.append(DroppedPhoto(file_name=each.file_name, reason=each.reason))
            continue
        given.photos.append(
            Photo(
                garment_id=given.garment_id,
                said_at=given.said_at,
                name=each.name,
                digest=each.digest,
                width=each.width,
                height=each.height,
                maker_may_see=maker_may_see,
            )
        )
    del given.dropped_photos[DROPPED_NAMED_MAX:]
    session.flush()
    return unneeded


def discard(taken: Iterable[Taken], folder: Path) -> None:
    """Remove the pictures of what is not kept."""
    for each in taken:
        if each.name:
            photo_files.remove(each.name, folder)


def get_photo(session: Session, name: str) -> Photo:
    """Return the photo of this name."""
    return _pick(session.scalars(select(Photo).where(Photo.name == name)), name)


def get_own_photo(given: Feedback, name: str) -> Photo:
    """Return the photo of this name among those of an answer and its second moment."""
    return _pick(list_own_photos(given), name)


def get_photo_on_sheet(session: Session, packet: Packet, name: str) -> Photo:
    """Return the photo of this name if the pattern maker may see it with this sheet."""
    clusters = [cluster for line in packet.revision.lines for cluster in line.clusters]
    found = _find_photos(reasons.list_points(clusters)).where(Photo.maker_may_see, Photo.name == name)
    return _pick(session.scalars(found), name)


def list_own_photos(given: Feedback) -> list[Photo]:
    """Return the photos of an answer and of its second moment."""
    return [photo for each in (given, *given.later) for photo in each.photos]


def list_newest_ids(session: Session, cluster: Cluster) -> list[int]:
    """Return the ids of the newest photos of answers that report a fit point."""
    found = _find_photos([cluster]).with_only_columns(Photo.id).limit(PHOTOS_SHOWN)
    return list(session.scalars(found))


def list_photos_for_maker(session: Session, lines: Iterable[RevisionLine]) -> dict[int, list[Photo]]:
    """Return by line number the newest photos behind its fit points that their customers let the pattern maker see."""
    points = {line.number: reasons.list_points(line.clusters) for line in lines}
    behind = {point for each in points.values() for point in each}
    if not behind:
        return {number: [] for number in points}
    newest = _find_newest(behind)
    found = session.execute(
        select(Photo, newest.c.cluster_id)
        .join(newest, newest.c.id == Photo.id)
        .options(_WITH_ANSWER)
        .order_by(Photo.id.desc())
    ).all()
    ids = {number: {point.id for point in each} for number, each in points.items()}
    return {
        number: list(dict.fromkeys(photo for photo, point_id in found if point_id in own))[:PHOTOS_PER_LINE]
        for number, own in ids.items()
    }


def find_picture(photo: Photo | SamplePhoto, folder: Path, *, small: bool = False) -> Path:
    """Return where a picture of a photo lies."""
    path = photo_files.place(photo.name, folder)[small]
    if not path.is_file():
        raise NotFound(NO_PHOTO)
    return path


def erase_photo(session: Session, photo: Photo, folder: Path) -> None:
    """Erase one photo, its pictures first."""
    photo_files.remove(photo.name, folder)
    photo.feedback.photos.remove(photo)
    session.flush()


def erase_pictures(session: Session, given: Feedback, folder: Path) -> None:
    """Erase all pictures of an answer that is about to be erased, and of its second moment.

    Both are held first: a photo that is just being kept is waited for, and one that comes later finds no answer.
    """
    hold_answer(session, given)
    for photo in list_own_photos(given):
        photo_files.remove(photo.name, folder)


def _take(upload: Upload, folder: Path, *, full: bool) -> Taken:
    file_name = _UNPRINTABLE.sub("", upload.file_name)[-NAME_MAX:].strip() or "a photo"
    if full:
        return Taken(file_name, reason=DropReason.TOO_MANY)
    if upload.content is None:
        return Taken(file_name, reason=DropReason.TOO_LARGE)
    try:
        picture = develop(upload.content)
    except UnusableError as refusal:
        return Taken(file_name, reason=refusal.reason)
    name = secrets.token_hex(16)
    photo_files.write(name, picture, folder)
    return Taken(file_name, hashlib.sha256(upload.content).hexdigest(), name, picture.width, picture.height)


def _find_photos(clusters: Sequence[Cluster]) -> Select[Photo]:
    """The query of the photos of answers that report these fit points, the newest first."""
    reported = select(Issue.feedback_id).where(
        Issue.cluster_id.in_([cluster.id for cluster in clusters]), Issue.standing_code.is_not(None)
    )
    return select(Photo).where(Photo.feedback_id.in_(reported)).order_by(Photo.id.desc())


def _find_newest(clusters: Collection[Cluster]) -> Subquery:
    """The newest photos of each fit point that pattern makers may see, with its id.

    They are looked for among the photos of the garment, of which there are few, not among all who report it.
    """
    newest = [
        select(Photo.id, literal(cluster.id).label("cluster_id"))
        .where(Photo.garment_id == cluster.garment_id, Photo.maker_may_see)
        .where(
            exists().where(
                Issue.cluster_id == cluster.id, Issue.feedback_id == Photo.feedback_id, Issue.standing_code.is_not(None)
            )
        )
        .order_by(Photo.id.desc())
        .limit(PHOTOS_PER_LINE)
        .subquery()
        for cluster in clusters
    ]
    return union_all(*map(select, newest)).subquery()


def _pick(photos: Iterable[Photo], name: str) -> Photo:
    """A missing photo and a forbidden one are told alike."""
    for photo in photos:
        if photo.name == name:
            return photo
    raise NotFound(NO_PHOTO)
