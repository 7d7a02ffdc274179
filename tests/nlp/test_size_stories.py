"""Sizes told as a story: the usual one, the tried, the kept and the one that would have been right.

`size_stories.tsv` holds what the whole garment is ("large", "small", "-" for neither), by how many sizes, and the
comment.
"""

from collections.abc import Iterable
from pathlib import Path

import pytest

from nlp.mentions import IssueMention
from nlp.tagging import Tagger
from tests.nlp.held import misread

ROWS = [line.split("\t") for line in (Path(__file__).parent / "size_stories.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize(("told", "comment"), ROWS)
def test_tells_by_how_many_sizes_the_garment_is_off(tagger: Tagger, told: str, comment: str) -> None:
    wanted = [] if told == "-" else [f"size.overall/{told}"]

    assert misread(tagger, [(comment, None, lambda mentions: _sizes_told(mentions) == wanted)]) == [], wanted


def _sizes_told(mentions: Iterable[IssueMention]) -> list[str]:
    return [
        f"{mention.code.value} {mention.amount.value:g}" if mention.amount else mention.code.value
        for mention in mentions
        if mention.code in ("size.overall/large", "size.overall/small")
    ]
