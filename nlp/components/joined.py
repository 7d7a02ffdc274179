"""Joins what the rules claim with what the trained reader says: what is likely enough to be right stays.

Each code that either speaks of is weighed by `nlp.policy`, which learnt from comments new to both how often such a
candidate is right; a mention is as sure as that. Its claim falls where it is likely wrong, and its clause is open
again; what the trained reader says besides joins where it is likely right, unless the aspect was spoken of. What may be
unsafe, what is concluded from sizes and what a label's own rules say stands as it is.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

import numpy as np

from nlp.components.candidates import Candidate, Weighable, gather
from nlp.components.kinds import length_in_doubt
from nlp.components.notes import DOUBTED, SIZED, Claim, Notes
from nlp.components.plainly import is_side_by_side, leaves_nothing
from nlp.components.safety import is_unsafe
from nlp.components.steps import step_for_many
from nlp.lexicon import Part, Phrase
from nlp.lexicon.cues import BITS
from nlp.mentions import IssueMention
from nlp.policy import KINDS, load_policy
from nlp.taxonomy import IssueCode
from nlp.trained import Matrix, TrainedReader

KEEP = 0.22, 0.2
"""How likely a claim of the rules must be right, in a comment of a sentence or two and in one of many."""
KEEP_PLAIN = 0.15
"""Likewise where its words are half of its clause or more, and in a short comment that names the part it judges."""
KEEP_SIDE_BY_SIDE = 0.01
"""Likewise where nothing but little words stand between a measure and its part."""
ADD = 0.42, 0.5
"""How likely what the rules do not claim must be right, likewise."""
EVERYDAY = 1.3
"""Reviews written for the project are harder than those of shops: in a comment of many sentences a claim is so much
likelier to be right, in logits, than they teach (see nlp/README.md)."""

_SURE_SILENCE = frozenset({"own body", "others", "picture", "on purpose"})
"""Why the rules keep silent where they know better than the trained reader."""

_PLAINLY = frozenset({"not", "n't", "way"})
_CLAIMED = KINDS.index("claimed")
_SLIGHT, _STRONG, _IF, _NOT = BITS["slight"], BITS["strong"], BITS["when_if"], BITS["not"]


@step_for_many("toile_joined")
def join(comments: list[Notes]) -> None:
    """Settle what comments tell by how likely each candidate is to be right."""
    read = [notes for notes in comments if notes.language == "en" and notes.clauses]
    reader = read[0].trained if read else None
    if reader is None:
        return
    weighable = gather(read, reader)
    added: list[tuple[float, Candidate]] = []
    for candidate, sure in zip(weighable.candidates, _likelihoods(weighable).tolist(), strict=True):
        if candidate.kind == "claimed":
            _settle(candidate, sure)
        elif sure >= ADD[not candidate.notes.is_short] and not _is_closed(candidate):
            added.append((sure, candidate))
    for notes, telling in weighable.better_told:
        _quote(notes, telling)
    if added:
        _add(reader, added)


def _likelihoods(weighable: Weighable) -> Matrix:
    """How likely each candidate is to be right, 0 to 1."""
    policy = load_policy()
    candidates, short = weighable.candidates, weighable.short
    odds = np.zeros(len(candidates), dtype="float32")
    kinds = np.array([KINDS.index(candidate.kind) for candidate in candidates], dtype="int64")
    for number, kind in enumerate(KINDS):
        rows = np.flatnonzero(kinds == number)
        names = [candidates[row].names for row in rows.tolist()]
        odds[rows] = policy.odds(kind, names, weighable.figures[rows], short[rows])
    odds[(kinds == _CLAIMED) & (short == 0)] += EVERYDAY
    likely: Matrix = np.reciprocal(1 + np.exp(-odds))
    return likely


def _settle(candidate: Candidate, sure: float) -> None:
    """A claim stands, as sure as it is likely to be right, or falls silent where it is likely wrong."""
    notes, claim = candidate.notes, candidate.claim
    assert claim is not None
    if claim.how in SIZED or (notes.rules is not None and claim.rule):
        return
    stands = sure >= _least(notes, claim) or (sure >= KEEP_SIDE_BY_SIDE and is_side_by_side(notes, claim))
    if stands or is_unsafe(notes, claim):
        claim.confidence = round(sure, 2)
    else:
        for _, telling in notes.tellings.get(candidate.code, [(0.0, claim)]):
            telling.silent = DOUBTED
        del notes.settled[candidate.code]


def _quote(notes: Notes, telling: Claim) -> None:
    """Let a code be quoted by another telling of it; how sure, how bad and how much it is was told by all of them."""
    code = telling.code
    if code in notes.settled:
        settled = notes.settled[code]
        telling.confidence, telling.severity, telling.amount = settled.confidence, settled.severity, settled.amount
        notes.settled[code] = telling


def _least(notes: Notes, claim: Claim) -> float:
    """How likely a claim must be right to stand."""
    is_plain = claim.is_most_of_its_clause or (notes.is_short and claim.owner_term is not None)
    return KEEP_PLAIN if is_plain else KEEP[not notes.is_short]


def _is_closed(candidate: Candidate) -> bool:
    """Whether nothing may be added: it is asked, hushed, told in full already, or the rules know better."""
    notes, clause, (start, end) = candidate.notes, candidate.clause, candidate.sentence
    if notes.words[clause.end : clause.end + 1] == ["?"]:
        return True
    if notes.hushed and not notes.hushed.isdisjoint(range(start, end)):
        return True
    if _is_set_apart(candidate) or leaves_nothing(notes, clause, candidate.code):
        return True
    supposed = clause.marks & _IF
    for claim in notes.claims:
        if start <= claim.clause.start < end:
            if claim.silent in _SURE_SILENCE or (claim.silent and supposed) or (notes.rules is not None and claim.rule):
                return True
            if claim.clause is not clause:
                continue
            if claim.code and not claim.silent and claim.is_most_of_its_clause:
                return True
            if candidate.code.is_ok and _forbids_praise(notes, claim, candidate.code):
                return True
    return False


_NEAR = 4
"""So many words before praise stands "not" where it can mean nothing else."""


def _forbids_praise(notes: Notes, claim: Claim, praise: IssueCode) -> bool:
    """Whether the rules heard that very praise denied ("not true to size"), or its part sit badly."""
    entry, start = claim.term.entry, claim.term.start
    owner = claim.owner.axes.values() if claim.owner is not None else ()
    if praise.aspect not in ([entry.code.aspect] if isinstance(entry, Phrase) else owner):
        return False
    if claim.negated:
        return claim.words_praise and not _PLAINLY.isdisjoint(notes.words[max(start - _NEAR, 0) : start])
    return claim.code is IssueCode.SHAPE_CUT_POOR and claim.silent in ("", DOUBTED)


def _is_set_apart(candidate: Candidate) -> bool:
    """Whether the clause names its part only to say that it is not the one ("the collar, not the cuffs, is tight")."""
    words = candidate.notes.words
    return bool(candidate.clause.marks & _NOT) and any(
        isinstance(term.entry, Part)
        and candidate.code.aspect in term.entry.axes.values()
        and (words[: term.start][-1:] == ["not"] or words[: term.start][-2:] == ["not", "the"])
        for term in candidate.clause.terms
    )


def _add(reader: TrainedReader, likely: list[tuple[float, Candidate]]) -> None:
    """Add what only the trained reader says, surest first, unless the aspect was spoken of."""
    added: list[tuple[float, Candidate]] = []
    spoken_of: dict[int, set[str]] = {}
    for sure, candidate in sorted(likely, key=lambda each: -each[0]):
        notes = candidate.notes
        aspects = spoken_of.setdefault(id(notes), {code.aspect for code in notes.settled})
        same_length = length_in_doubt(candidate.code)
        if candidate.code.aspect not in aspects and not (same_length and same_length.aspect in aspects):
            aspects.add(candidate.code.aspect)
            added.append((sure, candidate))
    told = [(_keys_of_clause(candidate), reader.codes[candidate.column]) for _, candidate in added]
    for (sure, candidate), places in zip(added, reader.weightiest(told), strict=True):
        candidate.notes.mentions.append(_mention(candidate, sure, places))


def _keys_of_clause(candidate: Candidate) -> list[str]:
    clause = candidate.clause
    return candidate.notes.keys[clause.start : clause.end]


def _mention(candidate: Candidate, sure: float, places: Sequence[int]) -> IssueMention:
    notes, code, clause = candidate.notes, candidate.code, candidate.clause
    start, end = clause.start, clause.end
    first, last = notes.place_in_source(start, end)
    words = ", ".join(f"“{notes.words[start + at]}”" for at in places)
    return IssueMention(
        code=code,
        severity=0 if code.is_ok else _severity(notes.marks[start:end]),
        safety=False,
        amount=None,
        quote=notes.source[first:last],
        start=first,
        end=last,
        confidence=round(sure, 2),
        why=f"trained reader, words {words}" if words else "trained reader, the clause as a whole",
    )


def _severity(marks: Sequence[int]) -> int:
    said = reduce(or_, marks, 0)
    return 1 if said & _SLIGHT else 3 if said & _STRONG else 2
