"""Which claims the trained reader may doubt, and what becomes of their clause."""

from dataclasses import dataclass
from math import inf

import numpy as np
import pytest

from nlp.components.doubts import FIRM, FIRMEST, LOOSE, Margins
from nlp.pipeline import build_pipeline
from nlp.rules import Rule
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode

POCKETS = IssueCode.CONSTRUCTION_POCKET_POOR
PHRASE = "I wore it on the bus to work on Monday and it gave me wedgies with all that walking."
WASHED_OUT = "By the third wash it looked like a dishrag."
LONG = "The sleeves are too long."
TOO_LONG = "sleeve.length/long"


@dataclass
class Doubtful:
    """So much surer of another code, or of silence, than of any claim; says one code of open clauses if told so."""

    of_code: float = 0.0
    of_silence: float = 0.0
    sure: float = 0.0
    version = "doubtful"
    codes = (POCKETS,)
    words = frozenset(("by", "the", "it", "lik", "like", "a"))

    def columns_of(self, codes):
        return [0] * len(codes)

    def logits(self, clauses):
        return np.tile(np.array([0, self.of_code, self.of_silence], dtype="float32"), (len(clauses), 1))

    def scores(self, clauses):
        return np.full((len(clauses), 1), self.sure, dtype="float32")

    def weightiest(self, keys, code):
        return [0]


class Rivals(Doubtful):
    """Far surer of the first of two codes than of the second, or of any other."""

    codes = (IssueCode.SLEEVE_LENGTH_LONG, IssueCode.BODY_LENGTH_LONG)

    def columns_of(self, codes):
        return [self.codes.index(code) if code in self.codes else len(self.codes) for code in codes]

    def logits(self, clauses):
        return np.tile(np.array([20, 0, 0], dtype="float32"), (len(clauses), 1))


def codes_read(text: str, reader: Doubtful, *rules: Rule) -> list[str]:
    return [mention.code.value for mention in Tagger(build_pipeline(), rules, reader).tag(text).mentions]  # type: ignore[arg-type]


def is_believed(text: str, margin: float, *, of: str = "code") -> bool:
    """Whether what the rules claim stands against a reader that is so much surer of a code, or of silence."""
    return bool(codes_read(text, Doubtful(**{f"of_{of}": margin})))


def falls_at(text: str, margins: Margins) -> bool:
    """Whether a claim falls just beyond these margins."""
    silent = margins.of_silence if margins.of_silence < inf else 50
    return (
        is_believed(text, margins.of_code - 0.1)
        and not is_believed(text, margins.of_code + 0.1)
        and is_believed(text, silent - 0.1, of="silence")
        and is_believed(text, silent + 0.1, of="silence") == (margins.of_silence == inf)
    )


def test_a_claim_falls_where_much_more_speaks_for_another_code_or_for_silence() -> None:
    assert codes_read(LONG, Doubtful()) == [TOO_LONG]
    assert falls_at(LONG, LOOSE)
    assert falls_at(PHRASE, LOOSE)


def test_what_a_phrase_tells_all_but_alone_is_doubted_less() -> None:
    assert falls_at(WASHED_OUT, FIRM)


def test_a_comment_of_many_sentences_is_doubted_less() -> None:
    assert falls_at(f"I ordered it in May. My sister came along. {WASHED_OUT}", FIRM)
    assert falls_at(f"I ordered it in May. My sister came along. {LONG}", FIRMEST)


def test_what_is_denied_is_doubted_less_than_what_is_said() -> None:
    assert falls_at("The sleeves are not too long.", FIRMEST)


def test_claims_of_the_same_words_do_not_speak_against_each_other() -> None:
    assert set(codes_read("The sleeves and the body are too long.", Rivals())) == {TOO_LONG, "body.length/long"}


def test_the_clause_of_a_doubted_phrase_is_open_again() -> None:
    assert codes_read(WASHED_OUT, Doubtful(of_code=9, sure=0.5)) == [POCKETS.value]


@pytest.mark.parametrize(
    "text, code",
    [
        ("A pin was left in the hem and stabbed me.", "construction.seam/poor"),
        ("I usually wear an XL but the M fits perfectly.", "size.overall/large"),
    ],
)
def test_dangers_and_sizes_are_not_doubted(text: str, code: str) -> None:
    assert code in codes_read(text, Doubtful(of_code=9, of_silence=9))


def test_the_labels_own_rules_are_not_doubted() -> None:
    assert codes_read("It hit me funny.", Doubtful(of_code=9), Rule("hit me funny", code=POCKETS)) == [POCKETS.value]
