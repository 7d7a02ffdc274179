"""Hears by how much a measure differs from what was told of it: "listed as 30 inches, they measure 28"."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from nlp.components.lengths import amount_of
from nlp.components.notes import Claim, Notes, Term
from nlp.components.told_by_amount import MEASURED, TOLD_BY_AMOUNT, WHOLE_LENGTHS
from nlp.lexicon import Phrase, word_set
from nlp.taxonomy import IssueCode

_TELLING = word_set("telling_measures")
_GLANCE = _TELLING | {"inseam"}

_NUMBER = re.compile(r"(?<![\d$'./-])\d{2,3}(?:\.\d)?(?![\d%'/-]|[a-d]\b| ?(?:lb|pound|year|day|minute|week|%))")
_SAID = re.compile(rf"\b(?:{'|'.join(sorted(_TELLING))})\b[^.!?\n\d]*$")
_SAID_BEHIND = re.compile(rf"[^.!?\n\d]{{0,24}}\b(?:{'|'.join(sorted(_TELLING))})\b")
_FOUND = re.compile(
    r"\b(?:measur\w+|they'?re|they are|they were|it'?s|it is|it was|these are|actually|more like|closer to|really"
    r"|in fact|came in|came at|what i got)\b[^\d.]*$"
)
_INSTEAD = re.compile(r"\b(?:not|instead of|rather than|versus|vs)(?: (?:the|a|an))? ?$")
_NEEDED = re.compile(r"\bi(?: \w+)? (?:need|wear|take)(?: an?)? $")
_OWN = re.compile(r"\b(?:my|i am|i'?m|i measure|myself|mine is|model|size)\b")
"""Between two measures: one of them is somebody's own."""
_UNITS = re.compile(r"in(?:ch|ches)?\b|\"|''|cm\b|cent")
_ENDS = re.compile(r"[.!?\n]")
_FAR, _LEAD, _ON = 90, 60, 30
_LEAST_STEP_OF_SIZES = 20
"""Up to here numbers without a unit are those of sizes."""
_COLLAR = re.compile(r"\b(?:neck|collar)\b")
"""These are named by their inches."""
_MOST_IN, _MOST_CM = 8.0, 20.0
_CM_FROM = 62
"""From here on a number is no inches."""

_PLACES = {
    "waist": "waist.width", "waistband": "waist.width", "hips": "hip.width", "hip": "hip.width",
    "inseam": "leg.length", "inseams": "leg.length", "leg": "leg.length", "legs": "leg.length",
    "bust": "bust.width", "chest": "bust.width", "sleeve": "sleeve.length", "sleeves": "sleeve.length",
    "neck": "neck.width", "collar": "neck.width",
    "rise": "rise.height", "length": "body.length", "long": "body.length", "shoulder": "body.length",
}  # fmt: skip
_VALUES = {"width": ("small", "large"), "length": ("short", "long"), "height": ("low", "high")}
_SMALLER, _LARGER = ("small", "short"), ("large", "long")


def tell_differences(notes: Notes) -> None:
    """Give the difference between a measure and what was told of it to the claim that tells it, else to its own."""
    if _GLANCE.isdisjoint(notes.said) or notes.language != "en":
        return
    text = notes.prepared
    numbers = [match for match in _NUMBER.finditer(text) if 10 <= float(match.group()) <= 160]
    for one, other in pairwise(numbers):
        steps = _difference(text, one, other)
        if steps is None:
            continue
        start, end = one.start(), other.end()
        is_cm = "cm" in text[start : end + 4] or float(one.group()) >= _CM_FROM
        amount = amount_of(abs(steps), "cm" if is_cm else "in")
        aspect = next(_aspects(text, start, end), None)
        values = _LARGER if steps > 0 else _SMALLER
        told = _told(notes, aspect, values)
        if told is None and (aspect or _UNITS.match(text[one.end() :].lstrip())):
            told = _new_claim(notes, aspect or "body.length", bisect_left(notes.starts, start), steps > 0)
        if told is not None:
            told.amount = told.amount or amount


def _difference(text: str, one: re.Match[str], other: re.Match[str]) -> float | None:
    """By how much the measure is more than what was told of it, by these two numbers."""
    first, second = float(one.group()), float(other.group())
    between = text[one.end() : other.start()]
    most = _MOST_CM if max(first, second) >= _CM_FROM else _MOST_IN
    if len(between) > _FAR or not 0 < abs(first - second) <= most or _OWN.search(between):
        return None
    lead, behind = text[max(0, one.start() - _LEAD) : one.start()], text[other.end() : other.end() + _LEAD]
    measured = max(first, second) > _LEAST_STEP_OF_SIZES or _UNITS.search(between) or _UNITS.match(behind.lstrip())
    if not (measured or _COLLAR.search(between) or _COLLAR.search(lead)) or _OWN.search(lead[-12:]):
        return None
    if _INSTEAD.search(between) and (_SAID_BEHIND.match(behind) or _SAID.search(lead)):
        return first - second
    if "inseam" in between and _NEEDED.search(between):
        return first - second
    if _SAID.search(lead) and _FOUND.search(between):
        return second - first
    return None


def _aspects(text: str, start: int, end: int) -> Iterator[str]:
    """What is measured, by the words beside the numbers: behind the first one, then behind the last, then in front."""
    between = _ENDS.split(text[start:end])[0]
    behind = _ENDS.split(text[end : end + _ON])[0]
    before = _ENDS.split(text[max(0, start - _LEAD) : start])[-1]
    for word in re.findall(r"[a-z]+", f"{between} {behind} {before}"):
        if word in _PLACES:
            yield _PLACES[word]


def _told(notes: Notes, aspect: str | None, values: tuple[str, str]) -> Claim | None:
    """The claim that tells the difference already."""
    for claim in notes.claims:
        code = claim.code
        if not code or claim.silent or code.aspect not in MEASURED or code.value_word not in values:
            continue
        if aspect is None or code.aspect == aspect or {code.aspect, aspect} == WHOLE_LENGTHS:
            return claim
    return None


def _new_claim(notes: Notes, aspect: str, at: int, is_more: bool) -> Claim | None:
    clause = notes.clause_at(at)
    if clause is None:
        return None
    code = IssueCode(f"{aspect}/{_VALUES[aspect.partition('.')[2]][is_more]}")
    term = Term(at, min(at + 2, clause.end), Phrase(code))
    for other in notes.claims:
        if other.clause is clause and other.code and other.code.aspect == aspect:
            other.silent = other.silent or TOLD_BY_AMOUNT  # "said it was 36 inches long"
    claim = Claim(term, clause, None, None, None, "a measure compared with what was told of it", code, confidence=0.6)
    notes.claims.append(claim)
    return claim
