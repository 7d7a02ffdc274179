"""Comments are put together from stretches that are remembered, as if each had been cut into words by itself."""

from pathlib import Path

import pytest
import spacy
from hypothesis import given
from hypothesis import strategies as st

from nlp.components.normalise import prepare
from nlp.components.notes import mentions_of
from nlp.components.tokens import WordTokenizer
from nlp.components.words import split_words
from nlp.lean_spacy import Vocab, get_lang_class
from nlp.lexicon import load_lexicon
from nlp.pipeline import build_pipeline

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
    (notes,) = tokenizer.note_all([text])

    prepared, offsets = prepare(text)
    assert (notes.prepared, notes.offsets) == (prepared, offsets)
    assert (notes.words, notes.starts) == split_words(prepared)


@pytest.mark.parametrize("text", ["The hem isn't too tight, but", "but  the  hem", "the hem\tbut\nits\n\nso tight", ""])
def test_each_word_has_its_key_and_its_cue(text: str) -> None:
    (notes,) = tokenizer.note_all([text])

    lexicon = load_lexicon()
    assert notes.keys == [lexicon.keys(word) for word in notes.words]
    assert notes.marks == [lexicon.single_cues.get(key, 0) for key in notes.keys]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10cm too long", ["10", "cm", "too", "long"]),
        ("1.5cm or 1/2in", ["1.5", "cm", "or", "1/2", "in"]),
        ("a 36dd in a 10p", ["a", "36dd", "in", "a", "10p"]),
        ("5ft4 and 12/14", ["5ft4", "and", "12/14"]),
    ],
)
def test_a_number_is_never_cut_in_two(text: str, words: list[str]) -> None:
    assert split_words(text)[0] == words


@given(
    st.lists(
        st.sampled_from([" ", "  ", "\n", "\t", ".", "!!!", "-", "n't", "3cm", "Sleeves", "isnt", "x", "<br>", "’s"])
    )
)
def test_nothing_is_lost_between_stretches(pieces: list[str]) -> None:
    (notes,) = tokenizer.note_all(["".join(pieces)])

    assert (notes.words, notes.starts) == split_words(prepare("".join(pieces))[0])


@given(
    st.lists(st.one_of(st.sampled_from(["Sleeves", " ", "  ", "w/o", "&amp;", "<br>", "tooooo", "\ud800"]), st.text()))
)
def test_a_document_of_spacys_is_the_whole_text(pieces: list[str]) -> None:
    text = "".join(pieces)

    assert tokenizer(text).text == text.encode("utf-8", "replace").decode()


def test_spacys_pipeline_reads_a_text_as_it_was_written() -> None:
    text = "Lovely &amp; soft. The SLEEVES are waaaay   too long!!!"

    (document,) = build_pipeline().pipe([text])

    long = document._.mentions[-1]
    assert (long.code.value, long.quote) == ("sleeve.length/long", "SLEEVES are waaaay   too long")
    assert str(document.char_span(long.start, long.end)) == long.quote


def test_spacys_pipeline_of_another_language_reads_it() -> None:
    document = build_pipeline("de")("Die Ärmel sind zu lang.")

    assert [(mention.code.value, mention.quote) for mention in document._.mentions] == [
        ("sleeve.length/long", "Ärmel sind zu lang")
    ]


def test_spacy_keeps_the_pipeline_and_loads_it(tmp_path: Path) -> None:
    pipeline = build_pipeline("de")
    pipeline.to_disk(tmp_path)

    for kept in (spacy.load(tmp_path), build_pipeline("de").from_bytes(pipeline.to_bytes())):
        assert [mention.quote for mention in kept("Die Ärmel sind zu lang.")._.mentions] == ["Ärmel sind zu lang"]


def test_says_that_a_document_of_another_tokenizer_has_no_notes() -> None:
    pipeline = get_lang_class("en")()

    with pytest.raises(ValueError, match="This document has no notes"):
        mentions_of(pipeline.make_doc("The sleeves are too long."))
