"""The words of the prepared text as a spaCy document."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from nlp.components.notes import notes_of
from nlp.components.words import split_words


class WordTokenizer:
    """A spaCy tokenizer that also notes each word's place.

    spaCy's own is quadratic on long runs and, within a memory zone, splits every word anew.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._orths: dict[str, int] = {}

    def __call__(self, text: str) -> Doc:
        """The words of the text; the document joins them by single spaces."""
        words, starts = split_words(text)
        # spaCy takes the hashes of words it knows in half the time of the words themselves.
        orths = list(map(self._orths.get, words))
        if None in orths:
            orths = [orth or self._learn(word) for orth, word in zip(orths, words, strict=True)]
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
