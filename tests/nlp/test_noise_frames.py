"""Text-speak, capitals, marks, remains of HTML, misspellings and lists hide no fault, wherever it is."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from nlp.garments import GarmentKind as Kind
from nlp.tagging import Tagger
from tests.nlp.frames import SUBJECTS, misread
from tests.nlp.held import assert_reads


@pytest.mark.parametrize(
    "frame",
    [
        "{the} wayyyy too {fault}",
        "tbh {the} {is} v {fault}",
        "{the} {is} soooo {fault} 😭",
        "{the} {is} {fault} af",
        "{the} {is} too {fault} for my liking",
        "{the} {is} abit {fault}",
        "{the} {is} alittle too {fault}",
        "{the} {is} a lil {fault}",
        "{the} {is} def too {fault}",
        "{the} {is} rly {fault} imo",
        "{the} {is} hella {fault}",
        "{the} {is} to {fault}",
        "{the} r too {fault}",
        "❌ {the} too {fault}",
        "{the} = too {fault}",
        "- {the} too {fault}",
        "cons - {the} too {fault}",
        "5* except {the} {is} too {fault}",
        "-1 star for {the} being too {fault}",
        "omg {the} {is} so {fault}!!!",
        "ugh {the} {is} wayyy tooo {fault}",
        "{The} {is} *too* {fault}",
        "{The} {is} _really_ {fault}",
        "{The} {is}  too   {fault} ,",
        "{The} {is} too {fault}..... not keeping",
        "<p>{The} {is} too {fault}</p>",
        "{the} {is} &quot;too {fault}&quot; for me",
        "{The} {is} too {fault} 👎👎",
        "{the} {was} too {fault} had to return",
        "{the} {is} too {fault} tho",
        "{the} {is} stupidly {fault}",
    ],
)
def test_noise_hides_no_fault(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "fault") == []


@pytest.mark.parametrize("frame", ["{The} {is} too {fault}!!!", "{The} {is} way too {fault} on me"])
def test_capitals_hide_no_fault(tagger: Tagger, frame: str) -> None:
    for subject in SUBJECTS:
        assert_reads(tagger, subject.fill(frame).upper(), subject.kind, [subject.code])


@pytest.mark.parametrize(
    "frame", ["{The} {is} too {fault}.<br/><br/>Love the color.", "{the} too {fault} tho colour is gorg"]
)
def test_praise_stands_beside_it(tagger: Tagger, frame: str) -> None:
    for subject in SUBJECTS:
        assert_reads(tagger, subject.fill(frame), subject.kind, [subject.code, "color.look/ok"])


def _swapped(words: str) -> str:
    """The words with two letters changed in the middle of the longest."""
    longest = max(words.split(), key=len)
    at = len(longest) // 2
    return words.replace(longest, longest[: at - 1] + longest[at] + longest[at - 1] + longest[at + 1 :])


def _doubled(words: str) -> str:
    """The words with a letter twice in the middle of the longest."""
    longest = max(words.split(), key=len)
    at = len(longest) // 2
    return words.replace(longest, longest[:at] + longest[at - 1] + longest[at:])


LONG_ENOUGH = 5
"""Shorter words could be other words, misspelled."""


@pytest.mark.parametrize("misspell", [_swapped, _doubled])
def test_a_misspelled_fault_is_found(tagger: Tagger, misspell: Callable[[str], str]) -> None:
    spelled = [
        replace(one, fault=misspell(one.fault))
        for one in SUBJECTS
        if len(one.fault) >= LONG_ENOUGH and one.fault.isalpha()
    ]
    assert misread(tagger, "{The} {is} too {fault}.", "fault", spelled) == []


@pytest.mark.parametrize("misspell", [_swapped, _doubled])
def test_a_misspelled_part_is_found(tagger: Tagger, misspell: Callable[[str], str]) -> None:
    spelled = [
        replace(one, words=f"the {misspell(one.words[4:])}")
        for one in SUBJECTS
        if max(map(len, one.words.split())) > LONG_ENOUGH
    ]
    assert misread(tagger, "{The} {is} too {fault}.", "fault", spelled) == []


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("sleeves too bagy", ["sleeve.width/large"]),
        ("the sleeves are too lose", ["sleeve.width/large"]),
        ("the collar is too tiht", ["neck.width/small"]),
        ("so ichy", ["fabric.feel/rough"]),
        ("waist of money", ["price.value/poor"]),
    ],
)
def test_what_is_often_misspelled_is_known(tagger: Tagger, text: str, codes: list[str]) -> None:
    assert_reads(tagger, text, Kind.KNIT, codes)
