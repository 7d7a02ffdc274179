"""Which words of a comment are quoted."""

import pytest

from nlp.garments import GarmentKind


@pytest.mark.parametrize(
    ("comment", "quote"),
    [
        ("There is no way these are worth the money.", "no way these are worth the money"),
        ("At no point was this worth the money.", "At no point was this worth the money"),
        ("I can't say that the sleeves are long enough.", "can't say that the sleeves are long enough"),
        ("It's not that I found the fabric soft.", "not that I found the fabric soft"),
        ("Nothing about the dress is flattering.", "Nothing about the dress is flattering"),
    ],
)
def test_a_quote_takes_its_denial_in_for_without_it_it_would_say_the_opposite(tagger, comment, quote):
    assert [mention.quote for mention in tagger.tag(comment, GarmentKind.DRESS).mentions] == [quote]
