"""Whatever the fault and wherever it is: told, denied, wished away or only supposed, it is read for what it is."""

from pathlib import Path

import pytest

from nlp.tagging import Tagger
from tests.nlp.frames import misread


@pytest.mark.parametrize(
    "frame",
    [
        "{The} {is} too {fault}.",
        "{The} {is} way too {fault} on me.",
        "Love it but {the} {is} a bit {fault}.",
        "I think {the} {was} a little too {fault} for me",
        "{The} {is} slightly {fault} but I can live with it.",
        "It is {the} that {is} too {fault}.",
        "Too {fault}, {the}.",
        "Why {is} {the} so {fault}?",
    ],
)
def test_a_fault_that_is_told_is_found(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "fault") == []


@pytest.mark.parametrize(
    "frame",
    [
        "{The} {isnt} too {fault}.",
        "{The} {is} not at all {fault}.",
        "{The} {is} by no means {fault}.",
        "I wouldn't call {the} {fault}.",
    ],
)
def test_a_fault_that_is_denied_is_praise(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "praise") == []


@pytest.mark.parametrize(
    "frame",
    [
        "I wish {the} were {wished}.",
        "{The} could be {wished}.",
        "Would have been perfect if {the} {was} a bit {wished}.",
        "If only {the} had been made {wished}.",
        "Please make {the} {wished}!",
    ],
)
def test_what_is_wished_for_is_missing(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "fault") == []


@pytest.mark.parametrize(
    "frame",
    [
        "If {the} turned out too {fault} I would send it back.",
        "Other reviewers said {the} {is} too {fault}.",
    ],
)
def test_what_is_only_supposed_or_said_by_others_is_nothing(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "nothing") == []


AROUND = [
    line.split("\t")
    for line in Path(__file__).with_name("frames_around.tsv").read_text(encoding="utf-8").splitlines()
    if not line.startswith("#")
]


@pytest.mark.parametrize(("wanted", "frame"), AROUND)
def test_what_is_around_a_fault_is_heard(tagger: Tagger, wanted: str, frame: str) -> None:
    assert misread(tagger, frame, wanted) == []
