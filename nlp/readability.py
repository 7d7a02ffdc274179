"""Says why a comment cannot be read, so that it never gets wrong tags."""

from collections import Counter
from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

from nlp.lexicon import Lexicon, function_words, languages, load_lexicon

_KNOWN_MIN = 0.25
"""So great a share of the words must be known."""
_MENDED = 0.5
"""A word known as a misspelling counts for so much: made-up syllables often look like one ("snteep", "silyk")."""


class _Refusal(NamedTuple):
    """Why words cannot be read, in a sentence."""

    reason: str
    language: str | None = None
    """The name of the other language that they are in, where one is told."""


def language_of(words: Sequence[str]) -> tuple[str, str | None]:
    """The language that the words are read in, English first, and why they cannot be read if none will do."""
    count = _count(words, _function_words("en")[0])
    if count and count * 3 >= len(words):
        return "en", None  # as nearly all comments: nobody need look closer
    refusal = _refusal(words, "en", count)
    if refusal is None and not _leans_elsewhere(_with_im(words)):
        return "en", None
    others = [language for language in languages() if language != "en"]
    if refusal is not None and refusal.language is not None:
        others = [language for language in others if _name(language) == refusal.language]
    for language in others:
        if _refusal(words, language, _count(words, _function_words(language)[0])) is None:
            return language, None
    return "en", refusal.reason if refusal is not None else None


def _refusal(words: Sequence[str], language: str, own_count: int) -> _Refusal | None:
    """Why words, so many of them its own, cannot be read in that language; None where they can."""
    if own_count and own_count * 4 >= len(words):
        return None
    letters = [word for word in words if any(map(str.isalpha, word))]
    if not letters:
        return _Refusal("The comment has no words.")
    if own_count * 4 >= len(letters):
        return None
    if other := _other_language(letters, own_count, _function_words(language)[1]):
        return _Refusal(f"The comment seems to be written in {other}.", other)
    if sum(_is_foreign_script(word) for word in letters) * 2 > len(letters):
        return _Refusal("The comment is written in a script that is not read yet.")
    is_gibberish = _is_gibberish(letters, load_lexicon(language))
    return _Refusal("The comment has no words that can be read.") if is_gibberish else None


def _with_im(words: Sequence[str]) -> Sequence[str]:
    """The words with "im" as it was written: cut for an English "I'm", it is one of the commonest of German."""
    if "m" not in words:
        return words
    return f" {' '.join(words)} ".replace(" i m ", " im ").split(" ")[1:-1]


def _leans_elsewhere(words: Sequence[str]) -> bool:
    """Whether another language that is read knows more of the words ("in", "so" and "am" are German as well)."""
    return any(_leans(words, language) for language in languages()[1:])


def _leans(words: Sequence[str], language: str) -> bool:
    """Whether words give that language away more than English, or as much and it knows more of all."""
    theirs = _only(words, language, "en")
    if not theirs and not _function_words("en")[0].isdisjoint(words):
        return False  # as most
    ours = _only(words, "en", language)
    if theirs > 1 and theirs > 1.5 * ours:
        return True
    if theirs < ours:
        return False
    return _known(words, language) > _known(words, "en")


def _only(words: Sequence[str], language: str, other: str) -> int:
    own = _own_alone(language, other)
    return 0 if own.isdisjoint(words) else _count(words, own)


def _count(words: Sequence[str], known: frozenset[str]) -> int:
    return len([*filter(known.__contains__, words)])


@cache
def _own_alone(language: str, other: str) -> frozenset[str]:
    """The words that give a language away against another one."""
    return _function_words(language)[0] - _function_words(other)[0]


def _known(words: Sequence[str], language: str) -> int:
    keys = load_lexicon(language).keys
    return sum(times for word, times in Counter(words).items() if keys.is_word(word))


def _name(language: str) -> str:
    return str(function_words(language)["name"])


def _other_language(letters: Sequence[str], own_count: int, others: dict[str, frozenset[str]]) -> str | None:
    name, count = max(((name, _count(letters, known)) for name, known in others.items()), key=lambda pair: pair[1])
    return name if count >= 2 and count > 1.5 * own_count else None


def _is_foreign_script(word: str) -> bool:
    return any(ord(char) > 0x24F and char.isalpha() for char in word)


def _is_gibberish(letters: Sequence[str], lexicon: Lexicon) -> bool:
    keys = lexicon.keys
    as_written = sum(keys.knows_exactly(word) or keys.is_word(word) for word in letters)
    mended = sum(map(keys.is_known, letters)) - as_written
    return as_written + _MENDED * mended < _KNOWN_MIN * len(letters)


@cache
def _function_words(language: str) -> tuple[frozenset[str], dict[str, frozenset[str]]]:
    words = function_words(language)
    own = frozenset(words["own"].split())
    return own, {name: frozenset(text.split()) - own for name, text in words["others"].items()}
