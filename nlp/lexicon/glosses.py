"""Another language's little words, as the English ones that the steps know them by."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from nlp.lexicon.toml import read_toml

FILE = "glosses.toml"
LETTERS = r"[^\W\d_]+"


@dataclass(frozen=True, slots=True, eq=False)
class Glosses:
    """What is put into English before a text is looked up, and the marks that mean nothing there."""

    words: Mapping[str, str]
    pairs: str
    """An expression for two words that have one gloss."""
    marks: str
    """An expression for abbreviations with their full stop, and commas that only open a clause."""

    def of(self, word: str) -> str:
        """The gloss of a word; the word itself where it has none."""
        return self.words.get(word, word)

    def of_mark(self, mark: str) -> str:
        """What stands for a mark, or for an abbreviation."""
        return " " if mark == "," else self.of(mark.removesuffix("."))


@cache
def glosses_of(language: str) -> Glosses | None:
    """The glosses of a language; English has none."""
    path = Path(__file__).parent / language / FILE
    if not path.exists():
        return None
    data = read_toml(path)
    words = {word.replace("_", " "): meant for meant, words in data["glosses"].items() for word in words.split()}
    abbreviations, bound = ("|".join(data[name].split()) for name in ("abbreviations", "bound"))
    pairs = "|".join(word for word in words if " " in word)
    return Glosses(words, rf"\b(?:{pairs})\b", rf"\b(?:{abbreviations})\.|,(?=\s+(?:{bound})\b)")


def glossed(text: str, glosses: Glosses) -> str:
    """The text with its little words in English."""
    return re.sub(rf"{glosses.pairs}|{LETTERS}", lambda match: glosses.of(match.group()), text)
