"""No comment stops the reader, whatever it is made of and however long it is."""

import time

import pytest

from nlp.components.normalise import READ_MAX
from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.hostile import FAMILIES, LENGTHS

pytestmark = pytest.mark.thorough

each_family = pytest.mark.parametrize("family", FAMILIES)


@each_family
@pytest.mark.parametrize("length", LENGTHS)
def test_is_read_without_an_error_and_quoted_to_the_letter(tagger: Tagger, family: str, length: int) -> None:
    text = FAMILIES[family](length)

    reading = tagger.tag(text, GarmentKind.DRESS)

    assert reading.state == "read" or reading.reason
    assert all(mention.quote == text[mention.start : mention.end] for mention in reading.mentions)


@pytest.mark.parametrize("family", [name for name, grown in FAMILIES.items() if grown(100).strip()])
def test_says_that_the_end_of_a_long_one_was_not_read(tagger: Tagger, family: str) -> None:
    note = "Only the first 5,000 characters were read."

    short, longer, longest = (tagger.tag(FAMILIES[family](READ_MAX + more)) for more in (0, 1, 1_000))

    assert note not in (short.reason or "")
    assert note in (longer.reason or "")
    assert longest.mentions == longer.mentions


@each_family
def test_costs_no_more_the_longer_it_gets(tagger: Tagger, family: str) -> None:
    text = FAMILIES[family](1_000_000)
    start = time.process_time()

    tagger.tag(text)

    # The benchmark measures; this only tells a reading that grows with the square of its length.
    assert time.process_time() - start < 2


@each_family
def test_leaves_its_neighbours_alone(tagger: Tagger, family: str) -> None:
    plain = ("The sleeves are too long.", GarmentKind.SHIRT)

    before, _, after = tagger.tag_many([plain, (FAMILIES[family](5_000), None), plain])

    assert [mention.code.value for mention in before.mentions] == ["sleeve.length/long"]
    assert after == before
