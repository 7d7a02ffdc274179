"""Answers are issues too: a tapped zone and the overall fit become issues without the tagger."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.errors import RuleError, translatable
from app.models import Feedback, FeedbackSource, Issue, IssueOrigin, Keeping, OverallFit
from nlp.taxonomy import ASPECTS, IssueCode, codes_of

PLAIN, STRONG = 2, 3
MM_PER_UNIT = {"mm": 1.0, "cm": 10.0, "in": 25.4}

_OVERALL = {
    OverallFit.MUCH_TOO_SMALL: (IssueCode.SIZE_OVERALL_SMALL, STRONG),
    OverallFit.TOO_SMALL: (IssueCode.SIZE_OVERALL_SMALL, PLAIN),
    OverallFit.TOO_LARGE: (IssueCode.SIZE_OVERALL_LARGE, PLAIN),
    OverallFit.MUCH_TOO_LARGE: (IssueCode.SIZE_OVERALL_LARGE, STRONG),
}
"""That it is right is no issue: it is the denominator of the others."""


AMOUNT_UNREADABLE = translatable("That amount cannot be read.")


@dataclass(frozen=True)
class TappedZone:
    """A place on the sketch, what is wrong there, and about how much."""

    aspect: str
    answer: str
    amount: float | None = None
    unit: str | None = None


def ensure_zones(zones: Sequence[TappedZone]) -> None:
    """A zone is answered once, with a word it knows, by an amount that a garment can be off by."""
    for zone in zones:
        if zone.aspect not in ASPECTS or zone.answer not in {code.value_word for code in codes_of(zone.aspect)}:
            said = f"{zone.aspect} {zone.answer}"
            raise RuleError(translatable("“%(said)s” is not an answer the form knows."), field="zones", said=said)
        if zone.amount is not None and (zone.unit not in (*MM_PER_UNIT, "size") or not 0 < zone.amount < 100):
            raise RuleError(AMOUNT_UNREADABLE, field="zones")
    if len({zone.aspect for zone in zones}) != len(zones):
        raise RuleError(translatable("A place is answered twice."), field="zones")


def ensure_alteration(keeping: Keeping | None, altered_by: float | None, altered_unit: str | None) -> None:
    """Only what is altered is altered by so much, and by an amount that a garment can be off by."""
    if altered_by is None:
        return
    if keeping is not Keeping.ALTERED:
        raise RuleError("Only of a piece that is altered is there an amount.", field="altered_by")
    if altered_unit not in MM_PER_UNIT or not 0 < altered_by < 100:
        raise RuleError(AMOUNT_UNREADABLE, field="altered_by")


def list_taps(feedback: Feedback) -> list[TappedZone]:
    """Return an answer's taps, each with its amount."""
    taps = [TappedZone(zone.aspect, zone.answer, zone.amount, zone.amount_unit) for zone in feedback.zone_answers]
    return add_alteration(taps, feedback.altered_by, feedback.altered_unit)


def add_alteration(zones: Sequence[TappedZone], altered_by: float | None, altered_unit: str | None) -> list[TappedZone]:
    """Return taps with the amount that the piece is altered by, where it is clear which of them it belongs to.

    What a piece is altered by is what its wearer wants to be different, and more surely than a guess on the sketch
    (statistics, C4: a stated amount). Where it is altered is not asked: so it counts only where one place alone is off,
    one that can be longer or shorter, and no amount was tapped there.
    """
    taps = list(zones)
    off = [place for place, zone in enumerate(taps) if zone.answer != "ok"]
    if altered_by is not None and len(off) == 1:
        zone = taps[off[0]]
        if zone.amount is None and IssueCode(f"{zone.aspect}/{zone.answer}").opposite is not None:
            taps[off[0]] = replace(zone, amount=altered_by, unit=altered_unit)
    return taps


def build_answer_issues(feedback: Feedback) -> list[Issue]:
    """Return the issues that an answer's taps say, one per code, without adding them to it."""
    return build_issues(list_taps(feedback), feedback.source, feedback.overall_fit)


def build_issues(taps: Sequence[TappedZone], source: FeedbackSource, overall_fit: OverallFit | None) -> list[Issue]:
    """Return taps, or the reason of a return, and the overall fit as issues: one per code, without words."""
    issues = [build_issue(zone, source) for zone in taps]
    if overall_fit in _OVERALL:
        code, severity = _OVERALL[overall_fit]
        issues.append(Issue(code=code, standing_code=code, origin=IssueOrigin.ANSWER, severity=severity))
    return issues


def build_issue(zone: TappedZone, source: FeedbackSource) -> Issue:
    """Return a tap, or the reason of a return, as an issue."""
    code = IssueCode(f"{zone.aspect}/{zone.answer}")
    low, high = interval_mm(zone.amount, zone.unit or "cm") if zone.amount is not None else (None, None)
    return Issue(
        code=code, standing_code=code, severity=0 if code.is_ok else PLAIN,
        origin=IssueOrigin.RETURN_REASON if source is FeedbackSource.RETURN else IssueOrigin.ANSWER,
        amount=zone.amount, amount_unit=zone.unit, low_mm=low, high_mm=high,
        hedge=None if low is None else "about", stated=zone.amount is not None,
    )  # fmt: skip


def forget_words(feedback: Feedback, issue: Issue) -> None:
    """Leave of an issue what was tapped: its words are gone, or say it no longer."""
    issue.span_start = issue.span_end = issue.why = issue.tagger_version = None
    issue.confidence, issue.safety = 1.0, False
    restore_tapped_amount(feedback, issue)


def restore_tapped_amount(feedback: Feedback, issue: Issue) -> None:
    """Put the amount back to what was tapped, or to nothing."""
    tapped = next((zone for zone in list_taps(feedback) if f"{zone.aspect}/{zone.answer}" == issue.code.value), None)
    issue.amount = tapped.amount if tapped else None
    issue.amount_unit = tapped.unit if tapped else None
    issue.low_mm = issue.high_mm = issue.hedge = None
    issue.stated = issue.amount is not None
    if tapped and tapped.amount is not None:
        issue.low_mm, issue.high_mm = interval_mm(tapped.amount, tapped.unit or "cm")
        issue.hedge = None if issue.low_mm is None else "about"


def interval_mm(amount: float, unit: str) -> tuple[float, float] | tuple[None, None]:
    """Return what "about" an amount can mean, in mm: twice half the unit that people round to (statistics, C4.1).

    Sizes are steps of the grading and have no millimetres.
    """
    if unit == "size":
        return None, None
    middle = amount * MM_PER_UNIT[unit]
    width = 12.7 if unit == "in" and amount * 2 % 1 == 0 else 6.35 if unit == "in" else 10.0 if unit == "cm" else 5.0
    return max(0.0, round(middle - width, 4)), round(middle + width, 4)
