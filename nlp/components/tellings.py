"""Which of several tellings of one code is quoted: "Short. It was way too short, it ended at my navel."

Each gets points by its words, and where the trained reader listens, by how sure it is of the code in the clause.
"""

from collections.abc import Sequence
from functools import reduce
from math import log
from operator import or_

from nlp.components.notes import SIZED, Claim, Notes
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode

FIRST = 1.0
"""The first telling before the others."""
_RULE = 100.0
"""A label’s own rule before everything."""
_CONCLUDED = -1.0
"""What was said before sizes that were compared."""
_OUTRIGHT = 2.0
""""Runs long" and "way too long" before "long"; "unflattering" before what tells a bad cut by other words."""
_SENTENCE = 1.0
"""A sentence before bare words."""
_TEXT = 2.0
"""The text before its title."""
_HEARD = 0.3
"""For each logit of the trained reader's certainty of the clause."""
_SURE_MIN, _SURE_MAX = 0.01, 0.99
"""Beyond these it says no more."""

_NEAR = 4
"""So many words in front of a judgement tell its degree and its verb."""
_BE, _CUT = BITS["be"], IssueCode.SHAPE_CUT_POOR
_FLATTERING = frozenset({"flatter", "unflatter"})
"""Keys of the words that a cut is judged by outright."""


def points(notes: Notes, claim: Claim) -> float:
    """How well a claim's words would serve as the quote of its code."""
    start, end = max(claim.clause.start, claim.term.start - _NEAR), claim.term.end
    found = _RULE if claim.rule else 0.0
    if claim.how in SIZED:
        found += _CONCLUDED
    keys = notes.keys[claim.term.start : end]
    if "run" in keys or "too" in notes.words[start:end]:
        found += _OUTRIGHT
    if claim.code is _CUT and not _FLATTERING.isdisjoint(keys):
        found += _OUTRIGHT
    if reduce(or_, notes.marks[start:end], 0) & _BE:
        found += _SENTENCE
    return found + _TEXT if claim.clause.sentence else found


def best_heard(told: Sequence[tuple[float, Claim]], sure: Sequence[float]) -> Claim:
    """The telling with most points, to which the trained reader adds by how sure it is of the code in each clause."""
    worth = [points + _HEARD * _logit(of_clause) for (points, _), of_clause in zip(told, sure, strict=True)]
    return told[worth.index(max(worth))][1]


def _logit(sure: float) -> float:
    sure = min(max(sure, _SURE_MIN), _SURE_MAX)
    return log(sure / (1 - sure))
