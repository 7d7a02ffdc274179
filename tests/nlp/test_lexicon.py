"""The lexicon: its notation, and phrases found in a comment's words."""

import re
import sys
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier, Thread

import pytest

import nlp.lexicon
from nlp.components.meanings import meaning
from nlp.lexicon import folder, languages, load_lexicon
from nlp.lexicon.notation import alternatives_of, steps_of, with_classes, written_out
from nlp.lexicon.toml import read_toml
from nlp.lexicon.trie import Trie
from nlp.taxonomy import IssueCode
from tests.nlp.conftest import Told

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


def test_a_language_is_read_once_by_threads_that_ask_for_it_first(monkeypatch):
    monkeypatch.setattr(folder, "_read", {})
    together = Barrier(2)

    def load(_):
        together.wait()
        return load_lexicon("de")

    with ThreadPoolExecutor(2) as pool:
        one, other = pool.map(load, range(2))

    assert one is other


def test_what_was_read_before_changes_no_key(told_by_a_reader: Told) -> None:
    """The words of `nearby.toml` once became known with the first comment that says nothing else."""
    assert told_by_a_reader.known_before == "True True"


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


def test_two_threads_find_at_once_what_each_finds_alone():
    """One is held at each of its steps in turn while the other looks: nodes are made and joined under its hands."""
    step = 1
    while _find_held_at(step):
        step += 1

    assert step > 100, "it was held nowhere"


ONE = "sleeve be too long . cuff be wide sleeve the be too short cuff just fray hem be wide"
OTHER = "cuff be too long . hem be wide . cuff be too short"


def _of_sleeves() -> Trie[str]:
    phrases: Trie[str] = Trie({"the"}, {"not"})
    for phrase, payload in (
        ("(sleeve|cuff) (be|) too long", "long"),
        ("sleeve be too short", "short"),
        ("(sleeve|cuff) _ fray", "frays"),
        ("(cuff|hem) be wide", "wide"),
    ):
        phrases.add([[words.split() for words in alternatives_of(step)] for step in steps_of(phrase)], payload)
    return phrases


def _find_held_at(step: int) -> bool:
    """Whether there was such a step; what both threads find meanwhile and later is compared."""
    phrases, found = _of_sleeves(), {}
    steps = 0

    def look() -> None:
        found["other"] = phrases.find(OTHER.split())

    def hold(frame, event, _):
        nonlocal steps
        if frame.f_code.co_filename != Trie.find.__code__.co_filename:
            return None
        steps += event == "line"
        if event == "line" and steps == step:
            sys.settrace(tracing)
            thread = Thread(target=look)
            thread.start()
            thread.join()
            sys.settrace(hold)
        return hold

    tracing = sys.gettrace()
    sys.settrace(hold)
    try:
        found["one"] = phrases.find(ONE.split())
    finally:
        sys.settrace(tracing)
    alone = {"one": _of_sleeves().find(ONE.split()), "other": _of_sleeves().find(OTHER.split())}
    assert found.items() <= alone.items(), f"at step {step}"
    assert [phrases.find(words.split()) for words in (ONE, OTHER)] == [*alone.values()], f"after step {step}"
    return steps >= step


def test_fillers_are_passed_over_and_denials_counted():
    trie: Trie[str] = Trie({"very"}, denials={"never"})
    trie.add([[["came"]], [["apart"]]], "apart")

    assert trie.find(["it", "came", "very", "never", "apart"]) == [(1, 5, "apart", 1)]


def test_a_phrase_of_empty_alternatives_is_no_phrase():
    trie: Trie[str] = Trie()
    trie.add([[[], ["so"]]], "filler")

    assert trie.find(["and", "so"]) == [(1, 2, "filler", 0)]


@pytest.mark.parametrize("language", languages())
def test_nothing_is_named_in_vain(language):
    """Classes that no phrase takes, codes of parts for judgements that nobody makes, kinds that no rule needs."""
    files = {path.name: read_toml(path) for path in (LEXICON / language).glob("*.toml")}
    judgements = {name: row for file in files.values() for name, row in file.get("judgement", {}).items()}
    said = judgements.keys() | {row.get("value") for row in judgements.values()} | {"good", "bad"}
    nearby = files.get("nearby.toml", {}).get("nearby", {"kinds": {}, "rules": {}})
    needed = {name for rows in nearby["rules"].values() for row in rows for name in row.replace("!", "").split()}

    in_vain = [
        *(
            f"{name}: <{each}>"
            for name, file in files.items()
            for each in file.get("classes", {})
            if f"<{each}>" not in (LEXICON / language / name).read_text("utf-8")
        ),
        *(
            f"{part}: {name}"
            for file in files.values()
            for part, row in file.get("part", {}).items()
            for name in row.get("codes", {}).keys() - said
        ),
        *(nearby["kinds"].keys() - needed),
    ]

    assert in_vain == []


def test_every_little_set_is_asked_for():
    asked = {
        name
        for path in LEXICON.parent.rglob("*.py")
        for name in re.findall(r'word_set\("(\w+)"', path.read_text("utf-8"))
    }

    assert asked == read_toml(LEXICON / "en" / "words.toml")["word_sets"].keys() | {"denied_behind"}


@pytest.mark.parametrize("path", sorted(LEXICON.glob("*/*.toml")), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_the_files_say_what_tomllib_reads_in_them(path):
    assert read_toml(path) == tomllib.loads(path.read_text("utf-8"))


def test_strings_of_all_kinds_are_read_as_written(tmp_path):
    path = tmp_path / "all.toml"
    path.write_text(
        'a = ["don\'t", "plain", \'a "b"\', "a \\"b\\""] # it\'s "so\n'
        'b = """\none "two" it\'s\n"""\nc = """\nplain\nlines"""\nd = \'\'\'\n"x"\'\'\'\ne = ""\nf = "# none"\n'
        'g = [\n  "one", "two # too",\n  "it\'s", "",\n]\nh = [\n  "one", # "two",\n]\ni = []\nj = { k = ["l"] }\n'
    )

    assert read_toml(path) == tomllib.loads(path.read_text("utf-8"))
    assert read_toml(path)["a"] == ["don't", "plain", 'a "b"', 'a "b"']
