"""Finds the place that a length measures, and what more or less of it says of that place."""

from collections.abc import Iterator
from itertools import chain

from nlp.components.notes import Clause, Notes
from nlp.components.phrase_parts import code_of, part_at
from nlp.components.ways_told import FASTENINGS, HOW_MUCH, Way
from nlp.garments import GarmentKind
from nlp.lexicon import Part, load_lexicon, word_set
from nlp.taxonomy import IssueCode

_BACK, _ON = 10, 9
"""So many words in front of a length or behind it the place may be named."""
LEADING_TO_PLACES = word_set("leading_to_places")
_GIRTHS, _OUGHT = word_set("girths"), word_set("ought")
_SIDES = frozenset({"side", "sides"})
_HEMS = frozenset({"hem", "hems", "hemline", "tail"})
_SEATED = frozenset(
    (
        *(GarmentKind.TROUSERS, GarmentKind.JEANS, GarmentKind.SHORTS, GarmentKind.SKIRT, GarmentKind.SWIM),
        *(GarmentKind.UNDERWEAR, GarmentKind.SLEEPWEAR, GarmentKind.JUMPSUIT),
    )
)
"""Kinds whose bottom is the seat."""
_ABOVE, _BELOW = frozenset({"above", "over"}), frozenset({"below", "past", "under", "beyond"})
_GIVING = frozenset({"wider", "more", "up"})
_TOO_MUCH = {"width": "large", "length": "long", "height": "high"}
_TOO_LITTLE = {"width": "small", "length": "short", "height": "low"}
"""What a place is where there is too much or too little of it along an axis."""


def measured(notes: Notes, clause: Clause, first: int, last: int, way: Way) -> tuple[IssueCode, int] | None:
    """The code that the nearest place behind a length, else in front of it, has by the way; with its token."""
    if way == "more" and _spans_torso(notes.words[last : last + _ON]):
        return IssueCode.WAIST_POSITION_HIGH, last
    for at, part in chain(
        _places_behind(notes, clause, last), _places_before(notes, clause, first), _places_meant(notes, clause)
    ):
        code = _code_of(notes, at, part, way)
        if code is not None:
            return code, at
    if way == "narrower" and notes.garment in _FASTENED_AT_WAIST and FASTENINGS.intersection(notes.words[:first]):
        return IssueCode.WAIST_WIDTH_LARGE, first - 1
    return (IssueCode.BODY_LENGTH_LONG, first - 1) if way == "shorter" and first > clause.start else None


def _spans_torso(words: list[str]) -> bool:
    """Whether so much is meant from the shoulders down ("three inches more between shoulder and crotch")."""
    spans = not _SPANNING.isdisjoint(words[:2]) and not _SHOULDERS.isdisjoint(words)
    return spans and not _FORKS.isdisjoint(words)


_SPANNING = frozenset({"from", "between"})
_SHOULDERS, _FORKS = frozenset({"shoulder", "shoulders", "neck"}), frozenset({"crotch", "gusset", "fork", "waist"})
_FASTENED_AT_WAIST = frozenset((GarmentKind.TROUSERS, GarmentKind.JEANS, GarmentKind.SHORTS, GarmentKind.SKIRT))


def where_it_ought(notes: Notes, clause: Clause, first: int, last: int) -> tuple[IssueCode, int] | None:
    """What ends or lies so far from where it ought to ("they end two inches above where I'd want them")."""
    behind = notes.words[last : min(clause.end, last + _ON)]
    if behind[1:2] != ["where"] or behind[0] not in _ABOVE | _BELOW or _OUGHT.isdisjoint(behind[2:]):
        return None
    above = behind[0] in _ABOVE
    at, part = next(_places_before(notes, clause, first), (max(clause.start, first - 1), None))
    if part is None:
        return (IssueCode.BODY_LENGTH_SHORT if above else IssueCode.BODY_LENGTH_LONG), at
    if "height" in part.axes:
        code = code_of(part, "height", "high" if above else "low")
    else:
        value = "short" if above else "long"
        code = part.codes.get(value) or code_of(part, "length", value)
    return None if code is None else (code, at)


def _places_behind(notes: Notes, clause: Clause, last: int) -> Iterator[tuple[int, Part]]:
    """Places that a preposition leads to ("at the back of the waist" lies at the waist)."""
    led = notes.words[last : last + 1] in (["more"], ["less"])  # "two inches less rise"
    for at in range(last, min(clause.end, last + _ON)):
        word = notes.words[at]
        if word in (",", "and", "which", "that"):
            return
        part = place_at(notes, clause, at) if led else None
        if part is not None and notes.words[at + 1 : at + 2] != ["of"]:
            yield at, part
            return
        led = led or word in LEADING_TO_PLACES


def _places_before(notes: Notes, clause: Clause, first: int) -> Iterator[tuple[int, Part]]:
    """The nearest place in front, to which what stands behind a comma belongs only by a word for it."""
    for at in range(first - 1, max(clause.start, first - _BACK) - 1, -1):
        word = notes.words[at]
        apart = word == "," and at + 1 < first and _MEANING_IT.isdisjoint(notes.words[at : clause.end])
        if word == "where" or apart:
            return
        part = place_at(notes, clause, at)
        if part is not None:
            yield at, part
            return


def _places_meant(notes: Notes, clause: Clause) -> Iterator[tuple[int, Part]]:
    """The place of the clause before for which "they" or "there" stands."""
    if _MEANING_IT.isdisjoint(notes.words[clause.start : clause.end]) or not clause.number:
        return
    earlier = notes.clauses[clause.number - 1]
    if clause.sentence - earlier.sentence <= 1 and not any(term.names_place for term in clause.terms):
        yield from _places_before(notes, earlier, earlier.end)


_MEANING_IT = frozenset(("they", "them", "there", "each", "both", "which"))


HEM = Part("hem", {"length": "body.length"}, {})


def is_hem(word: str) -> bool:
    """Whether the word names an end of the garment, which for most has another meaning too."""
    return word in _HEMS or word == "bottom"


def place_at(notes: Notes, clause: Clause, at: int) -> Part | None:
    """The place of the garment that is named at the token."""
    if notes.words[at] in _SIDES:
        return None
    if notes.words[at] in _HEMS or (notes.words[at] == "bottom" and _is_end(notes, at)):
        return HEM
    if notes.keys[at] not in load_lexicon(notes.language).part_keys:
        return None
    term = next((term for term in clause.terms if term.start <= at < term.end and term.names_place), None)
    term = term or part_at(notes, at)
    return term.part if term is not None and not term.part.garment and term.part.axes else None


def _is_end(notes: Notes, at: int) -> bool:
    """Whether the bottom is that of the garment, not the seat ("chopped three inches off the bottom")."""
    return notes.garment not in _SEATED or notes.words[at - 2 : at] in _OFF_THE


_OFF_THE = (["off", "the"], ["off", "of"], ["from", "the"])


def _code_of(notes: Notes, at: int, part: Part, way: Way) -> IssueCode | None:
    """What a change or a lack of a place says of it, along the axis that is meant."""
    values = _TOO_LITTLE if way in _GIVING else _TOO_MUCH
    all_round = not _AROUND.isdisjoint(notes.words[max(0, at - 2) : at])
    if all_round and ("width" in part.axes or values["width"] in part.codes):
        axis = "width"
    else:
        axis = _axis_meant(notes, at, part, way)
    if axis in part.axes and (axis != "height" or way not in HOW_MUCH):
        return code_of(part, axis, values[axis])
    if axis == "width":
        return part.codes.get(values["width"])  # "another inch across the back"
    # "took the armholes up an inch"
    return part.codes.get(values["length"]) if part.name not in _SHALLOW else None


def _axis_meant(notes: Notes, at: int, part: Part, way: Way) -> str:
    """Along which axis a place is changed, or is too much or too little; empty where it may be more than one."""
    if way not in HOW_MUCH:
        return "width" if way in ("narrower", "wider") else "length" if way == "shorter" else "height"
    if part.name == "bodice":
        return "height"
    if part.name == "back":
        return ""
    if "length" in part.axes and _GIRTHS.isdisjoint(notes.words[max(0, at - 1) : at + 1]):
        if part.name != "body":
            return "length"
        return "width" if way == "less" else ""
    return "width" if "width" in part.axes else "height"


_AROUND = frozenset(("around", "across", "through", "round"))
_SHALLOW = frozenset(("neckline", "neck", "back", "waist_seam", "body"))
"""Parts of which an inch more may be wanted in more than one way."""
