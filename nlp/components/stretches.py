"""The stretches of a sentence that are heard by themselves: pieces between its joints, one or several in a row."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from nlp.components.notes import Notes

RUN_MAX, RUN_WORDS_MIN = 2, 3
"""So many pieces in a row are heard by themselves, and so few words are."""

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Stretches:
    """Where stretches begin and end among the keys of many comments, and the number of the sentence of each."""

    start: Rows
    end: Rows
    sentence: Rows

    def __len__(self) -> int:
        """How many there are."""
        return len(self.start)

    def __add__(self, others: "Stretches") -> "Stretches":
        """These and then the others."""
        return Stretches(
            np.append(self.start, others.start), np.append(self.end, others.end),
            np.append(self.sentence, others.sentence),
        )  # fmt: skip

    def pick(self, which: NDArray[np.bool_]) -> "Stretches":
        """Those of them that are marked, in their order."""
        return Stretches(self.start[which], self.end[which], self.sentence[which])

    def holding(self, places: Rows) -> NDArray[np.bool_]:
        """Whether one of these places, the first ones first, lies in each."""
        holds: NDArray[np.bool_] = places.searchsorted(self.start) < places.searchsorted(self.end)
        return holds

    def among(self, others: "Stretches") -> NDArray[np.bool_]:
        """Whether each is one of the others, too, of which no two begin in the same place."""
        end_of = np.zeros(max(self.start.max(initial=0), others.start.max(initial=0)) + 1, "int64")
        end_of[others.start] = others.end
        found: NDArray[np.bool_] = end_of[self.start] == self.end
        return found


def list_runs(comments: Sequence[Notes], begins: Rows, comment: Rows, number: Rows) -> Stretches:
    """The pieces of all sentences and those in a row, sentence by sentence.

    Where two things are told in a breath ("I am petite and way too much sleeve"), one of them is heard best by itself.
    It is said where the keys of each comment begin, and of each sentence its comment and its own number in that.
    """
    pieces = [notes.pieces for notes in comments]
    counts = [*map(len, pieces)]
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(pieces)), "int64", 3 * sum(counts)).reshape(-1, 3)
    of = np.repeat(np.arange(len(comments)), counts)
    widest = flat[:, 2].max(initial=0) + 1
    sentence = np.searchsorted(comment * widest + number, of * widest + flat[:, 2])
    firsts = [np.flatnonzero(sentence[: len(of) - more] == sentence[more:]) for more in range(RUN_MAX)]
    first = np.concatenate(firsts)
    last = np.concatenate([ones + more for more, ones in enumerate(firsts)])
    order = np.argsort(first, kind="stable")  # and so by sentence
    first, last = first[order], last[order]
    runs = Stretches(flat[first, 0] + begins[of[first]], flat[last, 1] + begins[of[last]], sentence[first])
    return runs.pick(runs.end - runs.start >= RUN_WORDS_MIN)
