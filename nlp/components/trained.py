"""Asks the trained reader about the clauses that the rules left open, and joins what it says with what they say.

Rules come first. The trained reader is asked only where a clause gave no claim that means anything and nothing hushes
it; it must be surer than a threshold, a lower one in a comment of a sentence or two, a low one where they found nothing
in all of it; it says one thing of a stretch of clauses; it never speaks of an aspect on which the rules have spoken; of
two of its own sayings on one aspect the surer counts. It is never as sure as a rule, so that people find what it says
among the readings to check.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import numpy as np

from nlp.components.notes import DOUBTED, Clause, Notes
from nlp.components.silence import SILENCING
from nlp.components.steps import step_for_many
from nlp.lexicon.cues import BITS
from nlp.mentions import IssueMention
from nlp.taxonomy import IssueCode

PROBLEM_THRESHOLD, OK_THRESHOLD = 0.8, 0.7
"""From here on it cost nothing on comments that it had not met (see nlp/README.md); faults are easier to mistake."""
SHORT_THRESHOLD = 0.5
"""In a comment of a sentence or two: it learnt from such."""
ALONE_THRESHOLD = 0.25
"""For the surest stretch of a comment in which the rules found nothing: who writes one sentence means something."""
CONFIDENCE_MAX = 0.55
"""Below every rule's, and below what counts as read for sure."""
WORDS_MIN, WORDS_MAX = 3, 60
"""Fewer words that it knows are no telling; so many in a row without a rule are a story."""

_SLIGHT, _STRONG = BITS["slight"], BITS["strong"]

Stretch = tuple[Notes, int, int]
"""The open clauses of a sentence that follow each other: their first token, and the one behind the last."""


@step_for_many("toile_trained")
def read_open_clauses(comments: list[Notes]) -> None:
    """Add what the trained reader says of the clauses that the rules left open."""
    if stretches := [stretch for notes in comments for stretch in open_stretches(notes)]:
        _read(stretches)


def open_stretches(notes: Notes) -> list[Stretch]:
    """What the rules left open and the trained reader knows enough words of."""
    reader = notes.trained
    if reader is None or notes.language != "en":
        return []
    taken = {claim.clause.number for claim in notes.claims if (claim.code or claim.silent) and claim.silent != DOUBTED}
    unread = bool(notes.hushed) or "?" in notes.said
    found: list[tuple[int, int, int]] = []
    for clause in notes.clauses:
        if clause.number in taken or clause.marks & SILENCING or (unread and _is_asked_or_hushed(notes, clause)):
            continue
        if found and found[-1][0] == clause.sentence and clause.number - 1 not in taken:
            found[-1] = clause.sentence, found[-1][1], clause.end
        else:
            found.append((clause.sentence, clause.start, clause.end))
    return [
        (notes, start, end)
        for _, start, end in found
        if end - start <= WORDS_MAX and sum(map(reader.words.__contains__, notes.keys[start:end])) >= WORDS_MIN
    ]


def _is_asked_or_hushed(notes: Notes, clause: Clause) -> bool:
    if notes.words[clause.end : clause.end + 1] == ["?"]:
        return True
    return bool(notes.hushed) and not notes.hushed.isdisjoint(range(clause.start, clause.end))


def _read(stretches: Sequence[Stretch]) -> None:
    reader = stretches[0][0].trained
    assert reader is not None
    scores = reader.scores([notes.keys[start:end] for notes, start, end in stretches])
    best = scores.argmax(axis=1)
    surest = scores[np.arange(len(best)), best]
    said = sorted(
        (-float(surest[row]), int(row), reader.codes[best[row]]) for row in np.flatnonzero(surest >= ALONE_THRESHOLD)
    )
    for score, row, code in said:
        notes, start, end = stretches[row]
        if -score >= threshold_of(notes, code) or _is_unread(notes):
            join(notes, start, end, code, -score)


def _is_unread(notes: Notes) -> bool:
    """Whether the rules found nothing in the whole comment that they believe or silence."""
    return not notes.mentions and all(claim.silent == DOUBTED for claim in notes.claims)


def threshold_of(notes: Notes, code: IssueCode) -> float:
    """How sure it must be of a code."""
    if notes.is_short:
        return SHORT_THRESHOLD
    return OK_THRESHOLD if code.is_ok else PROBLEM_THRESHOLD


def join(notes: Notes, start: int, end: int, code: IssueCode, score: float) -> None:
    """Add what it says, surest first, unless the aspect was spoken of."""
    if any(mention.code.aspect == code.aspect for mention in notes.mentions):
        return
    notes.mentions.append(_mention(notes, start, end, code, score))
    notes.mentions.sort(key=lambda mention: mention.start)


def _mention(notes: Notes, start: int, end: int, code: IssueCode, score: float) -> IssueMention:
    first, last = notes.place_in_source(start, end)
    return IssueMention(
        code=code,
        severity=0 if code.is_ok else _severity(notes, start, end),
        safety=False,
        amount=None,
        quote=notes.source[first:last],
        start=first,
        end=last,
        confidence=round(CONFIDENCE_MAX * score, 2),
        why=_why(notes, start, end, code),
    )


def _severity(notes: Notes, start: int, end: int) -> int:
    marks = reduce(or_, notes.marks[start:end], 0)
    return 1 if marks & _SLIGHT else 3 if marks & _STRONG else 2


def _why(notes: Notes, start: int, end: int, code: IssueCode) -> str:
    reader = notes.trained
    assert reader is not None
    places = reader.weightiest(notes.keys[start:end], code)
    words = ", ".join(f"“{notes.words[start + at]}”" for at in places)
    return f"trained reader, words {words}" if words else "trained reader, the clause as a whole"
