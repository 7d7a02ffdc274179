"""The lexicon: its notation, and phrases found in a comment's words."""

import tomllib
from pathlib import Path

import pytest

import nlp.lexicon
from nlp.components.meanings import meaning
from nlp.lexicon import languages, load_lexicon
from nlp.lexicon.notation import steps_of, with_classes, written_out
from nlp.lexicon.toml import read_toml
from nlp.lexicon.trie import Trie
from nlp.taxonomy import IssueCode

LEXICON = Path(nlp.lexicon.__file__).parent


@pytest.mark.parametrize(
    ("phrase", "alternatives"),
    [
        ("too long", ["too long"]),
        ("(came|come) apart", ["came apart", "come apart"]),
        ("zip(per|) broke", ["zipper broke", "zip broke"]),
        ("out (of the wash|) smaller", ["out of the wash smaller", "out smaller"]),
        ("t-shirt", ["t - shirt"]),
        ("don't", ["don 't"]),
    ],
)
def test_alternatives_are_written_out(phrase, alternatives):
    assert [" ".join(words) for words in written_out([phrase])] == alternatives


def test_a_choice_within_a_choice_is_refused():
    with pytest.raises(ValueError, match="choice within a choice"):
        steps_of("out (of the (wash|dryer)|)")


def test_classes_stand_for_their_words_alone_and_in_a_choice():
    file = {
        "classes": {"arm": "arm|sleeve"},
        "phrases": {"sleeve.width/small": ["tight <arm>", "(<arm>|cuff) pinches"]},
    }

    assert with_classes(file)["phrases"]["sleeve.width/small"] == ["tight (arm|sleeve)", "(arm|sleeve|cuff) pinches"]


@pytest.mark.parametrize("language", languages())
def test_every_judgement_says_something_or_nothing_of_every_part(language):
    """None asks for a code that does not exist, as "they come up to my armpits as high waisted ones do" once did."""
    lexicon = load_lexicon(language)

    told = [meaning(part, said) for part in lexicon.parts.values() for said in lexicon.judgements.values()]

    assert len(set(IssueCode) - {*told}) <= 3, "how a picture matches and what does not shrink are told by phrases"


def test_a_language_is_read_once():
    assert load_lexicon() is load_lexicon("en")


def test_the_longest_phrase_wins():
    trie: Trie[str] = Trie()
    trie.add([[["too"]], [["long"], ["short"]]], "length")
    trie.add([[["too"]], [["long"]], [["in"]], [["the"], []], [["sleeve"]]], "sleeves")

    assert trie.find(["it", "is", "too", "long", "in", "sleeve"]) == [(2, 6, "sleeves", 0)]
    assert trie.find(["it", "is", "too", "short", "in"]) == [(2, 4, "length", 0)]


def test_the_first_meaning_of_a_phrase_keeps_its_place():
    trie: Trie[str] = Trie()
    trie.add([[["snug"]]], "first")
    trie.add([[["snug"], ["tight"]]], "second")

    assert [payload for _, _, payload, _ in trie.find(["snug", "tight"])] == ["first", "second"]


def test_phrases_go_on_alike_and_part_again():
    trie: Trie[str] = Trie()
    trie.add([[["zip"]], [["will"], ["would"]], [["_"], []], [["stick"]]], "sticks")
    trie.add([[["zip"], ["button"]], [["would"]], [["n't"]], [["close"]]], "open")

    for _ in range(2):  # the second time the ways are joined already
        assert trie.find(["zip", "would", "n't", "close"]) == [(0, 4, "open", 0)]
        assert trie.find(["zip", "would", "soon", "stick"]) == [(0, 4, "sticks", 0)]
        assert trie.find(["zip", "will", "n't", "close", "button", "would", "stick"]) == []


def test_fillers_are_passed_over_and_denials_counted():
    trie: Trie[str] = Trie({"very"}, denials={"never"})
    trie.add([[["came"]], [["apart"]]], "apart")

    assert trie.find(["it", "came", "very", "never", "apart"]) == [(1, 5, "apart", 1)]


def test_a_phrase_of_empty_alternatives_is_no_phrase():
    trie: Trie[str] = Trie()
    trie.add([[[], ["so"]]], "filler")

    assert trie.find(["and", "so"]) == [(1, 2, "filler", 0)]


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*/*.toml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_files_say_what_tomllib_reads_in_them(path):
    assert read_toml(path) == tomllib.loads(path.read_text("utf-8"))


def test_strings_of_all_kinds_are_read_as_written(tmp_path):
    path = tmp_path / "all.toml"
    path.write_text(
        'a = ["don\'t", "plain", \'a "b"\', "a \\"b\\""] # it\'s "so\n'
        'b = """\none "two" it\'s\n"""\nc = """\nplain\nlines"""\nd = \'\'\'\n"x"\'\'\'\ne = ""\nf = "# none"\n'
    )

    assert read_toml(path) == tomllib.loads(path.read_text("utf-8"))
    assert read_toml(path)["a"] == ["don't", "plain", 'a "b"', 'a "b"']
