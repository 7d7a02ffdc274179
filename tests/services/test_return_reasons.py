"""Reasons of returns: those about the fit are answers, the others need words."""

import pytest

from app.services.answers import TappedZone
from app.services.return_reasons import read_reason

SMALL = TappedZone("size.overall", "small")


@pytest.mark.parametrize("reason", ["SIZE_TOO_SMALL", "Too small", "Item is too small"])
def test_too_small_is_too_small_in_every_spelling(reason: str):
    assert read_reason(reason) == SMALL


@pytest.mark.parametrize("reason", ["WRONG_ITEM", "UNWANTED", "STYLE", "OTHER", "UNKNOWN", "DEFECTIVE", ""])
def test_other_reasons_say_nothing_of_the_fit(reason: str):
    assert read_reason(reason) is None


def test_the_group_of_a_reason_tells_where_it_does_not():
    assert read_reason("Other", "Too small") == SMALL


@pytest.mark.parametrize("steps, answer", [(1, "small"), (-2, "large")])
def test_an_exchange_tells_by_how_many_sizes(steps: int, answer: str):
    assert read_reason("OTHER", steps=steps) == TappedZone("size.overall", answer, amount=abs(steps), unit="size")
