"""Gathers the codes that comments may tell, and what is known of each: the policy of both readers weighs them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, chain, islice
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.components.kinds import LENGTHS, guessed_length
from nlp.components.notes import Claim, Clause, Notes
from nlp.components.tellings import best_heard
from nlp.lexicon.cues import BITS
from nlp.policy import CUES, FIGURES, KINDS, Kind
from nlp.taxonomy import IssueCode
from nlp.trained import Matrix, TrainedReader

LEAST = 0.15
"""Of what the trained reader is less sure it is not asked."""
WORDS_MIN, WORDS_MAX = 3, 60
"""A sentence of fewer words that it knows is no telling; one of so many is a story."""
LOGIT_MAX, SURE_MIN, SURE_MAX = 9.0, 1e-9, 1 - 1e-4
"""Beyond these a figure says no more."""
HEARD_MIN = 1e-4
"""Stands for how sure the trained reader is of what it was not asked."""

Rows = NDArray[np.int64]


@dataclass(slots=True)
class Candidate:
    """A code that a comment may tell, in one of its clauses."""

    notes: Notes
    kind: Kind
    code: IssueCode
    column: int
    """Where the trained reader has it; where silence stands if it never met it."""
    clause: Clause
    row: int
    """The place of the clause among those of all comments."""
    claim: Claim | None
    heard: float
    """How sure the trained reader is of it, in a clause or a sentence of the comment."""
    beside_kin: bool
    """Whether the rules claim another code of its aspect."""

    @property
    def names(self) -> list[str]:
        """What is known of it by name."""
        claim = self.claim
        names: list[str] = [self.code]
        if claim is not None:
            names.append(claim.how)
            if claim.judgement is not None:
                names.append(claim.judgement.name)
            if claim.negated:
                names.append("denied")
            if claim.wished:
                names.append("wished")
            if claim.amount is not None:
                names.append("amount")
            if claim.is_most_of_its_clause:
                names.append("most of its clause")
        if self.beside_kin:
            names.append("aspect claimed")
        return names

    @property
    def sentence(self) -> tuple[int, int]:
        """The first token of its clause's sentence, and the one behind its last."""
        ours = [clause for clause in self.notes.clauses if clause.sentence == self.clause.sentence]
        return ours[0].start, ours[-1].end

    def is_telling(self, reader: TrainedReader) -> bool:
        """Whether its sentence has enough words that the trained reader knows, and is no story."""
        start, end = self.sentence
        if end - start > WORDS_MAX:
            return False
        return sum(map(reader.words.__contains__, self.notes.keys[start:end])) >= WORDS_MIN


@dataclass(frozen=True, slots=True)
class Weighable:
    """Candidates of many comments, kind by kind, with a row of figures (`nlp.policy.FIGURES`) for each."""

    candidates: list[Candidate]
    figures: Matrix
    short: Matrix
    """1 for those of a comment of a sentence or two, else 0."""
    better_told: list[tuple[Notes, Claim]]
    """What is to be quoted in the place of the settled claim of its code."""


@dataclass(frozen=True, slots=True)
class _Clauses:
    """The clauses of many comments, and how sure the trained reader is of each code in them and their sentences.

    What is a sentence by itself is read once.
    """

    all: list[Clause]
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


def gather(comments: Sequence[Notes], reader: TrainedReader) -> Weighable:
    """All candidates of these comments."""
    if not any(notes.clauses for notes in comments):
        return Weighable([], np.zeros((0, len(FIGURES)), "float32"), np.zeros(0, "float32"), [])
    clauses = _read(comments, reader)
    claims = _claims(comments)
    columns = reader.columns_of([code for ours in claims for code, _ in ours])
    claimed = np.zeros((len(comments), len(reader.codes) + 1), dtype="float32")
    claimed[np.repeat(np.arange(len(claims)), [*map(len, claims)]), columns] = 1
    claimed[:, -1] = 0
    before = [0, *accumulate(len(notes.clauses) for notes in comments[:-1])]
    candidates = _candidates(comments, claims, columns, before, clauses, reader)
    better_told = [*_better_told(comments, before, clauses, reader)]
    rows = _numbers(candidates, "row")
    short = clauses.is_short[clauses.comment[rows]].astype("float32")
    return Weighable(candidates, _figures(candidates, rows, claimed, clauses, reader), short, better_told)


def _numbers(of: Sequence[Any], name: str, dtype: str = "int64") -> NDArray[Any]:
    """A number that each of these has by that name."""
    return np.fromiter(map(attrgetter(name), of), dtype, len(of))


def _read(comments: Sequence[Notes], reader: TrainedReader) -> _Clauses:
    every = [clause for notes in comments for clause in notes.clauses]
    counts = [len(notes.clauses) for notes in comments]
    starts, ends, number = _numbers(every, "start"), _numbers(every, "end"), _numbers(every, "sentence")
    comment = np.repeat(np.arange(len(comments)), counts)
    opens = np.append(True, (number[1:] != number[:-1]) | (comment[1:] != comment[:-1]))
    first = np.flatnonzero(opens)
    last = np.append(first[1:], len(every)) - 1
    sentence = opens.cumsum() - 1
    is_part = (last > first)[sentence]  # of a sentence of several clauses
    itself = np.where(is_part, len(first) - 1 + is_part.cumsum(), sentence)

    lengths = np.array([len(notes.keys) for notes in comments])
    begins = lengths.cumsum() - lengths
    is_short = _numbers(comments, "is_short", "bool")
    comment_read = np.append(comment[first], comment[is_part])
    from_, to = np.append(starts[first], starts[is_part]), np.append(ends[last], ends[is_part])
    at = begins[comment_read]
    keys = [*chain.from_iterable(notes.keys for notes in comments)]
    sure = reader.sure_within(keys, at + from_, at + to, np.where(is_short, 0, 1)[comment_read])
    return _Clauses(every, comment, sentence, itself, is_short, comment_read, sure)


_Claims = list[list[tuple[IssueCode, Claim]]]


def _claims(comments: Iterable[Notes]) -> _Claims:
    """What the rules claim in each comment, of the codes that are everybody's."""
    return [
        [(code, claim) for code, claim in notes.settled.items() if isinstance(code, IssueCode)] for notes in comments
    ]


def _candidates(
    comments: Sequence[Notes],
    claims: _Claims,
    columns: Iterable[int],
    before: Sequence[int],
    clauses: _Clauses,
    reader: TrainedReader,
) -> list[Candidate]:
    heard = _heard(comments, before, clauses, reader)
    column_of = iter(columns)
    found: dict[Kind, list[Candidate]] = {kind: [] for kind in KINDS}
    for notes, ours, told, first in zip(comments, claims, heard, before, strict=True):
        aspects = [code.aspect for code, _ in ours]
        for (code, claim), aspect in zip(ours, aspects, strict=True):
            sure = told[code][0] if code in told else 0.0
            clause, row = claim.clause, first + claim.clause.number
            kin = aspects.count(aspect) > 1
            found["claimed"].append(Candidate(notes, "claimed", code, next(column_of), clause, row, claim, sure, kin))
        for code, (sure, column, row) in told.items():
            if code in notes.settled:
                continue
            silent = next((claim for claim in notes.claims if claim.code is code), None)
            kind: Kind = "silenced" if silent else "unclaimed"
            clause, kin = clauses.all[row], code.aspect in aspects
            found[kind].append(Candidate(notes, kind, code, column, clause, row, silent, sure, kin))
    return [*chain.from_iterable(found.values())]


_Heard = dict[IssueCode, tuple[float, int, int]]
"""How sure the trained reader is of a code, in which of its columns, and the clause where it is surest."""


def _heard(comments: Sequence[Notes], before: Sequence[int], clauses: _Clauses, reader: TrainedReader) -> list[_Heard]:
    """What the trained reader says of each comment.

    A sentence of which the rules claim something is heard clause by clause: all its words together mix up what is said.
    """
    told = [
        first + claim.clause.number
        for first, notes in zip(before, comments, strict=True)
        for claim in notes.settled.values()
    ]
    is_told = np.zeros(clauses.sentence[-1] + 1, dtype="bool")
    is_told[clauses.sentence[told]] = True
    whole = np.where(is_told[clauses.sentence], clauses.itself, clauses.sentence)
    sure = np.maximum(clauses.sure.take(whole, axis=0), clauses.sure.take(clauses.itself, axis=0))
    sure[:, -1] = 0  # silence is no code
    hits = np.flatnonzero(sure >= LEAST)  # of all in one row: of rows and columns numpy takes five times as long
    rows, columns = np.divmod(hits, sure.shape[1])
    heard: list[_Heard] = [{} for _ in comments]
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


def _better_told(
    comments: Sequence[Notes], before: Sequence[int], clauses: _Clauses, reader: TrainedReader
) -> Iterator[tuple[Notes, Claim]]:
    """Of what is told more than once, the tellings that the trained reader hears better than the settled ones."""
    more_than_once = [
        (notes, code, told, first)
        for notes, first in zip(comments, before, strict=True)
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


_BITS = np.array([BITS[cue] for cue in CUES])


def _figures(
    candidates: Sequence[Candidate], rows: Rows, claimed: Matrix, clauses: _Clauses, reader: TrainedReader
) -> Matrix:
    """A row for each candidate.

    What the rules claim besides is left out of its sentence and its clause, and what was given to that is shared out
    among the others: a sentence that tells two things speaks against neither.
    """
    sure, columns, comment = clauses.sure, _numbers(candidates, "column"), clauses.comment[rows]
    heard = _numbers(candidates, "heard", "float32")
    marks = _numbers(clauses.all, "marks")[rows]
    given = np.einsum("ij,ij->i", sure, claimed[clauses.comment_read])
    sentence, itself = clauses.sentence[rows], clauses.itself[rows]
    in_sentence, in_clause, silent = sure[sentence, columns], sure[itself, columns], sure[sentence, -1]
    is_claimed = claimed[comment, columns]
    left = np.maximum(1 - given[sentence] + is_claimed * in_sentence, SURE_MIN)
    left_in_clause = np.maximum(1 - given[itself] + is_claimed * in_clause, SURE_MIN)
    kin = _siblings(reader.codes)[columns]
    is_kin = (kin >= 0) & (claimed[comment[:, np.newaxis], kin] == 0)
    of_aspect = (sure[sentence[:, np.newaxis], kin] * is_kin).max(axis=1)
    in_sentence_left, in_clause_left, silent_left, of_aspect_left, surest = _as_logits(
        in_sentence / left, in_clause / left_in_clause, silent / left, of_aspect / left, np.maximum(heard, HEARD_MIN)
    )
    cues = (marks[:, np.newaxis] & _BITS) > 0
    figures = (in_sentence_left, in_clause_left, silent_left, of_aspect_left, in_sentence, silent, surest)
    return np.concatenate([np.stack(figures, axis=1), cues], axis=1, dtype="float32")


def _as_logits(*certainties: Matrix) -> Matrix:
    """The logits of certainties, in threes."""
    sure = np.clip(certainties, SURE_MIN, SURE_MAX)
    logits: Matrix = np.clip(np.log(sure / (1 - sure)), -LOGIT_MAX, LOGIT_MAX) / 3
    return logits


@cache
def _siblings(codes: tuple[IssueCode, ...]) -> Rows:
    """The columns of the other codes of each code's aspect, and of silence's; -1 where there are no more."""
    of_each = [
        [at for at, other in enumerate(codes) if other is not code and other.aspect == code.aspect] for code in codes
    ]
    widest = max(map(len, of_each), default=1) or 1
    return np.array([[*each, *[-1] * (widest - len(each))] for each in [*of_each, []]])
