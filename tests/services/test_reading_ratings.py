"""Ratings of exports: numbers, numbers of a whole, words and stars that are counted."""

import pytest

from app.errors import RuleError
from app.services.reading_ratings import read_rating


@pytest.mark.parametrize(
    "cell, rating",
    [
        ("4", 4), ("4,6", 4.6), ("4.6", 4.6), ("4/5", 4), ("5 / 5", 5), ("4 out of 5", 4), ("4 of 5 stars", 4),
        ("4,5 von 5 Sternen", 4.5), ("4 sur 5", 4), ("4 de 5 estrellas", 4), ("5 stars", 5), ("1 étoile", 1),
        ("★★★★☆", 4), ("⭐⭐⭐", 3), ("⭐️ ⭐️", 2), ("★★★½☆", 3.5), ("4 ★", 4), ("4★", 4),
    ],
)  # fmt: skip
def test_reads_what_exports_write(cell: str, rating: float):
    assert read_rating(cell) == rating


@pytest.mark.parametrize("cell", ["many", "☆☆☆☆☆", "★☆★", "4 out", "4 of many", "500", "-1", "4 4"])
def test_what_is_no_number_is_refused(cell: str):
    with pytest.raises(RuleError, match=f"The rating “{cell}” is not a number"):
        read_rating(cell)


def test_an_empty_cell_is_no_rating():
    assert read_rating(" ") is None
