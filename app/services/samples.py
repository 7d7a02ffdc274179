"""Fit samples: sewn from a sent revision, measured and measured again, tried on, judged; or waived with a reason."""

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


def measure_again(
    session: Session,
    sample: FitSample,
    measures_mm: Mapping[str, Decimal | None],
    *,
    sure: bool = False,
    user: User | None = None,
) -> FitSample:
    """Return a sample with what was measured on it once more; None takes a reading back.

    The trail keeps what was read before. What came of the sample stays: whoever judged it had it in hand.
    """
    revision = sample.revision
    hold_garment(session, revision.garment)
    _ensure_sewn(sample)
    was = {each.pom: each.value_mm for each in sample.measures}
    measured = {get_point_of_measure(revision.garment, code): value for code, value in measures_mm.items()}
    changed = {pom: value for pom, value in measured.items() if value != was.get(pom)}
    read = {pom: value for pom, value in changed.items() if value is not None}
    _ensure_lengths(read.values())
    if not sure:
        _ensure_likely(session, revision, sample.size, read)
    if changed:
        # The old readings have to be gone before new ones of the same point may come.
        sample.measures[:] = [each for each in sample.measures if each.pom not in changed]
        session.flush()
        sample.measures += [SampleMeasure(pom=pom, value_mm=value) for pom, value in read.items()]
        was_mm = {pom.code: f"{was[pom].normalize():f}" if pom in was else None for pom in changed}
        audit.note(session, "measured again", revision, user=user, sample=sample.id, was_mm=was_mm)
    return sample


def get_sample(revision: PatternRevision, sample_id: int) -> FitSample:
    """Return a sample of this revision; one of another does not exist."""
    for sample in revision.samples:
        if sample.id == sample_id:
            return sample
    raise NotFound(f"Revision {revision.number} has no such sample.", field="sample")


def get_newest(revision: PatternRevision, size: str | None = None) -> FitSample:
    """Return the newest sample that was sewn of a size, by default the base size."""
    sewn_in = get_size(revision.garment, size) if size else revision.garment.base_size
    for sample in reversed(revision.samples):
        if sample.verdict is not SampleVerdict.WAIVED and sample.size is sewn_in:
            return sample
    where = f" in {sewn_in.name}" if sewn_in else ""
    raise NotFound(f"Revision {revision.number} has no sample{where}.", field="size")


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


def _ensure_sewn(sample: FitSample) -> None:
    """Nothing is measured on a sample that nobody sewed."""
    if sample.verdict is SampleVerdict.WAIVED:
        raise RuleError("No sample was sewn here: there is nothing to measure.")


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
