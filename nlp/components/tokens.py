"""Splits the prepared text into words, contractions apart ("does", "n't"), in linear time."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from nlp.components.notes import notes_of

# A token with the blanks behind it. Most are plain words before a blank, a comma or a full stop: their own
# alternative at the front, which changes nothing, spares them the others.
_TOKEN = re.compile(
    r"(?:[a-z]{1,40}(?=[ ,.])"
    r"|\n\s*"
    r"|:-?[()]"
    r"|\d{1,6}(?:[./]\d{1,6})*(?![a-z])"
    r"|'(?:s|m|re|ve|ll|d)\b"
    r"|[^\W_]{1,40}(?:(?<=n)'t\b)?"
    r"|[^\w\s]|_)"
    r"[^\S\n]*"
)
_BLANKS = re.compile(r"[^\S\n]*")
_WITHOUT_APOSTROPHE = "dont doesnt didnt isnt wasnt arent werent couldnt wouldnt shouldnt havent hasnt hadnt"
_JOINED = {word: (word[:-2], "nt") for word in _WITHOUT_APOSTROPHE.split(" ")} | {
    "cant": ("ca", "nt"),
    "cannot": ("can", "not"),
    "wont": ("wo", "nt"),
    "im": ("i", "m"),
    "ive": ("i", "ve"),
    "thats": ("that", "s"),
    "theyre": ("they", "re"),
    "alittle": ("a", "little"),
    "abit": ("a", "bit"),
    "alot": ("a", "lot"),
}


def _end_of_blanks(text: str) -> int:
    found = _BLANKS.match(text)
    return found.end() if found else 0


def _split_contractions(words: list[str], starts: list[int]) -> None:
    """Part "don't", "dont" and their like in two; from behind, so that the places in front stay right."""
    for at in reversed([at for at, word in enumerate(words) if word in _JOINED or ("n't" in word and word != "n't")]):
        word = words[at]
        first, second = _JOINED.get(word) or (word[:-3], "n't")
        words[at : at + 1] = first, second
        starts.insert(at + 1, starts[at] + len(first))


class WordTokenizer:
    """A spaCy tokenizer that also notes each word's place.

    spaCy's own is quadratic on long runs and, within a memory zone, splits every word anew.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._orths: dict[str, int] = {}

    def __call__(self, text: str) -> Doc:
        """The words of the text; the document joins them by single spaces."""
        pieces = _TOKEN.findall(text)
        words = [piece.rstrip() or "\n" for piece in pieces]
        # The pieces cover the text, so their lengths give their places without a match object for each.
        starts = list(accumulate(map(len, pieces), initial=_end_of_blanks(text)))
        starts.pop()
        if "n't" in text or not _JOINED.keys().isdisjoint(words):
            _split_contractions(words, starts)
        # spaCy takes the hashes of words it knows in half the time of the words themselves.
        orths = [self._orths.get(word) or self._learn(word) for word in words]
        doc = Doc(self.vocab, words=orths)  # type: ignore[arg-type]
        notes = notes_of(doc)
        notes.words, notes.starts, notes.prepared = words, starts, text
        return doc

    def _learn(self, word: str) -> int:
        orth = self._orths[word] = self.vocab[word].orth
        return orth

    @contextmanager
    def memory_zone(self, mem: Any = None) -> Iterator[Any]:
        """The words learnt within are forgotten with the vocabulary's: spaCy enters and leaves both together."""
        try:
            yield mem
        finally:
            self._orths.clear()

    def to_disk(self, *_: object, **__: object) -> None:
        """Nothing is learnt, so nothing is stored."""

    def from_disk(self, *_: object, **__: object) -> "WordTokenizer":
        """Nothing is stored."""
        return self


@registry.tokenizers("toile.WordTokenizer.v1")  # type: ignore[untyped-decorator]
def build_tokenizer() -> Callable[[Language], WordTokenizer]:
    """For spaCy's configuration."""

    def build(pipeline: Language) -> WordTokenizer:
        return WordTokenizer(pipeline.vocab)

    return build
