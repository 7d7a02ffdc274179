"""Which fit samples a revision needs before it may be cut, and which of them are still missing."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy.orm import Session

from app.models import (
    AppliesTo,
    FitSample,
    GarmentSize,
    MeasureKind,
    PatternRevision,
    RevisionLine,
    SampleVerdict,
)
from app.services import audit
from app.services.limits import largest_change_mm
from app.services.point_names import name_in_english, name_in_sentence
from app.services.wording import list_words

SHAPING = re.compile(r"\b(armhole|armscye|cap|crotch|rise|balance|slope|torso|waist length)\b", re.IGNORECASE)
"""English names of the straight measures that shape the garment, whatever a house calls them (field.md, Stages)."""


@dataclass(frozen=True)
class SampleNeed:
    """A size that a sample is needed in, and the lines that it is needed for."""

    size: GarmentSize | None
    lines: tuple[RevisionLine, ...]
    outdated: bool = False
    """Whether one was accepted or waived, before other values were agreed."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """Return what it is needed for, in words."""
        return tuple(
            name_in_sentence(line.pom.name) if line.pom else f"instruction {line.number}" for line in self.lines
        )

    @property
    def waivable(self) -> bool:
        """Return whether a reason can stand in for it."""
        return all(_is_plain_length(line) for line in self.lines)


def list_sample_needs(revision: PatternRevision) -> list[SampleNeed]:
    """Return what has to be sewn for a revision, one need per size; size None where the garment has no sizes."""
    lines: dict[GarmentSize | None, list[RevisionLine]] = {}
    for line in revision.lines:
        for size in _sizes_to_sew(line):
            lines.setdefault(size, []).append(line)
    return [SampleNeed(size, tuple(each)) for size, each in lines.items()]


def needs_sample(session: Session, revision: PatternRevision) -> tuple[str, ...]:
    """Return a sentence for each sample that is still missing; empty once all are accepted or waived."""
    return tuple(
        f"Revision {revision.number} needs an accepted sample{_in(need.size)}"
        f"{' or a waiver with a reason' if need.waivable else ''} because of {list_words(need.subjects)}"
        f"{': other values were agreed since the last one' if need.outdated else ''}."
        for need in list_missing_samples(session, revision)
    )


def list_missing_samples(session: Session, revision: PatternRevision) -> list[SampleNeed]:
    """Return the needs that no accepted sample and no waiver has met; the newest sample of a size holds.

    One that was judged before its pattern maker told what was agreed on a line instead says nothing of that line.
    """
    told = _read_told(session, revision)
    newest = {sample.size_id: sample for sample in revision.samples if sample.verdict is not SampleVerdict.WAIVED}
    waivers = [sample for sample in revision.samples if sample.verdict is SampleVerdict.WAIVED]
    missing = []
    for need in list_sample_needs(revision):
        sewn = newest.get(need.size.id if need.size else None)
        accepted = [sewn] if sewn and sewn.verdict is SampleVerdict.ACCEPTED else []
        left = SampleNeed(need.size, _list_unjudged(need.lines, accepted, told), outdated=bool(accepted))
        if left.waivable and (accepted or not sewn):
            unjudged = _list_unjudged(left.lines, waivers, told)
            left = replace(left, lines=unjudged, outdated=bool(accepted or waivers))
        if left.lines:
            missing.append(left)
    return missing


def list_holding(session: Session, revision: PatternRevision) -> list[FitSample]:
    """Return the samples and waivers that say something of a revision, not only of what was agreed otherwise since."""
    told = _read_told(session, revision)
    return [
        sample
        for sample in revision.samples
        if any(_is_judged(line, sample, told) for line in _list_shown(revision, sample))
    ]


def _list_unjudged(
    lines: Iterable[RevisionLine], samples: Sequence[FitSample], told: Mapping[int, datetime]
) -> tuple[RevisionLine, ...]:
    """The lines of which none of these samples and waivers says anything."""
    return tuple(line for line in lines if not any(_is_judged(line, sample, told) for sample in samples))


def _list_shown(revision: PatternRevision, sample: FitSample) -> list[RevisionLine]:
    """The lines that are sewn to be seen in a sample; in one of a size that nobody needs, all."""
    return [line for line in revision.lines if sample.size in _sizes_to_sew(line)] or revision.lines


def _is_judged(line: RevisionLine, sample: FitSample, told: Mapping[int, datetime]) -> bool:
    """Whether a sample was judged, or waived, by what a line comes to."""
    return line.number not in told or sample.recorded_at >= told[line.number]


def _read_told(session: Session, revision: PatternRevision) -> dict[int, datetime]:
    """When the pattern maker told what was agreed on a line instead, by the line's number, where samples are older.

    What is sewn from then on is sewn so, and the label may well judge it before it takes the answer. The trail knows
    the moment for good, the answer only until the line is answered anew.
    """
    agreed = {line.number: line.agreed_at for line in revision.lines if line.agreed_at}
    if not any(sample.recorded_at < at for sample in revision.samples for at in agreed.values()):
        return {}
    answered: dict[int, datetime] = {}
    for event in audit.list_events(session, revision):
        if event.verb == "answered":
            answered[event.details["line"]] = event.at
        elif event.verb == "agreed":
            agreed[event.details["line"]] = answered.get(event.details["line"], event.at)
    return agreed


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
        and not SHAPING.search(name_in_english(line.pom))
        and line.applies_to is not AppliesTo.GRADE_RULE
        and line.applies_to is not AppliesTo.SINGLE_SIZE
        and all(abs(change.delta_mm) <= largest_change_mm(line.pom) for change in line.changes)
    )


def _in(size: GarmentSize | None) -> str:
    return f" in {size.name}" if size else ""
