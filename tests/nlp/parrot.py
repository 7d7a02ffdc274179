"""A trained reader that says the same of everything, to see what is made of what it says."""

from dataclasses import dataclass

import numpy as np

from nlp.garments import GarmentKind
from nlp.pipeline import build_pipeline
from nlp.rules import Rule
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode

POCKETS = IssueCode.CONSTRUCTION_POCKET_POOR
LONG = IssueCode.SLEEVE_LENGTH_LONG
KEYS = "My keys went straight through to the street."


@dataclass
class Parrot:
    """Says the same of every clause, surer of it than of all else."""

    code: IssueCode = POCKETS
    by_word: int = 0
    """The place of the word that it goes by."""
    version = "parrot"

    @property
    def codes(self):
        return (self.code,)

    @property
    def words(self):
        return AnyWord()

    def look_up(self, keys, count):
        return [*keys]

    def sure_within(self, keys, starts, ends, among_many):
        return np.tile(np.array([0.95, 0.05], dtype="float32"), (len(starts), 1))

    def columns_of(self, codes):
        return [self.codes.index(code) if code in self.codes else len(self.codes) for code in codes]

    def weightiest(self, told):
        return [[self.by_word] for _ in told]


class AnyWord:
    """Holds every word."""

    def __contains__(self, word):
        return True


def mentions_of(text: str, reader: Parrot | None = None, *rules: Rule, kind: GarmentKind | None = None):
    return Tagger(build_pipeline(), rules, reader or Parrot()).tag(text, kind).mentions  # type: ignore[arg-type]


def codes_of(text: str, reader: Parrot | None = None, *rules: Rule) -> list[str]:
    return [mention.code.value for mention in mentions_of(text, reader, *rules)]
