"""Diagnoses in words: where a fault sits, and what is missing to tell."""

from app.models import Cause, Diagnosis, DiagnosisKind, EvidenceState, Route
from app.services.triage import WAYS, Triage
from nlp.taxonomy import Code

HEIGHT_ASPECTS = ("body.length", "sleeve.length", "leg.length", "rise.height", "strap.length", "waist.position")
"""What tall people miss whatever the size, so that it looks like grading."""

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


def propose(diagnosis: Diagnosis | None, made: Triage | None) -> tuple[Cause | None, Route]:
    """Return the probable cause and the way of a fix that the form of a decision offers first.

    Pieces that are off spec go before the pattern; a cloth at fault goes to the cloth.
    """
    if made and made.spares_pattern:
        return WAYS[made.made]
    cause = CAUSES.get(diagnosis.kind) if diagnosis else None
    return cause, Route.FABRIC if cause is Cause.FABRIC else Route.PATTERN


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
    told = diagnosis.cluster.fullest
    if told is None or told.reporting < REPORTS_MIN:
        return "So far too few say it to tell where it sits."
    if diagnosis.more_answers:
        return f"About {diagnosis.more_answers} more answers with a size could tell base pattern from grading."
    if told.state is not EvidenceState.ESTABLISHED:
        return "So far too few say it to tell where it sits."
    return "The answers by size do not point one way, though there are enough of them."


def _say_steps(code: Code, *, rises: bool) -> str:
    """Too much in larger sizes means that the steps between them are too big, too little that they are too small."""
    if code.opposite is None:
        return "the steps between the sizes are worth a look"
    too_much = code.value_word in ("long", "large")
    too_little = code.value_word in ("short", "small")
    if not too_much and not too_little:
        return "the steps between the sizes are off"
    return f"the steps between the sizes are too {'big' if too_much is rises else 'small'}"
