"""Fit samples: sewn from a sent revision, measured, tried on and judged; or waived with a reason."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.errors import Doubtful, NotFound, RuleError
from app.models import (
    FitSample,
    GarmentSize,
    PatternRevision,
    PointOfMeasure,
    RevisionStatus,
    SampleMeasure,
    SamplePhoto,
    SampleVerdict,
    User,
)
from app.services import approvals, audit, photo_files
from app.services.doubts import find_doubt
from app.services.garments import hold_garment
from app.services.label import get_label
from app.services.needs import list_missing_samples
from app.services.photos import NO_PHOTO, Taken
from app.services.points_of_measure import get_point_of_measure
from app.services.revisions import draft_revision, find_draft
from app.services.sizes_and_colours import get_size
from app.services.wording import list_words


def record_sample(
    session: Session,
    revision: PatternRevision,
    *,
    verdict: SampleVerdict,
    size: str | None = None,
    stage: str = "fit",
    fabric: str | None = None,
    sewn_on: date | None = None,
    tried_on_by: str | None = None,
    notes: str | None = None,
    measures_mm: Mapping[str, Decimal] | None = None,
    photos: Sequence[Taken] = (),
    sure: bool = False,
    user: User | None = None,
) -> FitSample:
    """Return the sample, of the base size unless another is named, with what was measured per point of measure code.

    A sewn sample makes a sent revision a sampled one; one that is not accepted takes an approval back, and one that is
    accepted with changes opens the next draft. What is far from what it is to be, or from any garment, is kept once
    whoever measured it is `sure`. Pictures are taken in before; their names are kept here.
    """
    garment = revision.garment
    hold_garment(session, garment)
    _ensure_sent(revision)
    waived = verdict is SampleVerdict.WAIVED
    if waived:
        _ensure_waivable(session, revision, notes)
    sewn_in = get_size(garment, size) if size else None if waived else garment.base_size
    measured = {get_point_of_measure(garment, code): value for code, value in (measures_mm or {}).items()}
    _ensure_lengths(measured.values())
    if not sure:
        _ensure_likely(session, revision, sewn_in, measured)
    sample = FitSample(
        revision=revision, verdict=verdict, size=sewn_in, stage=stage, fabric=fabric, sewn_on=sewn_on,
        tried_on_by=tried_on_by, notes=notes, user_id=user.id if user else None,
        measures=[SampleMeasure(pom=pom, value_mm=value) for pom, value in measured.items()],
        photos=[SamplePhoto(name=each.name, width=each.width, height=each.height) for each in photos],
    )  # fmt: skip
    session.add(sample)
    _move_on(revision, verdict)
    audit.note(session, "sampled", revision, user=user, verdict=verdict, size=sewn_in.id if sewn_in else None)
    if verdict is SampleVerdict.WITH_CHANGES and find_draft(garment) is None:
        draft_revision(session, garment, user=user)
    return sample


def get_photo(session: Session, name: str) -> SamplePhoto:
    """Return the photo of a sample that bears this name."""
    photo = session.scalars(select(SamplePhoto).where(SamplePhoto.name == name)).one_or_none()
    if photo is None:
        raise NotFound(NO_PHOTO)
    return photo


def erase_photo(session: Session, photo: SamplePhoto, folder: Path, *, user: User | None = None) -> None:
    """Erase a photo of a sample, its pictures first."""
    sample = photo.sample
    photo_files.remove(photo.name, folder)
    sample.photos.remove(photo)
    audit.note(session, "photo_erased", sample.revision, user=user, sample=sample.id)


def _move_on(revision: PatternRevision, verdict: SampleVerdict) -> None:
    """Let the revision's status follow the sample."""
    if verdict is SampleVerdict.WAIVED:
        return
    if revision.status is RevisionStatus.SENT:
        revision.status = RevisionStatus.SAMPLED
    elif verdict is not SampleVerdict.ACCEPTED:
        approvals.take_back(revision)


def _ensure_sent(revision: PatternRevision) -> None:
    """A sample is sewn from what the pattern maker was sent."""
    if revision.status is RevisionStatus.DRAFT:
        raise RuleError(f"Revision {revision.number} is still a draft: send it before a sample is sewn from it.")


def _ensure_waivable(session: Session, revision: PatternRevision, reason: str | None) -> None:
    """Only a plain change of length may do without a sample, and only with a reason."""
    if not (reason and reason.strip()):
        raise RuleError("A sample is waived with a reason.", field="notes")
    bound = [
        subject for need in list_missing_samples(session, revision) if not need.waivable for subject in need.subjects
    ]
    if bound:
        subjects = list_words(list(dict.fromkeys(bound)))
        raise RuleError(f"Only a sewn sample shows whether this is right: {subjects}.", field="verdict")


def _ensure_lengths(values: Iterable[Decimal]) -> None:
    """What is measured on a sample is more than nothing."""
    if any(value <= 0 for value in values):
        raise RuleError("A measure has to be more than nothing.", field="measures")


def _ensure_likely(
    session: Session, revision: PatternRevision, size: GarmentSize | None, measured: Mapping[PointOfMeasure, Decimal]
) -> None:
    """A length far from what it is to be, or from any garment, is asked about."""
    unit = get_label(session).unit
    specs = {each.pom_id: each.value_mm for each in revision.measures if size and each.size_id == size.id}
    doubts = {pom: find_doubt(pom, value, specs.get(pom.id), unit) for pom, value in measured.items()}
    questions = {pom.code: f"{pom.name}: {doubt}" for pom, doubt in doubts.items() if doubt}
    if questions:
        raise Doubtful(questions)
