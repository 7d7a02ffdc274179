"""Hears by how much cloth shrank, where that is told behind it: "it shrank, now it is two inches shorter"."""

from bisect import bisect_left

from nlp.components.notes import Claim, Notes
from nlp.taxonomy import IssueCode

_LOST = frozenset({"lost", "lose", "loses", "losing"})
_LESS = frozenset({"shorter", "smaller", "narrower", "tighter"})


def shrunk_by(notes: Notes, start: int, end: int) -> tuple[Claim, bool] | None:
    """The shrinking that a length measures, by its place in the text, and whether it measures nothing else."""
    shrinking = [claim for claim in notes.claims if claim.code is IssueCode.FABRIC_SHRINKAGE_SHRINKS]
    if not shrinking:
        return None
    first, last = bisect_left(notes.starts, start), bisect_left(notes.starts, end)
    clause = notes.clause_at(first)
    for claim in reversed(shrinking):
        if clause is None or claim.silent or claim.amount or not 0 <= clause.sentence - claim.clause.sentence <= 1:
            continue
        is_lost = not _LOST.isdisjoint(notes.words[claim.term.end : first])
        if is_lost or not _LESS.isdisjoint(notes.words[last : last + 1]):
            return claim, is_lost
    return None
