"""Excerpts: what can be read without its comment is not cut apart in the midst of a thought, a word or a number."""

import pytest

from app.models import Feedback
from app.services.excerpts import CLAUSE_MAX, cut_clause, cut_quote
from app.services.quotes import build_saying


def around(cut, comment, words):
    start = comment.index(words)
    return cut(comment, start, start + len(words))


@pytest.mark.parametrize(
    ("comment", "words", "quote"),
    [
        ("Bea here. It had shrunk by 1.5 cm. Regards.", "shrunk by", "It had shrunk by 1.5 cm."),
        ("Die Ärmel sind ca. 3 cm zu lang. Schade.", "Ärmel sind", "Die Ärmel sind ca. 3 cm zu lang."),
        ("Lovely. It is 5. The hem is crooked.", "hem is", "The hem is crooked."),
    ],
)
def test_a_sentence_does_not_end_within_an_amount(comment, words, quote):
    assert around(cut_quote, comment, words) == quote


def test_of_a_long_sentence_the_clause_is_quoted():
    comment = f"{'we wore it on a boat, ' * 5}and I find it odd that the smallest is too big, all told."

    assert around(cut_quote, comment, "it odd that the smallest") == "I find it odd that the smallest is too big"


@pytest.mark.parametrize(
    ("comment", "words", "clause"),
    [
        ("Nice, but I find it odd that it is big. Bea", "it odd that it is", "I find it odd that it is big"),
        ("i don't love the coral here", "n't love the coral", "i don't love the coral here"),
        ("There's not much stretch to it; pity", "'s not much stretch to", "There's not much stretch to it"),
        ("Der Stoff ist schön und die Ärmel sind zu lang!", "zu lang", "die Ärmel sind zu lang"),
        ("It is 1,5 cm short - sadly", "short", "It is 1,5 cm short"),
        ("too narrow in the chest while the rest is fine", "in the chest", "too narrow in the chest"),
        ("I fear it is off if washed hot", "is off", "I fear it is off if washed hot"),
        ("(not lined, alas)", "not lined,", "not lined"),
    ],
)
def test_words_stand_alone_in_their_clause(comment, words, clause):
    assert around(cut_clause, comment, words) == clause


def test_what_is_left_out_of_a_long_clause_is_marked():
    long = "as the tailor of my sister who lives by the sea says so every time"
    assert len(long) > CLAUSE_MAX

    assert around(cut_clause, f"the hem is long {long}", "hem is long") == "… hem is long …"
    assert around(cut_clause, f"hem is long {long}", "hem is lo") == "hem is long …"
    assert around(cut_clause, f"{long} the hem is long", "hem is long") == "… hem is long"


def test_words_that_come_twice_in_a_long_clause_are_marked_where_they_were_read():
    comment = "long as the days of my sister who lives by the sea says so every time is long"

    assert cut_clause(comment, len(comment) - 4, len(comment)) == "… long"


def test_a_mark_that_holds_no_word_breaks_no_page():
    comment = 'the tailor of my sister who lives by the sea says " every time it is'
    at = comment.index('"')

    assert cut_clause(comment, at, at + 1) == "… …"


def test_a_mark_in_a_comment_cuts_no_word_apart():
    said = build_saying(Feedback(comment="I don't love the corals."), 5, 20)

    assert (said.before, said.words, said.after) == ("I ", "don't love the corals", ".")
