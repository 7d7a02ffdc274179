"""Finds the size that the writer would take another time: "I'd need an XS", "XL next time"."""

from itertools import compress

from nlp.components.notes import Notes
from nlp.components.size_names import RANKED
from nlp.components.sizes_elsewhere import is_in_others
from nlp.components.wishes import EXPECTING
from nlp.lexicon import word_set

_WOULD = frozenset({"would", "'d", "'ll", "will"})
_NEEDING = word_set("would_need")
_ADVERBS = word_set("hedging_adverbs")
_BEFORE_NAME = frozenset({"the", "a", "an", "and", "size", "extra", "petite"})
_FAR = 5
"""So many words behind the verb the size is named ("need to go down to an XS")."""


def size_wanted(notes: Notes, named: list[int]) -> int | None:
    """Where the size is named that the writer would need or take, if one of those named is told to."""
    words = notes.words
    if not _WOULD.isdisjoint(notes.said):
        for at in compress(range(len(words) - 2), map(_WOULD.__contains__, words)):
            place = _needed_behind(words, at)
            if place is not None:
                return place
    if "next" in notes.said and "time" in notes.said:
        place = next((at for at in named if words[at + 1 : at + 3] == ["next", "time"]), None)
        if place is not None:
            return place
    if not _NEEDED.isdisjoint(notes.said):
        for at in compress(range(len(words) - 1), map(_NEEDED.__contains__, words)):
            place = _needed_now(words, at)
            if place is not None:
                return place
    return next((at for at in named if _is_settled(words, at)), None)


def _needed_now(words: list[str], at: int) -> int | None:
    """Where the size is named that is needed instead of the bought one ("got an M, need an L", "needs to be a 14")."""
    subject = next((word for word in reversed(words[max(0, at - 3) : at]) if word not in _ADVERBS), "")
    if subject not in _SUBJECTS or _is_needed_elsewhere(words, at):
        return None
    first = at + 1 + 2 * (words[at + 1 : at + 3] == ["to", "be"])
    for place in range(first, min(first + 2, len(words))):
        if words[place] in RANKED and _is_named(words, place):
            return None if is_for_others(words, place + 1) or is_in_others(words, place + 1, bought=True) else place
    return None


def _is_needed_elsewhere(words: list[str], at: int) -> bool:
    """Whether the same stretch tells a condition or what is needed as a rule ("I usually need a 12")."""
    stretch = words[max(0, at - 10) : at]
    for mark in _MARKS:
        if mark in stretch:
            stretch = stretch[len(stretch) - stretch[::-1].index(mark) :]
    return not (_UNLIKE_HERE | {"if"}).isdisjoint(stretch)


_NEEDED = frozenset({"need", "needs", "needed"})
_SUBJECTS = frozenset({"", "i", "it", "they", "this", "these", "and", "but", "so", ",", ".", "!", "-", "\n"})
_REQUIRED = (["needed"], ["required"])
_MARKS = (",", ".", "!", "\n", ";", "-")


def _is_settled(words: list[str], at: int) -> bool:
    """Whether a size is what is needed in the end ("a 29 is what I need", "XL it is", "XL needed")."""
    if words[at + 1 : at + 4] in _WHAT_I:
        return not _NEEDED.isdisjoint(words[at + 4 : at + 6])
    if words[at + 1 : at + 2] in _REQUIRED:
        return _ENDING.issuperset(words[at + 2 : at + 3])
    return words[at + 1 : at + 3] == ["it", "is"] and (_ENDING | {"next", "then"}).issuperset(words[at + 3 : at + 4])


def _needed_behind(words: list[str], at: int) -> int | None:
    """Where the size is named behind "would", if the writer would need it and nobody else."""
    subject = next((word for word in reversed(words[max(0, at - 3) : at]) if word not in _ADVERBS), "")
    verb = at + 1
    while verb < len(words) and words[verb] in _ADVERBS:
        verb += 1
    is_past = words[verb : verb + 1] in _HAVE
    verb += is_past
    if subject not in _SPEAKING or verb >= len(words) or _is_supposed(words, at):
        return None
    needs = _IN_NEED if is_past or words[at] in ("'ll", "will") else _NEEDING
    if words[verb] not in needs and words[verb : verb + 2] not in _BETTER:
        return None
    if (named := named_before(words, at)) is not None:
        return named
    for place in range(verb + 1, min(verb + 1 + _FAR, len(words))):
        if words[place] in _ENDING:
            return None
        if words[place] in RANKED and _is_named(words, place):
            return None if is_for_others(words, place + 1) else place
    return None


def named_before(words: list[str], at: int) -> int | None:
    """Where the size is named in front of "what I would need" or "what I should have bought"."""
    before = words[max(0, at - 4) : at]
    named = before[1:] in _WHAT_I and before[0] in RANKED and (before[0].isalpha() or words[at - 5 : at - 4] in _THE)
    return at - 4 if named else None


_WHAT_I = (["is", "what", "i"], ["was", "what", "i"], ["'s", "what", "i"])
_THE = (["the"], ["a"], ["an"], ["size"])
_BETTER = (["be", "better"], ["been", "better"])
_HAVE = (["have"], ["'ve"])
_SPEAKING = frozenset({"i", "but", "and", "so"})
_IN_NEED = frozenset({"need", "needed", "preferred"})
"""What one "will" or "would have" done: "would have got the 6" tells that there was none."""
_ENDING = frozenset({".", "!", "?", "\n", ",", ";", "but", "you", "if", "for", "be"})
"""Over these no verb reaches to a size ("I would need to be a 14 to fill this")."""


def _is_named(words: list[str], at: int) -> bool:
    """Whether it is called a size, not a length or so many of something."""
    before = words[at - 1]
    if before == "-" and words[at - 2] in ("x", "xx"):
        return True
    if before not in _BEFORE_NAME and not (words[at].isalpha() and before in ("with", "for", "in", "to")):
        return False
    if before == "and" and words[at].isdecimal():
        return False
    return _NO_SIZES.isdisjoint(words[at + 1 : at + 2])


_NO_SIZES = word_set("no_size_after") - {"$", "-", "waist"} | {"length", "inseam", "amount"}


def _is_supposed(words: list[str], at: int) -> bool:
    """Whether it is so elsewhere, was expected or has a condition ("if I gained weight I would need an 8")."""
    before = words[max(0, at - 10) : at]
    if not _UNLIKE_HERE.isdisjoint(before[-_ELSEWHERE:]) and "but" not in before[-_ELSEWHERE:]:
        return True
    if "if" not in before:
        return False
    told = before[before.index("if") + 1 :]
    return told[:1] != ["i"] or _AGAIN.isdisjoint(told[1:3])


def is_for_others(words: list[str], at: int) -> bool:
    """Whether the words from here on say for whom or when a size would be right, which is not how it was."""
    for place in range(at, min(at + 8, len(words))):
        word = words[place]
        if word in _STOPS:
            return False
        if word in _OTHERS or (word == "for" and _is_other(words[place + 1 : place + 3])):
            return True
        if word == "if" and words[place + 1 : place + 2] != ["i"]:
            return True
    return False


def _is_other(words: list[str]) -> bool:
    return not _PERSONS.isdisjoint(words[1:]) or _ONESELF.isdisjoint(words[:1])


_STOPS = frozenset({".", "!", "?", "\n", ",", ";", "-", "but"})
_OTHERS = frozenset({"you", "your", "her", "him", "someone", "anyone", "people"})
_PERSONS = word_set("persons")
_ONESELF = frozenset({"me", "my", "this", "that", "it", "these", "the"})
_ELSEWHERE = 6
_UNLIKE_HERE = word_set("usual") | EXPECTING | {"other", "most"}
_AGAIN = frozenset({"did", "do", "were", "was", "had", "order", "ordered", "buy", "bought", "could", "reorder"})
"""What "if I" goes on with where the same garment would be bought again."""
