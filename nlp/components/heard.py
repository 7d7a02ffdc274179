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
from nlp.sums import Matrix, spread
from nlp.taxonomy import IssueCode
from nlp.trained import TrainedReader

LEAST = 0.15
"""Of what the trained reader is less sure it is not asked."""
RUN_MAX, RUN_WORDS_MIN = 2, 3
"""So many pieces in a row are heard by themselves, and so few words are none."""

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
    """A row for each sentence and clause read, a column for each code and one for silence; a row adds up to 1."""
    surest: Matrix
    """For each sentence the most that it is sure of each code in any stretch of it."""
    besides: Matrix
    """Likewise in its clauses, and in what else of it holds nothing that the rules claim: two things would mix."""


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
    of_comment = begins[comment_read]
    from_ = of_comment + np.append(starts[first], starts[is_part])
    to = of_comment + np.append(ends[last], ends[is_part])
    known = len(from_)
    run_from, run_to, run_sentence = _runs(comments, begins, comment[first], number[first])
    new = ~np.isin(run_from * lengths.sum() + run_to, from_ * lengths.sum() + to)
    run_sentence = run_sentence[new]
    keys = [*chain.from_iterable(notes.keys for notes in comments)]
    among_many = np.where(is_short, 0, 1)[np.append(comment_read, comment[first][run_sentence])]
    from_, to = np.append(from_, run_from[new]), np.append(to, run_to[new])
    sure = reader.sure_within(keys, from_, to, among_many)
    part_of = np.concatenate([np.arange(len(first)), sentence[is_part], run_sentence])
    told = _claimed(comments, begins)
    is_free = told.searchsorted(from_) == told.searchsorted(to)
    is_free[len(first) : known] = True
    is_free[: len(first)] |= last == first  # these are clauses, too
    besides = np.zeros_like(sure[: len(first)])
    _raise_to_most(besides, sure, part_of, np.flatnonzero(is_free))
    surest = besides.copy()
    _raise_to_most(surest, sure, part_of, np.flatnonzero(~is_free))
    before = [0, *accumulate(counts[:-1])]
    return HeardClauses(every, before, comment, sentence, itself, is_short, comment_read, sure[:known], surest, besides)


def _claimed(comments: Sequence[Notes], begins: Rows) -> Rows:
    """Where the rules claim something among the keys of all comments, in their order."""
    told = [
        begin + claim.term.start
        for notes, begin in zip(comments, begins.tolist(), strict=True)
        for claim in notes.settled.values()
    ]
    return np.sort(np.array(told, "int64"))


def _runs(comments: Sequence[Notes], begins: Rows, comment: Rows, number: Rows) -> tuple[Rows, Rows, Rows]:
    """Where pieces in a row begin and end among the keys of all comments, and the sentence that they stand in.

    Where two things are told in a breath ("I am petite and way too much sleeve"), one of them is heard best by itself.
    Of each sentence the number of its comment and its own number in that are given.
    """
    pieces = [notes.pieces for notes in comments]
    counts = [*map(len, pieces)]
    flat = np.fromiter(chain.from_iterable(chain.from_iterable(pieces)), "int64", 3 * sum(counts)).reshape(-1, 3)
    of = np.repeat(np.arange(len(comments)), counts)
    start, end, widest = flat[:, 0] + begins[of], flat[:, 1] + begins[of], flat[:, 2].max(initial=0) + 1
    sentence = np.searchsorted(comment * widest + number, of * widest + flat[:, 2])
    firsts = [np.flatnonzero(sentence[: len(of) - more] == sentence[more:]) for more in range(RUN_MAX)]
    first = np.concatenate(firsts)
    last = np.concatenate([ones + more for more, ones in enumerate(firsts)])
    tells = end[last] - start[first] >= RUN_WORDS_MIN
    first, last = first[tells], last[tells]
    return start[first], end[last], sentence[first]


def _raise_to_most(most: Matrix, sure: Matrix, sentence: Rows, rows: Rows) -> None:
    """Raise what is known of each sentence to the most of these rows, of which it is said whose they are."""
    if len(rows):
        rows = rows[np.argsort(sentence[rows], kind="stable")]
        begins = np.flatnonzero(np.append(True, np.diff(sentence[rows]) > 0))
        ours = sentence[rows[begins]]
        most[ours] = np.maximum(most[ours], np.maximum.reduceat(sure[rows], begins, axis=0))


def numbers_of(things: Sequence[Any], name: str, dtype: str = "int64") -> NDArray[Any]:
    """A number that each of these has by that name."""
    return np.fromiter(map(attrgetter(name), things), dtype, len(things))


Heard = dict[IssueCode, tuple[float, int, int]]
"""How sure the trained reader is of a code in a stretch of a sentence, in which of its columns, and the clause of that
sentence where it is surest."""


def codes_heard(comments: Sequence[Notes], clauses: HeardClauses, reader: TrainedReader) -> list[Heard]:
    """What the trained reader says of each comment, of a clause as surely as of any stretch of its sentence."""
    sure = clauses.surest
    hits = np.flatnonzero(sure >= LEAST)  # of all in one row: of rows and columns numpy takes five times as long
    sentences, columns = np.divmod(hits, sure.shape[1])
    codes = columns < len(reader.codes)  # silence is none
    sentences, columns, likely = sentences[codes], columns[codes], sure.ravel()[hits[codes]]
    rows = _clauses_of(clauses, sentences, columns)
    heard: list[Heard] = [{} for _ in comments]
    for row, number, column, sureness in zip(
        rows.tolist(), clauses.comment[rows].tolist(), columns.tolist(), likely.tolist(), strict=True
    ):
        code, ours = reader.codes[column], heard[number]
        if code in LENGTHS:
            code = guessed_length(comments[number], code)
        surest = ours.get(code)
        if surest is None or sureness > surest[0]:
            ours[code] = sureness, column, row
    return heard


def _clauses_of(clauses: HeardClauses, sentences: Rows, columns: Rows) -> Rows:
    """The clause of each of these sentences that is surest of the code in that column; the first of several."""
    begins = clauses.sentence.searchsorted(sentences)
    counts = clauses.sentence.searchsorted(sentences, "right") - begins
    rows = spread(begins, counts)
    sure = clauses.sure[clauses.itself[rows], np.repeat(columns, counts)]
    number = np.repeat(np.arange(len(counts)), counts)
    surest_first = np.lexsort((-sure, number))
    surest: Rows = rows[surest_first[counts.cumsum() - counts]]
    return surest


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
