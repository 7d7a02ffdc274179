"""Where the trained reader may add nothing, however likely it is to be right, and where it must be likelier."""

import pytest

from nlp.rules import Rule
from nlp.taxonomy import IssueCode
from tests.nlp.parrot import KEYS, LONG, POCKETS, Parrot, codes_of


@pytest.mark.parametrize(
    "text",
    [
        "Do keys go straight through to the street?",
        "If you are tall the sleeves may be too short.",
        "My keys.",
        "I was looking for something with room for keys.",
        "I've been wanting a nice pocket for keys.",
    ],
)
def test_nothing_is_added_where_the_rules_know_better(believe, text: str) -> None:
    believe(unclaimed=0.99)

    assert codes_of(text) == []


@pytest.mark.parametrize("text", ["My arms are long, plus keys.", "Keys, sleeves long."])
def test_beside_the_writers_body_or_what_is_told_at_length_it_must_be_likelier(believe, text: str) -> None:
    believe(claimed=0.99, unclaimed=0.45)
    assert POCKETS not in codes_of(text)

    believe(claimed=0.99, unclaimed=0.55)
    assert POCKETS in codes_of(text)


def test_the_writers_own_measure_is_none_of_the_garments(believe) -> None:
    believe(unclaimed=0.99)

    assert codes_of("My arms are long.", Parrot(LONG)) == []


def test_an_amount_by_itself_tells_nothing_more(believe) -> None:
    believe(claimed=0.99, unclaimed=0.99)

    assert codes_of("The collar is too tight. 2 inches at least.", Parrot(LONG)) == ["neck.width/small"]


def test_what_is_so_too_is_said_in_full(believe) -> None:
    believe(claimed=0.99, unclaimed=0.99)
    text = "The cuffs are too tight. So is the collar."

    assert codes_of(text, Parrot(IssueCode.CONSTRUCTION_TRIM_OK)) == ["sleeve.width/small", "neck.width/small"]


def test_a_fault_that_is_denied_in_a_phrase_is_not_added(believe) -> None:
    believe(claimed=0.01, unclaimed=0.99)

    assert codes_of("So far the lining hasn't ripped.", Parrot(IssueCode.CONSTRUCTION_LINING_POOR)) == []


@pytest.mark.parametrize(
    "text, praise",
    [
        ("They do not run true to size at all.", IssueCode.SIZE_OVERALL_OK),
        ("No way are these true to size.", IssueCode.SIZE_OVERALL_OK),
        ("I don't think the waist fits well.", IssueCode.WAIST_WIDTH_OK),
        ("The waist does not fit well.", IssueCode.WAIST_WIDTH_OK),
    ],
)
def test_praise_that_was_denied_is_not_added(believe, text: str, praise: IssueCode) -> None:
    believe(unclaimed=0.99, silenced=0.99)

    assert codes_of(text, Parrot(praise)) == []
    assert codes_of("My sister likes mine to bits.", Parrot(praise)) == [praise]


def test_nothing_is_added_to_what_tells_all_of_its_clause_or_the_same_aspect(believe) -> None:
    believe(claimed=0.9, unclaimed=0.99, silenced=0.99)

    assert codes_of("Sleeves too long.") == ["sleeve.length/long"]
    assert codes_of(f"The sleeves are too short. {KEYS}", Parrot(LONG)) == ["sleeve.length/short"]


def test_a_label_s_own_rule_or_silence_closes_its_sentence(believe) -> None:
    believe(claimed=0.9, unclaimed=0.99)

    assert codes_of(KEYS, Parrot(), Rule("to the street")) == []
    assert codes_of(KEYS, Parrot(), Rule("to the street", code=LONG)) == ["sleeve.length/long"]
