"""Trends: words that say no more than the counts can carry."""

import pytest

from app.services.shares import Share
from app.services.trends import compare, say_trend


@pytest.mark.parametrize(
    ("before", "after", "way"),
    [
        ((9, 24), (2, 21), "Fell"),
        ((30, 150), (12, 140), "Fell"),
        ((2, 21), (9, 24), "Rose"),
        ((12, 40), (11, 38), None),
        ((1, 12), (3, 14), None),
        ((0, 10), (0, 10), None),
    ],
)
def test_a_step_is_named_once_its_likely_range_leaves_no_doubt(before, after, way):
    assert compare(Share(*before), Share(*after)) == way


@pytest.mark.parametrize(
    ("runs", "words"),
    [
        ({1: Share(24, 59), 2: Share(2, 58), 3: Share(2, 47)}, "Fell with revision 2"),
        ({2: Share(2, 58), 3: Share(16, 56)}, "Rose in run 3"),
        ({1: Share(12, 40), 2: Share(11, 38)}, "No clear change"),
        ({1: Share(2, 30), 2: Share(5, 30), 3: Share(9, 30)}, "Rose from run 1 to 3"),
        ({1: Share(4, 4), 2: Share(0, 30)}, "Too few to say"),
        ({1: Share(4, 40)}, "Too few to say"),
        ({}, "Too few to say"),
    ],
)
def test_a_trend_in_words(runs, words):
    assert say_trend(runs, revisions={1: 1, 2: 2, 3: 2}, run_word="run") == words


def test_the_newest_clear_step_is_named():
    runs = {1: Share(20, 40), 2: Share(2, 40), 3: Share(19, 40)}

    assert say_trend(runs, revisions={1: 1, 2: 2, 3: 3}, run_word="drop") == "Rose with revision 3"
