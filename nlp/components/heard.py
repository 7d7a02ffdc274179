"""What the trained reader hears in comments: how sure it is of each code in their clauses and sentences."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import NamedTuple

import numpy as np

from nlp.components.kinds import LENGTHS, guessed_length
from nlp.components.laid_out import LaidOut, lay_out
from nlp.components.notes import SIZED, Claim, Notes
from nlp.components.stretches import Rows, Stretches
from nlp.components.tellings import best_heard
from nlp.sums import Matrix, spread
from nlp.taxonomy import IssueCode
from nlp.trained import TrainedReader

LEAST = 0.15
"""Of what the trained reader is less sure it is not asked."""
DOUBTFUL = 0.5
"""Where the trained reader is less sure of a claim in its clause and its sentence, it hears the stretches around it."""


class Claims(NamedTuple):
    """What the rules claim in many comments, but for a label's own tags, which the trained reader knows nothing of."""

    told: Sequence[tuple[Notes, IssueCode, Claim]]
    place: Rows
    """Where each begins among the keys."""
    row: Rows
    """Its clause among those of all comments."""
    column: Rows
    """Where the reader has its code; where silence stands if it never met it."""


@dataclass(frozen=True, slots=True)
class HeardClauses:
    """How sure the trained reader is of each code in the clauses of many comments and their sentences.

    Each of its matrices has a column for each code and one for silence.
    """

    at: LaidOut
    """Which clauses these are, and where they stand."""
    claims: Claims
    """What the rules claim in them."""
    sure: Matrix
    """A row for each sentence and clause read; it adds up to 1."""
    besides: Matrix
    """For each sentence the most that it is sure of each code in its clauses, and in what else of it holds nothing that
    the rules claim: two things would mix."""
    surest: Matrix
    """Likewise in any stretch of it that was heard."""


def listen(comments: Sequence[Notes], reader: TrainedReader) -> HeardClauses:
    """What it hears in the clauses of these comments, of which at least one has some."""
    at = lay_out(comments)
    claims = _place_claims(comments, at, reader)
    told = np.sort(np.append(claims.place, _place_own_tags(comments, at)))
    holding = at.runs.holding(told)
    free, mixed = at.runs.pick(~holding), at.runs.pick(holding)

    keys = [*chain.from_iterable(notes.keys for notes in comments)]
    looked_up = reader.look_up(keys, len(keys))
    among_many = np.where(at.is_short, 0, 1)[at.comment_read]

    def hear(stretches: Stretches) -> Matrix:
        return reader.sure_within(looked_up, stretches.start, stretches.end, among_many[stretches.sentence])

    read = at.whole + at.parts
    heard = hear(read + free)
    sure = heard[: len(read)]
    besides = _heard_besides(at, told, sure)
    _raise_to(besides, heard[len(read) :], free.sentence)
    surest = np.maximum(besides, sure[: len(at.whole)])
    again = mixed.pick(mixed.holding(_doubted(at, claims, sure)))
    if len(again):
        _raise_to(surest, hear(again), again.sentence)
    return HeardClauses(at, claims, sure, besides, surest)


def _heard_besides(at: LaidOut, told: Rows, sure: Matrix) -> Matrix:
    """For each sentence the most that is heard in its clauses, and in all of it where it holds none of these places."""
    besides = sure[: len(at.whole)].copy()
    besides[at.whole.holding(told) & at.is_divided] = 0  # one that is a clause by itself counts as that
    _raise_to(besides, sure[len(at.whole) :], at.parts.sentence)
    return besides


def _doubted(at: LaidOut, claims: Claims, sure: Matrix) -> Rows:
    """The places of the claims that the reader doubts in their clause and in their sentence, in their order."""
    likely = np.maximum(
        sure[at.sentence[claims.row], claims.column],
        sure[at.itself[claims.row], claims.column],
    )
    doubtful = np.flatnonzero(likely < DOUBTFUL).tolist()
    return np.sort(claims.place[[row for row in doubtful if claims.told[row][-1].how not in SIZED]])


def _place_claims(comments: Sequence[Notes], at: LaidOut, reader: TrainedReader) -> Claims:
    placed = [
        ((notes, code, claim), begin + claim.term.start, first + claim.clause.number)
        for notes, begin, first in zip(comments, at.begins.tolist(), at.first, strict=True)
        for code, claim in notes.settled.items()
        if isinstance(code, IssueCode)
    ]
    told, places, rows = zip(*placed, strict=True) if placed else ((), (), ())
    columns = reader.columns_of(code for _, code, _ in told)
    return Claims(told, np.array(places, "int64"), np.array(rows, "int64"), np.array(columns, "int64"))


def _place_own_tags(comments: Sequence[Notes], at: LaidOut) -> Rows:
    """Where a label's own tags are claimed among the keys."""
    own = [
        begin + claim.term.start
        for notes, begin in zip(comments, at.begins.tolist(), strict=True)
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
        rows.tolist(), clauses.at.comment[rows].tolist(), columns.tolist(), likely.tolist(), strict=True
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
    begins = clauses.at.sentence.searchsorted(sentences)
    counts = clauses.at.sentence.searchsorted(sentences, "right") - begins
    rows = spread(begins, counts)
    sure = clauses.sure[clauses.at.itself[rows], np.repeat(columns, counts)]
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
        for notes, first in zip(comments, clauses.at.first, strict=True)
        for code, told in notes.tellings.items()
        if code in notes.settled and isinstance(code, IssueCode)
    ]
    if not more_than_once:
        return
    rows = [first + claim.clause.number for *_, told, first in more_than_once for _, claim in told]
    columns = reader.columns_of(code for _, code, *_ in more_than_once)
    counts = [len(told) for *_, told, _ in more_than_once]
    sure = iter(clauses.sure[clauses.at.itself[rows], np.repeat(columns, counts)].tolist())
    for (notes, code, told, _), column in zip(more_than_once, columns, strict=True):
        best = best_heard(told, [*islice(sure, len(told))])
        if best is not notes.settled[code] and column < len(reader.codes):  # else it never met the code
            yield notes, best
