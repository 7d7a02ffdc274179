"""Doubts a fault that a phrase tells where the trained reader takes the whole clause for something else.

A phrase of a few words can be met in another sense ("a bulldog clip at the back" of a photo's model, and of one's own
waist); the trained reader sees all the words of the clause. Where it is far surer of another code than of the phrase's
own, the claim falls silent and the clause is open again. Praise and judgements that found their part are not doubted:
there the doubt was wrong as often as right. Nor is what may be unsafe, nor what a label's own rules say.
"""

from collections.abc import Iterator

import numpy as np

from nlp.components.notes import DOUBTED, Claim, Notes
from nlp.components.safety import is_unsafe
from nlp.components.steps import step_for_many
from nlp.lexicon import Phrase
from nlp.taxonomy import IssueCode

LITTLE, MARGIN = 8.0, 5.0
"""So far from the phrase's own code it must be, and so much surer of another one, in logits (see nlp/README.md)."""


@step_for_many("toile_doubts")
def doubt(comments: list[Notes]) -> None:
    """Silence the claims of comments that the trained reader does not believe."""
    if found := [(notes, *told) for notes in comments for told in _phrases(notes)]:
        _doubt(found)


def _phrases(notes: Notes) -> Iterator[tuple[Claim, IssueCode]]:
    """The claims that can be doubted, with their codes."""
    if notes.trained is None or notes.language != "en":
        return
    for claim in notes.claims:
        code = claim.code
        if claim.how != "phrase" or claim.negated or claim.silent or not isinstance(code, IssueCode) or code.is_ok:
            continue
        entry = claim.term.entry
        if isinstance(entry, Phrase) and not entry.rule:
            yield claim, code


def _doubt(found: list[tuple[Notes, Claim, IssueCode]]) -> None:
    reader = found[0][0].trained
    assert reader is not None
    clauses, codes = [_keys(notes, claim) for notes, claim, _ in found], [code for *_, code in found]
    own = reader.logits_of(clauses, codes)
    little = np.flatnonzero(own < -LITTLE)
    if len(little):
        rivals = reader.logits([clauses[row] for row in little])[:, :-1].max(axis=1)
        for row in little[rivals - own[little] > MARGIN]:
            notes, claim, _ = found[row]
            if not is_unsafe(notes, claim):
                claim.silent = DOUBTED


def _keys(notes: Notes, claim: Claim) -> list[str]:
    """The words of the clause or clauses that the phrase stands in."""
    last = claim.clause
    if last.end < claim.term.end:  # as few do
        while (following := notes.clause_after(last)) is not None and following.start < claim.term.end:
            last = following
    return notes.keys[claim.clause.start : last.end]
