"""The trained reader: what it is asked about, how what it says is joined with the rules, what it learns from."""

import pickle
from dataclasses import dataclass

import numpy as np
import pytest

from nlp.components.trained import BESIDE_RULES, CONFIDENCE_MAX, IN_LONG, IN_SHORT, open_stretches
from nlp.evaluate import is_held_back, read_reviews, read_sentences, read_written
from nlp.garments import GarmentKind
from nlp.lexicon import load_lexicon
from nlp.pipeline import build_pipeline, read_all
from nlp.rules import Rule
from nlp.tagging import TAGGER_VERSION, Tagger, version_with
from nlp.taxonomy import IssueCode
from nlp.trained import AMONG_MANY, MODEL, load_trained
from nlp.training import Lesson, build_model, corpus_lessons, make_doc, make_vocab, train

WRITTEN = list(read_written())
POCKETS = IssueCode.CONSTRUCTION_POCKET_POOR
LONG = IssueCode.SLEEVE_LENGTH_LONG


@dataclass
class Parrot:
    """Says the same of every clause, so sure as it is told to be; doubts nothing."""

    code: IssueCode
    sure: float
    by_word: int = 0
    """The place of the word that it goes by."""
    version = "parrot"

    @property
    def codes(self):
        return (self.code,)

    @property
    def words(self):
        return AnyWord()

    def scores(self, clauses):
        return np.full((len(clauses), 1), self.sure, dtype="float32")

    def logits(self, clauses):
        return np.zeros((len(clauses), 2), dtype="float32")

    def columns_of(self, codes):
        return [0] * len(codes)

    def weightiest(self, keys, code):
        return [self.by_word]


class AnyWord:
    """Holds every word."""

    def __contains__(self, word):
        return True


def tagger_with(code: IssueCode = POCKETS, sure: float = 0.95, rules: tuple[Rule, ...] = ()) -> Tagger:
    return Tagger(build_pipeline(), rules, Parrot(code, sure))  # type: ignore[arg-type]


def asked_about(text: str) -> dict[str, float]:
    """The words of the stretches that the trained reader is asked about, and how sure it must be of each."""
    [notes] = read_all(build_pipeline(), [(text, None)], None, Parrot(POCKETS, 0.0))  # type: ignore[arg-type]
    return {" ".join(notes.words[each.start : each.end]): each.wanted for each in open_stretches(notes)}


@pytest.mark.parametrize(
    "text, asked",
    [
        ("My keys went straight through to the street.", {"my keys went straight through to the street": IN_SHORT}),
        ("The sleeves are too long.", {}),
        ("The sleeves are too long. My keys went away.", {"my keys went away": IN_SHORT}),
        ("I was afraid my keys would go away.", {"i was afraid my keys would go away": IN_SHORT}),
        ("I was afraid the sleeves would be too long.", {"i was afraid the sleeves would be too long": BESIDE_RULES}),
        ("By the third wash it looked like a dishrag.", {}),
        ("Do keys go through to the street?", {}),
        ("My keys went.", {"my keys went": IN_SHORT}),
        ("My keys.", {}),
    ],
)
def test_how_sure_it_must_be_of_a_clause_of_a_short_comment(text: str, asked: dict[str, float]) -> None:
    assert asked_about(text) == asked


@pytest.mark.parametrize(
    "text, asked",
    [
        ("My keys went away.", {"my keys went away": IN_LONG}),
        ("I was afraid my keys would go away.", {}),
        ("I was afraid the sleeves would be too short.", {}),
    ],
)
def test_in_a_comment_of_many_sentences_it_is_asked_about_what_the_rules_left_open(
    text: str, asked: dict[str, float]
) -> None:
    assert asked_about(f"The sleeves are too long. The hem is too short. {text}") == asked


def test_says_what_it_is_sure_enough_of_in_the_words_of_the_clause() -> None:
    text = "Lovely. My keys went straight through to the street."
    (mention,) = (each for each in tagger_with().tag(text).mentions if each.code is POCKETS)

    assert mention.quote == text[mention.start : mention.end]
    assert mention.quote.startswith("My keys went straight through")
    assert mention.confidence <= CONFIDENCE_MAX
    assert mention.why == "trained reader, words “my”"
    assert (mention.amount, mention.safety) == (None, False)
    assert tagger_with(sure=IN_SHORT - 0.01).tag(text).mentions == tagger_with(sure=0).tag(text).mentions


def test_the_rules_word_on_an_aspect_holds() -> None:
    text = "The sleeves are too short. My keys went straight through to the street."

    assert [mention.code.value for mention in tagger_with(LONG).tag(text).mentions] == ["sleeve.length/short"]


def test_a_word_that_a_phrase_stands_on_tells_nothing_else() -> None:
    text = "Chokes me whenever I sit down at my desk and lean over the keyboard."
    by_its_word, by_another = (
        Tagger(build_pipeline(), (), Parrot(POCKETS, 0.95, by_word=place))  # type: ignore[arg-type]
        for place in (0, 7)
    )

    assert [mention.code.value for mention in by_its_word.tag(text).mentions] == ["neckline.depth/high"]
    assert POCKETS in {mention.code for mention in by_another.tag(text).mentions}


def test_a_length_is_that_of_the_garments_legs_where_it_has_any() -> None:
    tagger = tagger_with(IssueCode.BODY_LENGTH_LONG)
    text = "My keys went straight through to the street."

    [of_trousers], [of_dress] = (tagger.tag(text, kind).mentions for kind in (GarmentKind.TROUSERS, GarmentKind.DRESS))

    assert (of_trousers.code.value, of_dress.code.value) == ("leg.length/long", "body.length/long")


def test_sentences_among_many_and_run_ons_are_told_apart_from_short_comments() -> None:
    short, many, run_on = read_all(
        build_pipeline(), [("It came today.", None), ("Nice. " * 4 + "It came today.", None), ("so and " * 40, None)]
    )

    assert AMONG_MANY not in short.learnt_keys(0, 3)
    assert many.learnt_keys(0, 2)[0] == run_on.learnt_keys(0, 2)[0] == AMONG_MANY


def test_the_labels_own_silence_holds() -> None:
    tagger = tagger_with(rules=(Rule("to the street"),))

    assert tagger.tag("My keys went straight through to the street.").mentions == ()


def test_another_language_is_left_to_its_rules() -> None:
    assert tagger_with().tag("Der Stoff kam gestern mit der Post zu mir nach Hause.").mentions == ()


def test_what_is_kept_travels_and_names_its_version() -> None:
    lessons = [Lesson(("key", "went", "through"), frozenset({POCKETS})), Lesson(("key", "went", "home"), frozenset())]
    reader = train(lessons * 40)

    twin = pickle.loads(pickle.dumps(reader))

    assert twin.version == reader.version == train(lessons * 40).version
    told, silent = reader.scores([lesson.keys for lesson in lessons])[:, 0]
    assert told > 0.5 > silent
    assert reader.weightiest(lessons[0].keys, POCKETS)[-1] == 2
    assert version_with((), reader) != TAGGER_VERSION == version_with((), load_trained())
    assert len(version_with((Rule("to the street"),), reader)) <= 40


def test_reads_as_spacys_own_model_does() -> None:
    reader = load_trained()
    clauses = [row["text"].lower().rstrip(".").split() for row in WRITTEN[:40]]
    model = build_model(len(reader.codes) + 1)
    with np.load(MODEL) as kept:
        model.get_ref("output_layer").set_param("W", (kept["weights"] * kept["steps"][:, np.newaxis]).ravel())
        model.get_ref("output_layer").set_param("b", kept["biases"])
    vocab = make_vocab()

    expected = model.predict([make_doc(vocab, keys, reader.words) for keys in clauses])

    assert reader.logits(clauses) == pytest.approx(expected, abs=1e-4)
    assert reader.columns_of(reader.codes) == list(range(len(reader.codes)))


def test_a_word_that_was_never_met_counts_by_its_kind() -> None:
    strangled, arrived, throttled, gone = (
        tuple(load_lexicon("en").keys.of(text.split()))
        for text in ("collar strangles me", "collar arrived today", "collar throttles me", "collar photocopied me")
    )
    reader = train([Lesson(strangled, frozenset({IssueCode.NECK_WIDTH_SMALL})), Lesson(arrived, frozenset())] * 400)

    kin, stranger = reader.scores([throttled, gone])[:, 0]

    assert kin > stranger + 0.05


def test_each_word_is_of_one_kind() -> None:
    lexicon = load_lexicon("en")
    words = [word for kind in lexicon.settings["kinds"].values() for word in kind.split()]
    kinds = {kind: {lexicon.keys(word) for word in text.split()} for kind, text in lexicon.settings["kinds"].items()}

    assert sum(map(len, kinds.values())) == len({lexicon.keys(word) for word in words})


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size < 5_000_000


def test_written_sentences_know_their_codes_and_stand_there_once() -> None:
    texts = [row["text"].casefold() for row in [*WRITTEN, *read_sentences()] if ".jsonl" not in row["id"]]

    assert len(WRITTEN) > 5_000
    assert {label["code"] for row in WRITTEN for label in row["labels"]} == set(IssueCode)
    assert len(set(texts)) == len(texts)


def test_reviews_quote_what_they_are_labelled_with() -> None:
    reviews = list(read_reviews())

    assert len(reviews) > 2_000
    assert {label["code"] for row in reviews for label in row["labels"]} == set(IssueCode)
    assert all(label["quote"] in row["text"] for row in reviews for label in row["labels"])
    assert len({row["text"] for row in reviews}) == len({row["id"] for row in reviews}) == len(reviews)


@pytest.mark.thorough
def test_training_again_gives_the_labels_of_the_committed_model() -> None:
    lessons = corpus_lessons()
    again, committed = train(lessons), load_trained()
    keys = [lesson.keys for lesson in lessons[:1_500]]

    assert again.codes == committed.codes
    assert again.words == committed.words
    assert (again.scores(keys).argmax(axis=1) == committed.scores(keys).argmax(axis=1)).mean() > 0.99
    assert sum(is_held_back(row["text"]) for row in WRITTEN) > 450
