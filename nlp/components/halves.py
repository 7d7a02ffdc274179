"""Finds the half of a contrast of which nothing is told yet: hardly anybody sets against praise what tells nothing."""

from collections.abc import Iterable, Sequence

from nlp.components.candidates import Candidate
from nlp.components.notes import Clause, Notes
from nlp.lexicon import Part
from nlp.lexicon.cues import BITS

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
        if not any(clause.contrasts for clause in notes.clauses):
            continue
        others = joined.get(id(notes), [])
        praised = {code.is_ok for code in notes.settled} | {other.code.is_ok for other in others}
        if candidate.code.is_ok in praised or not praised:
            continue
        half = _half_of(notes, candidate.clause)
        tells = [claim.clause for claim in notes.settled.values()] + [other.clause for other in others]
        if candidate.code.is_ok:
            tells += [clause for clause in notes.clauses if _is_heard(notes, clause)]
        if all(_half_of(notes, clause) != half for clause in tells) and (half not in best or sure > best[half][0]):
            best[half] = sure, candidate
    return [*best.values()]


def _half_of(notes: Notes, clause: Clause) -> Half:
    return id(notes), clause.sentence, sum(one.contrasts for one in notes.clauses[: clause.number + 1])


def _is_heard(notes: Notes, clause: Clause) -> bool:
    """Whether the rules know what a clause says that tells nothing ("I expected it to fit", "the waist is not")."""
    if clause.marks & _UNREAL or notes.keys[clause.end - 1] == "not" or clause.names("fit"):
        return True
    return any(not isinstance(term.entry, Part) for term in clause.terms)


_UNREAL = BITS["fear"] | BITS["others"] | BITS["when_if"]
