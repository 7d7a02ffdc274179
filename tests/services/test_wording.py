"""How sentences and files count, list and name things."""

import pytest

from app.services.wording import gather_lines, with_stop


@pytest.mark.parametrize(
    ("lines", "named"),
    [
        ([7], "Line 7"),
        ([2, 4], "Lines 2 and 4"),
        (range(1, 9), "Lines 1, 2, 3, 4, 5, 6, 7 and 8"),
        (range(1, 12), "Lines 1, 2, 3, 4, 5, 6, 7, 8 and 3 more"),
    ],
)
def test_lines_of_one_reason_are_named_together(lines, named):
    assert gather_lines([(line, "There is no garment.") for line in lines]) == [(named, "There is no garment.")]


def test_reasons_come_in_the_order_of_the_file():
    told = [(2, "No date."), (3, "No words."), (5, "No date.")]

    assert gather_lines(told) == [("Lines 2 and 5", "No date."), ("Line 3", "No words.")]


@pytest.mark.parametrize(("words", "ended"), [("by Ana", "by Ana."), ("by Ines P.", "by Ines P.")])
def test_a_sentence_ends_with_one_full_stop_whoever_it_ends_with(words, ended):
    assert with_stop(words) == ended
