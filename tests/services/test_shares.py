"""Shares of a part of the answers: counted by customer, with a likely range, on the evidence scale."""

import pytest

from app.models import FeedbackSource
from app.services.hearing import Answer
from app.services.shares import Share, share_by


@pytest.mark.parametrize(
    ("k", "n", "tone"),
    [
        (0, 4, "thin"),
        (4, 4, "thin"),
        (0, 5, "t0"),
        (1, 12, "t1"),
        (1, 5, "t2"),
        (34, 100, "t3"),
        (1, 2 * 5, "t1"),
        (5, 10, "t4"),
    ],
)
def test_a_share_has_a_step_of_the_scale_once_five_answered(k, n, tone):
    assert Share(k, n).tone == tone


@pytest.mark.parametrize(
    ("k", "n", "low", "high"), [(12, 40, 0.1966, 0.4287), (0, 10, 0.0, 0.213), (10, 10, 0.787, 1.0), (0, 0, 0.0, 1.0)]
)
def test_the_likely_range_is_wilsons(k, n, low, high):
    assert Share(k, n).interval == pytest.approx((low, high), abs=0.001)


def test_a_customer_counts_once_in_a_part_and_unknown_parts_are_left_out():
    answers = [_answer(1, "Eva", 1), _answer(2, "Eva", 1), _answer(3, "Kim", 1), _answer(4, "Lou", None)]

    shares = share_by(answers, {1, 2, 4}, lambda answer: answer.round_number)

    assert shares == {1: Share(1, 2)}


def _answer(number, customer, run):
    return Answer(number, customer, FeedbackSource.FORM, run, heard=True, rest_fits=True, tapped=frozenset())
