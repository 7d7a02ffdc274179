"""Suggestions in words, and what a suggested change means for the garment's chart."""

from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from app.models import Cluster, FeedbackSource, Label, MeasureKind, PointOfMeasure, Refusal, Suggestion
from app.services.lengths import MM_PER_UNIT, write_length
from app.services.limits import LARGEST_MM, TOLERANCE_MM
from app.services.point_names import find_library_code, name_in_english
from app.services.sizes_and_colours import grade_steps
from nlp.taxonomy import Code

GIRTHS = ("bust.width", "waist.width", "hip.width", "leg.width", "sleeve.width", "body.width")
"""What customers think of all round; shoulders and the neck opening are straight (field.md)."""

STRAIGHT = (
    "body.length", "sleeve.length", "leg.length", "rise.height", "neckline.depth", "strap.length", "waist.position",
    "shoulder.width", "neck.width", "armhole.size",
)  # fmt: skip

DELICATE = ("armhole.size", "rise.height", "neck.width", "neckline.depth")


_AMONG = {
    FeedbackSource.FORM: " on the form",
    FeedbackSource.REVIEW: " in the reviews",
    FeedbackSource.RETURN: " who sent it back",
}
"""Of whom amounts are read: of one source, for sources are not mixed."""


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


def has_length(code: Code) -> bool:
    """Return whether a fault is a matter of more or less of one measure."""
    return code.opposite is not None and code.aspect in GIRTHS + STRAIGHT


def find_measure(cluster: Cluster) -> PointOfMeasure | None:
    """Return the measure of the garment's chart that a fix would move first, where the chart has it.

    Of two that are the same point of the library it is the one that has its code, else the first.
    """
    garment = cluster.garment
    measured = [(find_library_code(pom), pom) for pom in garment.points_of_measure if pom.retired_at is None]
    for code in cluster.code.poms(garment.kind):
        same = [pom for known_as, pom in measured if known_as == code]
        if same:
            return next((pom for pom in same if pom.code.upper() == code), same[0])
    return None


def is_taken_flat(code: Code, pom: PointOfMeasure | None) -> bool:
    """Return whether customers speak of the whole round and the chart of half of it."""
    return code.aspect in GIRTHS and pom is not None and pom.kind is MeasureKind.HALF


def sewing_scatter_mm(code: Code, pom: PointOfMeasure | None) -> float:
    """Return the standard deviation of sewing in mm, half the tolerance; all round where the fault is a girth."""
    given = [each for each in (pom.tolerance_plus_mm, pom.tolerance_minus_mm) if each is not None] if pom else []
    if not pom or not given:
        return float(TOLERANCE_MM) / 2
    return float(sum(abs(each) for each in given)) / len(given) / 2 * (2 if is_taken_flat(code, pom) else 1)


def grid_step_mm(code: Code, pom: PointOfMeasure | None, label: Label) -> float:
    """Return the smallest shift in mm that the label's grid can print; twice that for a girth that is taken flat."""
    return float(Fraction(label.grid) * MM_PER_UNIT[label.unit] * (2 if is_taken_flat(code, pom) else 1))


def suggest_change(cluster: Cluster) -> SuggestedChange | None:
    """Return the suggested shift as a change of the chart, or None without a number or without the measure."""
    pom, suggestion = find_measure(cluster), cluster.suggestion
    if pom is None or suggestion is None or suggestion.shift_mm is None:
        return None
    shift, per_step = Decimal(str(suggestion.shift_mm)), Decimal(str(suggestion.per_step_mm or 0))
    aspect = cluster.code.aspect
    kind = "girth" if aspect in GIRTHS else "delicate" if aspect in DELICATE else "length"
    half = Decimal("0.5") if is_taken_flat(cluster.code, pom) else Decimal(1)
    unit = -half if asks_for_less(cluster.code, pom) else half
    return SuggestedChange(
        pom, shift * unit, per_step * unit if per_step else None, max(shift, per_step) > LARGEST_MM[kind]
    )


def asks_for_less(code: Code, pom: PointOfMeasure | None) -> bool:
    """Return whether the measure has to shrink: a waist that sits too low wants a shorter bodice, but a higher rise."""
    match code.value_word:
        case "long" | "large":
            return True
        case "high" | "low":
            on_rise = pom is not None and "rise" in name_in_english(pom).lower()
            sinks = code.aspect == "neckline.depth" or (code.aspect == "waist.position" and not on_rise)
            return (code.value_word == "low") is sinks
        case _:
            return False


def say_suggestion(suggestion: Suggestion, label: Label) -> str:
    """Return what was asked for and what suits most, or why there is no number: "8 asked for 13–51 mm less; …"."""
    cluster = suggestion.cluster
    word = "less" if asks_for_less(cluster.code, find_measure(cluster)) else "more"
    happy = _say_happy(suggestion)
    if suggestion.against:
        happy += f", {suggestion.against} {'says' if suggestion.against == 1 else 'say'} the opposite"
    if suggestion.refusal is Refusal.TOO_FEW_AMOUNTS:
        count = suggestion.stated
        who = f"So far {count} {'customer' if count == 1 else 'customers'}" if count else "Nobody"
        said = f"{who}{_say_among(cluster)} said by how much"
        return f"{said}; {happy}. Three amounts make a number: ask, or measure a piece that came back."
    around = " all round" if cluster.code.aspect in GIRTHS else ""
    asked = f"{suggestion.stated} asked for {_say_range(suggestion, label)} {word}{around}; {happy}"
    if suggestion.refusal is Refusal.LEAVE_IT:
        return f"{asked}; leaving it suits as many as any change."
    if suggestion.refusal is Refusal.TWO_HEAPS:
        return f"{asked}; one measure cannot suit both. Think of a second length, tall or petite."
    return f"{asked}; {_say_shift(suggestion, label)} suits most."


def spread_change(change: SuggestedChange, cluster: Cluster) -> dict[str, Decimal]:
    """Return a suggested change in mm by size name, the steps added up from the base."""
    steps = grade_steps(cluster.garment)
    side = -1 if cluster.suggestion and cluster.suggestion.smaller else 1
    return {
        size.name: change.delta_mm + (change.per_step_mm or 0) * max(0, steps[size] * side)
        for size in cluster.garment.sizes
    }


def say_length(length_mm: Decimal, label: Label, *, signed: bool = False) -> str:
    """Return a length in the label's unit and grid, "1.25 cm"."""
    return f"{write_length(length_mm, label.unit, label.grid, signed=signed)} {label.unit.value}"


def _say_among(cluster: Cluster) -> str:
    """Whose amounts were read, where others tell the point too: what those said by how much stands below."""
    told = cluster.fullest
    several = sum(row.reporting > 0 for row in cluster.evidence) > 1
    return _AMONG.get(told.source, "") if told and several else ""


def _say_happy(suggestion: Suggestion) -> str:
    """Only the form asks whether the rest fits; a review that does not speak of it is no praise."""
    one, told = suggestion.satisfied == 1, suggestion.cluster.fullest
    if told is None or told.source is FeedbackSource.FORM:
        return f"{suggestion.satisfied} {'is' if one else 'are'} happy"
    return f"{suggestion.satisfied} {'says' if one else 'say'} nothing of it"


def _say_shift(suggestion: Suggestion, label: Label) -> str:
    """What suits most: "1.00 cm", or per size: "0.50 cm all round for each size above M"; charts halve a girth."""
    around = " all round" if suggestion.cluster.code.aspect in GIRTHS else ""
    shift = say_length(Decimal(str(suggestion.shift_mm)), label) + around
    if suggestion.per_step_mm is None:
        return shift
    graded = f"{say_length(Decimal(str(suggestion.per_step_mm)), label)}{around} {_say_beyond(suggestion.cluster)}"
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
    return f"{least} {label.unit.value}" if least == most else f"{least}–{most} {label.unit.value}"
