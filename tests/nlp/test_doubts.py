"""Which claims the trained reader may doubt, and what becomes of their clause."""

from dataclasses import dataclass

import numpy as np
import pytest

from nlp.components.doubts import MARGIN, MARGIN_OF_SHORT
from nlp.pipeline import build_pipeline
from nlp.rules import Rule
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode

POCKETS = IssueCode.CONSTRUCTION_POCKET_POOR
PHRASE = "By the third wash it looked like a dishrag."


@dataclass
class Doubtful:
    """Speaks against whatever it is asked about; says one code of open clauses if told so."""

    margin: float = MARGIN_OF_SHORT + 1
    sure: float = 0.0
    version = "doubtful"
    codes = (POCKETS,)
    words = frozenset(("by", "the", "it", "lik", "like", "a"))

    def columns_of(self, codes):
        return [0] * len(codes)

    def logits(self, clauses):
        return np.tile(np.array([-self.margin, 0, 0], dtype="float32"), (len(clauses), 1))

    def scores(self, clauses):
        return np.full((len(clauses), 1), self.sure, dtype="float32")

    def weightiest(self, keys, code):
        return [0]


def codes_read(text: str, reader: Doubtful, *rules: Rule) -> list[str]:
    return [mention.code.value for mention in Tagger(build_pipeline(), rules, reader).tag(text).mentions]  # type: ignore[arg-type]


def test_a_claim_falls_where_much_more_speaks_for_another_code() -> None:
    assert codes_read(PHRASE, Doubtful(margin=MARGIN_OF_SHORT - 1)) == ["fabric.durability/poor"]
    assert codes_read(PHRASE, Doubtful()) == []
    assert codes_read("The sleeves are too long.", Doubtful()) == ["sleeve.length/long"]
    assert codes_read("The sleeves are too long.", Doubtful(margin=MARGIN + 1)) == []


def test_a_comment_of_many_sentences_is_doubted_less() -> None:
    text = f"I ordered it in May. My sister came along. {PHRASE}"

    assert codes_read(text, Doubtful(margin=MARGIN - 1)) == ["fabric.durability/poor"]
    assert codes_read(text, Doubtful(margin=MARGIN + 1)) == []


def test_the_clause_of_a_doubted_phrase_is_open_again() -> None:
    assert codes_read(PHRASE, Doubtful(sure=0.3)) == [POCKETS.value]


@pytest.mark.parametrize(
    "text, code",
    [
        ("A pin was left in the hem and stabbed me.", "construction.seam/poor"),
        ("I usually wear an XL but the M fits perfectly.", "size.overall/large"),
    ],
)
def test_dangers_and_sizes_are_not_doubted(text: str, code: str) -> None:
    assert code in codes_read(text, Doubtful())


def test_the_labels_own_rules_are_not_doubted() -> None:
    assert codes_read("It hit me funny.", Doubtful(), Rule("hit me funny", code=POCKETS)) == [POCKETS.value]
