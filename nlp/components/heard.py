"""What the trained reader hears in comments: how sure it is of each code in their clauses and sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, islice
from operator import attrgetter
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from nlp.components.kinds import LENGTHS, guessed_length
from nlp.components.notes import SIZED, Claim, Clause, Notes
from nlp.components.stretches import Rows, Stretches, list_runs
from nlp.components.tellings import best_heard
from nlp.sums import Matrix, spread
from nlp.taxonomy import IssueCode
from nlp.trained import TrainedReader

LEAST = 0.15
"""Of what the trained reader is less sure it is not asked."""
DOUBTFUL = 0.5
"""Where the trained reader is less sure of a claim in its clause and its sentence, it hears the stretches around it."""


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
    """For each sentence the most that it is sure of each code in any stretch of it that was heard."""
    besides: Matrix
    """Likewise in its clauses, and in what else of it holds nothing that the rules claim: two things would mix."""
    claims: "Claims"
    """What the rules claim in them."""


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
    before = [0, *accumulate(counts[:-1])]
    at = begins[comment]
    whole = Stretches(at[first] + starts[first], at[last] + ends[last], np.arange(len(first)))
    parts = Stretches(at + starts, at + ends, sentence).pick(is_part)
    read = whole + parts
    runs = list_runs(comments, begins, comment[first], number[first])
    runs = runs.pick(~(runs.among(whole) | runs.among(parts)))
    claims = _place_claims(comments, begins.tolist(), before, reader)
    told = np.sort(np.append(claims.place, _place_own_tags(comments, begins.tolist())))
    holding = runs.holding(told)
    free, mixed = runs.pick(~holding), runs.pick(holding)

    keys = reader.look_up(chain.from_iterable(notes.keys for notes in comments), int(lengths.sum()))
    among_many = np.where(is_short, 0, 1)[comment[first]]

    def hear(stretches: Stretches) -> Matrix:
        return reader.sure_within(keys, stretches.start, stretches.end, among_many[stretches.sentence])

    heard = hear(read + free)
    sure, of_whole = heard[: len(read)], heard[: len(whole)]
    mixes_up = whole.holding(told) & (last > first)  # one that is a clause by itself counts as that
    besides = of_whole.copy()
    besides[mixes_up] = 0
    _raise_to(besides, sure[len(whole) :], parts.sentence)
    _raise_to(besides, heard[len(read) :], free.sentence)

    surest = np.maximum(besides, of_whole)
    likely = np.maximum(sure[sentence[claims.row], claims.column], sure[itself[claims.row], claims.column])
    doubtful = [at for at in np.flatnonzero(likely < DOUBTFUL).tolist() if claims.told[at][-1].how not in SIZED]
    doubted = np.sort(claims.place[doubtful])
    again = mixed.pick(mixed.holding(doubted))
    if len(again):
        _raise_to(surest, hear(again), again.sentence)
    return HeardClauses(
        every, before, comment, sentence, itself, is_short, comment[first][read.sentence], sure, surest, besides, claims
    )


class Claims(NamedTuple):
    """What the rules claim in many comments, but for a label's own tags, which the trained reader knows nothing of."""

    told: Sequence[tuple[Notes, IssueCode, Claim]]
    place: Rows
    """Where each begins among the keys."""
    row: Rows
    """Its clause among those of all comments."""
    column: Rows
    """Where the reader has its code; where silence stands if it never met it."""


def _place_claims(
    comments: Sequence[Notes], begins: Sequence[int], before: Sequence[int], reader: TrainedReader
) -> Claims:
    """Those of these comments, of which it is said where their keys begin and how many clauses stand before."""
    placed = [
        ((notes, code, claim), begin + claim.term.start, first + claim.clause.number)
        for notes, begin, first in zip(comments, begins, before, strict=True)
        for code, claim in notes.settled.items()
        if isinstance(code, IssueCode)
    ]
    told, places, rows = zip(*placed, strict=True) if placed else ((), (), ())
    columns = reader.columns_of(code for _, code, _ in told)
    return Claims(told, np.array(places, "int64"), np.array(rows, "int64"), np.array(columns, "int64"))


def _place_own_tags(comments: Sequence[Notes], begins: Sequence[int]) -> Rows:
    """Where a label's own tags are claimed among the keys."""
    own = [
        begin + claim.term.start
        for notes, begin in zip(comments, begins, strict=True)
        if notes.rules is not None
        for code, claim in notes.settled.items()
        if not isinstance(code, IssueCode)
    ]
    return np.array(own, "int64")


def _raise_to(most: Matrix, sure: Matrix, sentence: Rows) -> None:
    """Raise what is known of sentences to the most of these rows, which stand in the order of their sentences."""
    row = np.flatnonzero(np.diff(sentence, prepend=-1))
    left = np.diff(row, append=len(sentence))
    while len(row):  # of each sentence a row after the other: by `reduceat` numpy takes three times as long
        ours = sentence[row]
        most[ours] = np.maximum(most[ours], sure[row])
        more = left > 1
        row, left = row[more] + 1, left[more] - 1


def numbers_of(things: Sequence[Any], name: str, dtype: str = "int64") -> NDArray[Any]:
    """A number that each of these has by that name."""
    return np.fromiter(map(attrgetter(name), things), dtype, len(things))


Heard = dict[IssueCode, tuple[float, int, int]]
"""How sure the trained reader is of a code in a stretch of a sentence, in which of its columns, and the clause of that
sentence where it is surest."""


def codes_heard(comments: Sequence[Notes], clauses: HeardClauses, reader: TrainedReader) -> list[Heard]:
    """What the trained reader says of each comment beside what the rules claim of it, clause by clause."""
    sure = clauses.besides
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
