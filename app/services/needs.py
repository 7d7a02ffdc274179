"""Which fit samples a revision needs before it may be cut, and which of them are still missing."""

import re
from dataclasses import dataclass

from app.models import (
    AppliesTo,
    FitSample,
    GarmentSize,
    MeasureKind,
    PatternRevision,
    RevisionLine,
    SampleVerdict,
)
from app.services.limits import largest_change_mm
from app.services.wording import list_words

SHAPING = re.compile(r"\b(armhole|armscye|cap|crotch|rise|balance|slope|torso|waist length)\b", re.IGNORECASE)
"""Names of the straight measures that shape the garment, whatever a house's code for them (field.md, Stages)."""


@dataclass(frozen=True)
class SampleNeed:
    """A size that a sample is needed in, what for, and whether a reason can stand in for it."""

    size: GarmentSize | None
    subjects: tuple[str, ...]
    waivable: bool


def list_sample_needs(revision: PatternRevision) -> list[SampleNeed]:
    """Return what has to be sewn for a revision, one need per size; size None where the garment has no sizes."""
    needs: dict[GarmentSize | None, SampleNeed] = {}
    for line in revision.lines:
        subject = line.pom.name.lower() if line.pom else f"instruction {line.number}"
        for size in _sizes_to_sew(line):
            before = needs.get(size, SampleNeed(size, (), waivable=True))
            needs[size] = SampleNeed(size, (*before.subjects, subject), before.waivable and _is_plain_length(line))
    return list(needs.values())


def needs_sample(revision: PatternRevision) -> tuple[str, ...]:
    """Return a sentence for each sample that is still missing; empty once all are accepted or waived."""
    return tuple(
        f"Revision {revision.number} needs an accepted sample{_in(need.size)}"
        f"{' or a waiver with a reason' if need.waivable else ''} because of {list_words(need.subjects)}."
        for need in list_missing_samples(revision)
    )


def list_missing_samples(revision: PatternRevision) -> list[SampleNeed]:
    """Return the needs that no accepted sample and no waiver has met; the newest sample of a size holds."""
    newest: dict[int | None, FitSample] = {sample.size_id: sample for sample in _sewn(revision)}
    waived = any(sample.verdict is SampleVerdict.WAIVED for sample in revision.samples)
    missing = []
    for need in list_sample_needs(revision):
        sample = newest.get(need.size.id if need.size else None)
        accepted = sample is not None and sample.verdict is SampleVerdict.ACCEPTED
        if not accepted and not (need.waivable and waived and sample is None):
            missing.append(need)
    return missing


def _sewn(revision: PatternRevision) -> list[FitSample]:
    return [sample for sample in revision.samples if sample.verdict is not SampleVerdict.WAIVED]


def _sizes_to_sew(line: RevisionLine) -> list[GarmentSize | None]:
    """The base size; where the grading changes, the smallest and the largest it touches; none where nothing changes."""
    if line.stays:
        return []
    if line.applies_to in (AppliesTo.GRADE_RULE, AppliesTo.SINGLE_SIZE):
        touched = sorted((change.size for change in line.changes), key=lambda size: size.position)
        return list(dict.fromkeys((touched[0], touched[-1])))
    return [line.revision.garment.base_size]


def _is_plain_length(line: RevisionLine) -> bool:
    """Whether a line only makes something a little longer or shorter, alike in all sizes."""
    return (
        line.pom is not None
        and line.pom.kind is MeasureKind.STRAIGHT
        and not SHAPING.search(line.pom.name)
        and line.applies_to is not AppliesTo.GRADE_RULE
        and line.applies_to is not AppliesTo.SINGLE_SIZE
        and all(abs(change.delta_mm) <= largest_change_mm(line.pom) for change in line.changes)
    )


def _in(size: GarmentSize | None) -> str:
    return f" in {size.name}" if size else ""
