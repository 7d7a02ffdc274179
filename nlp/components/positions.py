"""Tells where a waist lies on the body: at the ribs it is too high, at the hips too low, at one's own it is right."""

from dataclasses import dataclass

from nlp.components.kinds import tells_of_trousers
from nlp.components.notes import Clause, Notes, Term
from nlp.lexicon import Phrase, word_set
from nlp.taxonomy import IssueCode

_HIGH, _LOW = IssueCode.WAIST_POSITION_HIGH, IssueCode.WAIST_POSITION_LOW
_RIGHT = IssueCode.WAIST_POSITION_OK
_MARKS = word_set("waist_marks")
_WAISTS = frozenset({"waist", "waistband", "waistlin", "loop"})
"""Keys of marks that lie there by their name: others need a verb ("a seam under the bust" is only described)."""
_BEGINNING = frozenset({"skirt", "peplum", "flar"})
"""Keys of what begins at the waist: where it does tells where the waist lies."""
_AT_WAIST = _MARKS | _BEGINNING
_MOVES = word_set("lying_verbs")
_STARTS = word_set("starting")
_TOUCHES = word_set("touching")
"""Keys of verbs that need no preposition."""
_DIGS = word_set("digging")
"""Keys of what a waist does where it is too high, and does to hips where it is only too tight."""
_HARDLY = frozenset({"hardli", "bareli", "onli"})
_DEGREES = word_set("lying_degrees")
_OVER = frozenset({"abov", "over"})
_UNDER = frozenset({"below", "under", "beneath", "underneath", "past"})
_AT = word_set("lying_places")
_OWN = frozenset({"my", "your", "her", "his", "the", "our"})
_UPPER, _LOWER = word_set("upper_body"), word_set("lower_body")
_CHEST = word_set("chest")
_BELLY = frozenset({"navel", "stomach"})
_WAIST = frozenset({"waist", "waistlin", "narrowest", "smallest", "slimmest"})
_TRULY = word_set("true_waists")
_EXACTLY = word_set("exactly")
_RIGHT_ONES = word_set("right_places")
_SPOTS = frozenset({"spot", "plac", "position", "point", "height", "level"})
_NOT = frozenset({"not", "never"})
_REACH = 14
"""So many words behind a part may tell where it lies."""
_LEADING = _HARDLY | _NOT | _MOVES | _OVER | _UNDER | _AT | _DEGREES | _OWN | {"higher", "lower"}
"""Keys of what may follow the part right away, where it is told at all: behind most parts none of them stands."""
_ON_BODY = _UPPER | _LOWER | _BELLY
_SIDES = _OVER | _UNDER


@dataclass(slots=True)
class _Said:
    """What is said on the way from the part to the place."""

    place: str = ""
    exactly: bool = False
    truly: bool = False
    touches: bool = False
    digs: bool = False
    barely: bool = False
    moves: bool = False
    denials: int = 0


def position_of(notes: Notes, clause: Clause, term: Term) -> Term | None:
    """The words that tell where the part lies, as a phrase with its code; None where they tell nothing of it."""
    keys, end = notes.keys, term.end
    if end >= clause.end or keys[end] not in _LEADING:
        return None
    if keys[end - 1] not in _AT_WAIST and term.part.name != "legwear":
        return None
    return _position_told(notes, clause, term)


def _position_told(notes: Notes, clause: Clause, term: Term) -> Term | None:
    """The same, word by word."""
    of_trousers = term.part.name == "legwear" and _may_be_trousers(notes, term)
    if not of_trousers and not _is_mark(notes, term):
        return None
    keys, said = notes.keys, _Said()
    for at in range(term.end, min(clause.end, term.end + _REACH)):
        key = keys[at]
        if of_trousers and key in _ON_BODY:
            rise = _rise_at(key, said)
            return Term(term.start, at + 1, Phrase(rise), said.denials) if rise else None
        if code := not of_trousers and _code_at(notes, at, term, said):
            return Term(term.start, at + 1, Phrase(code), said.denials)
        if key in _HARDLY:
            said.barely = True
        elif key in _NOT:
            said.denials += 1
        elif key in _MOVES:
            said.moves, said.touches = True, key in _TOUCHES or said.touches
            said.digs = said.digs or key in _DIGS
        elif key in _SIDES or key in _AT:
            said.place = key if said.place not in _SIDES else said.place
        elif key not in _DEGREES and key not in _OWN:
            return None
        said.exactly = said.exactly or key in _EXACTLY
        said.truly = said.truly or key in _TRULY
    return None


_OTHER_SEAMS = word_set("other_seams")


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


def _may_be_trousers(notes: Notes, term: Term) -> bool:
    """Whether the part is a pair of trousers, which come up so far: "they come to my ribs"."""
    return notes.words[term.start] not in _ONE_PIECES and (notes.garment is None or notes.garment.has_legs)


_ONE_PIECES = frozenset({"jumpsuit", "overalls", "dungarees", "playsuit", "romper", "pair"})


def _rise_at(key: str, said: _Said) -> IssueCode | None:
    """What the place says to which trousers come up; many end at the hips or the navel on purpose."""
    if said.barely and said.moves and key not in _UPPER:
        return IssueCode.RISE_HEIGHT_LOW
    if not said.moves or said.touches or not said.place:
        return None
    if key in _UPPER:
        return IssueCode.RISE_HEIGHT_HIGH
    return IssueCode.RISE_HEIGHT_LOW if said.place in _UNDER and said.place != "past" else None


def _code_at(notes: Notes, at: int, term: Term, said: _Said) -> IssueCode | None:
    """What the word says that the way ends with."""
    key, keys = notes.keys[at], notes.keys
    if key in ("higher", "lower") and keys[at + 1 : at + 2] == ["than"]:
        return _HIGH if key == "higher" else _LOW
    if not (said.place or said.touches) or not (said.moves or keys[term.end - 1] in _WAISTS):
        return None
    if key in _UPPER:
        in_its_place = said.place in _UNDER and key in _CHEST and "empire" in notes.words[term.start : term.end]
        return None if in_its_place else _HIGH
    if said.digs:
        return None
    if key in _LOWER:
        return _LOW
    if key in _BELLY:
        return _at_belly(notes, said)
    if key in _SPOTS:
        return _RIGHT if keys[at - 1] in _RIGHT_ONES and said.place else None
    return _beside_waist(key, keys[at + 1] if at + 1 < len(keys) else "", said)


def _beside_waist(key: str, follows: str, said: _Said) -> IssueCode | None:
    """What is said by the waist of the body ("an inch above mine", "where I go in", "right at my natural waist")."""
    mine = (key == "wher" and follows in _WHERE) or (key == "min" and bool(said.place))
    if not mine and key not in _WAIST:
        return None
    if said.place in _SIDES:
        return _HIGH if said.place in _OVER else _LOW
    if mine or said.truly or key != "waist":
        return _RIGHT
    return _RIGHT if said.exactly and said.moves else None


_WHERE = frozenset({"my", "min", "it", "they", "i", "a"})


def _at_belly(notes: Notes, said: _Said) -> IssueCode | None:
    """What lies at the belly: of a dress the waist is too low, of trousers only below it."""
    if said.place in _OVER:
        return None
    if said.barely:
        return _LOW
    if tells_of_trousers(notes) and said.place not in _UNDER:
        return None
    return _LOW
