"""The tagger, loaded once for all readings, a process that has read, and a policy that believes what it is told to."""

import subprocess
import sys
from typing import NamedTuple

import numpy as np
import pytest

from nlp.components import joined
from nlp.policy import FIGURES, KINDS, Kind, Policy, Table
from nlp.tagging import Tagger
from tests.equipment import ROOT


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return Tagger.load()


READER = """
import sys
from nlp.components.nearby import _combinations
from nlp.lexicon import load_lexicon
from nlp.tagging import Tagger
keys = load_lexicon().keys
nearby = " ".join(load_lexicon().settings["nearby"]["kinds"].values()).split()
before = [keys._find(word) for word in nearby]
_combinations("en")
print(before == [keys._find(word) for word in nearby], all(map(keys.is_known, nearby)))
Tagger.load().tag("The sleeves are too long.")
print(*sys.modules)
import spacy
from scipy.sparse import csr_array
from spacy.cli import info
from spacy.matcher import Matcher
from spacy.pipeline import EntityRuler
pipeline = spacy.blank("en")
pipeline.add_pipe("sentencizer")
Matcher(pipeline.vocab, validate=True).add("too", [[{"LOWER": "too"}]])
print(len(list(pipeline("It is short. It is tight.").sents)), type(pipeline.add_pipe("lemmatizer")).__name__)
print(*csr_array([[1, 2], [0, 3]]) @ [1, 1])
"""


class Told(NamedTuple):
    """What a process says of itself that reads, line by line."""

    known_before: str
    """Whether the words of `nearby.toml` had their keys before its rules were asked for, and are known."""
    imported: str
    got_later: str
    multiplied_later: str


@pytest.fixture(scope="session")
def told_by_a_reader() -> Told:
    """What a process that reads knew before, what it has imported, and what it then gets that asks for the rest."""
    run = subprocess.run([sys.executable, "-c", READER], capture_output=True, check=True, text=True, cwd=ROOT)
    return Told(*run.stdout.splitlines())


@pytest.fixture
def believe(monkeypatch):
    """Let the policy hold every candidate of a kind for so likely to be right."""

    def set_odds(**likely: float) -> None:
        def table(kind: Kind) -> Table:
            sure = likely.get(kind, 0.0)
            odds = np.log(sure / (1 - sure)) if sure else -50.0
            return Table(float(odds), {}, [0.0] * len(FIGURES), [0.0] * len(FIGURES))

        policy = Policy({kind: table(kind) for kind in KINDS})
        monkeypatch.setattr(joined, "load_policy", lambda: policy)

    return set_odds
