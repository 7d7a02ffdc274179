"""Whatever a verb tells of a part ("the zip jams"): told, denied, wished or feared, it is read for what it is."""

import pytest

from nlp.tagging import Tagger
from tests.nlp.frames import misread
from tests.nlp.held import assert_reads
from tests.nlp.told import HAPPENING, TOLD


@pytest.mark.parametrize(
    "frame",
    [
        "{The} {jams}.",
        "{The} {jammed}.",
        "{The} {has} already {been}.",
        "{The} already {jams}.",
        "{The} {jammed} within a week.",
        "Such a shame that {the} {jams}.",
        "My only complaint: {the} {jams}.",
        "Only downside is that {the} {jammed}",
        "Love it, but {the} {jams}.",
        "I hate that {the} {jams}.",
        "It's annoying how {the} {jams}.",
        "Returned it because {the} {jammed}.",
        "{The} {jams} a bit.",
        "tbh {the} {jams}",
        "Be warned, {the} {jams}.",
        "{The} {does} {jam}.",
        "And then {the} {jammed}.",
        "{The} {jams} constantly",
        "Disappointed: {the} {jammed} and I had to return it.",
        "I can't believe {the} {jammed} already",
        "{the} {jammed} smh",
        "{The} {jams} far too easily.",
        "{The} {jammed} and now I can't wear it.",
        "{The} {jammed}. Not impressed.",
        "{The} {jammed}, so back it goes.",
        "Great dress until {the} {jammed}.",
        "I really wanted to love this but {the} {jams}.",
        "Sadly {the} {jams}",
        "Only negative: {the} {jams}",
        "Cons: {the} {jams}",
        "Beware: {the} {jams}!",
        "Wore it once and {the} {jammed}.",
        "{The} {has} {been} twice now.",
        "{The} {jams} somewhat.",
        "omg {the} {jammed} 😭",
        "{the} {jammed} on first wear !!!",
    ],
)
def test_a_fault_that_a_verb_tells_is_found(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "fault", TOLD) == []


@pytest.mark.parametrize("frame", ["{The} {jams} all the time.", "{The} {jammed} on the first day."])
def test_when_it_happens_says_nothing_else(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "fault", HAPPENING) == []


@pytest.mark.parametrize(
    "frame",
    [
        "{The} {doesnt} {jam}.",
        "{The} didn't {jam}.",
        "So far {the} {hasnt} {been}.",
        "{The} {has} not {been} once.",
        "{The} {doesnt} {jam} at all.",
        "{The} {hasnt} {been} yet.",
        "Surprisingly {the} {doesnt} {jam}.",
        "{The} {doesnt} {jam} or anything.",
        "And {the} {doesnt} {jam} either.",
    ],
)
def test_a_fault_that_is_denied_is_praise(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "praise", TOLD) == []


@pytest.mark.parametrize("frame", ["{The} never {jams}.", "{The} never {jammed}."])
def test_what_never_happens_is_praise(tagger: Tagger, frame: str) -> None:
    happening = [told for told in TOLD if told.code != "quality.overall/poor"]  # nobody says "it never looks cheap"

    assert misread(tagger, frame, "praise", happening) == []


def test_what_should_not_happen_does(tagger: Tagger) -> None:
    assert misread(tagger, "I wish {the} didn't {jam}.", "fault", TOLD) == []


@pytest.mark.parametrize(
    "frame",
    [
        "I was afraid {the} would {jam}.",
        "I was worried {the} might {jam}.",
        "If {the} {jams} I will send it back.",
        "Other reviewers said {the} {jams}.",
        "Some reviews mention that {the} {jams}.",
        "I hope {the} {doesnt} {jam}.",
        "{Does} {the} {jam}?",
        "Time will tell if {the} {jams}.",
        "I don't know whether {the} {jams} yet.",
        "Wonder if {the} will {jam}.",
        "Fingers crossed {the} {doesnt} {jam}.",
        "Not sure if {the} will {jam} over time.",
        "We'll see if {the} {jams}.",
        "I haven't washed it yet so can't say if {the} {jams}.",
    ],
)
def test_what_is_feared_hoped_asked_or_said_by_others_is_nothing(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "nothing", TOLD) == []


@pytest.mark.parametrize(
    ("frame", "praise"),
    [
        ("Lovely colour. {The} {jams} though.", "color.look/ok"),
        ("{The} {jammed}, but the colour is gorgeous.", "color.look/ok"),
        ("Beautiful colour but {the} {jams}.", "color.look/ok"),
        ("So soft, but {the} {jammed}.", "fabric.feel/ok"),
    ],
)
def test_praise_of_something_else_stands_beside_it(tagger: Tagger, frame: str, praise: str) -> None:
    for told in TOLD:
        text = told.fill(frame)
        assert_reads(tagger, text, told.kind, {told.code, praise})


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Not happy with a zip that jams.", ["construction.closure/poor"]),
        ("Not happy with a fabric that snags.", ["fabric.durability/poor"]),
        ("After two wears the zip broke.", ["construction.closure/poor"]),
        ("After a month the zip still hasn't jammed.", ["construction.closure/ok"]),
        ("The problem is the lining: it rips.", ["construction.lining/poor"]),
        ("I love that the lining doesn't ride up.", ["construction.lining/ok"]),
        ("I like how the linen doesn't wrinkle.", ["fabric.care/ok"]),
        ("The buttons fall off, which is annoying.", ["construction.closure/poor"]),
        ("I'd rather have a hem that doesn't come down.", ["construction.seam/poor"]),
        ("Would be perfect if the knit didn't stretch out.", ["fabric.stretch/excess"]),
        ("If only the straps didn't slip off my shoulders!", ["strap.length/long"]),
        ("The seams started unravelling straight away.", ["construction.seam/poor"]),
        ("The linen tends to wrinkle.", ["fabric.care/poor"]),
        ("The denim sometimes bags out.", ["fabric.stretch/excess"]),
        ("The zip might jam over time.", []),
    ],
)
def test_what_stands_around_a_verb_is_no_verdict_of_its_own(tagger: Tagger, text: str, codes: list[str]) -> None:
    assert_reads(tagger, text, None, codes)
