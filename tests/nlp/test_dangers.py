"""What can hurt is flagged whoever tells it and in whatever order, and a person reads what tells of no issue."""

from pathlib import Path

import pytest

from nlp.rules import Rule
from nlp.tagging import DANGER, Tagger

ROWS = [line.split("\t") for line in Path(__file__).with_name("dangers.tsv").read_text(encoding="utf-8").splitlines()]
"""What happened ("none" for what only sounds so), the code that tells it, the comment; English, then German."""
BY_HAND, NONE = "by hand", "none"


@pytest.mark.parametrize(("code", "comment"), [row[1:] for row in ROWS if row[0] not in (BY_HAND, NONE)])
def test_flags_what_can_hurt_with_its_code(tagger: Tagger, code: str, comment: str) -> None:
    assert code in {mention.code.value for mention in tagger.tag(comment).mentions if mention.safety}


@pytest.mark.parametrize("comment", [comment for kind, _, comment in ROWS if kind == NONE])
def test_flags_nothing_that_only_sounds_like_it(tagger: Tagger, comment: str) -> None:
    reading = tagger.tag(comment)

    assert (reading.state, [mention for mention in reading.mentions if mention.safety]) == ("read", [])


@pytest.mark.parametrize("comment", [comment for kind, _, comment in ROWS if kind == BY_HAND])
def test_leaves_a_danger_without_an_issue_to_a_person(tagger: Tagger, comment: str) -> None:
    reading = tagger.tag(comment)

    assert (reading.state, reading.reason, reading.mentions) == ("not_read", DANGER, ())


def test_leaves_nothing_to_a_person_where_a_label_wants_silence(tagger: Tagger) -> None:
    hushed = tagger.with_rules([Rule("there was a needle")])

    assert hushed.tag("Careful, there was a needle.").state == "read"


@pytest.mark.parametrize(
    ("comment", "code"),
    [
        ("I get red spots on my neck.", "fabric.feel/rough"),
        ("caught fire at the stove", "fabric.quality/poor"),
        ("My toddler got the drawstring round her neck.", "construction.closure/poor"),
    ],
)
def test_hears_nothing_but_the_danger_in_its_words(tagger: Tagger, comment: str, code: str) -> None:
    assert [mention.code.value for mention in tagger.tag(comment).mentions] == [code]
