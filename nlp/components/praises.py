"""Hears that a deviation is told among praise ("thick and beautiful", "the body is long, stays tucked")."""

from nlp.components.notes import Claim, Notes, Term
from nlp.components.reach import before
from nlp.lexicon import Part, Phrase, word_set
from nlp.lexicon.cues import BITS, DEGREES

_ALONG_MAX = 3
"""So many words may stand between two that are said along."""


def is_praised_along(notes: Notes, claim: Claim) -> bool:
    """Whether "and" joins the deviation to praise ("thick and beautiful", "gorgeous and a bit heavier")."""
    if claim.judgement is None or not claim.judgement.axis or claim.judgement.strong:
        return False
    start, end = claim.term.start, claim.term.end
    for term in claim.clause.terms:
        if term.end < start - _ALONG_MAX:
            continue
        if term.start > end + _ALONG_MAX:
            break
        if not _praises_alone(term) or term.entry is claim.judgement:
            continue
        if term.end == start and (claim.judgement.axis == "weight" or _name(term) == "love"):
            return True  # "a nice thin knit", "particularly liked cropped"
        if claim.judgement.axis not in ("weight", "length") and not _eases(claim, term):
            continue
        gap = range(term.end, start) if term.start < start else range(end, term.start)
        if 0 < len(gap) <= _ALONG_MAX and any(notes.marks[at] & BITS["and"] for at in gap):
            return True
    return False


def _eases(claim: Claim, term: Term) -> bool:
    """Whether what is loose is comfortable in one breath."""
    return claim.judgement is not None and claim.judgement.name == "loose" and _name(term) == "comfortable"


def _name(term: Term) -> str:
    return getattr(term.entry, "name", "")


_DEGREES = DEGREES | BITS["enough"] | BITS["than"]


def is_told_in_praise(notes: Notes, claim: Claim) -> bool:
    """Whether a bare measure stands in one breath with praise and no fault ("the body is long, stays tucked")."""
    judgement = claim.judgement
    if judgement is None or judgement.strong or judgement.axis not in ("width", "length"):
        return False
    if judgement.name.startswith("runs_") or judgement.name == "tight" or claim.owner is None:
        return False
    if judgement.name in ("small", "large") and claim.how == "of its subject" and claim.owner.name in _MEANT_TO_FIT:
        return False  # "a lovely print, but no: the waist is small"
    start, end = claim.term.start, claim.term.end
    if any(mark & _DEGREES for mark in notes.marks[max(claim.clause.start, start - 4) : end + 2]):
        return False
    praised = False
    for other in notes.claims:
        if other is claim or other.clause.sentence != claim.clause.sentence or other.term is claim.term:
            continue
        if _is_of_another_part(claim, other):
            continue
        if other.clause.contrasts or not (0 <= other.term.start - end <= 8 or 0 <= start - other.term.end <= 4):
            continue
        if _finds_fault(other) or (other.negated and other.judgement and other.judgement.axis == judgement.axis):
            return False  # "the sleeves are not long, they are short"
        praised = praised or _praises(other)
    behind = notes.words[claim.clause.end : claim.clause.end + 1]
    return praised and not claim.clause.contrasts and behind not in (["though"], ["tho"])


def _is_of_another_part(claim: Claim, other: Claim) -> bool:
    """Whether another part is praised, by name or by a phrase of its own ("hips were loose, length was perfect")."""
    if other.owner is not None:
        return other.owner is not claim.owner and not other.owner.garment
    entry = other.term.entry
    if claim.owner is None or other.clause is claim.clause or not isinstance(entry, Phrase):
        return False
    told = entry.code.group in ("fit", "construction") and entry.code.aspect not in ("size.overall", "shape.cut")
    return told and entry.code.aspect not in claim.owner.axes.values()


_MEANT_TO_FIT = frozenset({"bust", "waist", "hip", "armhole", "shoulder", "leg", "crotch"})
"""Parts that nobody wants small or large by themselves, unlike sleeves and necks."""


def _finds_fault(claim: Claim) -> bool:
    says_something = claim.judgement is not None or isinstance(claim.term.entry, Phrase)
    return says_something and claim.words_praise is claim.negated


def _praises(claim: Claim) -> bool:
    return not claim.silent and not claim.wished and not _finds_fault(claim)


_WEIGHTY = word_set("weighty")
_MUCH_OR_LITTLE = BITS["slight"] | BITS["strong"]
_EXCESS = word_set("excess")


def is_liked_weight(notes: Notes, claim: Claim) -> bool:
    """Whether cloth is called thick or heavy, not too much so, among praise ("heavy, soft, and hangs well")."""
    if claim.judgement is None or claim.judgement.name != "thick":
        return False
    start, clause = claim.term.start, claim.clause
    if _WEIGHTY.isdisjoint(notes.words[start : claim.term.end]):
        return False
    if _is_minded_behind(notes, claim):
        return False
    if any(notes.marks[at] & _MUCH_OR_LITTLE or notes.words[at] in _EXCESS for at in before(notes, claim, 3)):
        return False
    said = [term for one in notes.clauses if one.sentence == clause.sentence for term in one.terms]
    if any(_faults_alone(term) for term in said if term is not claim.term):
        return False
    return notes.words[start] == "thick" or any(_praises_alone(term) for term in said)


_MINDED = frozenset({"like", "love", "way", "what", "ok", "okay", "good"})


def _is_minded_behind(notes: Notes, claim: Claim) -> bool:
    """Whether it is told right behind that it is not liked so ("heavy, which I don't like")."""
    end = claim.term.end
    behind = notes.words[end : min(end + 8, claim.clause.end)]
    return not _MINDED.isdisjoint(behind) and any(mark & BITS["not"] for mark in notes.marks[end : end + len(behind)])


def _praises_alone(term: Term) -> bool:
    return not isinstance(term.entry, Part) and term.entry.praises


def _faults_alone(term: Term) -> bool:
    return not isinstance(term.entry, Part) and not term.entry.praises
