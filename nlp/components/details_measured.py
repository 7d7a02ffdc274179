"""Hears by how much a detail or the cloth is off: "the pockets sit two inches too low", "it grew by 4 cm"."""

import re

from nlp.components.notes import Claim, Notes
from nlp.taxonomy import Code

_LEADS = re.compile(
    r"\b(?:by|stretch(?:es|ed)?(?: out)?|gr[eo]w[ns]?|gained|gone up|went up)"
    r"(?: (?:a|an|at|least|about|around|almost|nearly|good|full|whole|in|it))*,? ?$"
)
_FOLLOWS = re.compile(
    r" ?(?:too|below|under|past|off|over|apart|lower|higher|shorter|longer|bigger|larger|wider|deeper"
    r"|of [a-z ]{2,30}\b(?:shows?|showing|shown|sticks? out|sticking out|hangs?|hanging)\b)\b"
)
_LEAD_MAX = 30


def is_of_detail(code: Code) -> bool:
    """Whether a code tells of a detail or of how cloth gives, whose amount has to be told beside it."""
    return not code.is_ok and (code.group == "construction" or code.aspect == "fabric.stretch")


def measures_detail(notes: Notes, start: int, end: int) -> bool:
    """Whether an amount is one by which something is off, not one that only tells how large a thing is."""
    text = notes.prepared
    return bool(_FOLLOWS.match(text, end) or _LEADS.search(text, max(0, start - _LEAD_MAX), start))


def detail_measured(notes: Notes, start: int, end: int) -> Claim | None:
    """The fault of a detail in the clause of an amount, which tells by how much it is off."""
    if not measures_detail(notes, start, end):
        return None
    for claim in notes.claims:
        clause = claim.clause
        first, last = notes.place_of(clause.start, clause.end)
        if claim.code is None or claim.silent or claim.amount or not is_of_detail(claim.code):
            continue
        if first <= start and end <= last + 1:
            return claim
    return None
