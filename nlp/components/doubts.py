"""Doubts a claim of the rules where the trained reader takes the whole clause for something else.

A phrase of a few words can be met in another sense ("a bulldog clip at the back" of a photo's model, and of one's own
waist), and a judgement can be given to the wrong part; the trained reader sees all the words of the clause. Where it is
far surer of another code than of the claim's own, the claim falls silent and the clause is open again. It learnt from
single sentences, and so it has to be surer in a comment of many. What may be unsafe is not doubted, nor what a label's
own rules say, nor what is concluded from sizes.
"""

import numpy as np

from nlp.components.notes import DOUBTED, SIZED, Claim, Clause, Notes
from nlp.components.safety import is_unsafe
from nlp.components.steps import step_for_many
from nlp.taxonomy import IssueCode

MARGIN, MARGIN_OF_SHORT = 6.5, 4.5
"""So much surer of another code it must be than of the claim's own, in logits; the second of short comments (see
nlp/README.md)."""


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
        and claim.how not in SIZED
        and not (notes.rules is not None and claim.rule)
    ]
    if doubtful:
        _doubt(doubtful)


def _doubt(doubtful: list[tuple[Notes, Claim, IssueCode]]) -> None:
    reader = doubtful[0][0].trained
    assert reader is not None
    clauses: list[list[str]] = []  # each once: several claims stand in one, in a hostile comment hundreds
    row_of: dict[tuple[Clause, int], int] = {}
    rows = []
    for notes, claim, _ in doubtful:
        end = _end_of_stretch(notes, claim)
        row = row_of.setdefault((claim.clause, end), len(clauses))
        if row == len(clauses):
            clauses.append(notes.keys[claim.clause.start : end])
        rows.append(row)
    logits = reader.logits(clauses)
    own = logits[rows, reader.columns_of([code for *_, code in doubtful])]
    ahead = logits[:, :-1].max(axis=1)[rows] - own
    for at in np.flatnonzero(ahead > MARGIN_OF_SHORT):
        notes, claim, _ = doubtful[at]
        margin = MARGIN_OF_SHORT if notes.is_short and claim.how == "phrase" else MARGIN
        if ahead[at] > margin and not is_unsafe(notes, claim):
            claim.silent = DOUBTED


def _end_of_stretch(notes: Notes, claim: Claim) -> int:
    """Where the clause or clauses end that the claim stands in: the token behind the last."""
    last = claim.clause
    if last.end < claim.term.end:  # as few do
        while (following := notes.clause_after(last)) is not None and following.start < claim.term.end:
            last = following
    return last.end
