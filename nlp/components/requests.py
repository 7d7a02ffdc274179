"""Finds where somebody asks for what is not there ("give us …", "could the cuffs …?", "lovely not to have to …").

Praise that is asked for is missing, and a fault that is asked away is there. What would come of it ("… and I could
breathe") tells the same once more, where nothing else does.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

from nlp.components.request_words import (
    A_LITTLE_MORE,
    AS_HERE,
    ASKED_ABOUT,
    ASKING,
    IF,
    OTHERWISE,
    TOO_MUCH_TO_ASK,
    WOULD_COME,
    WOULD_PLEASE,
)
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS

_HINTS = word_set("requesting")
"""Words of which one stands in every request but "how about …"."""
_SUGGESTING = frozenset({"how", "what"})
_DREADED = frozenset({"awful", "terrible", "shame", "pity", "sad", "hate", "worried", "afraid", "worse"})
_PLEASE = ("please", "pls")
_STATING = frozenset({"is", "are", "was", "were", "has", "fits", "'s", "'re", "am", "love", "i"})
_SUBJECTS = frozenset({"i", "it", "they", "he", "she", "we", "this", "these", "that", "the", "my", "because", "so"})
_REFERRING = frozenset({"where", "as", "what", "which", "how", "than"})
_SUPPOSING = frozenset({"would", "'d", "could", "might"})
_CONTRAST = BITS["contrast"]


@dataclass(frozen=True, slots=True)
class Request:
    """Where in a comment something is asked for, in tokens."""

    opens: int
    """Where the words stand that ask."""
    first: int
    """Where that begins which is asked for."""
    end: int
    last: int
    """Behind what would come of it; its end where nothing is said of that."""
    supposes: bool = False
    """Whether it is told as a condition that does not hold."""


Pieces = Sequence[tuple[int, int, int]]
"""What stands between the joints of a sentence: the first token, the one behind the last, the sentence."""


def requests(words: list[str], marks: list[int], pieces: Pieces) -> list[Request]:
    """All that is asked for, at most once in each sentence."""
    if not _may_ask(words):
        return []  # as most
    found = (_request(words, marks, [*sentence]) for _, sentence in groupby(pieces, itemgetter(2)))
    return [request for request in found if request is not None]


def _request(words: list[str], marks: list[int], pieces: Pieces) -> Request | None:
    start, end = pieces[0][0], pieces[-1][1]
    said = words[start:end]
    if not _may_ask(said):
        return None
    text = " ".join(said)
    supposes = not _SUPPOSING.isdisjoint(said)
    if AS_HERE.search(text):
        return None
    if supposes and (found := A_LITTLE_MORE.match(text)):
        asked, told = start + _words_in(text[: found.start("result")]), start + _words_in(found.group())
        return Request(start, start, asked, next(last for _, last, _ in pieces if last >= told))
    if TOO_MUCH_TO_ASK.search(text):
        return Request(start, start, end, end)
    if supposes and (pleases := WOULD_PLEASE.match(text)):
        pleasing = start + _words_in(re.split(r"(?:would|'d)\b", pleases.group())[0])
        if _STATING.isdisjoint(words[start:pleasing]):
            return Request(start, start, pleasing, pleasing)
    if supposes and _DREADED.isdisjoint(said) and (supposed := IF.search(text)):
        first = start + _words_in(text[: supposed.start()])
        result = WOULD_COME.search(text, supposed.end())
        closes = start + _words_in(text[: result.start()]) if result else _end_of(words, marks, pieces, first)
        return Request(first, first, closes, closes, supposes=True)
    place = _first_asked(said, text, is_question=words[end : end + 1] == ["?"])
    if place is None:
        return _pleaded(words, pieces)
    opens, first = start + place[0], start + place[1]
    asked = _end_of(words, marks, pieces, first)
    come = next((piece for piece in pieces if piece[0] == asked + 1), None)
    comes = come is not None and not marks[asked] & _CONTRAST and not _SUPPOSING.isdisjoint(words[come[0] : come[1]])
    return Request(opens, first, asked, come[1] if come is not None and comes else asked)


def _may_ask(words: list[str]) -> bool:
    return not _HINTS.isdisjoint(words) or ("about" in words and not _SUGGESTING.isdisjoint(words))


def _words_in(text: str) -> int:
    return len(text.split())


def _first_asked(words: list[str], text: str, *, is_question: bool) -> tuple[int, int] | None:
    """The words by which a sentence asks, and the first of what it asks for; none where it asks for nothing."""
    if ASKED_ABOUT.match(text) and ((is_question and "could" in words[:3]) or OTHERWISE.search(text)):
        return 0, 1
    told = (pattern.finditer(text) for hints, pattern in ASKING if not hints.isdisjoint(words))
    for begin, end in sorted(found.span() for each in told for found in each):
        at = _words_in(text[:begin])
        if _REFERRING.isdisjoint(words[max(0, at - 3) : at]):
            return at, _words_in(text[:end])
    return None


def _pleaded(words: list[str], pieces: Pieces) -> Request | None:
    """What is asked for with a "please" behind it, if nothing is stated there."""
    start, end, _ = pieces[-1]
    if words[end - 1] not in _PLEASE:
        return None
    if end - start == 1 and len(pieces) > 1:
        start, end, _ = pieces[-2]
    return Request(start, start, end, end) if _STATING.isdisjoint(words[start:end]) else None


def _end_of(words: list[str], marks: list[int], pieces: Pieces, first: int) -> int:
    """Where what is asked for from a word on ends: before what is set against it or begins anew."""
    ends = first
    for start, end, _ in pieces:
        if end <= first:
            continue
        said = words[start:end]
        if ends > first and (marks[start - 1] & _CONTRAST or said[0] in _SUBJECTS or not _STATING.isdisjoint(said)):
            break
        ends = end
    return ends
