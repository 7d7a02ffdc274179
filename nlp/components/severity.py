"""Tells how bad each claim is: by words of degree near it, and by what was done for it."""

from functools import reduce
from operator import or_

from nlp.components.notes import Clause, Notes
from nlp.lexicon import Part
from nlp.lexicon.cues import BITS

_SLIGHT, _STRONG = BITS["slight"], BITS["strong"]
_DEGREES = _SLIGHT | _STRONG
_ACCEPTED, _RETURNED = BITS["accepted"], BITS["returned"]
_NONE: frozenset[int] = frozenset()
_NEAR = 4
"""So many words before the claim a word of degree may stand."""


def settle_severity(notes: Notes) -> None:
    """Note how bad each claim is."""
    accepts = notes.all_marks & _ACCEPTED
    returned = _returned(notes) if notes.all_marks & _RETURNED else _NONE
    for claim in notes.claims:
        term, clause, judgement = claim.term, claim.clause, claim.judgement
        if isinstance(term.entry, Part):
            continue
        near = 0
        if clause.marks & _DEGREES:
            near = reduce(or_, notes.marks[max(clause.start, term.start - _NEAR) : term.end], 0)
        if near & _SLIGHT or (accepts and _is_accepted(notes, clause)):
            claim.severity = 1
        elif near & _STRONG or clause.number in returned or (judgement is not None and judgement.strong):
            claim.severity = 3


def _is_accepted(notes: Notes, clause: Clause) -> bool:
    return any(mark & _ACCEPTED for mark in notes.marks[clause.start : min(clause.end + 5, len(notes.keys))])


def _returned(notes: Notes) -> set[int]:
    """The numbers of the clauses beside which the same sentence tells that it was sent back."""
    return {
        clause.number
        for told in notes.clauses
        if told.marks & _RETURNED
        for clause in notes.clauses[max(0, told.number - 2) : told.number + 3]
        if clause.sentence == told.sentence
    }
