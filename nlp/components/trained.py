"""Asks the trained reader what the clauses tell, and joins what it says with what the rules say.

Rules come first. How sure it must be of a clause depends on what they made of it: least where they left it open, more
where a phrase of the lexicon stands in it or where they keep silent; where they give a judgement to its part, or a
label's own rules speak, it is not asked. That is so in a comment of a sentence or two, of which it learnt; in one of
many it is asked only about what they left open, and must be surer. It says one thing of clauses in a row; it never
speaks of an aspect on which the rules have spoken; of two of its own sayings on one aspect the surer counts. It is
never as sure as a rule, so that people find what it says among the readings to check.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

import numpy as np

from nlp.components.kinds import guessed_length
from nlp.components.notes import DOUBTED, Claim, Clause, Notes
from nlp.components.silence import SILENCING
from nlp.components.steps import step_for_many
from nlp.lexicon.cues import BITS
from nlp.mentions import IssueMention
from nlp.taxonomy import IssueCode

IN_SHORT, IN_LONG = 0.45, 0.8
"""How sure it must be of what the rules left open: in a comment of a sentence or two or one in which they found
nothing, and in one of many (see nlp/README.md)."""
BESIDE_RULES = 0.65
"""In a short comment, where a phrase of the lexicon tells something, the rules keep silent, or it is asked only about a
part of the sentence."""
_SURE_SILENCE = frozenset({"own body", "others", "picture", "on purpose"})
"""Why the rules keep silent where they know better than the trained reader."""
NEVER = 2.0
"""Surer than sure."""
CONFIDENCE_MAX = 0.55
"""Below every rule's, and below what counts as read for sure."""
WORDS_MIN, WORDS_MAX = 3, 60
"""Fewer words that it knows are no telling; so many in a row without a rule are a story."""

_SLIGHT, _STRONG, _IF = BITS["slight"], BITS["strong"], BITS["when_if"]


@dataclass(slots=True)
class Stretch:
    """Clauses of a sentence that follow each other and are not closed to the trained reader."""

    notes: Notes
    first: Clause
    last: Clause
    wanted: float
    """How sure it must be."""

    @property
    def start(self) -> int:
        """Its first token."""
        return self.first.start

    @property
    def end(self) -> int:
        """The token behind its last."""
        return self.last.end

    @property
    def keys(self) -> list[str]:
        """Its words' keys."""
        return self.notes.keys[self.first.start : self.last.end]


@step_for_many("toile_trained")
def read_open_clauses(comments: list[Notes]) -> None:
    """Add what the trained reader says of the clauses that are open to it."""
    if stretches := [stretch for notes in comments for stretch in open_stretches(notes)]:
        _read(stretches)


def open_stretches(notes: Notes) -> list[Stretch]:
    """What the trained reader is asked about, and knows enough words of."""
    reader = notes.trained
    if reader is None or notes.language != "en":
        return []
    unread = bool(notes.hushed) or "?" in notes.said
    found: list[Stretch] = []
    for clause, wanted in zip(notes.clauses, _certainties(notes), strict=True):
        if wanted == NEVER or (unread and _is_asked_or_hushed(notes, clause)):
            continue
        before = found[-1] if found else None
        if before and before.last.sentence == clause.sentence and before.last.number == clause.number - 1:
            before.last, before.wanted = clause, max(before.wanted, wanted)
        else:
            found.append(Stretch(notes, clause, clause, wanted))
    knows = reader.words.__contains__
    return [
        stretch
        for stretch in found
        if stretch.last.end - stretch.first.start <= WORDS_MAX and sum(map(knows, stretch.keys)) >= WORDS_MIN
    ]


def _certainties(notes: Notes) -> list[float]:
    """How sure the trained reader must be of each clause."""
    short = notes.is_short
    if short:
        wanted = [IN_SHORT] * len(notes.clauses)
    else:
        left_open = IN_SHORT if _is_unread(notes) else IN_LONG
        wanted = [NEVER if clause.marks & SILENCING else left_open for clause in notes.clauses]
    for claim in notes.claims:
        if claim.silent != DOUBTED and (claim.code or claim.silent or claim.rule):
            at = claim.clause.number
            wanted[at] = max(wanted[at], BESIDE_RULES if short and _may_be_more(claim) else NEVER)
    if short and NEVER in wanted:
        closed = {clause.sentence for clause in notes.clauses if wanted[clause.number] == NEVER}
        for clause in notes.clauses:
            if clause.sentence in closed:
                wanted[clause.number] = max(wanted[clause.number], BESIDE_RULES)
    return wanted


def _may_be_more(claim: Claim) -> bool:
    """Whether its clause may tell something else: the rules keep silent, or a phrase is the lesser part of it."""
    if claim.rule:
        return False
    if claim.silent:
        return claim.silent not in _SURE_SILENCE and not claim.clause.marks & _IF
    return claim.how == "phrase" and not claim.is_most_of_its_clause


def _is_unread(notes: Notes) -> bool:
    """Whether the rules found nothing in the whole comment that they believe or silence."""
    return not notes.mentions and all(claim.silent == DOUBTED for claim in notes.claims)


def _is_asked_or_hushed(notes: Notes, clause: Clause) -> bool:
    if notes.words[clause.end : clause.end + 1] == ["?"]:
        return True
    return bool(notes.hushed) and not notes.hushed.isdisjoint(range(clause.start, clause.end))


def _read(stretches: Sequence[Stretch]) -> None:
    reader = stretches[0].notes.trained
    assert reader is not None
    scores = reader.scores([stretch.notes.learnt_keys(stretch.start, stretch.end) for stretch in stretches])
    best = scores.argmax(axis=1)
    surest = scores[np.arange(len(best)), best]
    wanted = [stretch.wanted for stretch in stretches]
    said = (int(row) for row in np.flatnonzero(surest >= wanted))
    for row in sorted(said, key=lambda row: -surest[row]):
        _join(stretches[row], reader.codes[best[row]], float(surest[row]))


def _join(stretch: Stretch, code: IssueCode, score: float) -> None:
    """Add what it says, surest first, unless the aspect was spoken of or a phrase stands on the words it goes by."""
    notes = stretch.notes
    meant = guessed_length(notes, code)
    if any(mention.code.aspect == meant.aspect for mention in notes.mentions):
        return
    reader = notes.trained
    assert reader is not None
    places = [stretch.start + at for at in reader.weightiest(stretch.keys, code)]
    if not _are_taken(notes, places):
        notes.mentions.append(_mention(stretch, meant, score, places))
        notes.mentions.sort(key=lambda mention: mention.start)


def _are_taken(notes: Notes, places: Sequence[int]) -> bool:
    """Whether a phrase or judgement that tells something stands on one of these words."""
    return any(
        claim.term.start <= at < claim.term.end
        for claim in notes.claims
        if claim.code and not claim.silent
        for at in places
    )


def _mention(stretch: Stretch, code: IssueCode, score: float, places: Sequence[int]) -> IssueMention:
    notes = stretch.notes
    first, last = notes.place_in_source(stretch.start, stretch.end)
    words = ", ".join(f"“{notes.words[at]}”" for at in places)
    return IssueMention(
        code=code,
        severity=0 if code.is_ok else _severity(stretch),
        safety=False,
        amount=None,
        quote=notes.source[first:last],
        start=first,
        end=last,
        confidence=round(CONFIDENCE_MAX * score, 2),
        why=f"trained reader, words {words}" if words else "trained reader, the clause as a whole",
    )


def _severity(stretch: Stretch) -> int:
    marks = reduce(or_, stretch.notes.marks[stretch.start : stretch.end], 0)
    return 1 if marks & _SLIGHT else 3 if marks & _STRONG else 2
