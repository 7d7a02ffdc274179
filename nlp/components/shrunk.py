"""Hears by how much cloth shrank, where that is told behind it: "it shrank, now it is two inches shorter"."""

from bisect import bisect_left

from nlp.components.notes import Claim, Notes
from nlp.taxonomy import IssueCode

_LOST = frozenset({"lost", "lose", "loses", "losing"})
_LESS = frozenset({"shorter", "smaller", "narrower", "tighter"})


_TELLING = _LOST | _LESS
"""Where none of these is said nobody tells by how much; a glance."""


def shrunk_by(notes: Notes, start: int, end: int) -> tuple[Claim, bool] | None:
    """The shrinking that a length measures, by its place in the text, and whether it measures nothing else."""
    if _TELLING.isdisjoint(notes.said):
        return None
    first, last = bisect_left(notes.starts, start), bisect_left(notes.starts, end)
    clause = notes.clause_at(first)
    for claim in reversed(notes.claims):
        if claim.code is not IssueCode.FABRIC_SHRINKAGE_SHRINKS or claim.silent or claim.amount:
            continue
        if clause is None or not 0 <= clause.sentence - claim.clause.sentence <= 1:
            continue
        is_lost = not _LOST.isdisjoint(notes.words[claim.term.end : first])
        if is_lost or not _LESS.isdisjoint(notes.words[last : last + 1]):
            return claim, is_lost
    return None
