"""Finds the size that would have been right: "should have ordered the S", "an XS would have been better"."""

from itertools import compress

from nlp.components.notes import Notes
from nlp.components.size_names import OPENING, RANKED, rank_of
from nlp.lexicon import word_set

Missed = tuple[int, tuple[str, float]]
"""Where the size is named that would have been right, its scale and its place there."""


def size_missed(notes: Notes, heard: list[int]) -> Missed | None:
    """The size that would have been right, if one of those heard is told to."""
    return _should_have_been(notes) or _would_have_fit(notes, heard)


_REGRETTING = frozenset({"should", "could", "wish"})
_BLAMING = frozenset({"should", "could", "had", "'d"})
_BUYING = word_set("should_have")
_GOING = frozenset({"go", "size", "drop", "move"})
_BEFORE_NAME = frozenset({"the", "a", "an", "size", "my", "extra"})


def _should_have_been(notes: Notes) -> Missed | None:
    """The size that the writer should have bought ("should have ordered the S", "wish I had gone with the S")."""
    words = notes.words
    if _REGRETTING.isdisjoint(notes.said):
        return None
    for at in compress(range(len(words) - 3), map(_BLAMING.__contains__, words)):
        blames = words[at] in ("should", "could") and words[at + 1] in ("have", "'ve", "of")
        regrets = words[at] in ("had", "'d") and "wish" in words[max(0, at - 3) : at] and words[at + 1] in _BUYING
        if regrets or _could_go(words[at : at + 4]) or (blames and words[at + 2] in _BUYING):
            for place in range(at + 2, min(at + 7, len(words))):
                said = rank_of(words, place, notes.language) if words[place] in RANKED else None
                if said and _may_be_named(words, place) and words[place + 1 : place + 2] != ["for"]:
                    return place, said
    return None


def _could_go(words: list[str]) -> bool:
    """Whether these words begin "could go down to an XS"."""
    return words[0] == "could" and words[1] in _GOING and words[2] in ("up", "down") and words[3:] == ["to"]


def _may_be_named(words: list[str], at: int) -> bool:
    return words[at - 1] in _BEFORE_NAME or (words[at].isalpha() and words[at - 1] in ("with", "for"))


_WOULD = frozenset({"would", "'d"})


def _would_have_fit(notes: Notes, heard: list[int]) -> Missed | None:
    """The size that would have been better than the bought one ("a small probably would have fit better")."""
    if _WOULD.isdisjoint(notes.said):
        return None
    for at in heard:
        if notes.words[at] not in RANKED or not _is_called_right(notes.words, at):
            continue
        after = [word for word in notes.words[at + 1 : at + 7] if word not in _PERHAPS]
        if after[:1] not in (["would"], ["'d"]) or after[1:2] not in (["have"], ["'ve"], ["of"]):
            continue
        fitted = after[2:3] in (["fit"], ["fitted"], ["worked"])
        if fitted or (after[2:3] == ["been"] and _RIGHT.intersection(after[3:4])):
            said = rank_of(notes.words, at, notes.language)
            return (at, said) if said else None
    return None


def _is_called_right(words: list[str], at: int) -> bool:
    """Whether a size begins what is told of it ("but xs would have been better"); a number needs its article."""
    before = words[at - 1] if at else ""
    return before in ("a", "an", "the", "size") or (words[at].isalpha() and (not at or before in _OPENING))


_RIGHT = word_set("right_sizes") | {"the", "just"}
_OPENING = OPENING | {"or", "so", "-", "think", "guess"}
_PERHAPS = frozenset({"probably", "likely", "definitely", "also", "actually", "maybe", "perhaps", "most", "a", "much"})
