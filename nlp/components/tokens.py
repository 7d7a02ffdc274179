"""Splits the prepared text into words, contractions apart ("does", "n't"), in linear time."""

import re
from collections.abc import Callable

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from nlp.components.notes import notes_of

_TOKEN = re.compile(
    r"\n\s*"
    r"|:-?[()]"
    r"|\d{1,6}(?:[./]\d{1,6})*(?![a-z])"
    r"|'(?:s|m|re|ve|ll|d)\b"
    r"|[^\W_]{1,40}(?:(?<=n)'t\b)?"
    r"|[^\w\s]|_"
)
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


class WordTokenizer:
    """A spaCy tokenizer that also notes each word's place.

    spaCy's own is quadratic on long runs and, within a memory zone, splits every word anew.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The words of the text; the document joins them by single spaces."""
        words: list[str] = []
        starts: list[int] = []
        for match in _TOKEN.finditer(text):
            word, start = match.group(), match.start()
            if word in _JOINED:
                halves = _JOINED[word]
            elif word.endswith("n't") and len(word) > 3:
                halves = (word[:-3], "n't")
            else:
                words.append("\n" if word[0] == "\n" else word)
                starts.append(start)
                continue
            words += halves
            starts += (start, start + len(halves[0]))
        doc = Doc(self.vocab, words=words)
        notes = notes_of(doc)
        notes.words, notes.starts, notes.prepared = words, starts, text
        return doc

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
