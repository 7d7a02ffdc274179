"""Finds the half of a contrast of which nothing is told yet: hardly anybody sets against a praise what tells nothing."""

from collections.abc import Iterable, Sequence

from nlp.components.candidates import Candidate
from nlp.components.notes import Clause, Notes

Half = tuple[int, int, int]
"""The comment, the sentence and how many contrasts stand before it in the comment."""


def fill_halves(told: Iterable[Candidate], hopeful: Sequence[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """The likeliest candidate for each half of a short comment that tells nothing, if it says the contrary of the rest.

    What is told already are the comments' settled claims and the candidates that joined them.
    """
    joined: dict[int, list[Candidate]] = {}
    for candidate in told:
        joined.setdefault(id(candidate.notes), []).append(candidate)
    best: dict[Half, tuple[float, Candidate]] = {}
    for sure, candidate in hopeful:
        notes = candidate.notes
        others = joined.get(id(notes), [])
        praised = {code.is_ok for code in notes.settled} | {other.code.is_ok for other in others}
        clauses = [claim.clause for claim in notes.settled.values()] + [other.clause for other in others]
        half = _half_of(notes, candidate.clause)
        if candidate.code.is_ok in praised or not praised or any(_half_of(notes, one) == half for one in clauses):
            continue
        if half not in best or sure > best[half][0]:
            best[half] = sure, candidate
    return [*best.values()]


def _half_of(notes: Notes, clause: Clause) -> Half:
    return id(notes), clause.sentence, sum(one.contrasts for one in notes.clauses[: clause.number + 1])
