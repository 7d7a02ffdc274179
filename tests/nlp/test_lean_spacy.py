"""What is imported to read: not all of spaCy and scipy, and all of them for whoever asks later."""

import subprocess
import sys

import pytest

SCRIPT = """
import sys
from nlp.tagging import Tagger
Tagger.load().tag("The sleeves are too long.")
print(*(name for name in ("spacy.cli", "spacy.pipeline", "spacy.ml", "scipy.sparse") if name in sys.modules))
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


@pytest.fixture(scope="module")
def printed() -> list[str]:
    """What a process that reads says it has imported, and what it then gets that asks for the rest."""
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, check=True, text=True)
    return run.stdout.splitlines()


def test_reading_imports_no_command_line_of_spacys_no_components_and_no_matrices_of_scipys(printed: list[str]) -> None:
    assert printed[0] == ""


def test_who_asks_later_gets_the_real_ones(printed: list[str]) -> None:
    assert printed[1:] == ["2 EnglishLemmatizer", "3 3"]
