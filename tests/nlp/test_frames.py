"""Whatever the fault and wherever it is: told, denied, wished away or only supposed, it is read for what it is."""

from pathlib import Path

import pytest

from nlp.tagging import Tagger
from tests.nlp.frames import misread

FRAMES = [
    line.split("\t")
    for line in Path(__file__).with_name("frames.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "frame"), FRAMES)
def test_what_is_said_of_a_fault_is_heard(tagger: Tagger, wanted: str, frame: str) -> None:
    assert misread(tagger, frame, wanted) == []
