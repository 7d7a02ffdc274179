"""What the trained reader hears in comments: how sure it is of each code in their clauses and sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.components.kinds import LENGTHS, guessed_length
from nlp.components.notes import Claim, Clause, Notes
from nlp.components.tellings import best_heard
from nlp.sums import Matrix
from nlp.taxonomy import IssueCode
from nlp.trained import TrainedReader

LEAST = 0.15
"""Of what the trained reader is less sure it is not asked."""

Rows = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class HeardClauses:
    """The clauses of many comments, and how sure the trained reader is of each code in them and their sentences.

    What is a sentence by itself is read once.
    """

    all: list[Clause]
    first: list[int]
    """The place of each comment's first clause among them."""
    comment: Rows
    """The number of each clause's comment."""
    sentence: Rows
    """The row of each clause's sentence in `sure`."""
    itself: Rows
    """Its own."""
    is_short: NDArray[np.bool_]
    """Whether each comment is a sentence or two."""
    comment_read: Rows
    """The number of the comment of each row of `sure`."""
    sure: Matrix
    """A row for each stretch read, a column for each code and one for silence; a row adds up to 1."""


def listen(comments: Sequence[Notes], reader: TrainedReader) -> HeardClauses:
    """What it hears in the clauses of these comments, of which at least one has some."""
    every = [clause for notes in comments for clause in notes.clauses]
    counts = [len(notes.clauses) for notes in comments]
    starts, ends, number = numbers_of(every, "start"), numbers_of(every, "end"), numbers_of(every, "sentence")
    comment = np.repeat(np.arange(len(comments)), counts)
    opens = np.append(True, (number[1:] != number[:-1]) | (comment[1:] != comment[:-1]))
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(every)) - 1
    sentence = opens.cumsum() - 1
    is_part = (last > first)[sentence]  # of a sentence of several clauses
    itself = np.where(is_part, len(first) - 1 + is_part.cumsum(), sentence)

    lengths = np.array([len(notes.keys) for notes in comments])
    begins = lengths.cumsum() - lengths
    is_short = numbers_of(comments, "is_short", "bool")
    comment_read = np.append(comment[first], comment[is_part])
    from_, to = np.append(starts[first], starts[is_part]), np.append(ends[last], ends[is_part])
    at = begins[comment_read]
    keys = [*chain.from_iterable(notes.keys for notes in comments)]
    sure = reader.sure_within(keys, at + from_, at + to, np.where(is_short, 0, 1)[comment_read])
    before = [0, *accumulate(counts[:-1])]
    return HeardClauses(every, before, comment, sentence, itself, is_short, comment_read, sure)


def numbers_of(things: Sequence[Any], name: str, dtype: str = "int64") -> NDArray[Any]:
    """A number that each of these has by that name."""
    return np.fromiter(map(attrgetter(name), things), dtype, len(things))


Heard = dict[IssueCode, tuple[float, int, int]]
"""How sure the trained reader is of a code, in which of its columns, and the clause where it is surest."""


def codes_heard(comments: Sequence[Notes], clauses: HeardClauses, reader: TrainedReader) -> list[Heard]:
    """What the trained reader says of each comment.

    A sentence of which the rules claim something is heard clause by clause: all its words together mix up what is said.
    """
    told = [
        first + claim.clause.number
        for first, notes in zip(clauses.first, comments, strict=True)
        for claim in notes.settled.values()
    ]
    is_told = np.zeros(clauses.sentence[-1] + 1, dtype="bool")
    is_told[clauses.sentence[told]] = True
    whole = np.where(is_told[clauses.sentence], clauses.itself, clauses.sentence)
    sure = np.maximum(clauses.sure.take(whole, axis=0), clauses.sure.take(clauses.itself, axis=0))
    sure[:, -1] = 0  # silence is no code
    hits = np.flatnonzero(sure >= LEAST)  # of all in one row: of rows and columns numpy takes five times as long
    rows, columns = np.divmod(hits, sure.shape[1])
    heard: list[Heard] = [{} for _ in comments]
    for row, number, column, likely in zip(
        rows.tolist(), clauses.comment[rows].tolist(), columns.tolist(), sure.ravel()[hits].tolist(), strict=True
    ):
        code, ours = reader.codes[column], heard[number]
        if code in LENGTHS:
            code = guessed_length(comments[number], code)
        surest = ours.get(code)
        if surest is None or likely > surest[0]:
            ours[code] = likely, column, row
    return heard


def better_told(
    comments: Sequence[Notes], clauses: HeardClauses, reader: TrainedReader
) -> Iterator[tuple[Notes, Claim]]:
    """Of what is told more than once, the tellings that the trained reader hears better than the settled ones."""
    more_than_once = [
        (notes, code, told, first)
        for notes, first in zip(comments, clauses.first, strict=True)
        for code, told in notes.tellings.items()
        if code in notes.settled and isinstance(code, IssueCode)
    ]
    if not more_than_once:
        return
    rows = [first + claim.clause.number for *_, told, first in more_than_once for _, claim in told]
    columns = reader.columns_of(code for _, code, *_ in more_than_once)
    counts = [len(told) for *_, told, _ in more_than_once]
    sure = iter(clauses.sure[clauses.itself[rows], np.repeat(columns, counts)].tolist())
    for (notes, code, told, _), column in zip(more_than_once, columns, strict=True):
        best = best_heard(told, [*islice(sure, len(told))])
        if best is not notes.settled[code] and column < len(reader.codes):  # else it never met the code
            yield notes, best
