"""One key per word: inflections, spellings and misspellings of a word meet in it."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from sys import intern

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from nlp.remembered import Remembered

_ENDINGS = re.compile(r"(?:ings?|edly|ed)$")
_VOWEL = re.compile("[aeiouy]")
_ROOT_MIN = 3
_LONG, _LONG_COMPOUND = 8, 11
"""Words of so many letters may have two wrong; where compounds are long, many words differ in two."""


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


@dataclass(frozen=True, slots=True)
class Stemming:
    """How a language other than English bends words: letters that count as others, endings, ends of compounds.

    One ending is taken off, the first of the list that leaves enough of the word.
    """

    folds: Mapping[str, str]
    endings: Sequence[str]
    heads: Sequence[str] = ()

    def __call__(self, word: str) -> str:
        """The word without its ending, in plain letters."""
        for written, meant in self.folds.items():
            word = word.replace(written, meant)
        for ending in self.endings:
            if word.endswith(ending) and len(word) - len(ending) >= _ROOT_MIN:
                return word[: -len(ending)]
        return word

    def head_of(self, word: str) -> str | None:
        """What a compound is in the end ("Sommerkleid" is a "Kleid")."""
        return next((head for head in self.heads if word.endswith(head) and len(word) - len(head) >= _ROOT_MIN), None)


class Keys:
    """Turns words into lexicon keys; remembers each word it has met, up to a bound."""

    REMEMBERED_MAX = 60_000

    def __init__(
        self,
        *,
        alike: Mapping[str, str],
        kept: Iterable[str],
        ordinary: Iterable[str],
        stemming: Stemming | None = None,
    ) -> None:
        self._stemming = stemming
        self._stem: Callable[[str], str] = stemming or stem
        stays = {word: word for word in kept}
        self._fixed = stays | {word: stays.get(meant) or self._stem(meant) for word, meant in alike.items()}
        self._ordinary = {self._stem(word) for word in ordinary}
        self._known: set[str] = set()
        self._learnt = Remembered(self._learn, self.REMEMBERED_MAX)
        self._mended: dict[str, int] = {}
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        # Interned here as in the lexicon: a dictionary finds the very same string faster than one that is equal.
        self._remembered = Remembered(lambda word: intern(self._find(word)), self.REMEMBERED_MAX)

    def learn(self, word: str) -> str:
        """The key of a word of the lexicon."""
        return self._learnt[word]

    def learn_all(self, words: Iterable[str]) -> list[str]:
        """The keys of words of the lexicon."""
        return list(map(self._learnt.__getitem__, words))

    def _learn(self, word: str) -> str:
        key = intern(self._fixed.get(word) or self._stem(word))
        self._known.add(key)
        return key

    def mend(self, words: Iterable[str]) -> None:
        """Recognise misspellings of these words from now on."""
        for word in words:
            if len(word) >= 5 and word.isalpha() and word not in self._mended:
                self._mended[word] = len(self._mended)
                self._alike[word[0], len(word)].append(word)

    def mends(self, word: str) -> bool:
        """Whether misspellings of the word are recognised."""
        return word in self._mended

    def is_known(self, word: str) -> bool:
        """Whether the word is one of the lexicon or an ordinary one of its language."""
        key = self(word)
        return key in self._known or key in self._ordinary

    def knows_exactly(self, word: str) -> bool:
        """Whether the word is known as it is written, not as a misspelling of another one."""
        return self.is_known(word) and (word in self._fixed or self(word) == self._stem(word))

    def is_word(self, word: str) -> bool:
        """Whether the word is one of the lexicon as it is written, or a compound of one."""
        key = self._fixed.get(word) or self._stem(word)
        return word.isalpha() and (key in self._known or bool(self._stemming and self._stemming.head_of(word)))

    def of(self, words: Iterable[str]) -> list[str]:
        """The keys of a comment's words."""
        return list(map(self._remembered.__getitem__, words))

    def __call__(self, word: str) -> str:
        """The key of a word of a comment."""
        return self._remembered[word]

    def _find(self, word: str) -> str:
        fixed = self._fixed.get(word)
        if fixed:
            return fixed
        key = self._stem(word)
        if key in self._known or key in self._ordinary or not word.isalpha():
            return key
        head = self._stemming.head_of(word) if self._stemming else None
        if head:
            return self._fixed.get(head) or self._stem(head)
        squeezed = re.sub(r"(.)\1+", r"\1", word)
        for shorter in (squeezed, word[:-1] if word[-1:] == word[-2:-1] else word):
            if shorter != word and (self._fixed.get(shorter) or self._stem(shorter)) in self._known:
                return self._fixed.get(shorter) or self._stem(shorter)
        meant = self._meant(word)
        return (self._fixed.get(meant) or self._stem(meant)) if meant else key

    def _meant(self, word: str) -> str | None:
        """The word of the lexicon that is nearest, of those as near as each other the one that came first."""
        if len(word) < 5:
            return None
        allowed = 1 if len(word) < (_LONG_COMPOUND if self._stemming else _LONG) else 2
        found = [
            extractOne(word, self._alike[word[0], length], scorer=OSA.distance, score_cutoff=allowed)
            for length in range(len(word) - allowed, len(word) + allowed + 1)
            if (word[0], length) in self._alike
        ]
        near = [(distance, self._mended[meant], meant) for meant, distance, _ in filter(None, found)]
        return min(near)[2] if near else None
