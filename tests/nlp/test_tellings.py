"""Which words are quoted where a comment tells one issue more than once."""

import numpy as np
import pytest

from nlp.components import joined
from nlp.components.tellings import points
from nlp.garments import GarmentKind
from nlp.pipeline import build_pipeline, read_one
from nlp.policy import FIGURES, KINDS, Policy, Table
from nlp.tagging import Tagger
from nlp.taxonomy import IssueCode

BETWEEN = "I wore it to a wedding in Bath. "


@pytest.fixture(autouse=True)
def _believe_all_claims(monkeypatch):
    policy = Policy({kind: Table(5.0, {}, [0.0] * len(FIGURES), [0.0] * len(FIGURES)) for kind in KINDS})
    monkeypatch.setattr(joined, "load_policy", lambda: policy)


class Listener:
    """Is sure of one code in the clauses that hold a word, and of silence in all others."""

    version = "listener"
    words: frozenset[str] = frozenset()

    def __init__(self, code: IssueCode, key: str = "") -> None:
        self.codes = (code,)
        self.key = key

    def look_up(self, keys, count):
        return [*keys]

    def sure_within(self, keys, starts, ends, among_many):
        stretches = [["", *keys[start:end]] for start, end in zip(starts, ends, strict=True)]
        sure = np.array([0.98 if self.key in stretch else 0.02 for stretch in stretches])
        return np.stack([sure, 1 - sure], axis=1)

    def columns_of(self, codes):
        return [self.codes.index(code) if code in self.codes else 1 for code in codes]

    def weightiest(self, told):
        return [[] for _ in told]


def told(text: str, code: IssueCode, hears: str = "", listener: Listener | None = None):
    """The mention of a code, where the trained reader hears it in the clauses with that word alone."""
    reader = listener or Listener(code, hears)
    mentions = Tagger(build_pipeline(), model=reader).tag(text, GarmentKind.DRESS).mentions  # type: ignore[arg-type]
    [mention] = [each for each in mentions if each.code is code]
    assert mention.quote == text[mention.start : mention.end]
    return mention


SHORT, CUT, LARGE = IssueCode.BODY_LENGTH_SHORT, IssueCode.SHAPE_CUT_POOR, IssueCode.SIZE_OVERALL_LARGE


@pytest.mark.parametrize(
    "text, code, quote",
    [
        # The first of two that serve as well.
        (f"{BETWEEN}It is short on me. My aunt found it is rather short.", SHORT, "It is short"),
        (f"{BETWEEN}It is short on me. My aunt found it is too short.", SHORT, "it is too short"),
        # The text before its title.
        (f"Short. {BETWEEN}It is short on me.", SHORT, "It is short"),
        # A cut's own word before what tells a bad cut by another.
        (f"{BETWEEN}It looks so sloppy. The cut is unflattering.", CUT, "cut is unflattering"),
        # What was said before what is concluded from sizes.
        (f"{BETWEEN}I usually wear a 12 and took the 10. It is big.", LARGE, "It is big"),
    ],
)
def test_quotes_what_says_it_outright_then_the_text_then_the_first(text: str, code: IssueCode, quote: str) -> None:
    assert told(text, code).quote == quote


def test_of_two_alike_the_one_is_quoted_in_which_the_trained_reader_hears_it() -> None:
    text = f"{BETWEEN}It is short on my aunt Ada. It is short on Berta."

    assert told(text, SHORT, hears="berta").start > told(text, SHORT, hears="ada").start
    assert told(text, SHORT).start == told(text, SHORT, hears="ada").start


def test_what_it_hears_does_not_outweigh_what_is_said_much_better() -> None:
    text = "Short. I wore it to a wedding in Bath. It is way too short on my aunt."

    assert told(text, SHORT, hears="short").quote == "It is way too short"
    assert told(f"{BETWEEN}It is short. It is way too short on my aunt Ada.", SHORT, hears="ada").why.startswith("rule")


def test_a_code_that_the_trained_reader_never_met_is_quoted_by_the_words_alone() -> None:
    text = f"{BETWEEN}It is short on my aunt Ada. It is short on Berta."

    assert told(text, SHORT, listener=Listener(CUT, "berta")).start == told(text, SHORT, hears="ada").start


def test_how_bad_and_how_much_it_is_comes_from_all_tellings() -> None:
    text = f"{BETWEEN}It is short on my aunt Ada. It is 2 inches too short on Berta. It is extremely short."
    mention = told(text, SHORT, hears="ada")

    assert mention.amount is not None
    assert (mention.amount.value, mention.amount.unit, mention.severity) == (2, "in", 3)


def test_mentions_stand_in_the_order_of_their_quotes() -> None:
    text = f"{BETWEEN}It is short on my aunt Ada. The lining is itchy. It is short on Berta."
    for hears in ("ada", "berta"):
        reader = Listener(SHORT, hears)
        mentions = Tagger(build_pipeline(), model=reader).tag(text, GarmentKind.DRESS).mentions  # type: ignore[arg-type]
        assert len(mentions) == 2
        assert [each.start for each in mentions] == sorted(each.start for each in mentions)


def test_a_telling_keeps_its_own_words_when_another_is_settled_on() -> None:
    notes = read_one(build_pipeline(), f"{BETWEEN}It is short on Ada. It is way too short on Berta.", GarmentKind.DRESS)
    (_, first), (_, second) = notes.tellings[SHORT]

    assert notes.settled[SHORT] is second
    assert first.term.start < second.term.start
    assert points(notes, first) < points(notes, second)


def test_what_is_doubted_is_doubted_in_all_its_tellings(monkeypatch) -> None:
    doubting = Policy({kind: Table(-9.0, {}, [0.0] * len(FIGURES), [0.0] * len(FIGURES)) for kind in KINDS})
    monkeypatch.setattr(joined, "load_policy", lambda: doubting)
    text = f"{BETWEEN}The zip is awful. The zip is terrible."

    reading = Tagger(build_pipeline(), model=Listener(SHORT)).tag(text, GarmentKind.DRESS)  # type: ignore[arg-type]

    assert reading.mentions == ()
    assert [text[start:end] for start, end in reading.remarks] == ["The zip is awful", "The zip is terrible"]
