"""Diagnoses and suggestions in words, and what a suggested change means for the garment's chart."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.models import (
    Cause,
    Cluster,
    Diagnosis,
    DiagnosisKind,
    EvidenceState,
    FeedbackSource,
    Label,
    LengthUnit,
    MeasureKind,
    PointOfMeasure,
    Refusal,
    Suggestion,
)
from app.services.lengths import MM_PER_UNIT, write_length
from nlp.taxonomy import IssueCode

GIRTHS = ("bust.width", "waist.width", "hip.width", "leg.width", "sleeve.width", "body.width")
"""What customers think of all round; shoulders and the neck opening are straight (field.md)."""

STRAIGHT = (
    "body.length", "sleeve.length", "leg.length", "rise.height", "neckline.depth", "strap.length", "waist.position",
    "shoulder.width", "neck.width", "armhole.size",
)  # fmt: skip

HEIGHT_ASPECTS = ("body.length", "sleeve.length", "leg.length", "rise.height", "strap.length", "waist.position")
"""What tall people miss whatever the size, so that it looks like grading."""

DELICATE = ("armhole.size", "rise.height", "neck.width", "neckline.depth")

LARGEST_MM = {"girth": Decimal(20), "delicate": Decimal(10), "length": Decimal(25)}
"""The largest change of one revision that goes without a sample, girths all round (field.md)."""

TOLERANCE_MM = Decimal("6.35")
"""The usual tolerance of a measure that names none, all round for girths (field.md)."""

REPORTS_MIN = 3
"""Fewer reports than this say nothing of where a fault sits."""

CAUSES = {
    DiagnosisKind.BASE: Cause.BASE_PATTERN,
    DiagnosisKind.GRADING: Cause.GRADING,
    DiagnosisKind.ONE_COLOUR: Cause.FABRIC,
    DiagnosisKind.ONE_LOT: Cause.FABRIC,
    DiagnosisKind.BOTH_DIRECTIONS: Cause.OFF_SPEC,
}
"""The probable cause that a diagnosis proposes; a designer decides."""

TITLES = {
    DiagnosisKind.BASE: "Base pattern",
    DiagnosisKind.GRADING: "Grading",
    DiagnosisKind.BOTH: "Base pattern and grading",
    DiagnosisKind.GRADING_OR_HEIGHT: "Grading or height",
    DiagnosisKind.ONE_SIZE: "One size only",
    DiagnosisKind.ONE_COLOUR: "One colour only",
    DiagnosisKind.ONE_LOT: "One lot of fabric only",
    DiagnosisKind.BOTH_DIRECTIONS: "Both directions in one size",
    DiagnosisKind.CANNOT_TELL: "Can’t tell yet",
}


@dataclass(frozen=True)
class SuggestedChange:
    """A suggested shift on the chart of the garment, in mm of the measure's own kind: half for a flat girth."""

    pom: PointOfMeasure
    delta_mm: Decimal
    """In every size."""
    per_step_mm: Decimal | None
    """And so much more for each size beyond the base."""
    sample_first: bool
    """Whether it is more than one revision takes unseen."""


def has_length(code: IssueCode) -> bool:
    """Return whether a fault is a matter of more or less of one measure."""
    return code.opposite is not None and code.aspect in GIRTHS + STRAIGHT


def find_measure(cluster: Cluster) -> PointOfMeasure | None:
    """Return the measure of the garment's chart that a fix would move first, where the chart has it."""
    garment = cluster.garment
    by_code = {pom.code: pom for pom in garment.points_of_measure if pom.retired_at is None}
    return next((by_code[code] for code in cluster.code.poms(garment.kind) if code in by_code), None)


def sewing_scatter_mm(pom: PointOfMeasure | None, *, girth: bool) -> float:
    """Return the standard deviation of sewing in mm, half the tolerance; all round where the fault is a girth."""
    given = [each for each in (pom.tolerance_plus_mm, pom.tolerance_minus_mm) if each is not None] if pom else []
    if not pom or not given:
        return float(TOLERANCE_MM) / 2
    flat = girth and pom.kind is MeasureKind.HALF
    return float(sum(abs(each) for each in given)) / len(given) / 2 * (2 if flat else 1)


def grid_step_mm(pom: PointOfMeasure | None, label: Label, *, girth: bool) -> float:
    """Return the smallest shift in mm that the label's grid can print; twice that for a girth that is taken flat."""
    flat = girth and pom is not None and pom.kind is MeasureKind.HALF
    return float(Fraction(label.grid) * MM_PER_UNIT[label.unit] * (2 if flat else 1))


def suggest_change(cluster: Cluster) -> SuggestedChange | None:
    """Return the suggested shift as a change of the chart, or None without a number or without the measure."""
    pom, suggestion = find_measure(cluster), cluster.suggestion
    if pom is None or suggestion is None or suggestion.shift_mm is None:
        return None
    shift, per_step = Decimal(str(suggestion.shift_mm)), Decimal(str(suggestion.per_step_mm or 0))
    aspect = cluster.code.aspect
    kind = "girth" if aspect in GIRTHS else "delicate" if aspect in DELICATE else "length"
    flat = aspect in GIRTHS and pom.kind is MeasureKind.HALF
    unit = (-1 if _asks_for_less(cluster.code, pom) else 1) * (Decimal("0.5") if flat else Decimal(1))
    return SuggestedChange(
        pom, shift * unit, per_step * unit if per_step else None, max(shift, per_step) > LARGEST_MM[kind]
    )


def say_diagnosis(diagnosis: Diagnosis) -> str:
    """Return what a diagnosis means, in a sentence or two."""
    place = diagnosis.place
    match diagnosis.kind:
        case DiagnosisKind.BASE:
            return "All sizes say it about alike: the fault is in the base pattern."
        case DiagnosisKind.GRADING | DiagnosisKind.BOTH | DiagnosisKind.GRADING_OR_HEIGHT:
            return _say_graded(diagnosis)
        case DiagnosisKind.ONE_SIZE:
            return f"Size {place} says it far more than the rest: look at its marker, its cutting and the step there."
        case DiagnosisKind.ONE_COLOUR:
            return f"{place} says it far more than the other colours: look at its cloth before the pattern."
        case DiagnosisKind.ONE_LOT:
            return f"Lot {place} says it far more than the others: look at its shrinkage before the pattern."
        case DiagnosisKind.BOTH_DIRECTIONS:
            return f"In {place} some say this and some the opposite: measure the pieces before the pattern is blamed."
        case _:
            return _say_untold(diagnosis)


def _say_graded(diagnosis: Diagnosis) -> str:
    """The fault grows to one side of the sizes."""
    more = f"{'Larger' if diagnosis.rises else 'Smaller'} sizes say it more"
    steps = _say_steps(diagnosis.cluster.code, rises=diagnosis.rises)
    if diagnosis.kind is DiagnosisKind.GRADING:
        return f"{more} and the base size hardly: {steps}."
    if diagnosis.kind is DiagnosisKind.BOTH:
        return f"{more}, and the base size too: the base pattern is off, and {steps}."
    known = f"{diagnosis.heights} of {diagnosis.sized} said how tall they are"
    return f"{more}, but it may be {'taller' if diagnosis.rises else 'shorter'} people who buy them: {known}."


def _say_untold(diagnosis: Diagnosis) -> str:
    """What is missing: reports, answers, or agreement."""
    headline = diagnosis.cluster.headline
    if headline is None or headline.reporting < REPORTS_MIN:
        return "So far too few say it to tell where it sits."
    if diagnosis.more_answers:
        return f"About {diagnosis.more_answers} more answers with a size could tell base pattern from grading."
    if headline.state is not EvidenceState.ESTABLISHED:
        return "So far too few say it to tell where it sits."
    return "The answers by size do not point one way, though there are enough of them."


def say_suggestion(suggestion: Suggestion, label: Label) -> str:
    """Return what was asked for and what suits most, or why there is no number: "8 asked for 13–51 mm less; …"."""
    cluster = suggestion.cluster
    word = "less" if _asks_for_less(cluster.code, find_measure(cluster)) else "more"
    happy = _say_happy(suggestion)
    if suggestion.against:
        happy += f", {suggestion.against} {'says' if suggestion.against == 1 else 'say'} the opposite"
    if suggestion.refusal is Refusal.TOO_FEW_AMOUNTS:
        said = f"{suggestion.stated or 'Nobody'} said by how much" + (" so far" if suggestion.stated else "")
        return f"{said}; {happy}. Three amounts make a number: ask, or measure a piece that came back."
    around = " all round" if cluster.code.aspect in GIRTHS else ""
    asked = f"{suggestion.stated} asked for {_say_range(suggestion, label)} {word}{around}; {happy}"
    if suggestion.refusal is Refusal.LEAVE_IT:
        return f"{asked}; leaving it suits as many as any change."
    if suggestion.refusal is Refusal.TWO_HEAPS:
        return f"{asked}; one measure cannot suit both. Think of a second length, tall or petite."
    return f"{asked}; {_say_shift(suggestion, label)} suits most."


def say_change(change: SuggestedChange, cluster: Cluster, label: Label) -> str:
    """Return a suggested change of the chart: "−0.50 cm", "+0.50 cm for each size above M"."""
    whole = say_length(change.delta_mm, label, signed=True)
    if change.per_step_mm is None:
        return whole
    graded = f"{say_length(change.per_step_mm, label, signed=True)} {_say_beyond(cluster)}"
    return f"{whole} in every size, {graded}" if change.delta_mm else graded


def spread_change(change: SuggestedChange, cluster: Cluster) -> dict[str, Decimal]:
    """Return a suggested change in mm by size name, the steps added up from the base."""
    garment, suggestion = cluster.garment, cluster.suggestion
    base = garment.base_size
    sign = -1 if suggestion and suggestion.smaller else 1
    beyond = {size.name: max(0, (size.position - base.position) * sign) if base else 0 for size in garment.sizes}
    return {name: change.delta_mm + (change.per_step_mm or 0) * steps for name, steps in beyond.items()}


def say_length(length_mm: Decimal, label: Label, *, signed: bool = False) -> str:
    """Return a length in the label's unit and grid, "1.25 cm"."""
    return f"{write_length(length_mm, label.unit, label.grid, signed=signed)} {_unit_word(label)}"


def _say_happy(suggestion: Suggestion) -> str:
    """Only the form asks whether the rest fits; a review that does not speak of it is no praise."""
    one, headline = suggestion.satisfied == 1, suggestion.cluster.headline
    if headline is None or headline.source is FeedbackSource.FORM:
        return f"{suggestion.satisfied} {'is' if one else 'are'} happy"
    return f"{suggestion.satisfied} {'says' if one else 'say'} nothing of it"


def _say_shift(suggestion: Suggestion, label: Label) -> str:
    """What suits most: "1.00 cm", or per size: "0.50 cm for each size above M"."""
    shift = say_length(Decimal(str(suggestion.shift_mm)), label)
    if suggestion.per_step_mm is None:
        return shift
    graded = f"{say_length(Decimal(str(suggestion.per_step_mm)), label)} {_say_beyond(suggestion.cluster)}"
    return f"{shift} in all sizes and {graded}" if suggestion.shift_mm else graded


def _say_beyond(cluster: Cluster) -> str:
    base = cluster.garment.base_size
    side = "below" if cluster.suggestion and cluster.suggestion.smaller else "above"
    return f"for each size {side} {base.name if base else 'the base'}"


def _say_range(suggestion: Suggestion, label: Label) -> str:
    least, most = (
        write_length(Decimal(str(each or 0)), label.unit, label.grid)
        for each in (suggestion.least_mm, suggestion.most_mm)
    )
    return f"{least} {_unit_word(label)}" if least == most else f"{least}–{most} {_unit_word(label)}"


def _unit_word(label: Label) -> str:
    return LengthUnit(label.unit).value


def _say_steps(code: IssueCode, *, rises: bool) -> str:
    """Too much in larger sizes means that the steps between them are too big, too little that they are too small."""
    if code.opposite is None:
        return "the steps between the sizes are worth a look"
    too_much = code.value_word in ("long", "large")
    too_little = code.value_word in ("short", "small")
    if not too_much and not too_little:
        return "the steps between the sizes are off"
    return f"the steps between the sizes are too {'big' if too_much is rises else 'small'}"


def _asks_for_less(code: IssueCode, pom: PointOfMeasure | None) -> bool:
    """Whether the measure has to shrink: a waist that sits too low wants a shorter bodice, but a higher rise."""
    match code.value_word:
        case "long" | "large":
            return True
        case "high" | "low":
            on_rise = pom is not None and "rise" in pom.name.lower()
            sinks = code.aspect == "neckline.depth" or (code.aspect == "waist.position" and not on_rise)
            return (code.value_word == "low") is sinks
        case _:
            return False
