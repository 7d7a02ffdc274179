"""The sentences that were written for the project: each knows its codes, none stands there twice."""

from collections import Counter

from nlp import evaluate
from nlp.evaluate import evaluate_sentences, read_sentences
from nlp.mentions import Reading
from nlp.taxonomy import IssueCode

SENTENCES = list(read_sentences())


class Mute:
    """A tagger that reads nothing."""

    def tag_many(self, rows, processes=1):
        """Nothing, for every row."""
        return (Reading("read", None, ()) for _ in rows)


def test_every_sentence_knows_its_codes():
    unknown = [row for row in SENTENCES for label in row["labels"] if label["code"] not in set(IssueCode)]

    assert unknown == []
    assert all(row["text"].strip() for row in SENTENCES)


def test_no_sentence_stands_there_twice():
    texts = Counter(row["text"].casefold() for row in SENTENCES)

    assert [text for text, times in texts.items() if times > 1] == []


def test_every_code_has_sentences():
    told = {label["code"] for row in SENTENCES for label in row["labels"]}

    assert sorted({code.value for code in IssueCode if not code.is_ok} - told) == []


def test_a_tagger_that_reads_nothing_misses_all(monkeypatch):
    for held_back in ("read_written", "read_excerpts", "read_reviews"):  # these count in no total
        monkeypatch.setattr(evaluate, held_back, lambda *_: iter(()))

    scores = evaluate_sentences(Mute())

    assert scores.comments == len(SENTENCES)
    assert scores.problem.found == 0
    assert scores.problem.missed > 1000
