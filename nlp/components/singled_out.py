"""Hears what is said of the whole and of one part above all ("I love this dress, especially the sleeves")."""

from nlp.components.notes import Claim, Notes, Term
from nlp.components.owners import NamedParts, can_own
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS

_ESPECIALLY = word_set("especially") - {"even"}
_LED = frozenset({"the", "those", "these", "its", "how", "about"})
_FAR = 12
"""So many words in front of the part the whole may be judged."""


def singled_out(notes: Notes, bare: NamedParts) -> list[Claim]:
    """The claims of parts that are singled out of what is judged."""
    if _ESPECIALLY.isdisjoint(notes.said) or not notes.claims:
        return []
    found = []
    for clause, term, part in bare:
        if part.garment or (claim := _shared(notes, term, clause.sentence)) is None:
            continue
        if any(other.start == term.end for other in clause.terms):
            continue  # "especially the material design"
        if term.end < len(notes.marks) and notes.marks[term.end] & BITS["be"]:
            continue  # "not long, mainly the sleeves are"
        found.append(claim)
    return found


def _shared(notes: Notes, term: Term, sentence: int) -> Claim | None:
    """The part's share of what is said in front of it."""
    at = term.start
    while at and notes.words[at - 1] in _LED:
        at -= 1
    if not at or notes.words[at - 1] not in _ESPECIALLY:
        return None
    for claim in reversed(notes.claims):
        judgement = claim.judgement
        if judgement is None or not term.start - _FAR <= claim.term.start < at or claim.clause.sentence != sentence:
            continue
        of_whole = claim.owner is None or claim.owner.garment
        if not of_whole or not (judgement.axis or judgement.value == "good") or not can_own(term.part, judgement):
            return None
        return Claim(claim.term, claim.clause, judgement, term.part, term, "in its place", confidence=0.8)
    return None
