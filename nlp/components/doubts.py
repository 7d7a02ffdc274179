"""Doubts a claim of the rules where the trained reader takes its words for something else.

A phrase of a few words can be met in another sense ("a bulldog clip at the back" of a photo's model, and of one's own
waist), and a judgement can be given to the wrong part; the trained reader sees all the words around. Where it is far
surer of another code, or of silence, the claim falls silent and its clause is open again. Codes that are claimed of the
same words do not speak against each other, nor do lengths of body and legs. In a comment of a sentence or two, of which
it learnt most, the whole sentence may speak for a claim as well as its clause. What may be unsafe is not doubted, nor
what a label's own rules say, what is concluded from sizes, or, in a longer comment, what is told with an amount.
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from nlp.components.kinds import code_on_kind, length_codes, length_in_doubt
from nlp.components.notes import DOUBTED, SIZED, Claim, Notes
from nlp.components.safety import is_unsafe
from nlp.components.steps import step_for_many
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode


@dataclass(frozen=True)
class Margins:
    """So much surer the trained reader must be than of a claim, in logits (see nlp/README.md)."""

    of_code: float
    """Of another code."""
    of_silence: float


LOOSE = Margins(2.5, 3.5)
"""Of most claims in a short comment."""
FIRM = Margins(6.0, 6.5)
"""Of a claim whose words are half of its clause or more, and of a phrase in a longer comment."""
FIRMEST = Margins(8.0, inf)
"""Of a judgement with its part in a longer comment; in any, of what is denied, wished or supposed, which the trained
reader reads worse than the rules."""
_ALL = (LOOSE, FIRM, FIRMEST)
_LEAST = Margins(min(each.of_code for each in _ALL), min(each.of_silence for each in _ALL))
"""By less no claim falls, as by most stretches none does."""

_IF = BITS["when_if"]


@step_for_many("toile_doubts")
def doubt(comments: list[Notes]) -> None:
    """Silence the claims of comments that the trained reader does not believe."""
    doubtful = [
        (notes, claim, claim.code)
        for notes in comments
        if notes.trained is not None and notes.language == "en"
        for claim in notes.claims
        if isinstance(claim.code, IssueCode)
        and not claim.silent
        and (claim.amount is None or notes.is_short)
        and claim.how not in SIZED
        and not (notes.rules is not None and claim.rule)
    ]
    if doubtful:
        _doubt(doubtful)


def _doubt(doubtful: list[tuple[Notes, Claim, IssueCode]]) -> None:
    reader = doubtful[0][0].trained
    assert reader is not None
    # Each stretch is read once: several claims stand in one, in a hostile comment hundreds.
    row_of: dict[tuple[int, int, int], int] = {}
    rows: list[int] = []
    first_of: list[int] = []
    codes: list[IssueCode] = []
    for notes, claim, code in doubtful:
        first_of.append(len(rows))
        if notes.is_short:
            code = _meant(notes, claim, code)
        for start, end in _stretches_of(notes, claim):
            rows.append(row_of.setdefault((id(notes), start, end), len(row_of)))
            codes.append(code)
    notes_of = {id(notes): notes for notes, *_ in doubtful}
    logits = reader.logits([notes_of[at].learnt_keys(start, end) for at, start, end in row_of])
    columns = reader.columns_of(codes)
    own = logits[rows, columns]
    logits[rows, columns] = -inf
    logits[rows, reader.columns_of([length_in_doubt(code) or code for code in codes])] = -inf
    code_ahead = np.minimum.reduceat(logits[:, :-1].max(axis=1)[rows] - own, first_of)
    silence_ahead = np.minimum.reduceat(logits[rows, -1] - own, first_of)
    for at in np.flatnonzero((code_ahead >= _LEAST.of_code) | (silence_ahead >= _LEAST.of_silence)).tolist():
        notes, claim, _ = doubtful[at]
        margins = _margins_of(notes, claim)
        is_behind = float(code_ahead[at]) > margins.of_code or float(silence_ahead[at]) > margins.of_silence
        if is_behind and not is_unsafe(notes, claim):
            claim.silent = DOUBTED


def _meant(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode:
    """What the code means on this kind of garment."""
    return code_on_kind(notes, claim, length_codes(notes).get(code, code))


def _margins_of(notes: Notes, claim: Claim) -> Margins:
    if claim.negated or claim.wished or claim.clause.marks & _IF:
        return FIRMEST
    if notes.is_short:
        return FIRM if claim.is_most_of_its_clause else LOOSE
    return FIRM if claim.how == "phrase" else FIRMEST


def _stretches_of(notes: Notes, claim: Claim) -> tuple[tuple[int, int], ...]:
    """What is read of a claim: its clause, in a short comment its sentence, too."""
    clause = claim.clause
    end = clause.end if claim.term.end <= clause.end else _end_of_stretch(notes, claim)
    if not notes.is_short:
        return ((clause.start, end),)
    return (clause.start, end), notes.sentence_of(clause)


def _end_of_stretch(notes: Notes, claim: Claim) -> int:
    """Where the clauses end that the claim's words reach over, as few do: the token behind the last."""
    last = claim.clause
    while (following := notes.clause_after(last)) is not None and following.start < claim.term.end:
        last = following
    return last.end
