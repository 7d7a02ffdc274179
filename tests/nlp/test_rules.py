"""A label's own rules: they meet words as the lexicon does, win where both speak, and are silent where told so."""

import subprocess
import sys
from itertools import permutations

import pytest

from nlp.garments import GarmentKind
from nlp.own_codes import own_code
from nlp.rules import Rule, RuleBook, hash_rules, is_too_common, phrase_keys
from nlp.tagging import TAGGER_VERSION, Tagger
from nlp.taxonomy import IssueCode
from tests.equipment import ROOT

SHIRT, DRESS, TROUSERS = GarmentKind.SHIRT, GarmentKind.DRESS, GarmentKind.TROUSERS
RULES = (
    Rule("zeppelin sleeves", code=IssueCode.SLEEVE_WIDTH_LARGE),
    Rule("the hem is flicking out", code=IssueCode.BODY_WIDTH_LARGE),
    Rule("hits me funny", code=IssueCode.BODY_LENGTH_LONG),
    Rule("bit of a tent", code=IssueCode.SHAPE_CUT_POOR),
    Rule("grows by lunch", code=IssueCode.FABRIC_STRETCH_EXCESS),
    Rule("grows by lunch", kind=TROUSERS, code=IssueCode.WAIST_WIDTH_LARGE),
    Rule("statement cuffs"),
    Rule("not too long"),
    Rule("floaty, but not ours", code=IssueCode.SHAPE_CUT_POOR),
    Rule("belt loops tear off", code=own_code("hip", 3, is_ok=False)),
)


@pytest.fixture(scope="module")
def ruled(tagger: Tagger) -> Tagger:
    return tagger.with_rules(RULES)


def _codes(tagger: Tagger, comment: str, garment: GarmentKind | None = SHIRT) -> set[str]:
    return {mention.code.value for mention in tagger.tag(comment, garment).mentions}


@pytest.mark.parametrize(
    "comment, garment, codes",
    [
        # As written, inflected, misspelled in a word of ours, misspelled in a word of the lexicon.
        ("Zeppelin sleeves.", SHIRT, {"sleeve.width/large"}),
        ("What a zeppelin sleeve!", SHIRT, {"sleeve.width/large"}),
        ("Such zepelin sleeves.", SHIRT, {"sleeve.width/large"}),
        ("Those zeppelin slevees.", SHIRT, {"sleeve.width/large"}),
        # What a rule says of "the" and "is" may be missing, what the lexicon passes over may be there.
        ("I see the hem really flicks out.", DRESS, {"body.width/large"}),
        ("Hem flicking out already.", DRESS, {"body.width/large"}),
        # Marks are as they come.
        ("So floaty, but not ours.", DRESS, {"shape.cut/poor"}),
        ("So floaty but not ours!", DRESS, {"shape.cut/poor"}),
        # The words of a rule need be known to nobody.
        ("It hits me funny.", DRESS, {"body.length/long"}),
        # Denied, feared, supposed, wondered at: as for a phrase of the lexicon.
        ("No zeppelin sleeves here, thankfully.", SHIRT, {"sleeve.width/ok"}),
        ("I was afraid of zeppelin sleeves.", SHIRT, set()),
        ("Other reviewers said zeppelin sleeves.", SHIRT, set()),
        # The code is the rule's to the letter, whatever the garment's kind makes of length.
        ("Sadly the whole thing hits me funny.", TROUSERS, {"body.length/long"}),
        # A rule for the kind beats one for all.
        ("This fabric grows by lunch.", SHIRT, {"fabric.stretch/excess"}),
        ("This fabric grows by lunch.", TROUSERS, {"waist.width/large"}),
        ("This fabric grows by lunch.", None, {"fabric.stretch/excess"}),
        # It may mean a tag of the label's own, which has no other side.
        ("A belt loop tore off already.", TROUSERS, {"hip.own3/poor"}),
        ("None of the belt loops tore off.", TROUSERS, set()),
        ("I feared that belt loops would tear off, but they are perfect.", TROUSERS, set()),
        # It wins over the lexicon on its own words and leaves the others alone.
        ("It is a bit of a tent and too long.", DRESS, {"shape.cut/poor", "body.length/long"}),
        # Silence takes what stands on these words, as judgement or as its owner, and nothing else.
        ("The statement cuffs are tight, and the collar is tight.", SHIRT, {"neck.width/small"}),
        ("The cuffs are tight, and the collar is tight.", SHIRT, {"sleeve.width/small", "neck.width/small"}),
        ("Sleeves not too long but the collar is tight.", SHIRT, {"neck.width/small"}),
    ],
)
def test_reads_what_the_label_means(ruled: Tagger, comment: str, garment: GarmentKind | None, codes: set[str]) -> None:
    assert _codes(ruled, comment, garment) == codes


def test_says_that_it_was_the_labels_rule(ruled: Tagger) -> None:
    (mention,) = ruled.tag("Nice, but what ZEPPELIN  sleeves!!", SHIRT).mentions

    assert mention.why == "label’s rule “zeppelin sleeves”"
    assert mention.quote == "ZEPPELIN  sleeves"


def test_hears_how_strongly_and_how_much(ruled: Tagger) -> None:
    (mention,) = ruled.tag("Extremely zeppelin sleeves, about 3 cm.", SHIRT).mentions

    assert mention.severity == 3


def test_without_rules_nothing_changes(tagger: Tagger, ruled: Tagger) -> None:
    assert tagger.rules == ()
    assert _codes(tagger, "It hits me funny.", DRESS) == set()
    assert tagger.with_rules(()) is tagger
    assert ruled.with_rules(RULES) is ruled


@pytest.mark.thorough
def test_two_processes_know_the_rules(ruled: Tagger) -> None:
    rows = [
        ("Zeppelin sleeves.", SHIRT),
        ("The statement cuffs are tight.", SHIRT),
        ("It grows by lunch.", TROUSERS),
        ("Belt loops tear off.", None),
    ]

    together = list(ruled.tag_many(rows, processes=2))

    assert together == list(ruled.tag_many(rows))
    assert [len(reading.mentions) for reading in together] == [1, 0, 1, 1]


def test_the_version_names_the_rules_whatever_their_order(tagger: Tagger, ruled: Tagger) -> None:
    assert tagger.version == TAGGER_VERSION
    assert ruled.version == f"{TAGGER_VERSION}+{hash_rules(RULES)}"
    assert tagger.with_rules(RULES[::-1]).version == ruled.version
    assert tagger.with_rules(RULES[1:]).version != ruled.version
    assert len(ruled.version) <= 40


def test_half_a_character_in_a_phrase_counts_as_any_mark(tagger: Tagger) -> None:
    plain, odd = (
        tagger.with_rules([Rule(phrase, code=IssueCode.SLEEVE_WIDTH_LARGE)])
        for phrase in ("sleeves like zeppelins", "sleeves \ud83d like zeppelins")
    )

    assert plain.version != odd.version
    assert _codes(odd, "Sleeves like zeppelins.") == _codes(plain, "Sleeves like zeppelins.") == {"sleeve.width/large"}


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("Schön, aber die Naht trägt auf an den Hüften!", {"label’s rule “trägt auf an den Hüften”"}),
        ("Die Naht träggt sehr auf an der Hüfte.", {"label’s rule “trägt auf an den Hüften”"}),
        ("Die Ärmel sind zu lang und der Stoff ist dünn.", set()),
    ],
)
def test_reads_german_rules_in_german_comments(tagger: Tagger, comment: str, told: set[str]) -> None:
    ruled = tagger.with_rules([Rule("trägt auf an den Hüften", code=IssueCode.HIP_WIDTH_LARGE), Rule("Ärmel zu lang")])

    mentions = ruled.tag(comment).mentions

    assert {mention.why for mention in mentions if mention.why.startswith("label")} == told
    assert not any(mention.code.aspect == "sleeve.length" for mention in mentions)


def test_meets_a_misspelling_of_two_words_alike_whatever_the_order_of_rules() -> None:
    rules = [Rule(word, code=IssueCode.SHAPE_CUT_POOR) for word in ("frobelon", "frobelan", "frobelun")]

    found = {RuleBook(order).find(["frobelin"], ["frobelin"], None)[0][2] for order in permutations(rules)}

    assert found == {rules[1]}


@pytest.mark.parametrize("phrase", ["", " ", "!?", "the", "very", "too", "this dress", "it is not", "They"])
def test_knows_what_is_too_common_for_a_rule(phrase: str) -> None:
    assert is_too_common(phrase)


@pytest.mark.parametrize("phrase", ["tent", "statement cuffs", "hits me funny", "dress rides up", "blorp"])
def test_knows_what_tells_something(phrase: str) -> None:
    assert not is_too_common(phrase)


def test_the_same_words_have_the_same_keys() -> None:
    assert phrase_keys("The hem is flicking out") == phrase_keys("hems flick out!")
    assert phrase_keys("hem flicks out") != phrase_keys("hem flicks in")


def test_a_long_phrase_in_a_long_comment_takes_no_time(tagger: Tagger) -> None:
    ruled = tagger.with_rules([Rule("the a my is the a my is long", code=IssueCode.BODY_LENGTH_LONG)])

    assert ruled.tag("the a my is " * 2_000).state == "read"


def test_rules_load_without_spacy() -> None:
    program = "import sys, nlp.rules; print({'spacy', 'sklearn', 'scipy', 'numpy'} & sys.modules.keys())"

    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True)

    assert done.stdout == "set()\n"
