"""How much is told of which place, one way of telling it a row, and what tells no amount.

`how_much.tsv` is read like `amounts_told.tsv`: kind of garment, what is told ("code=value unit", several joined by ";",
"-" for none), the comment. Here every row is read rightly.
"""

from pathlib import Path

import pytest

from nlp.tagging import Tagger
from tests.nlp.test_amounts_told import read, told

ROWS = [line.split("\t") for line in (Path(__file__).parent / "how_much.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=[row[2] for row in ROWS])
def test_gives_what_is_told_to_its_place_and_to_no_other(tagger: Tagger, row: list[str]) -> None:
    assert read(tagger, row) == told(row)
