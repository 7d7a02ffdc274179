"""Gathers the codes that a comment may tell, and what is known of each in figures: the policy of both weighs them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, groupby
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from nlp.components.kinds import LENGTHS, guessed_length
from nlp.components.notes import Claim, Clause, Notes
from nlp.components.tellings import better_heard
from nlp.policy import FIGURES, Kind
from nlp.taxonomy import IssueCode
from nlp.trained import Matrix, TrainedReader

LEAST = 0.15
"""Of what the trained reader is less sure it is not asked."""
WORDS_MIN, WORDS_MAX = 3, 60
"""A sentence of fewer words that it knows is no telling; one of so many is a story."""
LOGIT_MAX, AHEAD_MAX, LOG_MIN = 9.0, 12.0, -20.0
"""Beyond these a figure says no more."""


@dataclass(slots=True)
class Stretch:
    """A clause, and where what the trained reader says of it and of its sentence stands: two rows."""

    notes: Notes
    clause: Clause
    sentence: tuple[int, int]
    """The first token of the sentence, and the one behind its last."""
    of_sentence: int
    of_clause: int


@dataclass(slots=True)
class Candidate:
    """A code that a comment may tell."""

    notes: Notes
    kind: Kind
    code: IssueCode
    column: int
    """Where the trained reader has it; where silence stands if it never met it."""
    stretch: Stretch
    claim: Claim | None = None
    heard: float = 0.0
    """How sure the trained reader is of it, in a clause or a sentence of the comment."""
    heard_besides: int = 0
    """Of so many codes it is sure enough to be asked."""


@dataclass(frozen=True, slots=True)
class Weighable:
    """Candidates of many comments, with a row of figures (`nlp.policy.FIGURES`) for each."""

    candidates: list[Candidate]
    figures: Matrix
    short: Matrix
    """1 for those of a comment of a sentence or two, else 0."""
    better_heard: list[tuple[Notes, Claim]]
    """The tellings that are to be quoted in the place of the settled ones."""


def gather(comments: Sequence[Notes], reader: TrainedReader) -> Weighable:
    """All candidates of these comments."""
    stretches, keys = _stretches(comments)
    if not keys:
        return Weighable([], np.zeros((0, len(FIGURES)), "float32"), np.zeros(0, "float32"), [])
    logs = reader.logits(keys)
    logs -= logs.max(axis=1, keepdims=True)
    logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))
    found = _candidates(comments, stretches, logs, reader)
    short = np.fromiter((candidate.notes.is_short for candidate in found), "float32", len(found))
    better = [*better_heard(comments, stretches, logs, reader)]
    return Weighable(found, _figures(found, logs, reader), short, better)


def _stretches(comments: Sequence[Notes]) -> tuple[list[Stretch], list[Sequence[str]]]:
    """The clauses of all comments, and the keys of all clauses and sentences; what is both stands there once."""
    stretches: list[Stretch] = []
    keys: list[Sequence[str]] = []
    for notes in comments:
        for _, group in groupby(notes.clauses, key=_SENTENCE):
            clauses = [*group]
            sentence = clauses[0].start, clauses[-1].end
            of_sentence = len(keys)
            keys.append(notes.learnt_keys(*sentence))
            if len(clauses) == 1:
                stretches.append(Stretch(notes, clauses[0], sentence, of_sentence, of_sentence))
                continue
            for clause in clauses:
                stretches.append(Stretch(notes, clause, sentence, of_sentence, len(keys)))
                keys.append(notes.learnt_keys(clause.start, clause.end))
    return stretches, keys


_SENTENCE = attrgetter("sentence")


def _candidates(
    comments: Sequence[Notes], stretches: Sequence[Stretch], logs: Matrix, reader: TrainedReader
) -> list[Candidate]:
    heard = _heard(stretches, logs, reader)
    found: list[Candidate] = []
    first = 0
    for notes in comments:
        ours = heard.get(id(notes), {})
        claimed = [(code, claim) for code, claim in notes.settled.items() if isinstance(code, IssueCode)]
        columns = reader.columns_of([code for code, _ in claimed])
        for (code, claim), column in zip(claimed, columns, strict=True):
            stretch = stretches[first + claim.clause.number]
            sure = ours[code][0] if code in ours else 0.0
            found.append(Candidate(notes, "claimed", code, column, stretch, claim, sure, len(ours)))
        for code, (sure, column, stretch) in ours.items():
            if code not in notes.settled and _is_telling(stretch, reader):
                silent = next((claim for claim in notes.claims if claim.code is code), None)
                kind: Kind = "silenced" if silent else "unclaimed"
                found.append(Candidate(notes, kind, code, column, stretch, silent, sure, len(ours)))
        first += len(notes.clauses)
    return found


def _heard(
    stretches: Sequence[Stretch], logs: Matrix, reader: TrainedReader
) -> dict[int, dict[IssueCode, tuple[float, int, Stretch]]]:
    """What the trained reader says of each comment: how sure, in which of its columns, where it is surest.

    A sentence of which the rules claim something is heard clause by clause: all its words together mix up what is said.
    """
    claimed = {
        (id(stretch.notes), claim.clause.sentence)
        for stretch in stretches
        if stretch.clause.number == 0
        for claim in stretch.notes.settled.values()
    }
    of_clause = [stretch.of_clause for stretch in stretches]
    of_sentence = [
        stretch.of_clause if (id(stretch.notes), stretch.clause.sentence) in claimed else stretch.of_sentence
        for stretch in stretches
    ]
    both = np.maximum(logs[of_sentence, :-1], logs[of_clause, :-1])
    rows, columns = np.nonzero(both >= np.log(LEAST))
    heard: dict[int, dict[IssueCode, tuple[float, int, Stretch]]] = {}
    for row, column, sure in zip(rows.tolist(), columns.tolist(), np.exp(both[rows, columns]).tolist(), strict=True):
        stretch, code = stretches[row], reader.codes[column]
        if code in LENGTHS:
            code = guessed_length(stretch.notes, code)
        ours = heard.setdefault(id(stretch.notes), {})
        if code not in ours or sure > ours[code][0]:
            ours[code] = sure, column, stretch
    return heard


def _is_telling(stretch: Stretch, reader: TrainedReader) -> bool:
    start, end = stretch.sentence
    if end - start > WORDS_MAX:
        return False
    return sum(map(reader.words.__contains__, stretch.notes.keys[start:end])) >= WORDS_MIN


def _figures(found: Sequence[Candidate], logs: Matrix, reader: TrainedReader) -> Matrix:
    columns = np.array([candidate.column for candidate in found], dtype="int64")
    in_sentence = logs[np.array([candidate.stretch.of_sentence for candidate in found], dtype="int64")]
    in_clause = logs[np.array([candidate.stretch.of_clause for candidate in found], dtype="int64")]
    each = np.arange(len(found))
    heard = np.array([candidate.heard for candidate in found])
    counted = np.fromiter(chain.from_iterable(map(_counts, found)), "float32", 5 * len(found))
    counts = np.log1p(counted.reshape(len(found), 5))
    sure = np.exp(in_sentence[each, columns]), np.exp(in_clause[each, columns]), np.exp(in_sentence[:, -1])
    others = _other_claims(found, columns, reader)
    _leave_out(in_sentence, *others)
    _leave_out(in_clause, *others)
    own = in_sentence[each, columns]
    figures = (
        _as_logit(own), _as_logit(in_clause[each, columns]), _as_logit(in_sentence[:, -1]), _as_logit(in_clause[:, -1]),
        _ahead(in_sentence, columns), _ahead(in_clause, columns),
        _as_logit(_of_aspect(in_sentence, columns, reader.codes)), *sure, _as_logit(np.log(np.maximum(heard, 1e-4))),
        np.log1p((in_sentence[:, :-1] > own[:, np.newaxis]).sum(axis=1)),
    )  # fmt: skip
    all_figures: Matrix = np.concatenate([np.stack(figures, axis=1), counts], axis=1).astype("float32")
    return all_figures


def _other_claims(
    found: Sequence[Candidate], columns: NDArray[np.int64], reader: TrainedReader
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Rows and columns of what the rules claim besides a candidate: what tells two things speaks against neither."""
    claimed: dict[int, list[int]] = {}
    of_all: list[int] = []
    counts: list[int] = []
    for candidate in found:
        settled = candidate.notes.settled
        ours = claimed.get(id(settled))
        if ours is None:
            codes = [code for code in settled if isinstance(code, IssueCode)]
            ours = claimed[id(settled)] = [at for at in reader.columns_of(codes) if at < len(reader.codes)]
        of_all += ours
        counts.append(len(ours))
    rows = np.repeat(np.arange(len(found)), counts)
    claims = np.array(of_all, dtype="int64")
    is_other = claims != columns[rows]
    return rows[is_other], claims[is_other]


def _leave_out(logs: Matrix, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> None:
    """Share out what was given to these columns among the others of their row."""
    logs[rows, columns] = -np.inf
    logs -= np.log(np.exp(logs).sum(axis=1, keepdims=True))


def _counts(candidate: Candidate) -> tuple[int, int, int, int, int]:
    notes, clause = candidate.notes, candidate.stretch.clause
    return (
        notes.clauses[-1].sentence,
        len(notes.words),
        clause.end - clause.start,
        len(notes.mentions),
        candidate.heard_besides,
    )


def _as_logit(logs: Matrix) -> Matrix:
    """The logits of certainties that are given as logarithms, in threes."""
    logs = np.minimum(logs, -1e-4)
    logits = np.clip(logs - np.log1p(-np.exp(logs)), -LOGIT_MAX, LOGIT_MAX) / 3
    in_threes: Matrix = logits.astype("float32")
    return in_threes


def _ahead(logs: Matrix, columns: NDArray[np.int64]) -> Matrix:
    """By how much each row's code is ahead of the surest other one, in fives."""
    each = np.arange(len(columns))
    others = logs.copy()
    others[each, columns] = -np.inf
    others[:, -1] = -np.inf
    ahead = np.clip(logs[each, columns] - others.max(axis=1), -AHEAD_MAX, AHEAD_MAX)
    far: Matrix = (ahead / 5).astype("float32")
    return far


@cache
def _siblings(codes: tuple[IssueCode, ...]) -> NDArray[np.int64]:
    """The columns of the other codes of each code's aspect, and of silence's; -1 where there are no more."""
    of_each = [
        [at for at, other in enumerate(codes) if other is not code and other.aspect == code.aspect] for code in codes
    ]
    widest = max(map(len, of_each), default=1) or 1
    return np.array([[*each, *[-1] * (widest - len(each))] for each in [*of_each, []]])


def _of_aspect(logs: Matrix, columns: NDArray[np.int64], codes: tuple[IssueCode, ...]) -> Matrix:
    """How sure the trained reader is of another code of the same aspect, as logarithms."""
    others = _siblings(codes)[columns]
    surest = np.where(others < 0, LOG_MIN, np.take_along_axis(logs, np.maximum(others, 0), axis=1)).max(axis=1)
    of_aspect: Matrix = np.maximum(surest, LOG_MIN).astype("float32")
    return of_aspect
