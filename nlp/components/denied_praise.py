"""Hears praise that is denied, of which a bag of words would hear the praise alone ("the waist is hardly perfect")."""

import re

from nlp.components.notes import Claim, Clause, Notes

_NOT = "(?:not|n't|nt|never|hardly|barely|nor|neither|far from|anything but)"
_BETWEEN = (
    "(?: (?:a|an|the|very|that|all|really|quite|at|fit|sit|sat|look|feel|hang|as|be|been|so|exactly|particularly"
    "|entirely|completely|totally|always|much|of|my|any|even|being|too))*"
)
_PRAISE = (
    "(?:good|great|perfect|right|nice|comfortable|comfy|flattering|ideal|properly|correctly|well|nicely|impressed"
    r"|recommend|favorite|favourite|best|happy|fan|work|works|worked)\b(?! that| to )"
)
_DENIED = re.compile("|".join((
    (rf"\b{_NOT}{_BETWEEN} (?:{_PRAISE}|(?<!feel )(?<!look )(?<!fit )(?:like|love)\b"
    r"|fit(?:$| (?:me|my|right|well|in|at|around|across|through|the|here|there)\b))"),
    r"\b(?:not|n't|never) get (?:the|my|it|them|this|these)(?: \w+){0,4} to (?:fit|sit|lie|hang|stay)\b",
    r"\bneither(?: \w+){1,4} nor(?: \w+){1,4} fits?\b",
    r"\bnothing (?:good|great|nice|special)\b",
    r"\b(?:not|n't) (?:quite |nearly |really |feel |)(?:high|low|long|short|wide) enough\b",
    r"\bnothing about (?:the|its|this)(?: \w+){1,4} (?:right|good|great|nice)\b",
    r"\b(?:not|n't) up to (?:much|par|scratch)\b|\b(?:to be|should be|should fit) better\b|\bfailed to fit\b",
    r"\bless than (?:ideal|flattering|perfect)\b|\bwanted to (?:like|love)\b",
)))  # fmt: skip
_REACH = 12


def denies_praise(words: list[str]) -> bool:
    """Whether praise is denied among the words of a clause."""
    return bool(_DENIED.search(" ".join(words)))


def is_excepted(notes: Notes, claim: Claim) -> bool:
    """Whether all the rest is praised ("everything but the waist is perfect")."""
    if "everything" not in notes.said:
        return False
    if is_behind_everything_but(notes, claim.clause):
        return "," not in notes.words[claim.clause.start : claim.term.start]
    owner = claim.owner_term
    if owner is None or owner.start < 3 or owner.start > claim.term.start:
        return False
    said = notes.words[max(0, owner.start - 4) : owner.start]
    return said[-1] in ("the", "its") and said[-2] in _EXCEPTING and "everything" in said[:-2]


def is_behind_everything_but(notes: Notes, clause: Clause) -> bool:
    """Whether the clause goes on "everything but"."""
    start = clause.start
    return start > 1 and notes.words[start - 1] in ("but", "except") and notes.words[start - 2] == "everything"


_EXCEPTING = frozenset({"but", "except", "besides", "for", "from"})
_BAD = frozenset({"bad", "poor"})


def is_fit_called_bad(notes: Notes, claim: Claim) -> bool:
    """Whether "fit" is only the name of what is found fault with behind it ("the fit in the waist isn't right")."""
    start, end = claim.term.start, claim.term.end
    if notes.words[start] != "fit" or end - start > 1 or notes.words[start - 1] not in ("the", "its", "their"):
        return False
    behind = [term for term in claim.clause.terms if end <= term.start <= end + _REACH]
    return any(getattr(term.entry, "value", "") in _BAD for term in behind) or denies_praise(
        notes.words[end : claim.clause.end]
    )
