"""How much is told in whole comments, and whether it is given to the issue that it measures.

`amounts_told.tsv` was written before the reader was asked: kind of garment, what is told ("code=value unit", several
joined by ";", "-" for none), the comment. The mechanisms were mended by the rows of odd number, the open half; what
the reader says of the others nobody looked at, they were only counted.
"""

from pathlib import Path

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger

ROWS = [line.split("\t") for line in (Path(__file__).parent / "amounts_told.tsv").read_text("utf-8").splitlines()]
OPEN, CLOSED = ROWS[::2], ROWS[1::2]

NOT_READ = (
    "the zip stuck about an inch from the top",
    "Listen to the other reviews",
    "I nearly always hem. Two inches this time",
    "One inch more from shoulder to crotch",
    "the body is two inches too short on me",
    "1.5 inches higher than my last pair",
    "After the first wash they are an inch too short",
)
"""Of the open half: words of the comments whose amount is not read yet, or is read of another issue."""

RIGHT_AT_LEAST, WRONG_AT_MOST = 76, 5
"""Of the 94 amounts of the closed half."""


def told(row: list[str]) -> dict[str, str]:
    """The amounts that a row tells, by code."""
    return {} if row[1] == "-" else dict(one.split("=") for one in row[1].split(";"))


def read(tagger: Tagger, row: list[str]) -> dict[str, str]:
    """The amounts that are read as stated, by code."""
    return {
        mention.code.value: f"{mention.amount.value:g} {mention.amount.unit}"
        for mention in tagger.tag(row[2], GarmentKind(row[0])).mentions
        if mention.amount is not None and mention.amount.stated
    }


@pytest.mark.parametrize("row", [row for row in OPEN if not any(words in row[2] for words in NOT_READ)])
def test_gives_what_is_told_to_its_issue_and_to_no_other(tagger: Tagger, row: list[str]) -> None:
    assert read(tagger, row) == told(row)


@pytest.mark.parametrize("words", NOT_READ)
def test_what_is_not_read_yet_is_not(tagger: Tagger, words: str) -> None:
    (row,) = (row for row in OPEN if words in row[2])

    assert read(tagger, row) != told(row), "it is read now: take it off the list"


def test_half_that_nobody_looked_at(tagger: Tagger) -> None:
    pairs = [(told(row), read(tagger, row)) for row in CLOSED]

    right = sum(found.get(code) == amount for wanted, found in pairs for code, amount in wanted.items())
    wrong = sum(wanted.get(code) != amount for wanted, found in pairs for code, amount in found.items())

    assert right >= RIGHT_AT_LEAST, right
    assert wrong <= WRONG_AT_MOST, wrong
