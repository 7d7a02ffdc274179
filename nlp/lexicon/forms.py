"""One key per word: inflections, spellings and misspellings of a word meet in it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import lru_cache

from rapidfuzz.distance import OSA

_ENDINGS = re.compile(r"(?:ings?|edly|ed)$")
_VOWEL = re.compile("[aeiouy]")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The word without plural, -ing and -ed endings, a silent e and a doubled consonant.

    Crude on purpose: both the lexicon and the comments go through it, so it needs only to be consistent.
    """
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        word = word[:-3] + "y" if word.endswith("ies") and len(word) > 4 else word[:-1]
    if len(word) > 4 and (found := _ENDINGS.search(word)):
        bare = word[: found.start()]
        if len(bare) >= 3 and _VOWEL.search(bare):
            word = bare[:-1] if bare[-1] == bare[-2] and bare[-1] not in "aeioulsfz" else bare
    if len(word) > 3 and word.endswith("e"):
        word = word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word


class Keys:
    """Turns words into lexicon keys; remembers each word it has met, up to a bound."""

    CACHE_MAX = 60_000

    def __init__(self, *, alike: Mapping[str, str], kept: Iterable[str], ordinary: Iterable[str]) -> None:
        stays = {word: word for word in kept}
        self._fixed = stays | {word: stays.get(meant) or stem(meant) for word, meant in alike.items()}
        self._ordinary = {stem(word) for word in ordinary}
        self._known: set[str] = set()
        self._learnt: dict[str, str] = {}
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        self._cache: dict[str, str] = {}

    def learn(self, word: str) -> str:
        """The key of a word of the lexicon."""
        key = self._learnt.get(word)
        if key is None:
            key = self._learnt[word] = self._fixed.get(word) or stem(word)
            self._known.add(key)
        return key

    def mend(self, words: Iterable[str]) -> None:
        """Recognise misspellings of these words from now on."""
        for word in words:
            if len(word) >= 5 and word.isalpha():
                self._by_initial[word[0]].append(word)

    def is_known(self, word: str) -> bool:
        """Whether the word is one of the lexicon or an ordinary English one."""
        key = self(word)
        return key in self._known or key in self._ordinary

    def knows_exactly(self, word: str) -> bool:
        """Whether the word is known as it is written, not as a misspelling of another one."""
        return self.is_known(word) and (word in self._fixed or self(word) == stem(word))

    def of(self, words: Iterable[str]) -> list[str]:
        """The keys of a comment's words."""
        known = self._cache.get
        return [known(word) or self(word) for word in words]

    def __call__(self, word: str) -> str:
        """The key of a word of a comment."""
        key = self._cache.get(word)
        if key is None:
            if len(self._cache) >= self.CACHE_MAX:
                self._cache.clear()
            key = self._cache[word] = self._find(word)
        return key

    def _find(self, word: str) -> str:
        fixed = self._fixed.get(word)
        if fixed:
            return fixed
        key = stem(word)
        if key in self._known or key in self._ordinary or not word.isalpha():
            return key
        squeezed = re.sub(r"(.)\1+", r"\1", word)
        for shorter in (squeezed, word[:-1] if word[-1:] == word[-2:-1] else word):
            if shorter != word and (self._fixed.get(shorter) or stem(shorter)) in self._known:
                return self._fixed.get(shorter) or stem(shorter)
        meant = self._meant(word)
        return (self._fixed.get(meant) or stem(meant)) if meant else key

    def _meant(self, word: str) -> str | None:
        if len(word) < 5:
            return None
        allowed = 1 if len(word) < 8 else 2
        best, best_distance = None, allowed + 1
        for candidate in self._by_initial.get(word[0], ()):
            if abs(len(candidate) - len(word)) <= allowed:
                distance = OSA.distance(word, candidate, score_cutoff=best_distance - 1)
                if distance < best_distance:
                    best, best_distance = candidate, distance
        return best
