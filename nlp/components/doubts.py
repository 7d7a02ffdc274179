"""Doubts a fault that a phrase tells where the trained reader takes the whole clause for something else.

A phrase of a few words can be met in another sense ("a bulldog clip at the back" of a photo's model, or of one's own
waist); the trained reader sees all the words of the clause. Where it is far surer of another code than of the phrase's
own, the claim falls silent and the clause is open again. Praise and judgements that found their part are not doubted:
there the doubt was wrong as often as right. Nor is what may be unsafe, nor what a label's own rules say.
"""

from collections.abc import Iterable, Iterator

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import DOUBTED, Claim, Notes, notes_of
from nlp.components.safety import is_unsafe
from nlp.lexicon import Phrase
from nlp.taxonomy import IssueCode

LITTLE, MARGIN = 8.0, 5.0
"""So far from the phrase's own code it must be, and so much surer of another one, in logits (see nlp/README.md)."""


class Doubter:
    """The step; comments that go through it together are scored together."""

    def __call__(self, doc: Doc) -> Doc:
        """Doubt one comment's claims."""
        return next(self.pipe([doc]))

    def pipe(self, docs: Iterable[Doc], batch_size: int = 50) -> Iterator[Doc]:
        """Doubt the claims of comments, all with the same trained reader."""
        docs = list(docs)
        found = [(notes, *told) for notes in map(notes_of, docs) for told in _list_doubtable(notes)]
        if found:
            _doubt(found)
        yield from docs


@Language.factory("toile_doubts")
def build_step(nlp: Language, name: str) -> Doubter:
    """For spaCy's configuration."""
    return Doubter()


def _list_doubtable(notes: Notes) -> Iterator[tuple[Claim, IssueCode]]:
    """The phrases of faults that can be doubted, with their codes."""
    if notes.trained is None or notes.language != "en":
        return
    for claim in notes.claims:
        is_told = isinstance(claim.term.entry, Phrase) and claim.how == "phrase"
        if not is_told or claim.rule or claim.negated or claim.silent:
            continue
        if not isinstance(claim.code, IssueCode) or claim.code.is_ok:
            continue
        if claim.code in notes.trained.codes and not is_unsafe(notes, claim):
            yield claim, claim.code


def _doubt(found: list[tuple[Notes, Claim, IssueCode]]) -> None:
    reader = found[0][0].trained
    assert reader is not None
    clauses = [_keys(notes, claim) for notes, claim, _ in found]
    against = reader.against(clauses, [code for *_, code in found])
    for row in np.flatnonzero((against > (LITTLE, MARGIN)).all(axis=1)):
        found[row][1].silent = DOUBTED


def _keys(notes: Notes, claim: Claim) -> list[str]:
    """The words of the clause or clauses that the phrase stands in."""
    start, end = claim.clause.start, claim.clause.end
    for clause in notes.clauses[claim.clause.number + 1 :]:
        if clause.start >= claim.term.end:
            break
        end = clause.end
    return notes.keys[start:end]
