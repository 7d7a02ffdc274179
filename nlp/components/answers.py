"""Hears what cannot be done by a short question and what answers it ("top button? Not without choking")."""

import re

from nlp.components.notes import Claim, Clause, Notes
from nlp.components.owners import NamedParts
from nlp.garments import GarmentKind
from nlp.lexicon import Phrase
from nlp.taxonomy import IssueCode

_ASKED_MAX = 7
_REFUSING = re.compile(
    r"(?:not (?:without|unless|until|if|a (?:chance|hope|prayer)|happening|even)"
    r"|only (?:if|when|by|with|after|lying|on)|forget it|forget that|no (?:way|chance|hope)"
    r"|never|dream on|good luck|impossible|hopeless)\b"
)
_ANOTHER_MATTER = re.compile(
    r" (?:is|was|are|'s) (?:quite |a whole )?(?:another|a different|an altogether different)"
    r" (?:matter|story|thing|question|kettle of fish|ball game)\b"
)


def is_refused(notes: Notes, clause: Clause) -> bool:
    """Whether it is told that something cannot be done ("lifting my arms? Forget it", "… is another matter")."""
    if _ANOTHER_MATTER.search(" ".join(notes.words[clause.start : clause.end])):
        return True
    if notes.words[clause.end : clause.end + 1] != ["?"] or clause.end - clause.start > _ASKED_MAX:
        return False
    answer = notes.clause_after(clause)
    return answer is not None and bool(_REFUSING.match(" ".join(notes.words[answer.start : answer.end])))


def is_said_to_be_hindered(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase that says something only where it does not work is told not to."""
    entry = claim.term.entry
    return isinstance(entry, Phrase) and entry.hindered and is_refused(notes, claim.clause)


_FASTENED = frozenset({"button", "buttons", "zip", "zipper", "fly", "waistband", "collar", "hook", "fastening", "belt"})
_FASTENING = _FASTENED | {
    "the", "a", "my", "its", "that", "top", "first", "last", "up", "do", "doing", "done", "closing", "close",
}  # fmt: skip
_AT_NECK = frozenset({"top", "first", "collar"})
_AT_WAIST = (GarmentKind.JEANS, GarmentKind.TROUSERS, GarmentKind.SKIRT, GarmentKind.SHORTS)


def refused(notes: Notes, bare: NamedParts) -> list[Claim]:
    """The claims of closures of which no more is told than that they do not close."""
    return [
        Claim(term, clause, None, None, None, "phrase", code, confidence=0.6)
        for clause, term, _ in bare
        if notes.words[term.end - 1] in _FASTENED and (code := _not_fastened(notes, clause)) is not None
    ]


def _not_fastened(notes: Notes, clause: Clause) -> IssueCode | None:
    """What is too tight where a closure alone is asked about, and it does not close."""
    words = _ANOTHER_MATTER.split(" ".join(notes.words[clause.start : clause.end]))[0].split()
    if _FASTENED.isdisjoint(words) or not _FASTENING.issuperset(words) or not is_refused(notes, clause):
        return None
    if notes.garment in _AT_WAIST:
        return IssueCode.WAIST_WIDTH_SMALL
    return IssueCode.NECK_WIDTH_SMALL if not _AT_NECK.isdisjoint(words) else IssueCode.SIZE_OVERALL_SMALL
