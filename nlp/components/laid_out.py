"""Where sentences, clauses and stretches of many comments stand: the trained reader hears them all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.components.notes import Clause, Notes
from nlp.components.stretches import Rows, Stretches, list_runs


@dataclass(frozen=True, slots=True)
class LaidOut:
    """The clauses of many comments and the sentences they make, of which at least one comment has some.

    What is read of them are rows: first one for each sentence, then one for each clause of those that have several.
    """

    all: list[Clause]
    first: list[int]
    """The place of each comment's first clause among them."""
    comment: Rows
    """The number of each clause's comment."""
    sentence: Rows
    """The row of each clause's sentence."""
    itself: Rows
    """Its own row; its sentence's where it is that."""
    is_short: NDArray[np.bool_]
    """Whether each comment is a sentence or two."""
    begins: Rows
    """Where the keys of each comment begin among those of all."""
    comment_read: Rows
    """The number of the comment of each row."""
    is_divided: NDArray[np.bool_]
    """Whether each sentence has several clauses."""
    whole: Stretches
    """The sentences."""
    parts: Stretches
    """The clauses that are no sentence by themselves."""
    runs: Stretches
    """What else of the sentences is heard by itself."""


def lay_out(comments: Sequence[Notes]) -> LaidOut:
    """Where all that is heard in these comments stands among their keys."""
    every = [clause for notes in comments for clause in notes.clauses]
    counts = [len(notes.clauses) for notes in comments]
    starts, ends, number = numbers_of(every, "start"), numbers_of(every, "end"), numbers_of(every, "sentence")
    comment = np.repeat(np.arange(len(comments)), counts)
    opens = np.append(True, (number[1:] != number[:-1]) | (comment[1:] != comment[:-1]))
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(every)) - 1
    sentence = opens.cumsum() - 1
    is_divided = last > first
    is_part = is_divided[sentence]

    lengths = np.array([len(notes.keys) for notes in comments])
    begins = lengths.cumsum() - lengths
    at = begins[comment]
    whole = Stretches(at[first] + starts[first], at[last] + ends[last], np.arange(len(first)))
    parts = Stretches(at + starts, at + ends, sentence).pick(is_part)
    runs = list_runs(comments, begins, comment[first], number[first])
    return LaidOut(
        all=every,
        first=[0, *accumulate(counts[:-1])],
        comment=comment,
        sentence=sentence,
        itself=np.where(is_part, len(first) - 1 + is_part.cumsum(), sentence),
        is_short=numbers_of(comments, "is_short", "bool"),
        begins=begins,
        comment_read=comment[np.append(first, np.flatnonzero(is_part))],
        is_divided=is_divided,
        whole=whole,
        parts=parts,
        runs=runs.pick(~(runs.among(whole) | runs.among(parts))),
    )


def numbers_of(things: Sequence[Any], name: str, dtype: str = "int64") -> NDArray[Any]:
    """A number that each of these has by that name."""
    return np.fromiter(map(attrgetter(name), things), dtype, len(things))
