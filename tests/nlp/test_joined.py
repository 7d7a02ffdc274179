"""How what the rules claim and what the trained reader says are joined: what is likely enough to be right stays."""

import pytest

from nlp.components.joined import (
    ADD,
    KEEP,
    KEEP_AMONG_MANY,
    KEEP_BEYOND_DOUBT,
    KEEP_IN_SO_MANY_WORDS,
    KEEP_PLAIN,
)
from nlp.garments import GarmentKind
from nlp.rules import Rule
from nlp.taxonomy import IssueCode
from tests.nlp.parrot import KEYS, LONG, Parrot, codes_of, mentions_of

WASHED_OUT = "By the third wash it looked like a dishrag with all that tumbling and soaking that we gave it in the end."
MANY = "I ordered it in May. My sister came along. "


@pytest.mark.parametrize(
    "text, least",
    [
        ("By the third wash it looked like a dishrag.", KEEP_PLAIN),
        ("I took it along to Wales in May and the sleeves are long.", KEEP_IN_SO_MANY_WORDS),
        ("The neckline is 2 inches higher than the size chart says.", KEEP_IN_SO_MANY_WORDS),
        ("I took it along to Wales in May and the sleeves are too long.", KEEP_BEYOND_DOUBT),
        (WASHED_OUT, KEEP),
    ],
)
def test_a_claim_of_a_short_comment_falls_where_it_is_likely_wrong(believe, text: str, least: float) -> None:
    believe(claimed=least + 0.01)
    kept = codes_of(text)
    believe(claimed=least - 0.01)

    assert len(kept) == 1
    assert codes_of(text) == []


def test_in_a_comment_of_many_sentences_it_is_believed_sooner(believe) -> None:
    believe(claimed=KEEP_AMONG_MANY + 0.01)
    kept = codes_of(MANY + WASHED_OUT)
    believe(claimed=KEEP_AMONG_MANY - 0.01)

    assert len(kept) == 1
    assert codes_of(MANY + WASHED_OUT) == []


def test_a_mention_is_as_sure_as_it_is_likely_to_be_right(believe) -> None:
    believe(claimed=0.62, unclaimed=0.71)

    assert {each.code.value: each.confidence for each in mentions_of(f"{KEYS} The sleeves are too long.")} == {
        "sleeve.length/long": 0.62,
        "construction.pocket/poor": 0.71,
    }


def test_what_may_be_unsafe_is_told_and_what_sizes_say_stand(believe) -> None:
    believe()

    assert [each.safety for each in mentions_of("A pin was left in the collar and stabbed me.")] == [True]
    assert [(each.safety, each.confidence) for each in mentions_of("My cuff caught fire.")] == [(True, 0.9)]
    assert codes_of("I usually wear a 10 and needed a 12.") == ["size.overall/small"]
    assert codes_of("Hits me funny.", Parrot(), Rule("hits me funny", code=LONG)) == ["sleeve.length/long"]


@pytest.mark.parametrize("before", ["", MANY])
def test_what_the_trained_reader_says_besides_joins_where_it_is_likely_right(believe, before: str) -> None:
    believe(unclaimed=ADD + 0.01)
    added = codes_of(before + KEYS)
    believe(unclaimed=ADD - 0.01)

    assert added == ["construction.pocket/poor"]
    assert codes_of(before + KEYS) == []


def test_it_is_quoted_from_its_clause_and_says_what_it_goes_by(believe) -> None:
    believe(unclaimed=0.9)
    text = f"It came today. {KEYS}"

    [mention] = mentions_of(text)

    assert mention.quote == text[mention.start : mention.end]
    assert mention.why.startswith("trained reader, words “")
    assert (mention.amount, mention.safety, mention.severity) == (None, False, 2)


@pytest.mark.parametrize("word", ["keys", "street"])
def test_of_a_clause_only_what_stands_between_its_commas_around_the_words_it_goes_by_is_quoted(believe, word) -> None:
    believe(unclaimed=0.9)
    text = "Wearing it on a windy Monday, my keys went straight through to the street."

    [mention] = mentions_of(text, Parrot(by_word=text.replace(",", " ,").rstrip(".").split().index(word)))

    assert mention.quote == "my keys went straight through to the street"


def test_its_quote_ends_with_the_line(believe) -> None:
    believe(unclaimed=0.9)

    assert [mention.quote for mention in mentions_of("My keys went to the street\nand the top is lined")] == [
        "My keys went to the street"
    ]


def test_its_quote_has_all_letters_of_a_drawn_out_word(believe) -> None:
    believe(unclaimed=0.9)

    assert [mention.quote for mention in mentions_of("My keys went to the streetttt!!!")] == [
        "My keys went to the streetttt"
    ]


def test_a_length_is_that_of_the_garments_legs_where_it_has_any(believe) -> None:
    believe(unclaimed=0.99)
    reader = Parrot(IssueCode.BODY_LENGTH_LONG)

    [of_trousers] = mentions_of(KEYS, reader, kind=GarmentKind.TROUSERS)
    [of_dress] = mentions_of(KEYS, reader, kind=GarmentKind.DRESS)

    assert (of_trousers.code.value, of_dress.code.value) == ("leg.length/long", "body.length/long")


def test_another_language_is_left_to_its_rules(believe) -> None:
    believe(unclaimed=0.99)

    assert codes_of("Der Stoff kam gestern mit der Post zu mir nach Hause.") == []
