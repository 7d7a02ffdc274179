"""Cuts the comment into clauses: stretches with one line of thought."""

from functools import reduce
from operator import or_

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Clause, Notes, Term, notes_of
from nlp.components.size_names import SIZE_NAMES
from nlp.lexicon import Part, Phrase, word_set
from nlp.lexicon.cues import BITS

_STOP, _CONTRAST = BITS["stop"], BITS["contrast"]
_COMMA, _AND, _WISH = BITS["comma"], BITS["and"], BITS["wish"]


CLAUSE_MAX = 70
"""Run-ons are cut here, in tokens, so that every step stays linear in the comment."""


@Language.component("toile_clauses")
def cut_clauses(doc: Doc) -> Doc:
    """Note the clauses, each with its terms."""
    notes = notes_of(doc)
    term_at = {term.start: term for term in notes.terms}
    inside = {at for term in notes.terms for at in range(term.start + 1, term.end - 1)}
    start, sentence, contrasts, speaks = 0, 0, False, False
    for at in range(len(notes.keys)):
        mark = notes.marks[at]
        if mark & _STOP or at - start >= CLAUSE_MAX:
            _add(notes, start, at, contrasts=contrasts, sentence=sentence)
            start, contrasts, speaks, sentence = at + 1, False, False, sentence + 1
        elif mark & _CONTRAST and at not in inside:
            _add(notes, start, at, contrasts=contrasts, sentence=sentence)
            start, contrasts, speaks = at if mark & _WISH else at + 1, True, False  # "just wish" goes on wishing
        elif mark & (_COMMA | _AND) and speaks and _begins_anew(notes, term_at, at):
            _add(notes, start, at, contrasts=contrasts, sentence=sentence)
            start, contrasts, speaks = at + 1, False, False
        else:
            speaks = speaks or _says_something(notes, term_at, inside, at)
    _add(notes, start, len(notes.keys), contrasts=contrasts, sentence=sentence)
    _share_terms(notes)
    return doc


def _add(notes: Notes, start: int, end: int, *, contrasts: bool, sentence: int) -> None:
    if end > start:
        marks = reduce(or_, notes.marks[start:end])
        notes.all_marks |= marks
        notes.clauses.append(Clause(start, end, [], contrasts, sentence, len(notes.clauses), marks))


def _says_something(notes: Notes, term_at: dict[int, Term], inside: set[int], at: int) -> bool:
    """Whether a verb or a judgement stands here ("the bust and hips were" goes on till "were")."""
    term = term_at.get(at)
    if term is not None:
        return not isinstance(term.entry, Part)
    return notes.keys[at] in _VERBS and at not in inside


_SUBJECTS = word_set("subjects")
_VERBS = word_set("clause_verbs")
_SAYING = word_set("saying_verbs")


def _begins_anew(notes: Notes, term_at: dict[int, Term], at: int) -> bool:
    """Whether a comma or "and" is followed by a subject with its own verb."""
    keys = notes.keys
    following = at + 1
    while following < len(keys) and _is_lead_in(notes, following):
        following += 1
    if following + 1 >= len(keys):
        return False
    if notes.words[following] in _SUBJECTS and keys[following + 1] in _SAYING:
        return True
    if notes.words[following] in SIZE_NAMES and keys[following + 1] in _SAYING:
        return True
    term = term_at.get(following)
    if term is None:
        return False
    if isinstance(term.entry, Part):
        term = _last_of_list(notes, term_at, term)
    follows = keys[term.end] if term.end < len(keys) else ""
    return (isinstance(term.entry, Part) and follows in _VERBS) or (
        isinstance(term.entry, Phrase) and term.end - term.start > 2
    )


def _last_of_list(notes: Notes, term_at: dict[int, Term], term: Term) -> Term:
    """The last of the parts that share a verb ("the collar and cuffs are stiff")."""
    while term.end < len(notes.keys) and notes.marks[term.end] & _AND:
        following = term_at.get(term.end + 1) or term_at.get(term.end + 2)
        if following is None or not isinstance(following.entry, Part):
            break
        term = following
    return term


def _is_lead_in(notes: Notes, at: int) -> bool:
    return bool(notes.marks[at] & (_COMMA | _AND)) or notes.keys[at] in ("the", "my", "its", "also", "so", "both")


def _share_terms(notes: Notes) -> None:
    clauses = iter(notes.clauses)
    clause = next(clauses, None)
    for term in notes.terms:
        while clause is not None and term.start >= clause.end:
            clause = next(clauses, None)
        if clause is None:
            break
        clause.terms.append(term)
