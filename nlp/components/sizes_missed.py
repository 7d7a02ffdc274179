"""Finds the size that would have been right: "should have ordered the S", "an XS would have been better"."""

from itertools import compress

from nlp.components.notes import Notes
from nlp.components.size_names import OPENING, RANKED, rank_of
from nlp.components.sizes_wanted import is_for_others, named_before, size_wanted
from nlp.components.wishes import EXPECTING
from nlp.lexicon import word_set

Missed = tuple[int, tuple[str, float]]
"""Where the size is named that would have been right, its scale and its place there."""


def size_missed(notes: Notes, named: list[int]) -> Missed | None:
    """The size that would have been right, if one of those named is told to."""
    at = _should_have_been(notes)
    if at is None:
        at = _would_have_fit(notes, named)
    if at is None:
        at = size_wanted(notes, named)
    said = rank_of(notes.words, at, notes.language) if at is not None else None
    return (at, said) if at is not None and said is not None else None


_REGRETTING = frozenset({"should", "could", "wish"})
_BLAMING = frozenset({"should", "could", "had", "'d"})
_BUYING = word_set("should_have")
_GOING = (["go"], ["size"], ["drop"], ["move"])
_COULD_DO = (["do", "with"], ["use", "an"], ["use", "the"])
_BEFORE_NAME = frozenset({"the", "a", "an", "size", "my", "extra"})


def _should_have_been(notes: Notes) -> int | None:
    """The size that the writer should have bought ("should have ordered the S", "wish I had gone with the S")."""
    words = notes.words
    if _REGRETTING.isdisjoint(notes.said):
        return None
    for at in compress(range(len(words) - 3), map(_BLAMING.__contains__, words)):
        if not (_regrets(words, at) or _could_go(words[at : at + 4]) or _blames(words, at)):
            continue
        if (named := named_before(words, at)) is not None:
            return named
        for place in range(at + 2, min(at + 14, len(words))):
            if words[place] in _STOPS:
                break
            if words[place] in RANKED and _may_be_named(words, place) and words[place + 1 : place + 2] != ["for"]:
                return place
    return None


def _regrets(words: list[str], at: int) -> bool:
    return words[at] in ("had", "'d") and "wish" in words[max(0, at - 3) : at] and words[at + 1] in _BUYING


def _blames(words: list[str], at: int) -> bool:
    """Whether these words begin "should probably have taken" or "could have easily worn"."""
    if words[at] not in ("should", "could"):
        return False
    said = [word for word in words[at + 1 : at + 6] if word not in _PERHAPS]
    if said[:1] not in _HAVE:
        return False
    if not _BUYING.isdisjoint(said[1:2]) or said[1:3] == ["been", "in"]:
        return True
    after = words[at + 2 : at + 10]  # "should have listened to the others and gone down to a small"
    return "and" in after and not _BUYING.isdisjoint(after[after.index("and") + 1 :][:1])


_HAVE = (["have"], ["'ve"], ["of"])


def _could_go(words: list[str]) -> bool:
    """Whether these words begin "could go down to an XS" or "could do with an XS"."""
    if words[0] != "could":
        return False
    led = [word for word in words[1:] if word not in _PERHAPS]
    return led[:2] in _COULD_DO or (led[:1] in _GOING and words[2] in ("up", "down") and words[3:] == ["to"])


def _may_be_named(words: list[str], at: int) -> bool:
    if words[at - 1] == "-" and words[at - 2] in ("x", "xx"):
        at -= 2  # "done with an x-small"
    return words[at - 1] in _BEFORE_NAME or (words[at].isalpha() and words[at - 1] in ("with", "for"))


_STOPS = frozenset({".", "!", "?", "\n", ";", ","})
_WOULD = frozenset({"would", "'d"})


def _would_have_fit(notes: Notes, named: list[int]) -> int | None:
    """The size that would be better than the bought one ("a small probably would have fit better")."""
    if _WOULD.isdisjoint(notes.said):
        return None
    words = notes.words
    for at in named:
        if not _is_called_right(words, at):
            continue
        after = [word for word in words[at + 1 : at + 8] if word not in _PERHAPS]
        if after[:1] not in (["would"], ["'d"]):
            continue
        if not EXPECTING.isdisjoint(words[max(0, at - 5) : at]):
            continue  # "thought a small would work"
        is_past = after[1:2] in _HAVE
        told = after[2:] if is_past else after[1:]
        fits = not _FITTING.isdisjoint(told[:1])
        if (fits or (told[:1] in (["been"], ["be"]) and _is_right(told[1:]))) and (
            is_past or not is_for_others(words, at + 2)
        ):
            return at
    return None


def _is_called_right(words: list[str], at: int) -> bool:
    """Whether a size begins what is told of it ("but xs would have been better"); a number needs its article."""
    before = words[at - 1] if at else ""
    if before == "-" and words[at - 2 : at - 1] in (["x"], ["xx"]):
        return True
    return before in ("a", "an", "the", "size", "extra") or (words[at].isalpha() and (not at or before in _OPENING))


def _is_right(words: list[str]) -> bool:
    """Whether a size that would be so would be right ("just right", "big enough")."""
    return not _RIGHT.isdisjoint(words[:1]) or words[1:2] == ["enough"]


_RIGHT = word_set("right_sizes") | {"the", "just"}
_FITTING = word_set("would_fit")
_OPENING = OPENING | {"or", "so", "-", "think", "guess", "believe"}
_PERHAPS = word_set("hedging_adverbs")
