"""What joins the half of a short contrast that tells nothing else."""

import pytest

from nlp.components.joined import ADD_TO_SILENCE
from tests.nlp.parrot import KEYS, codes_of

CLAUSE = KEYS.rstrip(".")
PRAISED = "the sleeves are the right length"


def test_less_is_asked_of_what_says_the_contrary_of_the_other_half(believe) -> None:
    believe(claimed=0.99, unclaimed=ADD_TO_SILENCE + 0.01)
    filled = codes_of(f"{CLAUSE} but {PRAISED}.")
    believe(claimed=0.99, unclaimed=ADD_TO_SILENCE - 0.01)

    assert filled == ["construction.pocket/poor", "sleeve.length/ok"]
    assert codes_of(f"{CLAUSE} but {PRAISED}.") == ["sleeve.length/ok"]


@pytest.mark.parametrize(
    "text",
    [
        f"{KEYS} And {PRAISED}.",  # sets nothing against it
        f"{CLAUSE} but the sleeves are too long.",  # goes on finding fault
        f"{CLAUSE} and the hem itches but {PRAISED}.",  # tells something already
        f"{CLAUSE} but I took it along.",  # stands against nothing that is told
    ],
)
def test_nothing_is_added_to_what_is_no_silent_half(believe, text: str) -> None:
    believe(claimed=0.99, unclaimed=ADD_TO_SILENCE + 0.01)

    assert "construction.pocket/poor" not in codes_of(text)
