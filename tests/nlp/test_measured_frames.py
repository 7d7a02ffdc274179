"""How much it is too long, wide or high is read with its bounds, whatever the part and however it is put."""

from collections.abc import Iterable, Sequence

import pytest

from nlp.mentions import IssueMention
from nlp.tagging import Tagger
from tests.nlp.frames import SUBJECTS, Subject, read_otherwise

MEASURED = tuple(subject for subject in SUBJECTS if not subject.code.startswith(("size.", "fabric.")))
WIDE = tuple(subject for subject in SUBJECTS if subject.code.endswith(("/small", "/large")) and subject.fault != "boxy")
IN = 25.4


def misread(tagger: Tagger, frame: str, amount: tuple[object, ...], subjects: Iterable[Subject]) -> list[str]:
    """The sentences of a frame in which the fault or its amount reads otherwise."""

    def is_so_much(subject: Subject, mentions: Sequence[IssueMention]) -> bool:
        return [
            (mention.code.value, said and (said.value, said.unit, said.low_mm, said.high_mm))
            for mention in mentions
            for said in [mention.amount]
        ] == [(subject.code, amount)]

    return read_otherwise(tagger, frame, subjects, is_so_much)


@pytest.mark.parametrize(
    ("frame", "value", "unit", "low", "high"),
    [
        ("{The} {is} an inch too {fault}.", 1, "in", 0.75 * IN, 1.25 * IN),
        ("{The} {is} about an inch too {fault}.", 1, "in", 0.5 * IN, 1.5 * IN),
        ("{The} {is} at least two inches too {fault}.", 2, "in", 1.75 * IN, 2.25 * IN),
        ("{The} {is} too {fault} by two inches.", 2, "in", 1.75 * IN, 2.25 * IN),
        ('{The} {is} too {fault} by about 2".', 2, "in", 1.5 * IN, 2.5 * IN),
        ("{The} {is} 2 to 3cm too {fault}", 2.5, "cm", 20, 30),
        ("{The} {is} 2-3 cm too {fault}.", 2.5, "cm", 20, 30),
        ("{The} {is} an inch or two too {fault}.", 1.5, "in", IN, 2 * IN),
        ('{The} {is} 1 1/2" too {fault}.', 1.5, "in", 1.25 * IN, 1.75 * IN),
        ("{The} {is} 1½ inches too {fault}", 1.5, "in", 1.25 * IN, 1.75 * IN),
        ("{The} {is} 1 and a half inches too {fault}", 1.5, "in", 1.25 * IN, 1.75 * IN),
        ("{The} {is} one & a half inches too {fault}", 1.5, "in", 1.25 * IN, 1.75 * IN),
        ("{The} {is} half an inch too {fault}.", 0.5, "in", 0.25 * IN, 0.75 * IN),
        ("{The} {is} 3/4 of an inch too {fault}.", 0.75, "in", 0.625 * IN, 0.875 * IN),
        ("{The} {is} 10mm too {fault}.", 10, "mm", 7.5, 12.5),
        ("{The} {is} 2in too {fault}.", 2, "in", 1.75 * IN, 2.25 * IN),
        ("{The} {is} 2” too {fault}.", 2, "in", 1.75 * IN, 2.25 * IN),
        ("{the} {is} 2 inces too {fault}", 2, "in", 1.75 * IN, 2.25 * IN),
        ("{The} {is} 3+ inches too {fault}.", 3, "in", 2.75 * IN, 3.25 * IN),
        ("{The} {is} a couple of inches too {fault}.", 2, "in", 1.5 * IN, 2.5 * IN),
        ("{The} {is} like 4 inches too {fault}.", 4, "in", 3.75 * IN, 4.25 * IN),
        ("{The} {is} maybe 1cm too {fault}.", 1, "cm", 0, 20),
        ("{The} {is} between 2 and 3 inches too {fault}.", 2.5, "in", 2 * IN, 3 * IN),
        ("{The} {is} 2,5 cm too {fault}.", 2.5, "cm", 22.5, 27.5),
        ("{The} {is} too {fault}, by an inch or so.", 1, "in", 0.5 * IN, 1.5 * IN),
        ("{The} {is} too {fault} (2 inches!).", 2, "in", 1.75 * IN, 2.25 * IN),
        ("{The} {is} too {fault}. 2 inches at least.", 2, "in", 1.75 * IN, 2.25 * IN),
        ("Too {fault} by 3 cm, {the}.", 3, "cm", 25, 35),
        ("About 3cm too {fault}, {the}.", 3, "cm", 20, 40),
        ("{The} {is} 5cm {more} than I'd like.", 5, "cm", 45, 55),
        ("{The} {is} 2 inches {more} than expected.", 2, "in", 1.75 * IN, 2.25 * IN),
        ("{The} {is} 2 inches {more} than the size chart says.", 2, "in", 1.75 * IN, 2.25 * IN),
        ("{The} could be an inch {wished}.", 1, "in", 0.75 * IN, 1.25 * IN),
        ("{The} should have been 2 cm {wished}.", 2, "cm", 15, 25),
        ("I wish {the} {was} 3 cm {wished}.", 3, "cm", 25, 35),
        ("Had {the} been an inch {wished} I'd have kept it.", 1, "in", 0.75 * IN, 1.25 * IN),
        ("{The} {is} 3 CM TOO {fault}!!!", 3, "cm", 25, 35),
    ],
)  # fmt: skip
def test_a_length_is_read_with_its_bounds(
    tagger: Tagger, frame: str, value: float, unit: str, low: float, high: float
) -> None:
    assert misread(tagger, frame, (value, unit, round(low, 4), round(high, 4)), MEASURED) == []


@pytest.mark.parametrize(
    ("frame", "value"),
    [
        ("{The} {is} half a size too {fault}.", 0.5),
        ("{The} {is} a size too {fault}.", 1),
        ("{The} {is} two sizes too {fault}.", 2),
        ("{The} {is} at least 2 sizes too {fault}.", 2),
        ("{The} {is} a size or two too {fault}.", 1.5),
        ("{The} {is} 1 to 2 sizes too {fault}.", 1.5),
    ],
)
def test_sizes_are_counted(tagger: Tagger, frame: str, value: float) -> None:
    assert misread(tagger, frame, (value, "size", None, None), WIDE) == []


@pytest.mark.parametrize(
    ("text", "code", "value", "unit"),
    [
        ("I had to go from a 10 to an 8.", "size.overall/large", 1, "size"),
        ("I had to go from a 10 to a 12.", "size.overall/small", 1, "size"),
        ("Took it up two inches.", "body.length/long", 2, "in"),
        ("Needs another inch in length.", "body.length/short", 1, "in"),
        ("I had to take in the waist 2 inches.", "waist.width/large", 2, "in"),
        ("I had to let out the hips 2 inches.", "hip.width/small", 2, "in"),
        ("I'd want the shoulders another inch and a half narrower.", "shoulder.width/large", 1.5, "in"),
    ],
)
def test_what_was_changed_tells_how_much(tagger: Tagger, text: str, code: str, value: float, unit: str) -> None:
    (mention,) = tagger.tag(text).mentions
    assert mention.amount is not None
    assert (mention.code, mention.amount.value, mention.amount.unit) == (code, value, unit)
