"""Fits what the trained reader is made of: a bag of n-grams, and a network over the mean of words' vectors.

Both are shown the same clauses, in batches of another order each time round, and told how the codes share each clause.
Codes contend for it, silence among them. Learnt each by itself, as textcat_multilabel does, each of ninety sees a
hundred times more sentences without it than with it, and grows sure of nothing.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from thinc.api import (
    Adam,
    Dropout,
    Embed,
    Linear,
    Model,
    Optimizer,
    Relu,
    chain,
    concatenate,
    configure_normal_init,
    fix_random_seed,
    reduce_mean,
    reduce_sum,
    with_array,
    zero_init,
)
from thinc.types import Ragged

from nlp import averages, bag
from nlp.sums import Matrix
from nlp.trained import kinds_of_words, names_of_kinds

SEED = 7
OFTEN = 5
"""A pair that stands in so many places at least says something by itself."""

BAG_EPOCHS, AVERAGES_EPOCHS = 8, 18
BAG_BATCH, AVERAGES_BATCH = 256, 128
STEP = 0.005
"""How far a batch moves the weights at first; ever less until the end."""

WORD, KIND, HIDDEN = 96, 48, 256
"""Numbers of a word's vector and of a kind's, and units of the hidden layer."""
SPREAD = 0.5
"""How far the numbers of untrained vectors lie apart (their standard deviation)."""
FORGOTTEN = 0.1
"""The share of words that are taken for rare ones, each time others: so what a rare word means is learnt."""
DROPPED = 0.3
"""The share of numbers left out of the mean and of the hidden layer, each time others."""
DECAY = 0.01

Learnt = dict[str, NDArray[Any]]
Clauses = Sequence[Sequence[str]]


def fit_bag(clauses: Clauses, known: Sequence[str], shares: Matrix) -> Learnt:
    """What the bag learns of clauses, their keys: `shares` says of each (row) how the codes and silence share it."""
    fix_random_seed(SEED)
    rows_of, pairs, rows = n_grams_of(clauses, known)
    model = build_bag(rows, shares.shape[1])
    model.initialize()
    optimizer = Adam(STEP, use_averages=False)
    for at, batch in _batches(len(clauses), BAG_EPOCHS, BAG_BATCH):
        optimizer.learn_rate = STEP * (1 - int(at) / BAG_EPOCHS)
        _learn(model, optimizer, one_after_the_other([rows_of[row] for row in batch]), shares[batch])
    return bag.packed(np.asarray(weights_in(model).get_param("E")), pairs)


def fit_averages(clauses: Clauses, known: Sequence[str], shares: Matrix) -> Learnt:
    """What the network learns of the same; a word's vector stands where the word stands among the known ones."""
    fix_random_seed(SEED)
    rows_of, rare = places_of(clauses, known), len(known)
    model = build_averages(len(known) + 1, len(names_of_kinds()) + 1, shares.shape[1])
    model.initialize()
    optimizer = Adam(STEP, L2=DECAY, L2_is_weight_decay=True, use_averages=False)
    forgets = np.random.RandomState(SEED)
    for at, rows in _batches(len(clauses), AVERAGES_EPOCHS, AVERAGES_BATCH):
        optimizer.learn_rate = STEP * (1 - at / AVERAGES_EPOCHS)
        batch = [rows_of[row].copy() for row in rows]
        for places in batch:
            places[forgets.random_sample(len(places)) < FORGOTTEN, 0] = rare
        _learn(model, optimizer, one_after_the_other(batch), shares[rows])
    return averages.packed({name: np.asarray(of.get_param(key)) for name, (of, key) in parameters_of(model).items()})


def build_bag(rows: int, codes: int) -> Model[Ragged, Any]:
    """The untrained bag over the rows of a clause's n-grams: what they weigh is added up."""
    return chain(with_array(Embed(nO=codes, nV=rows, initializer=zero_init)), reduce_sum())


def weights_in(model: Model[Ragged, Any]) -> Model[Any, Any]:
    """The part of the bag that holds the rows' weights."""
    return next(part for part in model.walk() if part.has_param("E"))


def build_averages(words: int, kinds: int, codes: int) -> Model[Ragged, Any]:
    """The untrained network over pairs of places, a word's and its kind's."""
    spread_out = configure_normal_init(mean=SPREAD)  # thinc calls it so: it is how far they lie apart
    vectors: Model[Any, Any] = concatenate(
        Embed(nO=WORD, nV=words, column=0, initializer=spread_out),
        Embed(nO=KIND, nV=kinds, column=1, initializer=spread_out),
    )
    hidden = Relu(nO=HIDDEN, nI=WORD + KIND, dropout=DROPPED)
    return chain(with_array(vectors), reduce_mean(), Dropout(DROPPED), hidden, Linear(nO=codes, nI=HIDDEN))


def parameters_of(model: Model[Ragged, Any]) -> dict[str, tuple[Model[Any, Any], str]]:
    """Where the network holds what, by the names of `nlp.averages`: a part of it and what it is called there."""
    word, kind = (part for part in model.walk() if part.has_param("E"))
    dense = {part.name: part for part in model.walk() if part.has_param("W")}
    hidden, output = dense["relu"], dense["linear"]
    weights = {
        "word_vectors": (word, "E"),
        "kind_vectors": (kind, "E"),
        "hidden": (hidden, "W"),
        "output": (output, "W"),
    }
    return {**weights, "hidden_bias": (hidden, "b"), "output_bias": (output, "b")}


def n_grams_of(clauses: Clauses, known: Sequence[str]) -> tuple[list[NDArray[np.int32]], NDArray[np.int32], int]:
    """The rows of each clause's n-grams, the pairs that have one, and how many rows there are."""
    both = places_of(clauses, known)
    words, kinds = np.concatenate(both).astype("int64").T
    kinds = np.where(kinds == len(names_of_kinds()), bag.NO_KIND, len(known) + 1 + kinds)
    singles, bounds = bag.layout(known, names_of_kinds())
    places, lengths = bag.laid_out(words, kinds, np.array([*map(len, both)]), bounds)
    pairs = bag.common_pairs(places, lengths, singles, OFTEN)
    rows = bag.n_grams(places, lengths, bag.Pairs(pairs, singles))
    of_each = np.split(rows, 2 * lengths.cumsum()[:-1])
    return [row[row < singles + len(pairs)] for row in of_each], pairs, singles + len(pairs)


def places_of(clauses: Clauses, known: Sequence[str]) -> list[NDArray[np.int32]]:
    """The places of each clause's words and of their kinds; those of none stand behind all."""
    place_of = {word: place for place, word in enumerate(known)}
    named = {kind: place for place, kind in enumerate(names_of_kinds())}
    kind_of = {key: named[kind] for key, kind in kinds_of_words().items()}
    return [
        np.array([(place_of.get(key, len(known)), kind_of.get(key, len(named))) for key in keys or [""]], "int32")
        for keys in clauses
    ]


def one_after_the_other(places: Sequence[NDArray[np.int32]]) -> Ragged:
    """The places of several clauses as thinc takes them."""
    return Ragged(np.concatenate(places), np.array([*map(len, places)], "int32"))  # type: ignore[arg-type]


def _batches(count: int, epochs: int, size: int) -> Iterator[tuple[float, NDArray[np.int64]]]:
    """How many times all was shown, and the rows of the next batch."""
    shuffled = np.random.RandomState(SEED)
    for epoch in range(epochs):
        order = shuffled.permutation(count)
        for at in range(0, count, size):
            yield epoch + at / count, order[at : at + size]


def _learn(model: Model[Any, Any], optimizer: Optimizer, clauses: Any, shares: Matrix) -> None:
    """Move the weights a little to where these clauses are shared as they should be."""
    spoken, learn_from = model.begin_update(clauses)
    sure = np.exp(spoken - spoken.max(axis=1, keepdims=True))
    sure /= sure.sum(axis=1, keepdims=True)
    learn_from(((sure - shares) / len(shares)).astype("float32"))
    model.finish_update(optimizer)
