"""What a clause's words and pairs of words say: spaCy's bag of n-grams, read by a few steps of numpy.

The model is that of spaCy's `textcat_multilabel` (`TextCatBOW`), which `nlp.fitting` learns. A clause is laid out as it
was learnt: its words between two marks, then the kinds of its words and a mark.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.lean_spacy import NumpyOps, get_string_id
from nlp.sums import Matrix, Places, spread, sums_of_rows

LENGTH = 2**16
"""Rows of weights that the n-grams share by their hash: 12 MB unpacked."""
STEPS = 63
"""From nothing to the most that a code weighs: so many say as much as all its digits."""
NO_KIND = -1


class Bag:
    """The weights of the n-grams, and how a reader's keys are laid out for them."""

    def __init__(self, learnt: Mapping[str, NDArray[Any]], words: Sequence[str], bounds: tuple[int, int]) -> None:
        """Of what `packed` gives, what n-grams are made of (words, kinds and marks) and the places of the two marks."""
        weights, self._steps, self._biases = learnt["weights"], learnt["steps"], learnt["biases"]
        self._bounds = bounds
        self._ids = np.array([get_string_id(word) for word in words], dtype="uint64")
        # Turned, so that what an n-gram weighs for all codes lies side by side: spaCy's own layout is read in leaps
        # through memory, which took four times as long. Behind that stands what each word weighs by itself, which is
        # looked up so often that all of it is hashed but once, and a last row that weighs nothing.
        by_hash = np.ascontiguousarray(weights.T).astype("int16")
        first, second = _rows_of(self._ids)
        nothing = np.zeros((1, len(weights)), "int16")
        self._weights = np.concatenate([by_hash, by_hash[first] + by_hash[second], nothing])

    def logits(self, words: Places, kinds: Places, counts: Places) -> Matrix:
        """What speaks for each code (columns) in clauses (rows) of so many words each, by their places and kinds'."""
        places, lengths = self._laid_out(words, kinds, counts)
        # Of each word: itself, and the pair that it begins by both its rows.
        weighed = np.empty((len(places), 3), "int32")
        weighed[:, 0] = LENGTH + places
        weighed[:-1, 1:] = _rows_of(_OPS.ngrams(2, self._ids[places])).T
        weighed[lengths.cumsum() - 1, 1:] = len(self._weights) - 1  # from one clause to the next is no pair
        summed = sums_of_rows(self._weights, weighed.ravel(), 3 * lengths)
        summed *= self._steps
        summed += self._biases
        return summed

    def _laid_out(self, words: Places, kinds: Places, counts: Places) -> tuple[Places, Places]:
        """The places of what is read of each clause, one clause after the other, and how many they are of each."""
        has_kind = kinds != NO_KIND
        clause_of = np.repeat(np.arange(len(counts)), counts)
        kind_counts = np.bincount(clause_of[has_kind], minlength=len(counts))
        lengths = counts + kind_counts + 3
        starts = np.cumsum(lengths) - lengths
        first, last = self._bounds
        places = np.full(lengths.sum(), last)
        places[starts] = first
        places[spread(starts + 1, counts)] = words
        places[spread(starts + counts + 2, kind_counts)] = kinds[has_kind]
        return places, lengths


def packed(weights: Matrix, biases: Matrix) -> dict[str, NDArray[Any]]:
    """What was learnt, a row of weights for each code, in bytes with the size of its steps."""
    steps = (np.maximum(np.abs(weights).max(axis=1), 1e-6) / STEPS).astype("float32")
    return {"weights": np.rint(weights / steps[:, np.newaxis]).astype("int8"), "steps": steps, "biases": biases}


_OPS = NumpyOps()


def _rows_of(keys: NDArray[np.uint64]) -> Places:
    """The two rows of each n-gram, found as in thinc's SparseLinear (MurmurHash3 of 32 bits, seeds 0 and 1)."""
    mixed: NDArray[np.uint32] = np.repeat(np.array([[0], [1]], dtype="uint32"), len(keys), axis=1)
    for part in (keys & np.uint64(0xFFFFFFFF), keys >> np.uint64(32)):
        block = part.astype("uint32") * np.uint32(0xCC9E2D51)
        mixed ^= _turned(block, 15) * np.uint32(0x1B873593)
        mixed = _turned(mixed, 13) * np.uint32(5) + np.uint32(0xE6546B64)
    mixed ^= np.uint32(8)
    mixed = (mixed ^ (mixed >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    mixed = (mixed ^ (mixed >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    mixed ^= mixed >> np.uint32(16)
    mixed &= np.uint32(LENGTH - 1)
    return mixed.astype("int64")


def _turned(values: NDArray[np.uint32], by: int) -> NDArray[np.uint32]:
    turned: NDArray[np.uint32] = (values << np.uint32(by)) | (values >> np.uint32(32 - by))
    return turned
