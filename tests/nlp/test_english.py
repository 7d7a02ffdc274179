"""Whole English comments by somebody who had never seen the reader: what is found of their labels."""

from nlp.evaluate import evaluate_sentences


def test_most_labels_of_comments_are_found(tagger):
    parts = evaluate_sentences(tagger).parts
    tried, scored = parts["comments tried on"], parts["comments only scored"]

    assert (tried.comments, scored.comments) == (290, 200)
    assert tried.problem.f1 >= 0.79
    assert tried.ok.f1 >= 0.79
    assert scored.problem.f1 >= 0.47
    assert scored.ok.f1 >= 0.61
