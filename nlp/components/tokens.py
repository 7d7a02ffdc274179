"""A spaCy document for the prepared text, with its words noted, their keys and cues."""

from collections.abc import Callable, Iterable
from functools import partial
from itertools import accumulate, chain, compress, pairwise, repeat
from operator import not_, sub
from sys import intern
from typing import Any

from nlp.components.normalise import has_what_changes, plain_letters, prepare, with_changes
from nlp.components.notes import NOTES, Notes
from nlp.components.words import split_words
from nlp.lean_spacy import Doc, Language, Vocab, registry
from nlp.lexicon import load_lexicon
from nlp.lexicon.glosses import glosses_of
from nlp.remembered import STRETCHES_MAX, Remembered

Pieces = tuple[Any, ...]
"""Words, behind each its length and that of the blank behind it, its key and its cues: in one row, as many of them are
strung together. So what stands between two blanks is looked up once, not each of its words three times."""
_EACH = 4
"""So many things stand in the row for each word."""


class WordTokenizer:
    """A spaCy tokenizer that notes the words and where each begins; spaCy's own is quadratic on long runs.

    The steps read the notes alone. Of many comments only these are made: documents would cost more than to find the
    words.
    """

    def __init__(self, vocab: Vocab, language: str = "en") -> None:
        self.vocab = vocab
        self._language, self._glosses = language, glosses_of(language)
        self._stretches = Remembered(partial(_pieces_of, language), STRETCHES_MAX)
        self._unchanged = Remembered(partial(_pieces_if_unchanged, language), STRETCHES_MAX)

    def __call__(self, text: str) -> Doc:
        """A document of the text as it was written, cut at its words, with its notes."""
        (notes,) = self.note_all([text])
        words, spaces = _cut_at_words(notes)
        doc = Doc(self.vocab, words, spaces)
        doc.user_data[NOTES] = notes
        return doc

    def note_all(self, texts: Iterable[str]) -> list[Notes]:
        """The notes of comments as they were written, with their words."""
        comments = [Notes(source=text, language=self._language) for text in texts]
        for notes in comments:
            if self._glosses:
                notes.prepared, notes.offsets = prepare(notes.source, self._glosses)
                self._note_words(notes)
            else:
                self._prepare_and_note_words(notes)
        return comments

    def _prepare_and_note_words(self, notes: Notes) -> None:
        """Prepare and note the words; where nothing is to be prepared, as in most comments, they are cut but once."""
        text = plain_letters(notes.source)
        stretches = text.split(" ")
        unchanged = [*map(self._unchanged.__getitem__, stretches)]
        if all(unchanged):
            notes.prepared = text
            _put_together(notes, unchanged, self._language)
        else:
            notes.prepared, notes.offsets = with_changes(text, stretches, [*map(not_, unchanged)])
            self._note_words(notes)

    def _note_words(self, notes: Notes) -> None:
        """Note the words of the prepared text, put together from what stands between blanks where that can be."""
        _put_together(notes, map(self._stretches.__getitem__, notes.prepared.split(" ")), self._language)

    def to_disk(self, *_: object, **__: object) -> None:
        """Nothing is learnt, so nothing is stored."""

    def from_disk(self, *_: object, **__: object) -> "WordTokenizer":
        """Nothing is stored."""
        return self

    def to_bytes(self, **_: object) -> bytes:
        """Likewise."""
        return b""

    def from_bytes(self, *_: object, **__: object) -> "WordTokenizer":
        """Likewise."""
        return self


def _cut_at_words(notes: Notes) -> tuple[list[str], list[bool]]:
    """The whole source in pieces, words and what stands between them, and whether a blank follows each."""
    source, pieces, spaces = notes.source, list[str](), list[bool]()
    places = (notes.place_in_source(at, at + 1) for at in range(len(notes.words)))
    for start, end in pairwise(sorted({0, len(source), *chain.from_iterable(places)})):
        if source[start:end] == " " and pieces and not spaces[-1]:
            spaces[-1] = True
        else:
            # spaCy keeps strings as UTF-8, which has no halves of characters.
            pieces.append(source[start:end].encode("utf-8", "replace").decode())
            spaces.append(False)
    return pieces, spaces


def _put_together(notes: Notes, stretches: Iterable[Pieces], language: str) -> None:
    """Note the words and what is known of each, from the pieces of what stands between blanks."""
    text, pieces = notes.prepared, [*chain.from_iterable(stretches)]
    words, starts = pieces[::_EACH], [*accumulate(pieces[1::_EACH], initial=0)]
    blank_alone = "  " in f" {text} "
    if starts.pop() != len(text) + 1 or ((blank_alone or "\n" in text) and _depend_on_others(words)):
        words, starts = split_words(text)  # there are other blanks, as tabs, or words that hang together
        keys, marks = _keys_and_marks(words, language)
    else:
        keys, marks = pieces[2::_EACH], pieces[3::_EACH]
        if blank_alone:
            starts, keys, marks = ([*compress(row, words)] for row in (starts, keys, marks))
            words = [*filter(None, words)]
    notes.words, notes.starts, notes.keys, notes.marks = words, starts, keys, marks


def _depend_on_others(words: list[str]) -> bool:
    """Whether a word may be cut by what follows it behind more than a blank: a line break swallows those behind it."""
    return "its" in words or (words.count("\n") > 1 and ("\n", "\n") in pairwise(filter(None, words)))


def _pieces_if_unchanged(language: str, stretch: str) -> Pieces:
    """The same, or none where something has to be changed first."""
    return () if has_what_changes(stretch) else _pieces_of(language, stretch)


def _pieces_of(language: str, stretch: str) -> Pieces:
    """What is known of the words of what stands between two blanks; a blank alone has a word without letters."""
    if not stretch:
        return "", 1, "", 0
    words, starts = split_words(stretch)
    ends = [*starts[1:], len(stretch) + 1]
    known = zip(map(intern, words), map(sub, ends, starts), *_keys_and_marks(words, language), strict=True)
    return tuple(chain.from_iterable(known))


def _keys_and_marks(words: list[str], language: str) -> tuple[list[str], list[int]]:
    """The lexicon's key of each word, and the cue that it is by itself."""
    lexicon = load_lexicon(language)
    keys = lexicon.keys.of(words)
    return keys, [*map(lexicon.single_cues.get, keys, repeat(0))]


TOKENIZER = "toile.WordTokenizer.v1"


@registry.tokenizers(TOKENIZER)  # type: ignore[untyped-decorator]
def build_tokenizer() -> Callable[[Language], WordTokenizer]:
    """For spaCy's configuration."""

    def build(pipeline: Language) -> WordTokenizer:
        return WordTokenizer(pipeline.vocab, pipeline.lang or "en")

    return build
