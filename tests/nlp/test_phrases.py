"""Which phrases tell a theme: what its clauses share, with the word that judges, and never what all comments hold."""

import pytest

from nlp.phrases import propose_phrases


@pytest.mark.parametrize(
    "clauses, proposed",
    [
        (
            ["the smell is awful", "the smell is really awful", "it has such an awful smell"],
            ["smell awful", "awful smell"],
        ),
        # What is shared without the word that judges would be met in praise.
        (["the hood is rubbish", "the hood is a bad joke"], ["hood rubbish", "hood bad joke"]),
        # Where no word is known to judge, what is shared stands for it.
        (["the buckle digs", "the buckle really digs in", "buckle digs into me"], ["buckle digs"]),
        (["this one so bad that nobody in my whole family would ever wear it"], []),
        (["awful", ""], []),
    ],
)
def test_phrases_are_what_alike_clauses_share(clauses, proposed):
    assert propose_phrases(clauses) == proposed
