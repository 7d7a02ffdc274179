"""What the policy of both readers is known to get wrong is no more than that, and is named only while it is wrong."""

from nlp.tagging import Tagger
from tests.nlp.held import codes_of, overruled


def test_the_rules_alone_read_it_rightly(tagger: Tagger) -> None:
    rows = overruled()
    readings = tagger.with_model(None).tag_many((text, kind) for kind, _, text in rows)

    read = [(text, codes_of(reading.mentions)) for (_, _, text), reading in zip(rows, readings, strict=True)]
    assert read == [(text, codes) for _, codes, text in rows]


def test_both_readers_still_read_it_otherwise(tagger: Tagger) -> None:
    rows = overruled()
    readings = tagger.tag_many((text, kind) for kind, _, text in rows)

    right = [
        text for (_, codes, text), reading in zip(rows, readings, strict=True) if codes_of(reading.mentions) == codes
    ]
    assert right == [], "read rightly by now: `make overruled` brings the list up to date"
