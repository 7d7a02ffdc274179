"""Groups: whoever has several pieces counts once, whichever a page takes, and in each part for what she says of it."""

from random import Random

import pytest

from app.models import FeedbackSource
from app.services import groups
from app.services.hearing import Answer
from app.services.shares import Share, share_by

SMALL, MEDIUM, LARGE = 7, 8, 9


@pytest.mark.parametrize(
    ("taken", "share"),
    [
        ({SMALL, MEDIUM}, Share(3, 4)),
        ({SMALL}, Share(3, 3)),
        ({MEDIUM}, Share(0, 3)),
        ({LARGE}, Share(0, 1)),
        ((), Share(0, 0)),
    ],
)
def test_a_customer_counts_once_whichever_of_her_pieces_are_taken(taken, share):
    """Of three with two pieces each the smaller one is too long; the fourth has two of one kind."""
    answers = [_answer(f"{name}", size) for name in "abc" for size in (SMALL, MEDIUM)]
    answers += [_answer("d", MEDIUM), _answer("d", LARGE)]
    asked = [answer for answer in answers if (answer.customer, answer.size_id) not in {("a", MEDIUM)}]

    kinds, count = _store(answers, asked, {each.id for each in answers if each.size_id == SMALL})

    assert count.share(kinds.view(lambda piece: piece.size_id in taken or None)) == share


def test_what_is_added_up_is_what_counting_answers_says():
    chance = Random(1)
    answers = [_answer(f"{chance.randrange(120)}", chance.choice((SMALL, MEDIUM, LARGE, None))) for _ in range(300)]
    asked = chance.sample(answers, 200)
    saying = {answer.id for answer in chance.sample(asked, 70)}

    kinds, count = _store(answers, asked, saying)

    assert count.share_by(kinds.view(lambda piece: piece.size_id)) == share_by(asked, saying, lambda each: each.size_id)


def _store(answers, asked, saying):
    seating = groups.seat(answers)
    everybody = seating.store_kinds(seating.store(answers, ()))
    return groups.read_kinds(everybody), groups.read_count(seating.store(asked, saying))


def _answer(customer, size_id):
    _answer.number = getattr(_answer, "number", 0) + 1
    return Answer(
        id=_answer.number, customer=customer, source=FeedbackSource.FORM, round_number=1, heard=True, rest_fits=True,
        tapped=frozenset(), size_id=size_id,
    )  # fmt: skip
