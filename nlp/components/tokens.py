"""A spaCy document for the prepared text, with its words noted."""

from collections.abc import Callable
from itertools import accumulate, chain
from operator import sub
from sys import intern

from nlp.components.notes import NOTES, Notes
from nlp.components.words import split_words
from nlp.lean_spacy import Doc, Language, Vocab, registry
from nlp.remembered import STRETCHES_MAX, Remembered


class WordTokenizer:
    """A spaCy tokenizer that notes the words and where each begins.

    spaCy's own is quadratic on long runs. The document itself gets no tokens: no step reads them, and to make them
    would cost more than to find the words.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._stretches = Remembered(_pieces_of, STRETCHES_MAX)

    def __call__(self, text: str) -> Doc:
        """A document for the text, with its words in the notes."""
        doc = Doc(self.vocab)
        doc.user_data[NOTES] = self.note(text)
        return doc

    def note(self, text: str) -> Notes:
        """The notes of a prepared text, with its words."""
        notes = Notes()
        notes.words, notes.starts = self._split(text)
        notes.prepared = text
        return notes

    def _split(self, text: str) -> tuple[list[str], list[int]]:
        """The words and their places, put together from what stands between blanks where single ones part it."""
        if "\n" in text:
            return split_words(text)  # a line break swallows the blanks behind it
        pieces = [*chain.from_iterable(map(self._stretches.__getitem__, text.split(" ")))]
        words, lengths = zip(*pieces, strict=True) if pieces else ((), ())
        starts = list(accumulate(lengths, initial=0))
        if starts.pop() != len(text) + 1:
            return split_words(text)  # there are other blanks than single ones
        return [*words], starts

    def to_disk(self, *_: object, **__: object) -> None:
        """Nothing is learnt, so nothing is stored."""

    def from_disk(self, *_: object, **__: object) -> "WordTokenizer":
        """Nothing is stored."""
        return self


def _pieces_of(stretch: str) -> tuple[tuple[str, int], ...]:
    """The words of what stands between two blanks, each with its length and that of the blank behind it."""
    words, starts = split_words(stretch)
    ends = [*starts[1:], len(stretch) + 1]
    return tuple(zip(map(intern, words), map(sub, ends, starts), strict=True))


@registry.tokenizers("toile.WordTokenizer.v1")  # type: ignore[untyped-decorator]
def build_tokenizer() -> Callable[[Language], WordTokenizer]:
    """For spaCy's configuration."""

    def build(pipeline: Language) -> WordTokenizer:
        return WordTokenizer(pipeline.vocab)

    return build
