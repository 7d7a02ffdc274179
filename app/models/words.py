"""Words as they are looked for: without case, accents and signs, the same on every database."""

import hashlib
import re
import unicodedata
from typing import Protocol

PRINTED_WORDS_MIN = 12
"""So many words no two people put one after the other by chance."""

WORD_MAX = 60
"""Characters of a word; what is longer is nobody's word, and is cut into several."""


class Named(Protocol):
    """What a list names."""

    @property
    def name(self) -> str:
        """Return what it is called."""


def fold_words(words: str) -> str:
    """Return words without case, without accents, with single spaces."""
    plain = words.replace("\0", " ")
    if not plain.isascii():
        plain = "".join(each for each in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(each))
    return " ".join(plain.casefold().split())


def by_name(named: Named) -> str:
    """Return what puts it in its place among others: a database may put “Élan” and “linen” behind “Wrap”."""
    return fold_words(named.name)


def split_words(text: str) -> list[str]:
    """Return the words of a text one by one, folded, without what stands between them: “T-shirt, 30 €” is four.

    Picture signs, currencies and the characters of scripts that put no spaces are words of their own.
    """
    return _WORD.findall(fold_words(text).translate(_PARTS))


def print_words(folded: str | None) -> str | None:
    """Return a hash by which words are found again; None of a few, which two people may well say alike."""
    words = re.findall(r"\w+", folded or "")
    if len(words) < PRINTED_WORDS_MIN:
        return None
    return hashlib.blake2b(" ".join(words).encode("utf-8", "replace"), digest_size=16).hexdigest()


def index_words(words: str | None) -> dict[str, str | None]:
    """Return the columns that are made of the words of an answer, to find them by."""
    return {
        "searched": " ".join(split_words(words)) if words else None,
        "words_print": print_words(fold_words(words)) if words else None,
    }


class _Parts(dict[int, str]):
    """What becomes of each character; worked out once, for `str.translate` goes through thousands at a time."""

    def __missing__(self, number: int) -> str:
        self[number] = part = _part(chr(number))
        return part


def _part(sign: str) -> str:
    kind = unicodedata.category(sign)
    if kind == "Mn":
        return ""  # what tells a plain heart from a coloured one, and marks that no key on the desk writes
    if kind in ("So", "Sc") and not sign.isascii():
        return f" {sign} "
    if not (sign.isalnum() or kind == "Mc"):
        return " "
    return f" {sign} " if unicodedata.east_asian_width(sign) in "WF" else sign


_PARTS = _Parts()
_WORD = re.compile(rf"\S{{1,{WORD_MAX}}}")
