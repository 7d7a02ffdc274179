"""Whatever the fault and wherever it is: denied, taken back, liked or praised in vain, it is read for what it is."""

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.frames import SUBJECTS, misread, read_otherwise
from tests.nlp.held import assert_reads

_NOT_SEEN_THROUGH = [subject for subject in SUBJECTS if subject.fault not in ("see-through", "scratchy")]
"""What is seen through or scratches needs other words than what has a measure ("it looked tight")."""


@pytest.mark.parametrize(
    "frame",
    [
        "I was told {the} {was} {fault} but {it} {isnt}.",
        "Some reviews said {the} {was} too {fault} but not on me.",
        "People complain that {the} {is} too {fault} but I don't see it.",
        "I had read {the} {was} too {fault}, luckily not so.",
        "Reviews complain about {the} being too {fault} but I had no issues.",
        "Some say {the} {is} too {fault} but I find {it} perfect.",
        "Who said {the} {is} {fault}? {it} {isnt}.",
    ],
)
def test_what_others_say_is_praise_where_it_is_gainsaid_behind(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "praise") == []


@pytest.mark.parametrize(
    "frame",
    [
        "Ignore the reviews that say {the} {is} too {fault}.",
        "I don't get why people say {the} {is} {fault}.",
        "I'm not sure why people think {the} {is} too {fault}.",
    ],
)
def test_what_others_say_is_praise_where_it_is_doubted_in_front(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "praise") == []


@pytest.mark.parametrize(
    "frame",
    [
        "I was afraid {the} would be {fault}, but no.",
        "Was worried about {the} being too {fault}, not the case.",
        "I expected {the} to be {fault} and was wrong.",
        "My fear that {the} would be {fault} was unfounded.",
        "My worries about {the} being too {fault} were unfounded.",
        "Is {the} {fault}? Not at all.",
        "{The} {fault}? Not at all.",
        "{The} too {fault}? No.",
    ],
)
def test_what_is_feared_or_asked_is_praise_where_the_answer_is_no(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "praise") == []


@pytest.mark.parametrize(
    "frame",
    [
        "Never felt that {the} {was} too {fault}.",
        "I never found {the} too {fault}.",
        "I like how {the} {isnt} too {fault}.",
        "{The} {is} not {fault}, thank goodness.",
        "No problem with {the} being {fault}.",
        "I did not have any issues with {the} being {fault}.",
    ],
)
def test_a_fault_that_is_denied_in_other_words_is_praise(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "praise", _NOT_SEEN_THROUGH) == []


@pytest.mark.parametrize(
    "frame",
    [
        "{The} {is} a little {fault}, which I love.",
        "{The} {is} {fault} but I like it that way.",
        "{The} {is} {fault}, but in a good way.",
        "I like that {the} {is} a bit {fault}.",
        "I love how {fault} {the} {is}.",
    ],
)
def test_a_fault_that_is_liked_is_praise_of_that_alone(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "praise") == []


@pytest.mark.parametrize(
    "frame",
    [
        "{The} {is} a little {fault} but nothing terrible.",
        "Everything is great except {the} {is} too {fault}.",
        "The problem is not the color, {the} {is} too {fault}.",
        "no stars {the} too {fault}",
    ],
)
def test_a_fault_beside_something_that_is_denied_stands(tagger: Tagger, frame: str) -> None:
    assert misread(tagger, frame, "fault") == []


@pytest.mark.parametrize(
    "frame",
    [
        "{The} does not fit well.",
        "{The} do not fit me.",
        "{The} never sat right.",
        "{The} never fit well.",
        "{The} {isnt} a good fit.",
        "Not a great fit around {the}.",
        "{The} {isnt} perfect.",
        "{The} {is} far from perfect.",
        "{The} {isnt} quite right.",
        "{The} {is} not very comfortable.",
        "{The} {is} anything but comfortable.",
        "{The} just does not work for me.",
        "{The} {isnt} my favorite.",
        "I don't like {the}.",
        "I don't recommend {the}.",
        "I can't get {the} to fit right.",
        "I wanted to love {the} but no.",
        "{the} dont fit right",
        "The fit in {the} is not good.",
        "The fit around {the} isn't right.",
    ],
)
def test_praise_that_is_denied_is_none(tagger: Tagger, frame: str) -> None:
    praised = read_otherwise(
        tagger, frame, SUBJECTS, lambda _, mentions: not any(mention.code.is_ok for mention in mentions)
    )
    assert praised == []


@pytest.mark.parametrize(
    "frame",
    [
        "Can't fault {the}.",
        "No complaints about {the}.",
        "I have no complaints about {the}.",
        "Nothing wrong with {the}.",
    ],
)
def test_a_part_without_fault_is_praised_for_its_fit(tagger: Tagger, frame: str) -> None:
    fitting = [
        subject for subject in SUBJECTS if subject.code.startswith(("bust", "waist.w", "hip", "shoulder", "arm"))
    ]
    assert misread(tagger, frame, "praise", fitting) == []


@pytest.mark.parametrize("text", ["The bra isn't too uncomfortable.", "It is not uncomfortable at all."])
def test_discomfort_that_is_denied_is_comfort(tagger: Tagger, text: str) -> None:
    assert_reads(tagger, text, None, ["comfort.wear/ok"])


@pytest.mark.parametrize(
    ("text", "garment", "code"),
    [
        ("The rise isn't high enough.", GarmentKind.JEANS, "rise.height/low"),
        ("The waist seam isn't low enough.", GarmentKind.DRESS, "waist.position/high"),
        ("The bust isn't roomy enough.", GarmentKind.DRESS, "bust.width/small"),
        ("The skirt isn't long enough.", GarmentKind.SKIRT, "body.length/short"),
    ],
)
def test_what_is_not_enough_is_wrong_the_other_way(tagger: Tagger, text: str, garment: GarmentKind, code: str) -> None:
    assert_reads(tagger, text, garment, [code])


@pytest.mark.parametrize(
    ("text", "garment", "code"),
    [
        ("The waist is not loose, it is tight.", GarmentKind.TROUSERS, "waist.width/small"),
        ("The sleeves aren't too long, they are too short.", GarmentKind.SHIRT, "sleeve.length/short"),
        ("The legs are not long, they are short.", GarmentKind.TROUSERS, "leg.length/short"),
    ],
)
def test_what_is_told_instead_of_what_is_denied_is_a_fault_alone(
    tagger: Tagger, text: str, garment: GarmentKind, code: str
) -> None:
    assert_reads(tagger, text, garment, [code])
