"""The tagger, loaded once for all readings, a process that has read, and a policy that believes what it is told to."""

import subprocess
import sys

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
from nlp.tagging import Tagger
from tests.equipment import ROOT
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


@pytest.fixture(scope="session")
def told_by_a_reader() -> list[str]:
    """What a process that reads says it has imported, and what it then gets that asks for the rest."""
    run = subprocess.run([sys.executable, "-c", READER], capture_output=True, check=True, text=True, cwd=ROOT)
    return run.stdout.splitlines()


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
