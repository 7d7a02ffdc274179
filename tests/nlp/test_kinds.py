"""Each kind of garment is spoken of in words of its own: bikini bottoms ride up, collars will not button."""

from pathlib import Path

import pytest

from nlp.garments import GarmentKind

ROWS = [line.split("\t") for line in Path(__file__).with_name("kinds.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("kind", sorted({row[0] for row in ROWS}))
def test_is_read_as_a_pattern_maker_would(tagger, kind: str):
    rows = [(text, set(codes.split(",")) - {"-"}) for of, codes, text in ROWS if of == kind]
    readings = [{mention.code.value for mention in tagger.tag(text, GarmentKind(kind)).mentions} for text, _ in rows]

    wrong = [(text, wanted, read) for (text, wanted), read in zip(rows, readings, strict=True) if read != wanted]
    assert wrong == []
