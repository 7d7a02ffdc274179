"""What a verdict says in words."""

import pytest

from app.models import Outcome
from app.services import outcomes


@pytest.mark.parametrize(
    "verdict, sentence",
    [
        ("solved", "Solved: 12 of 40, now 1 of 20."),
        ("clearly_fewer", "Clearly fewer: 12 of 40, now 1 of 20; some remain."),
        ("probably_fewer", "Probably fewer, not sure: 12 of 40, now 1 of 20. Next look at 40 answers."),
        ("no_difference", "No difference seen: 12 of 40, now 1 of 20. Next look at 40 answers."),
        ("worse", "Worse: 12 of 40, now 1 of 20."),
        ("too_few", "Too few answers: 12 of 40, now 1 of 20; 20 more are needed."),
        ("too_rare_before", "Too rare before to prove anything: 12 of 40, now 1 of 20."),
    ],
)
def test_every_verdict_is_a_sentence_with_its_numbers(verdict, sentence):
    outcome = Outcome(
        verdict=verdict, before_reporting=12, before_answered=40, after_reporting=1, after_answered=20,
        next_look=40, details={"opposite": None},
    )  # fmt: skip

    assert outcomes.say(outcome) == sentence
