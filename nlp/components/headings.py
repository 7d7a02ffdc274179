"""Finds the part that a sentence ends with, of which the next one tells ("the waist: too tight")."""

from nlp.components.notes import Clause, Notes, Term
from nlp.components.phrase_parts import part_at
from nlp.lexicon import Phrase, word_set
from nlp.lexicon.cues import DEGREES

_HEADING = frozenset(
    {"the", "as", "for", "and", "my", "its", "those", "these", "oh", "is", "are", "except", "only", "but", "just", ",",
     "no", "nope", "not", "do", "does", "n't", "sadly", "alas", "well"}
)  # fmt: skip
_HEADING_MAX = 5
_BIT_OF_IT = (["bit"], ["part"], ["area"], ["section"])


def _named_first(notes: Notes, clause: Clause) -> Term | None:
    """The part that a phrase begins with ("the sleeves reach my fingertips")."""
    parts = (part_at(notes, term.start) for term in clause.terms if isinstance(term.entry, Phrase))
    return next((part for part in parts if part is not None and part.names_place), None)


def headed_by(notes: Notes, clause: Clause) -> Term | None:
    """The part that stands alone before what is said of it ("the waist: too tight", "the legs? too short")."""
    if not clause.number or notes.words[clause.start - 1] == "!":
        return None
    heading = notes.clauses[clause.number - 1]
    if notes.words[clause.start] == "that" and notes.words[clause.start + 1 : clause.start + 2] in _BIT_OF_IT:
        named = (term for term in reversed(heading.terms) if term.names_place)
        return next(named, None) or _named_first(notes, heading)
    if not heading.terms:
        return None
    if len(heading.terms) != 1 or heading.end - heading.start > _HEADING_MAX:
        return _announced(notes, clause, heading)
    if notes.words[clause.start - 1] == "." and heading.contrasts:
        return _announced(notes, clause, heading)
    term = heading.terms[0]
    if not term.names_place:
        return None
    around = (*notes.words[heading.start : term.start], *notes.words[term.end : heading.end])
    return term if all(word in _HEADING for word in around) else None


_EXCEPTING = frozenset({"except", "from", "than", "of", "bar", "for", "only"})
_COMPLAINING = word_set("complaining")


def _announced(notes: Notes, clause: Clause, heading: Clause) -> Term | None:
    """The part that a sentence ends with, of which more follows ("all is well but for the waist. Too tight.")."""
    named = heading.terms[-1]
    if named.end != heading.end or not notes.marks[clause.start] & DEGREES or not named.names_place:
        return None
    leads = notes.words[clause.start - 1] in (":", "?") or not _EXCEPTING.isdisjoint(
        notes.words[max(heading.start - 1, 0) : heading.start + 1]
    )
    return named if leads or not _COMPLAINING.isdisjoint(notes.words[heading.start : named.start]) else None
