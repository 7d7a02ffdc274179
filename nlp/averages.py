"""What a clause's words say together: a network over the mean of what each of them means.

A deep averaging network (Iyyer and others, ACL 2015): each word and each kind of words has a vector, the vectors of a
clause are averaged, and a hidden layer makes of that how much speaks for each code. It knows no order, which the bag of
n-grams beside it does; but words that were met in like company have like vectors, so that it takes a clause of words
which never stood together for what it is. Both err in other places, and their mean reads better than either.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.sums import MOST, Matrix, Places, sums_of_rows

STEPS = 127
"""From nothing to the most that a layer holds; so many fit a byte."""

PIECE = 12
"""Of so few rows OpenBLAS makes the product in one thread."""

LAYERS = ("word_vectors", "kind_vectors", "hidden", "output")
"""What is learnt: a vector for each word (the last for rare ones) and each kind (the last for none), and two layers."""

BIASES = ("hidden_bias", "output_bias")


class Averages:
    """The network as it is read: what each key adds to the hidden layer, by one look-up a word."""

    def __init__(self, learnt: Mapping[str, NDArray[Any]], words: Places, kinds: Places) -> None:
        """Of what `packed` gives; each key of a reader is given by the place of its word and the place of its kind."""
        # A key without a kind has the place −1: the last vector, that of none.
        layer = {name: learnt[name] * learnt[f"{name}_step"] for name in LAYERS}
        vectors = np.concatenate([layer["word_vectors"][words], layer["kind_vectors"][kinds]], axis=1)
        adds = _product(vectors, np.ascontiguousarray(layer["hidden"].T))
        # Kept in steps of each unit's own: what it adds up to is turned back where it leaves the hidden layer.
        steps = np.maximum(adds.max(axis=0), -adds.min(axis=0)) / np.float32(MOST) + np.float32(1e-9)
        adds /= steps
        self._adds = np.rint(adds, out=adds).astype("int16")
        self._output = np.ascontiguousarray((layer["output"] * steps).T)
        # max(x + b, 0) is max(x, -b) + b: what the bias b adds, the same for all clauses, joins the output's.
        self._least = -learnt["hidden_bias"] / steps
        self._output_bias = learnt["output_bias"] - self._least @ self._output

    def logits(self, rows: Places, counts: Places) -> Matrix:
        """What speaks for each code (columns) in clauses (rows), given as the rows of their keys, so many of each."""
        hidden = sums_of_rows(self._adds, rows.astype("int32"), counts)
        hidden *= np.reciprocal(np.maximum(counts, 1), dtype="float32")[:, np.newaxis]  # the mean of nothing is nothing
        np.maximum(hidden, self._least, out=hidden)
        spoken = _product(hidden, self._output)
        spoken += self._output_bias
        return spoken


def _product(rows: Matrix, layer: Matrix) -> Matrix:
    """The product of both, a few rows at a time.

    Of more, numpy's library would wake another thread, which costs more than it spares and is gone on waiting for a
    while; thinc's, which never does, takes half as long again.
    """
    whole = len(rows) // PIECE * PIECE
    product: Matrix = np.empty((len(rows), layer.shape[1]), "float32")
    pieces = rows[:whole].reshape(-1, PIECE, rows.shape[1])
    np.matmul(pieces, layer, out=product[:whole].reshape(-1, PIECE, layer.shape[1]))
    np.matmul(rows[whole:], layer, out=product[whole:])
    return product


def packed(learnt: Mapping[str, Matrix]) -> dict[str, NDArray[Any]]:
    """What was learnt, each layer in bytes with the size of its steps."""
    kept: dict[str, NDArray[Any]] = {name: learnt[name] for name in BIASES}
    for name in LAYERS:
        step = np.array(np.abs(learnt[name]).max() / STEPS, "float32")
        kept |= {name: np.rint(learnt[name] / step).astype("int8"), f"{name}_step": step}
    return kept
