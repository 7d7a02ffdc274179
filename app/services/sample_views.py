"""What the page of a revision shows of its samples: measured beside the spec, and which of them it was approved on."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from sqlalchemy.orm import Session

from app.models import FitSample, Label, PatternRevision, PointOfMeasure, SampleMeasure, SampleVerdict
from app.services.label import get_label
from app.services.lengths import as_printed, write_exactly, write_length
from app.services.needs import list_holding
from app.services.point_names import name_in_sentence
from app.services.wording import list_words


@dataclass(frozen=True)
class MeasuredRow:
    """A measure of a sample beside what paper said; the spec and what is off are None where nobody knows it."""

    code: str
    name: str
    spec: str | None
    measured: str
    off: str | None
    outside: bool
    """Whether it is further off than the tolerance allows."""


@dataclass(frozen=True)
class SampleRow:
    """A sample with what was measured on it."""

    sample: FitSample
    measures: tuple[MeasuredRow, ...]

    @property
    def points(self) -> list[PointOfMeasure]:
        """Return what can be measured on it again: what was, and what its revision changes."""
        changed = (line.pom for line in self.sample.revision.lines if line.pom)
        return list(dict.fromkeys((*(each.pom for each in self.sample.measures), *changed)))

    @property
    def texts(self) -> dict[str, str]:
        """Return what was measured, by code of the point of measure."""
        return {each.code: each.measured for each in self.measures}


def list_samples(session: Session, revision: PatternRevision) -> list[SampleRow]:
    """Return the samples of a revision, the oldest first, their measures in the label's unit."""
    label = get_label(session)
    return [
        SampleRow(sample, tuple(_compare(sample, measure, label) for measure in sample.measures))
        for sample in revision.samples
    ]


def list_approved_on(session: Session, revision: PatternRevision) -> list[FitSample]:
    """Return the samples that a revision was approved on: accepted, or waived with a reason, by then and as it is.

    Of those that were sewn, the newest of a size holds.
    """
    if revision.approved_at is None:
        return []
    return _leave_standing(
        sample for sample in list_holding(session, revision) if sample.recorded_at <= revision.approved_at
    )


def list_accepted_off(session: Session, revision: PatternRevision) -> list[str]:
    """Return a sentence for each sample that stands as accepted though it measures outside the tolerance.

    Whoever tried it on may well accept it; that it was not sewn as drawn is then known before it is cut.
    """
    label = get_label(session)
    unit, sentences = label.unit.value, []
    for sample in _leave_standing(list_holding(session, revision)):
        rows = (_compare(sample, measure, label) for measure in sample.measures)
        off = [
            f"{name_in_sentence(row.name)} {row.measured} {unit} where {row.spec} {unit} is asked for"
            for row in rows
            if row.outside
        ]
        if off:
            size = f" in {sample.size.name}" if sample.size else ""
            sentences.append(f"The sample{size} was accepted with {list_words(off)}: outside the tolerance.")
    return sentences


def _leave_standing(samples: Iterable[FitSample]) -> list[FitSample]:
    """Those that are accepted or waived, in their order; of those that were sewn, the newest of a size holds."""
    known = list(samples)
    newest = {sample.size_id: sample for sample in known if sample.verdict is not SampleVerdict.WAIVED}
    return [
        sample
        for sample in known
        if sample.verdict is SampleVerdict.WAIVED
        or (sample.verdict is SampleVerdict.ACCEPTED and sample is newest[sample.size_id])
    ]


def _compare(sample: FitSample, measure: SampleMeasure, label: Label) -> MeasuredRow:
    spec = next(
        (
            as_printed(each.value_mm, label.unit, label.grid)
            for each in sample.revision.measures
            if each.pom_id == measure.pom_id and each.size_id == sample.size_id
        ),
        None,
    )
    off = None if spec is None else measure.value_mm - spec
    return MeasuredRow(
        code=measure.pom.code,
        name=measure.pom.name,
        spec=None if spec is None else write_length(spec, label.unit, label.grid),
        measured=write_exactly(measure.value_mm, label.unit, label.grid),
        off=None if off is None else write_exactly(off, label.unit, label.grid, signed=True),
        outside=off is not None and _is_outside(off, measure.pom),
    )


def _is_outside(off: Decimal, pom: PointOfMeasure) -> bool:
    allowed = pom.tolerance_plus_mm if off > 0 else pom.tolerance_minus_mm
    return allowed is not None and abs(off) > allowed
