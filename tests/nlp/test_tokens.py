"""Comments are put together from stretches that are remembered, as if each had been cut into words by itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.components.normalise import prepare
from nlp.components.tokens import WordTokenizer, build_tokenizer
from nlp.components.words import split_words
from nlp.lean_spacy import Vocab, get_lang_class
from nlp.lexicon import load_lexicon

tokenizer = WordTokenizer(Vocab())
"""Shared, so that it answers from what it remembers too."""


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "The hem, which isn't straight, is 3cm long.",
        " two blanks  and three   of them ",
        "a line\nand the next\n\nand another\n \nand one",
        "Sooo long!!!Really b/c of the hem  &amp; w/ a <br> tag",
        "tabs\tand\r\nreturns \r\n \r\n of old machines",
    ],
)
def test_words_and_places_are_those_of_the_whole_prepared_text(text: str) -> None:
    (notes,) = tokenizer.note_all([text], None)

    prepared, offsets = prepare(text)
    assert (notes.prepared, notes.offsets) == (prepared, offsets)
    assert (notes.words, notes.starts) == split_words(prepared)


@pytest.mark.parametrize("text", ["The hem isn't too tight, but", "but  the  hem", "the hem\tbut\nits\n\nso tight", ""])
def test_each_word_has_its_key_and_its_cue(text: str) -> None:
    (notes,) = tokenizer.note_all([text], None)

    lexicon = load_lexicon()
    assert notes.keys == [lexicon.keys(word) for word in notes.words]
    assert notes.marks == [lexicon.single_cues.get(key, 0) for key in notes.keys]


@given(
    st.lists(
        st.sampled_from([" ", "  ", "\n", "\t", ".", "!!!", "-", "n't", "3cm", "Sleeves", "isnt", "x", "<br>", "’s"])
    )
)
def test_nothing_is_lost_between_stretches(pieces: list[str]) -> None:
    (notes,) = tokenizer.note_all(["".join(pieces)], None)

    assert (notes.words, notes.starts) == split_words(prepare("".join(pieces))[0])


def test_spacy_calls_it_for_a_prepared_text() -> None:
    pipeline = get_lang_class("en")(Vocab(), create_tokenizer=build_tokenizer())

    assert pipeline.make_doc("too long").user_data["notes"].words == ["too", "long"]
