"""Symptoms without a fit word, denials, wishes, fears and noise, over all zones, in whole readings."""

from pathlib import Path

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger
from tests.nlp.held import assert_reads

ROWS = Path(__file__).with_name("symptoms.tsv").read_text(encoding="utf-8").splitlines()
"""Kind of garment, the codes that the comment carries, all of them ("-" for none), the comment."""


@pytest.mark.parametrize("row", ROWS)
def test_reads_what_a_careful_person_would(tagger: Tagger, row: str) -> None:
    garment, codes, comment = row.split("\t")

    assert_reads(tagger, comment, GarmentKind(garment), codes.split(","))
