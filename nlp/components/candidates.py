"""Gathers the codes that comments may tell, and what is known of each: the policy of both readers weighs them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from operator import attrgetter

import numpy as np

from nlp.components.heard import Heard, HeardClauses, better_told, codes_heard, listen
from nlp.components.laid_out import LaidOut, numbers_of
from nlp.components.notes import Claim, Clause, Notes
from nlp.components.stretches import Rows
from nlp.lexicon.cues import BITS
from nlp.policy import CERTAINTIES, CUES, FIGURES, Kind
from nlp.sums import Matrix
from nlp.taxonomy import IssueCode
from nlp.trained import TrainedReader

WORDS_MIN, WORDS_MAX = 3, 60
"""A sentence of fewer words that it knows is no telling; one of so many is a story."""
LOGIT_MAX, SURE_MIN, SURE_MAX = 9.0, 1e-9, 1 - 1e-4
"""Beyond these a figure says no more."""
HEARD_MIN = 1e-4
"""Stands for how sure the trained reader is of what it was not asked."""


@dataclass(slots=True)
class Candidate:
    """A code that a comment may tell beside what the rules claim, in one of its clauses."""

    notes: Notes
    kind: Kind
    code: IssueCode
    names: list[str]
    """What is known of it by name."""
    column: int
    """Where the trained reader has it."""
    clause: Clause
    row: int
    """The place of the clause among those of all comments."""
    heard: float
    """How sure the trained reader is of it, in a clause or a sentence of the comment."""

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
    """What many comments may tell: first what the rules claim, then what besides, kind by kind."""

    claimed: Sequence[tuple[Notes, IssueCode, Claim]]
    besides: list[Candidate]
    kinds: list[Kind]
    """Of each of both; likewise what follows."""
    names: list[list[str]]
    figures: Matrix
    """A row of `nlp.policy.FIGURES` for each."""
    short: Matrix
    """1 for those of a comment of a sentence or two, else 0."""
    better_told: list[tuple[Notes, Claim]]
    """What is to be quoted in the place of the settled claim of its code."""


def gather(comments: Sequence[Notes], reader: TrainedReader) -> Weighable:
    """All candidates of these comments."""
    if not any(notes.clauses for notes in comments):
        return Weighable([], [], [], [], np.zeros((0, len(FIGURES)), "float32"), np.zeros(0, "float32"), [])
    clauses = listen(comments, reader)
    besides: list[Candidate] = []
    names: list[list[str]] = []
    surest: list[float] = []
    for notes, heard in zip(comments, codes_heard(comments, clauses, reader), strict=True):
        aspects = [code.aspect for code in notes.settled]
        all_differ = len({*aspects}) == len(aspects)
        for code, claim in notes.settled.items():
            if isinstance(code, IssueCode):
                names.append(_names(code, claim, beside_kin=not all_differ and aspects.count(code.aspect) > 1))
                surest.append(heard.pop(code, _UNHEARD)[0])
        besides += _besides(notes, heard, clauses.at, aspects)
    besides.sort(key=attrgetter("kind"))
    kinds: list[Kind] = ["claimed"] * len(names)
    kinds += [candidate.kind for candidate in besides]
    names += [candidate.names for candidate in besides]
    claims = clauses.claims
    rows = np.append(claims.row, numbers_of(besides, "row"))
    columns = np.append(claims.column, numbers_of(besides, "column"))
    likely = np.append(np.array(surest, "float32"), numbers_of(besides, "heard", "float32"))
    figures = _figures(rows, columns, likely, len(claims.told), clauses, reader)
    short = clauses.at.is_short[clauses.at.comment[rows]].astype("float32")
    return Weighable(claims.told, besides, kinds, names, figures, short, [*better_told(comments, clauses, reader)])


_UNHEARD = 0.0, 0, 0


def _besides(notes: Notes, heard: Heard, at: LaidOut, aspects: Sequence[str]) -> Iterator[Candidate]:
    """What a comment may tell of what is heard in it, beside claims of these aspects."""
    for code, (sure, column, row) in heard.items():
        silent = next((claim for claim in notes.claims if claim.code is code), None)
        kind: Kind = "unclaimed" if silent is None else "silenced"
        names = _names(code, silent, beside_kin=code.aspect in aspects)
        yield Candidate(notes, kind, code, names, column, at.all[row], row, sure)


def _names(code: IssueCode, claim: Claim | None, *, beside_kin: bool) -> list[str]:
    """What is known by name of a candidate: of its code, of its claim, and whether another of its aspect is claimed."""
    names: list[str] = [code]
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
    if beside_kin:
        names.append("aspect claimed")
    return names


_BITS = np.array([BITS[cue] for cue in CUES])


def _figures(
    rows: Rows, columns: Rows, heard: Matrix, count: int, clauses: HeardClauses, reader: TrainedReader
) -> Matrix:
    """A row for each candidate, of which so many at the beginning are claimed: of its clause, its column and how surely
    it is heard at all.

    What the rules claim besides is left out of its sentence and its clause, and what was given to that is shared out
    among the others: a sentence that tells two things speaks against neither.
    """
    sure, at = clauses.sure, clauses.at
    comment, sentence, itself = at.comment[rows], at.sentence[rows], at.itself[rows]
    marks = numbers_of(at.all, "marks")[rows]
    claimed = np.zeros((len(at.first), sure.shape[1]), dtype="float32")
    claimed[comment[:count], columns[:count]] = 1
    claimed[:, -1] = 0  # what it never met
    given = np.einsum("ij,ij->i", sure, claimed[at.comment_read])
    in_sentence, in_clause, silent = sure[sentence, columns], sure[itself, columns], sure[sentence, -1]
    is_claimed = claimed[comment, columns]
    left = np.maximum(1 - given[sentence] + is_claimed * in_sentence, SURE_MIN)
    left_in_clause = np.maximum(1 - given[itself] + is_claimed * in_clause, SURE_MIN)
    kin = _siblings(reader.codes)[columns]
    is_kin = (kin >= 0) & (claimed[comment[:, np.newaxis], kin] == 0)
    of_aspect = (sure[sentence[:, np.newaxis], kin] * is_kin).max(axis=1)
    certainties = {"sure in sentence": in_sentence, "sure of silence": silent} | _as_logits(
        {
            "sentence": in_sentence / left,
            "clause": in_clause / left_in_clause,
            "silent sentence": silent / left,
            "same aspect": of_aspect / left,
            "surest": np.maximum(heard, HEARD_MIN),
            "stretch": clauses.surest[sentence, columns],
        }
    )
    cues = (marks[:, np.newaxis] & _BITS) > 0
    ordered = np.stack([certainties[name] for name in CERTAINTIES], axis=1)
    return np.concatenate([ordered, cues], axis=1, dtype="float32")


def _as_logits(certainties: Mapping[str, Matrix]) -> dict[str, Matrix]:
    """The logits of certainties, in threes."""
    sure = np.clip([*certainties.values()], SURE_MIN, SURE_MAX)
    logits = np.clip(np.log(sure / (1 - sure)), -LOGIT_MAX, LOGIT_MAX) / 3
    return dict(zip(certainties, logits, strict=True))


@cache
def _siblings(codes: tuple[IssueCode, ...]) -> Rows:
    """The columns of the other codes of each code's aspect, and of silence's; -1 where there are no more."""
    of_each = [
        [at for at, other in enumerate(codes) if other is not code and other.aspect == code.aspect] for code in codes
    ]
    widest = max(map(len, of_each), default=1) or 1
    return np.array([[*each, *[-1] * (widest - len(each))] for each in [*of_each, []]])
