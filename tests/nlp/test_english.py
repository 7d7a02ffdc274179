"""Whole English comments by somebody who had never seen the reader: what is found of their labels."""

from nlp import evaluate
from nlp.evaluate import evaluate_sentences
from tests.cluster import EVERYTHING


def test_most_labels_of_comments_are_found(tagger, monkeypatch):
    if not EVERYTHING:  # nothing is asked of the sentences and reviews that are scored along with them
        for read in ("_read_tables", "read_reviews"):
            monkeypatch.setattr(evaluate, read, lambda *_: iter(()))

    parts = evaluate_sentences(tagger).parts
    tried, scored = parts["comments tried on"], parts["comments only scored"]

    assert (tried.comments, scored.comments) == (290, 200)
    assert tried.problem.f1 >= 0.79
    assert tried.ok.f1 >= 0.79
    assert scored.problem.f1 >= 0.47
    assert scored.ok.f1 >= 0.61
