"""What the rules alone read rightly and the policy of both readers gets wrong: the price of what it gains elsewhere."""

from pathlib import Path

import pytest

from nlp.garments import GarmentKind
from nlp.tagging import Tagger

ROWS = [line.split("\t") for line in Path(__file__).with_name("overruled.tsv").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("kind, codes, text", ROWS)
def test_the_rules_alone_read_it_rightly(tagger: Tagger, kind: str, codes: str, text: str) -> None:
    read = {mention.code.value for mention in tagger.with_model(None).tag(text, GarmentKind(kind)).mentions}

    assert read == set(codes.split(",")) - {"-"}
