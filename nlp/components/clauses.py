"""Cuts the comment into clauses: stretches with one line of thought."""

from itertools import compress, count

from nlp.components.notes import Clause, Notes, Term
from nlp.components.size_names import SIZE_NAMES
from nlp.components.steps import step
from nlp.lexicon import Part, Phrase, word_set
from nlp.lexicon.cues import BITS

_STOP, _CONTRAST = BITS["stop"], BITS["contrast"]
_JOINING, _AND, _WISH = BITS["comma"] | BITS["and"], BITS["and"], BITS["wish"]
_CUTTING = _STOP | _CONTRAST | _JOINING


CLAUSE_MAX = 70
"""Run-ons are cut here, in tokens, so that every step stays linear in the comment."""
SHORT_MAX = 60
"""The most words of a short comment."""


@step("toile_clauses")
def cut_clauses(notes: Notes) -> None:
    """Note the clauses, each with its terms."""
    keys, marks = notes.keys, notes.marks
    _join_afterthoughts(notes)
    term_at: dict[int, Term] = {}
    inside: set[int] = set()
    for term in notes.terms:
        term_at[term.start] = term
        if term.end - term.start > 2:
            inside.update(range(term.start + 1, term.end - 1))
    start, sentence, contrasts, speaks, heard, piece = 0, 0, False, False, 0, 0
    cues = 0  # of the clause so far
    for at in [*compress(count(), marks), len(keys)]:
        mark = marks[at]
        if mark and not mark & _CUTTING:
            cues |= mark
            continue
        while at - start > CLAUSE_MAX:
            end = start + CLAUSE_MAX
            _add(notes, start, end, contrasts, sentence, notes.marks_of(range(start, end)))
            start, cues = end + 1, notes.marks_of(range(end + 1, at))
            contrasts, speaks, heard, piece, sentence = False, False, start, start, sentence + 1
        before, cues = cues, cues | mark
        piece = _end_piece(notes, piece, at, sentence)
        if mark & _STOP or at - start == CLAUSE_MAX:
            _add(notes, start, at, contrasts, sentence, before)
            start, contrasts, speaks, heard, sentence, cues = at + 1, False, False, at + 1, sentence + 1, 0
        elif mark & _CONTRAST and at not in inside and not (keys[at] == "say" and _is_said_by(notes, at)):
            _add(notes, start, at, contrasts, sentence, before)
            # "just wish" goes on wishing
            start, cues = (at, mark) if mark & _WISH else (at + 1, 0)
            contrasts, speaks, heard = True, False, at + 1
        elif mark & _JOINING:
            speaks = speaks or _says_something(keys, term_at, inside, heard, at)
            heard = at
            if speaks and _begins_anew(notes, term_at, at):
                _add(notes, start, at, contrasts, sentence, before)
                start, contrasts, speaks, heard, cues = at + 1, False, False, at + 1, 0
    _add(notes, start, len(keys), contrasts, sentence, cues)
    notes.is_short = not notes.clauses or (notes.clauses[-1].sentence <= 1 and len(notes.words) <= SHORT_MAX)
    _share_terms(notes)


_MEANING = (["i", "mean"], ["that", "is"])
_ARTICLES = frozenset({"the", "those", "these", "my", "its"})
_AFTERTHOUGHT_MAX = 6


def _join_afterthoughts(notes: Notes) -> None:
    """Take a full stop for a comma before the part that was meant ("they keep sliding off. The straps, I mean")."""
    words = notes.words
    if "mean" not in notes.said and "that" not in notes.said:
        return
    for at, word in enumerate(words):
        if word != "." or not _ARTICLES.intersection(words[at + 1 : at + 4]):
            continue
        meant = words[at + 1 : at + 3] == _MEANING[0] and words[at + 3] in _ARTICLES
        end = next((i for i in range(at + 1, min(at + 1 + _AFTERTHOUGHT_MAX, len(words))) if words[i] == ","), 0)
        if meant or (
            end and words[at + 1] in _ARTICLES and words[end + 1 : end + 3] in _MEANING and _ends(words, end + 3)
        ):
            notes.marks[at] = BITS["comma"]


def _ends(words: list[str], at: int) -> bool:
    return words[at : at + 1] in ([], ["."], ["!"])


def _end_piece(notes: Notes, start: int, end: int, sentence: int) -> int:
    """Note what stands between two joints of a sentence; where the next piece begins."""
    if end > start:
        notes.pieces.append((start, end, sentence))
    return end if notes.marks[end] & _WISH else end + 1


def _says_something(keys: list[str], term_at: dict[int, Term], inside: set[int], first: int, last: int) -> bool:
    """Whether a verb or a judgement stands among these words ("the bust and hips were" goes on till "were")."""
    for at in range(first, last):
        if at in term_at:
            if not isinstance(term_at[at].entry, Part):
                return True
        elif keys[at] in _VERBS and at not in inside:
            return True
    return False


_OPENING = frozenset({",", ".", "!", "-", ";", "(", "\n", "but", "and", "having", "all"})


def _is_said_by(notes: Notes, at: int) -> bool:
    """Whether "that said" tells who says it ("the reviews that said it is tight"), and sets nothing against it."""
    return at > 1 and notes.words[at - 1] == "that" and notes.words[at - 2] not in _OPENING


def _add(notes: Notes, start: int, end: int, contrasts: bool, sentence: int, marks: int) -> None:
    if end > start:
        clauses = notes.clauses
        clauses.append(Clause(start, end, [], contrasts, sentence, len(clauses), marks))
        notes.all_marks |= marks


_SPEAKING = word_set("subjects") | SIZE_NAMES
_LEADING_IN = frozenset({"the", "my", "its", "also", "so", "both"})
_VERBS = word_set("clause_verbs")
_SAYING = word_set("saying_verbs")


def _begins_anew(notes: Notes, term_at: dict[int, Term], at: int) -> bool:
    """Whether a comma or "and" is followed by a subject with its own verb."""
    keys, marks = notes.keys, notes.marks
    following = at + 1
    while following < len(keys) and (marks[following] & _JOINING or keys[following] in _LEADING_IN):
        following += 1
    if following + 1 >= len(keys):
        return False
    if keys[following + 1] in _SAYING and notes.words[following] in _SPEAKING:
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


def _share_terms(notes: Notes) -> None:
    clauses = iter(notes.clauses)
    clause = next(clauses, None)
    for term in notes.terms:
        while clause is not None and term.start >= clause.end:
            clause = next(clauses, None)
        if clause is None:
            break
        clause.terms.append(term)
