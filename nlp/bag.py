"""What a clause's words and pairs of words say: a bag of n-grams, each with a row of weights of its own.

A clause is laid out as it was learnt: its words between two marks, then the kinds of its words and a mark. Every word,
kind and mark counts, and of what stands together the pairs that were met often enough. A pair that was not says
nothing: where all share the rows of one hashed table, as in spaCy's `TextCatBOW`, it says what others mean.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.sums import Matrix, Places, spread, sums_of_rows

STEPS = 63
"""From nothing to the most that a code weighs: so many say as much as all its digits."""
NO_KIND = -1
SLOT_BITS = 19
"""Pairs are found by a hash of so many bits; of two that it takes for the same the commoner is known."""

_SPREADING = np.uint64(0x9E3779B97F4A7C15)
"""2^64 by the golden ratio (Knuth, The Art of Computer Programming, 6.4): what is near lands far apart."""


class Pairs:
    """The pairs of words, kinds or marks that say something together, each given by the places of its two."""

    def __init__(self, pairs: NDArray[np.int32], places: int) -> None:
        """Of pairs, the commonest first, of so many places."""
        self.known, self.places = pairs, places
        # One more, which is no pair: what an empty slot holds.
        self._codes = np.append(self._code(pairs[:, 0].astype("int64"), pairs[:, 1].astype("int64")), -1)
        self._slots = np.full(1 << SLOT_BITS, len(pairs), dtype="int32")
        self._slots[_slot(self._codes[-2::-1])] = np.arange(len(pairs) - 1, -1, -1)

    def find(self, first: Places, second: Places) -> Places:
        """The number of each pair among the known ones; how many there are for one that is not known."""
        codes = self._code(first, second)
        found = self._slots[_slot(codes)]
        numbers: Places = np.where(self._codes[found] == codes, found, len(self.known))
        return numbers

    def _code(self, first: Places, second: Places) -> Places:
        codes: Places = first * self.places + second
        return codes


def _slot(codes: Places) -> NDArray[np.uint64]:
    slots: NDArray[np.uint64] = (codes.astype("uint64") * _SPREADING) >> np.uint64(64 - SLOT_BITS)
    return slots


class Bag:
    """The weights of the n-grams, and how a reader's keys are laid out for them."""

    def __init__(self, learnt: Mapping[str, NDArray[Any]], places: int, bounds: tuple[int, int]) -> None:
        """Of what `packed` gives, the number of words, kinds and marks, and the places of the two marks."""
        self._steps, self._bounds, self._pairs = learnt["steps"], bounds, Pairs(learnt["pairs"], places)
        # Turned, so that what an n-gram weighs for all codes lies side by side; in the last row what says nothing.
        codes, n_grams = learnt["weights"].shape
        self._weights = np.zeros((n_grams + 1, codes), "int16")
        self._weights[:-1] = learnt["weights"].T

    def logits(self, words: Places, kinds: Places, counts: Places) -> Matrix:
        """What speaks for each code (columns) in clauses (rows) of so many words each, by their places and kinds'."""
        places, lengths = laid_out(words, kinds, counts, self._bounds)
        summed = sums_of_rows(self._weights, n_grams(places, lengths, self._pairs), 2 * lengths)
        summed *= self._steps
        return summed


def n_grams(places: Places, lengths: Places, pairs: Pairs) -> NDArray[np.int32]:
    """The rows of each place and of the pair that it begins, for clauses laid out one after the other."""
    rows = np.empty((len(places), 2), "int32")
    rows[:, 0] = places
    rows[:-1, 1] = pairs.places + pairs.find(places[:-1], places[1:])
    rows[lengths.cumsum() - 1, 1] = pairs.places + len(pairs.known)  # from one clause to the next is no pair
    return rows.ravel()


def laid_out(words: Places, kinds: Places, counts: Places, bounds: tuple[int, int]) -> tuple[Places, Places]:
    """The places of what is read of each clause, one clause after the other, and how many they are of each."""
    has_kind = kinds != NO_KIND
    clause_of = np.repeat(np.arange(len(counts)), counts)
    kind_counts = np.bincount(clause_of[has_kind], minlength=len(counts))
    lengths = counts + kind_counts + 3
    starts = np.cumsum(lengths) - lengths
    first, last = bounds
    places = np.full(lengths.sum(), last)
    places[starts] = first
    places[spread(starts + 1, counts)] = words
    places[spread(starts + counts + 2, kind_counts)] = kinds[has_kind]
    return places, lengths


def common_pairs(places: Places, lengths: Places, singles: int, least: int) -> NDArray[np.int32]:
    """The pairs that stand in clauses so often at least, the commonest first, but for those that share its slot."""
    inside = np.ones(len(places), dtype="bool")
    inside[lengths.cumsum() - 1] = False
    begins = np.flatnonzero(inside)
    codes, counts = np.unique(places[begins] * singles + places[begins + 1], return_counts=True)
    often = np.flatnonzero(counts >= least)
    order = codes[often[np.argsort(-counts[often], kind="stable")]]
    _, first = np.unique(_slot(order), return_index=True)
    kept = order[np.sort(first)]
    return np.stack(np.divmod(kept, singles), axis=1).astype("int32")


def packed(weights: Matrix, pairs: NDArray[np.int32]) -> dict[str, NDArray[Any]]:
    """What was learnt, a row of weights for each n-gram, in bytes with the size of each code's steps."""
    steps = (np.maximum(np.abs(weights).max(axis=0), 1e-6) / STEPS).astype("float32")
    return {"weights": np.rint(weights / steps).astype("int8").T, "steps": steps, "pairs": pairs}


def layout(words: Sequence[str], kinds: Sequence[str]) -> tuple[int, tuple[int, int]]:
    """How many places there are, and those of the two marks: words, the rare one, kinds, marks."""
    marks = len(words) + 1 + len(kinds)
    return marks + 2, (marks, marks + 1)
