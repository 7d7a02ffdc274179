"""The trained reader: what it says of a clause, and what it learns from."""

import pickle
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from nlp.bag import layout
from nlp.evaluate import is_held_back, read_excerpts, read_reviews, read_sentences, read_written
from nlp.fitting import (
    build_averages,
    build_bag,
    one_after_the_other,
    parameters_of,
    places_of,
    weights_in,
)
from nlp.lexicon import load_lexicon
from nlp.pipeline import build_pipeline, read_all
from nlp.rules import Rule
from nlp.tagging import TAGGER_VERSION, version_with
from nlp.taxonomy import IssueCode
from nlp.trained import AMONG_MANY, MODEL, kinds_of_words, load_trained, names_of_kinds
from nlp.training import Lesson, corpus_lessons, train

RARE = "a word that was met too seldom"
POCKETS = IssueCode.CONSTRUCTION_POCKET_POOR
LONG = IssueCode.SLEEVE_LENGTH_LONG


def test_sentences_among_many_and_run_ons_are_told_apart_from_short_comments() -> None:
    short, many, run_on = read_all(
        build_pipeline(), [("It came today.", None), ("Nice. " * 4 + "It came today.", None), ("so and " * 40, None)]
    )

    assert AMONG_MANY not in short.learnt_keys(0, 3)
    assert many.learnt_keys(0, 2)[0] == run_on.learnt_keys(0, 2)[0] == AMONG_MANY


def test_what_is_kept_travels_and_names_its_version() -> None:
    lessons = [Lesson(("key", "went", "through"), frozenset({POCKETS})), Lesson(("key", "went", "home"), frozenset())]
    reader = train(lessons * 40)

    twin = pickle.loads(pickle.dumps(reader))

    assert twin == reader == train(lessons * 40) != load_trained()
    assert twin.version == reader.version
    assert {twin, reader} == {reader}
    told, silent = reader.scores([lesson.keys for lesson in lessons])[:, 0]
    assert told > 0.5 > silent
    assert [places[-1] for places in reader.weightiest([(lessons[0].keys, POCKETS)] * 2)] == [2, 2]
    assert reader.weightiest([]) == []
    assert version_with((), reader) != TAGGER_VERSION == version_with((), load_trained())
    assert len(version_with((Rule("to the street"),), reader)) <= 40


def test_reads_as_thincs_own_models_do(written) -> None:
    reader = load_trained()
    clauses = [row["text"].lower().rstrip(".").split() for row in written[:40]]
    with np.load(MODEL) as kept:
        learnt = {name: kept[name] for name in kept.files}
    known = learnt["words"].tolist()
    singles, _ = layout(known, names_of_kinds())
    bag = build_bag(singles + len(learnt["pairs"]), len(reader.codes) + 1)
    bag.initialize()
    weights_in(bag).set_param("E", (learnt["weights"] * learnt["steps"][:, np.newaxis]).T)
    averages = build_averages(len(learnt["word_vectors"]), len(learnt["kind_vectors"]), len(reader.codes) + 1)
    averages.initialize()
    for name, (part, parameter) in parameters_of(averages).items():
        part.set_param(parameter, learnt[name] * learnt.get(f"{name}_step", np.float32(1)))

    by_bag = bag.predict(one_after_the_other(n_grams_in(clauses, learnt)))
    by_averages = averages.predict(one_after_the_other(places_of(clauses, known)))

    assert reader.logits(clauses) == pytest.approx(
        (by_bag + by_averages) / 2, abs=0.1
    )  # it keeps what it adds up in bytes
    assert reader.columns_of(reader.codes) == list(range(len(reader.codes)))


def n_grams_in(clauses: list[list[str]], learnt: dict[str, np.ndarray]) -> list[np.ndarray]:
    """The rows of each clause's n-grams, by plain dictionaries."""
    symbols = [*learnt["words"].tolist(), RARE, *names_of_kinds(), "<", ">"]
    known, kinds = {*learnt["words"].tolist()}, kinds_of_words()
    place = {symbol: at for at, symbol in enumerate(symbols)}
    pairs = {tuple(pair): len(symbols) + at for at, pair in enumerate(learnt["pairs"].tolist())}
    found = []
    for keys in clauses:
        laid_out = ["<", *(key if key in known else RARE for key in keys), ">"]
        laid_out += [*(kinds[key] for key in keys if key in kinds), ">"]
        places = [place[symbol] for symbol in laid_out]
        found.append(np.array([*places, *(pairs[pair] for pair in pairwise(places) if pair in pairs)]))
    return found


def test_stretches_that_hold_one_another_are_read_as_each_by_itself() -> None:
    reader = load_trained()
    keys = ["the", "sleeve", "be", "too", "long", "but", "the", "pocket", "be", "lovely"]
    starts, ends, among_many = np.array([0, 0, 6, 6]), np.array([10, 5, 10, 10]), np.array([0, 0, 0, 1])

    sure = reader.sure_within(reader.look_up(keys, len(keys)), starts, ends, among_many)

    alone = reader.scores([keys, keys[:5], keys[6:], [AMONG_MANY, *keys[6:]]])
    assert sure[:, :-1] == pytest.approx(alone, abs=1e-6)
    assert sure.sum(axis=1) == pytest.approx(1)


def test_a_word_that_was_never_met_counts_by_its_kind() -> None:
    strangled, arrived, throttled, gone = (
        tuple(load_lexicon("en").keys.of(text.split()))
        for text in ("collar strangles me", "collar arrived today", "collar throttles me", "collar photocopied me")
    )
    reader = train([Lesson(strangled, frozenset({IssueCode.NECK_WIDTH_SMALL})), Lesson(arrived, frozenset())] * 400)

    kin, stranger = (told - silent for told, silent in reader.logits([throttled, gone]).tolist())

    assert kin > stranger + 1


def test_each_word_is_of_one_kind() -> None:
    lexicon = load_lexicon("en")
    words = [word for kind in lexicon.settings["kinds"].values() for word in kind.split()]
    kinds = {kind: {lexicon.keys(word) for word in text.split()} for kind, text in lexicon.settings["kinds"].items()}

    assert sum(map(len, kinds.values())) == len({lexicon.keys(word) for word in words})


def test_each_process_lays_out_what_it_reads_alike() -> None:
    """It once went by the order of a set, another one in each process."""
    known = sorted(load_trained().words | kinds_of_words().keys())

    assert load_trained().look_up(known, len(known)).tolist() == list(range(1, len(known) + 1))


def test_the_model_is_small() -> None:
    assert MODEL.stat().st_size < 5_000_000


def test_written_sentences_know_their_codes_and_stand_there_once(written) -> None:
    excerpts = [*read_excerpts()]
    texts = [row["text"].casefold() for row in [*written, *excerpts, *read_sentences()] if ".jsonl" not in row["id"]]

    assert min(len(written), len(excerpts)) > 5_000
    assert {label["code"] for row in written for label in row["labels"]} == set(IssueCode)
    assert {label["code"] for row in excerpts for label in row["labels"]} <= set(IssueCode)
    assert len(set(texts)) == len(texts)


def test_reviews_quote_what_they_are_labelled_with() -> None:
    reviews = list(read_reviews())

    assert len(reviews) > 2_000
    assert {label["code"] for row in reviews for label in row["labels"]} == set(IssueCode)
    assert all(label["quote"] in row["text"] for row in reviews for label in row["labels"])
    assert len({row["text"] for row in reviews}) == len({row["id"] for row in reviews}) == len(reviews)


@pytest.fixture(scope="module")
def written() -> list[dict[str, Any]]:
    return list(read_written())


@pytest.mark.thorough
@pytest.mark.lasting
def test_training_again_gives_the_labels_of_the_committed_model(written) -> None:
    lessons = corpus_lessons()
    again, committed = train(lessons), load_trained()
    keys = [lesson.keys for lesson in lessons[:1_500]]

    assert again.codes == committed.codes
    assert again.words == committed.words
    assert (again.scores(keys).argmax(axis=1) == committed.scores(keys).argmax(axis=1)).mean() > 0.99
    assert sum(is_held_back(row["text"]) for row in written) > 450
