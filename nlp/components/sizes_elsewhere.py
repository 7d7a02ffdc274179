"""Hears where a size is the writer's: in other garments, or in this one ("a 12 in most coats, a 14 in these")."""

from nlp.components.notes import Notes
from nlp.components.phrase_parts import part_at
from nlp.components.size_names import RANKED
from nlp.lexicon import word_set

_PLACING = (["in"], ["at"], ["from"])
_OTHER = frozenset({"other", "else", "rest"})
_COLOURS = frozenset({"color", "colors", "colour", "colours", "prints"})
_EVERYTHING = (["everything"],)
_ELSEWHERE = (*_EVERYTHING, ["every"], ["most"], ["all"], ["other"])
_MOSTLY = word_set("mostly")
"""What "most" is said of where it tells what is usual."""
_EVERYWHERE = frozenset({"everywhere", "elsewhere", "anywhere"})
_ON_TOP = (["on", "top"], ["up", "top"], ["on", "bottom"])


def is_in_others(words: list[str], at: int, *, bought: bool) -> bool:
    """Whether it is the size of other garments ("in most coats"), but not "ordered the M in every colour"."""
    at += 2 * (words[at : at + 2] in _ON_TOP)
    first = words[at] if at < len(words) else ""
    if first in _EVERYWHERE:
        return True
    if first == "most":
        return not _MOSTLY.isdisjoint(words[at + 1 : at + 2])
    if [first] not in _PLACING:
        return False
    behind = words[at + 1 : at + 5]
    if (
        behind[:1] == ["most"]
        or (behind[:1] == ["my"] and behind[1:2] == ["country"])
        or (_OTHER.intersection(behind) and _COLOURS.isdisjoint(behind))
    ):
        return True
    return behind[:1] in (_EVERYTHING if bought else _ELSEWHERE)


def is_in_this(notes: Notes, at: int) -> bool:
    """Whether "in this" or "in these" begins here and means this garment, not its maker or its colour."""
    words = notes.words
    if words[at : at + 1] != ["in"] or words[at + 1 : at + 2] not in _THIS:
        return False
    if _GOING_ON.issuperset(words[at + 2 : at + 3]):
        return True
    part = part_at(notes, at + 2)
    return part is not None and part.part.garment and words[at + 3 : at + 4] not in _OF_MAKER


_THIS = (["this"], ["these"])
_OF_MAKER = (["line"], ["brand"], ["'s"])
_GOING_ON = frozenset((
    *(".", "!", ",", ")", ";", "-", ":", "\n", "one", "ones", "but", "and", "versus", "vs", "compared", "whereas"),
    *("while", "though", "instead", "as", "because", "so"),
))  # fmt: skip
"""Behind "in this" where it stands by itself."""


def sizes_of_others(notes: Notes, heard: list[int], here: int) -> list[int]:
    """Where the sizes of named shops stand in the sentence ("12 in Levi's, 12 in Gap, 14 in these")."""
    words, clause = notes.words, notes.clause_at(here)
    found: list[int] = []
    for at in heard:
        other = notes.clause_at(at)
        if words[at] not in RANKED or other is None or clause is None or other.sentence != clause.sentence:
            continue
        if words[at + 1 : at + 2] in _PLACING and _NO_SHOP.isdisjoint(words[at + 2 : at + 3]):
            placed = part_at(notes, at + 2) if at + 2 < len(words) else None
            found += [at] if placed is None else []
    return found


def is_worth_elsewhere(words: list[str], at: int) -> bool:
    """Whether a size is what this one would be called elsewhere ("their 12 is everyone else's 10", "labelled XL")."""
    if not at or words[at - 1] not in _LEADING_ELSEWHERE:
        return False  # as most
    led = words[max(0, at - 5) : at]
    if led[-1:] == ["'s"] and "else" in led:
        return True
    told = [word for word in led if word not in _LITTLE]
    if told[-1:] in _CALLED:
        return not _OUGHT.isdisjoint(led)
    return told[-1:] in _BEING and is_in_others(words, at + 1, bought=True)


WORTH = frozenset({"else", "labelled", "labeled", "called", "considered", "elsewhere", "other", "most"})
"""Where none of these is said no size is named as other shops would; a glance."""
_CALLED = (["labelled"], ["labeled"], ["called"], ["considered"], ["marked"])
_OUGHT = frozenset({"should", "would", "'d", "be"})
_BEING = (["is"], ["be"], ["'s"], ["was"])
_LITTLE = frozenset({"a", "an", "size", "as", "the"})
_LEADING_ELSEWHERE = _LITTLE.union(*_CALLED, *_BEING)
_NO_SHOP = word_set("links") | {"this", "these", "me", "it", "them", "store", "stock", "length", "person"}
