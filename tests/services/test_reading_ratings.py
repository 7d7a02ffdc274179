"""Ratings of exports: numbers, numbers of a whole, words and stars that are counted."""

import pytest

from app.errors import RuleError
from app.services.reading_ratings import read_rating


@pytest.mark.parametrize(
    "cell, rating",
    [
        ("4", 4), ("4,6", 4.6), ("4.6", 4.6), ("4/5", 4), ("5 / 5", 5), ("4 out of 5", 4), ("4 of 5 stars", 4),
        ("4,5 von 5 Sternen", 4.5), ("4 sur 5", 4), ("4 de 5 estrellas", 4), ("5 stars", 5), ("1 étoile", 1),
        ("★★★★☆", 4), ("⭐⭐⭐", 3), ("⭐️ ⭐️", 2), ("★★★½☆", 3.5), ("4 ★", 4), ("4★", 4), ("1", 1),
        ("9/10", 4.5), ("92 of 100", 4.6), ("0/10", 1),
    ],
)  # fmt: skip
def test_reads_what_exports_write(cell: str, rating: float):
    assert read_rating(cell) == rating


@pytest.mark.parametrize("cell", ["many", "☆☆☆☆☆", "★☆★", "4 out", "4 of many", "-1", "4 4"])
def test_what_is_no_number_is_refused(cell: str):
    with pytest.raises(RuleError, match=f"The rating “{cell}” is not a number"):
        read_rating(cell)


@pytest.mark.parametrize("cell", ["9", "500", "0", "0.5", "5,1", "6 stars", "9/5", "12/10", "★★★★★★"])
def test_what_lies_outside_one_to_five_is_refused_unless_it_says_of_how_many_it_is(cell: str):
    with pytest.raises(RuleError, match=f"The rating “{cell}” is not from 1 to 5"):
        read_rating(cell)


def test_an_empty_cell_is_no_rating():
    assert read_rating(" ") is None
