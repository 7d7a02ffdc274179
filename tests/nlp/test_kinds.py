"""Each kind of garment is spoken of in words of its own: bikini bottoms ride up, collars will not button."""

from pathlib import Path

import pytest

from nlp.garments import GarmentKind
from tests.nlp.held import assert_reads

ROWS = [line.split("\t") for line in Path(__file__).with_name("kinds.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("kind", sorted({row[0] for row in ROWS}))
def test_is_read_as_a_pattern_maker_would(tagger, kind: str):
    for of, codes, text in ROWS:
        if of == kind:
            assert_reads(tagger, text, GarmentKind(kind), codes.split(","))
