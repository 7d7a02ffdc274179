"""A spaCy document for the prepared text, with its words noted."""

from collections.abc import Callable, Iterable
from itertools import accumulate, chain, compress, pairwise
from operator import not_, sub
from sys import intern
from typing import Any

from nlp.components.normalise import has_what_changes, plain_letters, prepare, with_changes
from nlp.components.notes import NOTES, Notes
from nlp.components.words import split_words
from nlp.lean_spacy import Doc, Language, Vocab, registry
from nlp.lexicon.glosses import Glosses
from nlp.remembered import STRETCHES_MAX, Remembered

Pieces = tuple[Any, ...]
"""Words, behind each its length and that of the blank behind it: in one row, as many of them are strung together."""


class WordTokenizer:
    """A spaCy tokenizer that notes the words and where each begins.

    spaCy's own is quadratic on long runs. The document itself gets no tokens: no step reads them, and to make them
    would cost more than to find the words.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self._stretches = Remembered(_pieces_of, STRETCHES_MAX)
        self._unchanged = Remembered(_pieces_if_unchanged, STRETCHES_MAX)

    def __call__(self, text: str) -> Doc:
        """A document for the text, with its words in the notes."""
        doc = Doc(self.vocab)
        doc.user_data[NOTES] = notes = Notes(prepared=text)
        notes.words, notes.starts = self._split(text)
        return doc

    def note_all(self, texts: Iterable[str], glosses: Glosses | None) -> list[Notes]:
        """The notes of comments as they were written, with their words."""
        comments = [Notes(source=text) for text in texts]
        for notes in comments:
            if glosses:
                notes.prepared, notes.offsets = prepare(notes.source, glosses)
                notes.words, notes.starts = self._split(notes.prepared)
            else:
                self._note_words(notes)
        return comments

    def _note_words(self, notes: Notes) -> None:
        """Note the words; where nothing is to be prepared, as in most comments, they are taken apart but once."""
        text = plain_letters(notes.source)
        stretches = text.split(" ")
        unchanged = [*map(self._unchanged.__getitem__, stretches)]
        if all(unchanged):
            notes.prepared = text
            notes.words, notes.starts = _put_together(text, unchanged)
        else:
            notes.prepared, notes.offsets = with_changes(text, stretches, [*map(not_, unchanged)])
            notes.words, notes.starts = self._split(notes.prepared)

    def _split(self, text: str) -> tuple[list[str], list[int]]:
        """The words and their places, put together from what stands between blanks where that can be told apart."""
        return _put_together(text, map(self._stretches.__getitem__, text.split(" ")))

    def to_disk(self, *_: object, **__: object) -> None:
        """Nothing is learnt, so nothing is stored."""

    def from_disk(self, *_: object, **__: object) -> "WordTokenizer":
        """Nothing is stored."""
        return self


def _put_together(text: str, stretches: Iterable[Pieces]) -> tuple[list[str], list[int]]:
    """The words and their places, from the pieces of what stands between blanks."""
    pieces = [*chain.from_iterable(stretches)]
    starts = [*accumulate(pieces[1::2], initial=0)]
    if starts.pop() != len(text) + 1:
        return split_words(text)  # there are other blanks, as tabs
    words = pieces[::2]
    no_blank_alone = "  " not in f" {text} "
    if no_blank_alone and "\n" not in text:
        return words, starts
    if "its" in words or (words.count("\n") > 1 and ("\n", "\n") in pairwise(filter(None, words))):
        return split_words(text)  # by what follows: a line break swallows those behind it
    if no_blank_alone:
        return words, starts
    return [*filter(None, words)], [*compress(starts, words)]


def _pieces_if_unchanged(stretch: str) -> Pieces:
    """The same, or none where something has to be changed first."""
    return () if has_what_changes(stretch) else _pieces_of(stretch)


def _pieces_of(stretch: str) -> Pieces:
    """The words of what stands between two blanks, each with its length and that of the blank behind it."""
    if not stretch:
        return "", 1
    words, starts = split_words(stretch)
    ends = [*starts[1:], len(stretch) + 1]
    return tuple(chain.from_iterable(zip(map(intern, words), map(sub, ends, starts), strict=True)))


@registry.tokenizers("toile.WordTokenizer.v1")  # type: ignore[untyped-decorator]
def build_tokenizer() -> Callable[[Language], WordTokenizer]:
    """For spaCy's configuration."""

    def build(pipeline: Language) -> WordTokenizer:
        return WordTokenizer(pipeline.vocab)

    return build
