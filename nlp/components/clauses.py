"""Cuts the comment into clauses: stretches with one line of thought."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Clause, Notes, notes_of
from nlp.lexicon import Part, Phrase
from nlp.lexicon.cues import BITS

_STOP, _CONTRAST = BITS["stop"], BITS["contrast"]
_COMMA, _AND, _PRONOUN = BITS["comma"], BITS["and"], BITS["pronoun"]


@Language.component("toile_clauses")
def cut_clauses(doc: Doc) -> Doc:
    """Note the clauses, each with its terms."""
    notes = notes_of(doc)
    start, sentence, contrasts = 0, 0, False
    for at in range(len(notes.keys)):
        mark = notes.marks[at]
        if mark & _STOP:
            _add(notes, start, at, contrasts=contrasts, sentence=sentence)
            start, contrasts, sentence = at + 1, False, sentence + 1
        elif mark & _CONTRAST and not _inside_term(notes, at):
            _add(notes, start, at, contrasts=contrasts, sentence=sentence)
            start, contrasts = at + 1, True
        elif mark & (_COMMA | _AND) and _says_something(notes, start, at) and _begins_anew(notes, at):
            _add(notes, start, at, contrasts=contrasts, sentence=sentence)
            start, contrasts = at + 1, False
    _add(notes, start, len(notes.keys), contrasts=contrasts, sentence=sentence)
    _share_terms(notes)
    return doc


def _add(notes: Notes, start: int, end: int, *, contrasts: bool, sentence: int) -> None:
    if end > start:
        notes.clauses.append(Clause(start, end, [], contrasts, sentence))


def _inside_term(notes: Notes, at: int) -> bool:
    return any(term.start < at < term.end - 1 for term in notes.terms)


def _says_something(notes: Notes, start: int, end: int) -> bool:
    """Whether there is a verb or a judgement so far ("the bust and hips were" goes on)."""
    if any(key in _VERBS or key == "love" or key == "lik" for key in notes.keys[start:end]):
        return True
    return any(start <= term.start < end and not isinstance(term.entry, Part) for term in notes.terms)


_SUBJECTS = frozenset(["it", "they", "this", "these", "i", "she", "he", "we", "there", "that"])
_VERBS = frozenset(
    [
        "be",
        "am",
        "run",
        "fit",
        "look",
        "feel",
        "seem",
        "hang",
        "sit",
        "have",
        "do",
        "will",
        "would",
        "can",
        "could",
        "might",
        "come",
        "make",
    ]
)


def _begins_anew(notes: Notes, at: int) -> bool:
    """Whether a comma or "and" is followed by a subject with its own verb."""
    keys = notes.keys
    following = at + 1
    while following < len(keys) and (
        notes.marks[following] & (_COMMA | _AND) or keys[following] in ("the", "my", "its", "also", "so", "both")
    ):
        following += 1
    if following + 1 >= len(keys):
        return False
    if notes.words[following] in _SUBJECTS and keys[following + 1] in _VERBS | {
        "think",
        "love",
        "like",
        "wish",
        "buy",
        "order",
        "find",
        "usual",
        "normal",
        "feel",
        "really",
        "need",
        "wear",
        "get",
        "return",
        "also",
        "just",
    }:
        return True
    return _part_with_verb(notes, following)


def _part_with_verb(notes: Notes, at: int) -> bool:
    for term in notes.terms:
        if term.start == at:
            follows = notes.keys[term.end] if term.end < len(notes.keys) else ""
            return (isinstance(term.entry, Part) and follows in _VERBS) or (
                isinstance(term.entry, Phrase) and term.end - term.start > 2
            )
    return False


def _share_terms(notes: Notes) -> None:
    clauses = iter(notes.clauses)
    clause = next(clauses, None)
    for term in notes.terms:
        while clause is not None and term.start >= clause.end:
            clause = next(clauses, None)
        if clause is None:
            break
        clause.terms.append(term)
