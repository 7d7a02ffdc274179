"""Tells where a waist lies on the body: at the ribs it is too high, at the hips too low, at one's own it is right."""

from dataclasses import dataclass

from nlp.components.kinds import tells_of_trousers
from nlp.components.notes import Clause, Notes, Term
from nlp.lexicon import Phrase, word_set
from nlp.taxonomy import IssueCode

_MARKS = word_set("waist_marks")
_WAISTS = frozenset({"waist", "waistband", "waistlin", "loop"})
"""Keys of marks that lie there by their name: others need a verb ("a seam under the bust" is only described)."""
_BEGINNING = frozenset({"skirt", "peplum", "flar"})
"""Keys of what begins at the waist: where it does tells where the waist lies."""
_MOVES = word_set("lying_verbs")
_STARTS = frozenset({"start", "begin", "began", "begun"})
_TOUCHES = frozenset({"hit", "reach", "strik", "cross", "touch", "cut"})
"""Keys of verbs that need no preposition."""
_DEGREES = word_set("lying_degrees")
_OVER = frozenset({"above", "over"})
_UNDER = frozenset({"below", "under", "beneath", "underneath", "past"})
_AT = word_set("lying_places")
_OWN = frozenset({"my", "your", "her", "his", "the", "our"})
_UPPER, _LOWER = word_set("upper_body"), word_set("lower_body")
_CHEST = word_set("chest")
_BELLY = frozenset({"navel", "stomach"})
_WAIST = frozenset({"waist", "waistlin", "narrowest", "smallest", "slimmest"})
_TRULY = frozenset({"natural", "actual", "real", "true", "own", "narrowest", "smallest", "slimmest"})
_EXACTLY = frozenset({"right", "exactly", "just", "precisely", "perfectly", "perfect", "bang", "squarely"})
_RIGHT = word_set("right_places")
_SPOTS = frozenset({"spot", "plac", "position", "point", "height", "level"})
_NOT = frozenset({"not", "never"})
_REACH = 14
"""So many words behind a part may tell where it lies."""


@dataclass(slots=True)
class _Said:
    """What is said on the way from the part to the place."""

    place: str = ""
    exactly: bool = False
    truly: bool = False
    touches: bool = False
    moves: bool = False
    denials: int = 0


def position_of(notes: Notes, clause: Clause, term: Term) -> Term | None:
    """The words that tell where the part lies, as a phrase with its code; None where they tell nothing of it."""
    if not _is_mark(notes, term):
        return None
    keys, said = notes.keys, _Said()
    for at in range(term.end, min(clause.end, term.end + _REACH)):
        key = keys[at]
        if code := _code_at(notes, at, term, said):
            return Term(term.start, at + 1, Phrase(code), said.denials)
        if key in _NOT:
            said.denials += 1
        elif key in _MOVES:
            said.moves, said.touches = True, key in _TOUCHES or said.touches
        elif key in _OVER or key in _UNDER or key in _AT:
            said.place = key if said.place not in _OVER | _UNDER else said.place
        elif key not in _DEGREES and key not in _OWN:
            return None
        said.exactly = said.exactly or key in _EXACTLY
        said.truly = said.truly or key in _TRULY
    return None


_OTHER_SEAMS = frozenset({"bust", "side", "shoulder", "back", "front", "sleeve", "inner", "inside", "crotch", "leg", "on"})


def _is_mark(notes: Notes, term: Term) -> bool:
    """Whether the part is one that lies at the waist."""
    if notes.keys[term.end - 1] in _BEGINNING:
        return notes.keys[term.end] in _STARTS if term.end < len(notes.keys) else False
    if notes.keys[term.end - 1] not in _MARKS:
        return False
    if notes.keys[term.end - 1] != "seam":
        return True
    before = notes.words[term.start if term.end - term.start > 1 else term.start - 1] if term.end > 1 else ""
    return before not in _OTHER_SEAMS


def _code_at(notes: Notes, at: int, term: Term, said: _Said) -> IssueCode | None:
    """What the word says that the way ends with."""
    key, keys = notes.keys[at], notes.keys
    high, low, right = IssueCode.WAIST_POSITION_HIGH, IssueCode.WAIST_POSITION_LOW, IssueCode.WAIST_POSITION_OK
    follows = keys[at + 1] if at + 1 < len(keys) else ""
    if key in ("higher", "lower") and follows == "than":
        return high if key == "higher" else low
    if not (said.place or said.touches) or not (said.moves or keys[term.end - 1] in _WAISTS):
        return None
    if key in _UPPER:
        in_its_place = said.place in _UNDER and key in _CHEST and "empire" in notes.words[term.start : term.end]
        return None if in_its_place else high
    if key in _LOWER:
        return low
    if key in _BELLY:
        return _at_belly(notes, said)
    if key in _WAIST or (key == "where" and follows in _WHERE) or (key == "min" and said.place):
        if said.place in _OVER:
            return high
        if said.place in _UNDER:
            return low
        if key == "where" or key == "min" or said.truly or key != "waist":
            return right
        return right if said.exactly and said.moves else None
    if key in _SPOTS and keys[at - 1] in _RIGHT and said.place:
        return right
    return None


_WHERE = frozenset({"my", "min", "it", "they", "i", "a"})


def _at_belly(notes: Notes, said: _Said) -> IssueCode | None:
    """What lies at the belly: of a dress the waist is too low, of trousers only below it."""
    if said.place in _OVER:
        return None
    if tells_of_trousers(notes) and said.place not in _UNDER:
        return None
    return IssueCode.WAIST_POSITION_LOW
