"""What the policy of both readers is known to get wrong is no more than that, and is named only while it is wrong."""

from collections.abc import Iterable

from nlp.mentions import Amount, IssueMention
from nlp.tagging import Tagger
from tests.nlp.held import codes_of, overruled


def test_the_rules_alone_read_it_rightly(tagger: Tagger) -> None:
    rows = overruled()
    readings = tagger.with_model(None).tag_many((text, kind) for kind, _, text in rows)

    read = [(text, codes_of(reading.mentions)) for (_, _, text), reading in zip(rows, readings, strict=True)]
    assert read == [(text, codes) for _, codes, text in rows]


def test_both_readers_still_read_it_otherwise(tagger: Tagger) -> None:
    def told(mentions: Iterable[IssueMention]) -> list[tuple[str, Amount | None]]:
        return [(mention.code.value, mention.amount) for mention in mentions]

    comments = [(text, kind) for kind, _, text in overruled()]
    readings = zip(comments, tagger.tag_many(comments), tagger.with_model(None).tag_many(comments), strict=True)

    right = [text for (text, _), by_both, by_rules in readings if told(by_both.mentions) == told(by_rules.mentions)]
    assert right == [], "read rightly by now: `make overruled` brings the list up to date"
