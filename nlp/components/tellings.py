"""Which of several tellings of one code is quoted: "Short. It was way too short, it ended at my navel."

Each gets points by its words, and where the trained reader listens, by how sure it is of the code in the clause.
"""

from collections.abc import Iterator, Sequence
from functools import reduce
from math import exp, log
from operator import or_
from typing import Protocol

from nlp.components.notes import SIZED, Claim, Notes
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode
from nlp.trained import Matrix, TrainedReader

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
_LOG_MIN, _LOG_MAX = log(0.01), log(0.99)
"""Beyond these it says no more."""

_NEAR = 4
"""So many words in front of a judgement tell its degree and its verb."""
_BE = BITS["be"]
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
    if claim.code is IssueCode.SHAPE_CUT_POOR and not _FLATTERING.isdisjoint(keys):
        found += _OUTRIGHT
    if reduce(or_, notes.marks[start:end], 0) & _BE:
        found += _SENTENCE
    return found + _TEXT if claim.clause.sentence else found


class Heard(Protocol):
    """A clause that the trained reader heard."""

    of_clause: int
    """The row of what it says of the clause."""


def better_heard(
    comments: Sequence[Notes], clauses: Sequence[Heard], logs: Matrix, reader: TrainedReader
) -> Iterator[tuple[Notes, Claim]]:
    """The tellings to be quoted in the place of the settled ones, by what the trained reader says, in logarithms."""
    first = 0
    for notes in comments:
        for code, told in notes.tellings.items():
            settled = notes.settled.get(code)
            if settled is None or not isinstance(code, IssueCode):
                continue
            column = reader.columns_of([code])[0]
            if column == len(reader.codes):
                continue  # it never met it
            heard = [
                worth + _HEARD * _logit(logs[clauses[first + claim.clause.number].of_clause, column])
                for worth, claim in told
            ]
            best = told[heard.index(max(heard))][1]
            if best is not settled:
                yield notes, best
        first += len(notes.clauses)


def _logit(sure: float) -> float:
    sure = min(max(float(sure), _LOG_MIN), _LOG_MAX)
    return sure - log(1 - exp(sure))
