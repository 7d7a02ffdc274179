"""Joins what the rules claim with what the trained reader says: what is likely enough to be right stays.

Each code that either speaks of is weighed by `nlp.policy`, which learnt from comments new to both how often such a
candidate is right; a mention is as sure as that. Its claim falls where it is likely wrong, and its clause is open
again; what the trained reader says besides joins where it is likely right, unless the aspect was spoken of. What may be
unsafe, what is concluded from sizes and what a label's own rules say stands as it is.
"""

from collections.abc import Sequence
from dataclasses import replace
from functools import reduce
from itertools import groupby
from operator import or_

import numpy as np
from numpy.typing import NDArray

from nlp.components.amounts import take_unclaimed_amount
from nlp.components.answers import is_refused
from nlp.components.asked_for import asks_for_all, is_there_instead
from nlp.components.candidates import Candidate, Weighable, gather
from nlp.components.closed import is_closed
from nlp.components.denied_behind import is_answered_no, is_asked_and_denied
from nlp.components.edges import trim
from nlp.components.halves import fill_halves
from nlp.components.kinds import length_in_doubt
from nlp.components.meanings import denied_by
from nlp.components.notes import DOUBTED, SIZED, Claim, Clause, Notes
from nlp.components.plainly import is_side_by_side, is_told_in_full
from nlp.components.safety import is_unsafe, tells_danger
from nlp.components.steps import step_for_many
from nlp.components.supposed import is_come_true
from nlp.lexicon.cues import BITS
from nlp.mentions import IssueMention
from nlp.policy import load_policy
from nlp.sums import Matrix
from nlp.taxonomy import IssueCode
from nlp.trained import TrainedReader

KEEP = 0.22
"""How likely a claim of the rules must be right to stand in a comment of a sentence or two."""
KEEP_PLAIN = 0.15
"""Likewise where its words are half of its clause or more or name the part it judges."""
KEEP_AMONG_MANY = 0.16
"""Likewise in a longer comment."""
KEEP_OUTRIGHT = 0.01
"""Likewise where a short comment wishes the measure of a part otherwise in so many words."""
KEEP_BEYOND_DOUBT = 0.01
"""Likewise where nothing but little words stand between a measure and its part, or where an answer denies it."""
KEEP_IN_SO_MANY_WORDS = 0.05
"""Likewise where a part and what it is like are the whole clause, or where words turn what they name: a fault that is
denied, a fear that is taken back or came true. The trained reader hears the fault and not what becomes of it."""
MOST_TO_KEEP = max(KEEP, KEEP_PLAIN, KEEP_AMONG_MANY)
"""Enough for every claim."""
ADD = 0.40
"""How likely what the rules do not claim must be right to join."""
ADD_TO_SILENCE = 0.15
"""Likewise where it says the contrary of the rest in the half of a short contrast that tells nothing else."""
ADD_BESIDE = 0.5
"""Likewise where a claim says most of its clause, or its sentence speaks of the writer's body."""

_SLIGHT, _STRONG, _NOT = BITS["slight"], BITS["strong"], BITS["not"]


@step_for_many("toile_joined")
def join(comments: list[Notes]) -> None:
    """Settle what comments tell by how likely each candidate is to be right."""
    read = [notes for notes in comments if notes.language == "en" and notes.clauses]
    reader = read[0].trained if read else None
    if reader is None:
        return
    weighable = gather(read, reader)
    likely = _likelihoods(weighable)
    outdone = _outdone(weighable, likely)
    added: list[tuple[float, Candidate]] = []
    hopeful: list[tuple[float, Candidate]] = []
    count = len(weighable.claimed)
    for (notes, code, claim), sure, confidence in zip(
        weighable.claimed, likely[:count].tolist(), likely[:count].round(2).tolist(), strict=True
    ):
        _settle(notes, code, claim, 0.0 if id(claim) in outdone else sure, confidence)
    for sure, candidate in _as_asked([*zip(likely[count:].tolist(), weighable.besides, strict=True)]):
        if (
            sure >= (ADD_TO_SILENCE if candidate.notes.is_short else ADD)
            and candidate.is_telling(reader)
            and not is_closed(candidate, likely=sure >= ADD_BESIDE)
        ):
            (added if sure >= ADD else hopeful).append((sure, candidate))
    for notes, telling in weighable.better_told:
        _quote(notes, telling)
    joining = _add(reader, added) if added else []
    if hopeful and (filling := fill_halves(joining, hopeful)):
        _add(reader, filling)


def _as_asked(heard: list[tuple[float, Candidate]]) -> list[tuple[float, Candidate]]:
    """What is heard besides, and how surely; what is missing where praise is asked for.

    Praise that is asked for tells the same as its fault, so both together make that sure. By itself it says nothing
    where it could be wrong either way.
    """
    praised = {
        (id(candidate.notes), candidate.code.aspect): sure
        for sure, candidate in heard
        if candidate.notes.requests and candidate.code.is_ok and asks_for_all(candidate.notes, candidate.clause)
    }
    if not praised:
        return heard  # as mostly
    told: list[tuple[float, Candidate]] = []
    for sure, candidate in heard:
        notes, clause, code = candidate.notes, candidate.clause, candidate.code
        asked = praised.get((id(notes), code.aspect), 0.0)
        if not code.is_ok or not asked:
            told.append((sure + asked - sure * asked, candidate))
        elif (fault := denied_by(notes.keys[clause.start : clause.end], code)) is not None:
            told.append((sure, replace(candidate, code=fault)))
    return told


def _outdone(weighable: Weighable, likely: NDArray[np.float64]) -> set[int]:
    """The claims, by their ids, less likely than one beside which they tell one request: what is there instead, too."""
    best: dict[tuple[int, int], tuple[float, Claim]] = {}
    outdone: set[int] = set()
    for (notes, _, claim), sure in zip(weighable.claimed, likely.tolist(), strict=False):
        if not claim.requested:
            continue
        place = (id(notes), claim.clause.sentence)
        held_sure, held = best.get(place, (sure, claim))
        if held is not claim and (is_there_instead(notes, held) or is_there_instead(notes, claim)):
            outdone.add(id(held if sure > held_sure else claim))
        if sure >= held_sure:
            best[place] = sure, claim
    return outdone


def _likelihoods(weighable: Weighable) -> NDArray[np.float64]:
    """How likely each candidate is to be right, 0 to 1."""
    policy = load_policy()
    odds: list[Matrix] = []
    first = 0
    for kind, same in groupby(weighable.kinds):
        rows = slice(first, first + len([*same]))
        odds.append(policy.odds(kind, weighable.names[rows], weighable.figures[rows], weighable.short[rows]))
        first = rows.stop
    likely: NDArray[np.float64] = np.reciprocal(1 + np.exp(-np.concatenate([*odds, []])))
    return likely


def _settle(notes: Notes, code: IssueCode, claim: Claim, sure: float, confidence: float) -> None:
    """A claim stands, as sure as it is likely to be right, or falls silent where it is likely wrong."""
    if claim.how in SIZED or (notes.rules is not None and claim.rule) or tells_danger(claim):
        return
    if sure >= MOST_TO_KEEP or sure >= _least(notes, claim) or _stands_by_itself(notes, claim, sure):
        claim.confidence = confidence
    else:
        for _, telling in notes.tellings.get(code, [(0.0, claim)]):
            telling.silent = DOUBTED
        if claim.amount is not None and claim.amount.stated:
            notes.unclaimed_amounts.append((*notes.place_of(claim.term.start, claim.term.end), claim.amount))
        del notes.settled[code]


def _stands_by_itself(notes: Notes, claim: Claim, sure: float) -> bool:
    """Whether it may be unsafe, or is said beside its part or denied by an answer too plainly to be doubted."""
    answered = claim.negated and (is_answered_no(notes, claim) or is_asked_and_denied(notes, claim))
    plainly = answered or is_side_by_side(notes, claim)
    return (sure >= KEEP_BEYOND_DOUBT and plainly) or is_unsafe(notes, claim)


_WORN = frozenset({IssueCode.COMFORT_WEAR_OK})
"""What is felt as soon as a garment is worn, in the words of any phrase."""


_DEGREES = frozenset(
    {"too", "at", "all", "overly", "even", "remotely", "in", "the", "least", "slightest", "means", "by", "no"}
)


def _is_plainly_denied(notes: Notes, claim: Claim) -> bool:
    """Whether nothing but how much stands between the denial and the fault ("by no means too tight")."""
    at = claim.term.start - 1
    while at > claim.clause.start and notes.words[at] in _DEGREES and not notes.marks[at] & _NOT:
        at -= 1
    return at >= claim.clause.start and bool(notes.marks[at] & _NOT)


def _quote(notes: Notes, telling: Claim) -> None:
    """Let a code be quoted by another telling of it; how sure, how bad and how much it is was told by all of them."""
    code = telling.code
    if code in notes.settled:
        settled = notes.settled[code]
        telling.confidence, telling.severity, telling.amount = settled.confidence, settled.severity, settled.amount
        notes.settled[code] = telling


def _least(notes: Notes, claim: Claim) -> float:
    """How likely a claim must be right to stand."""
    if claim.requested:
        return KEEP_AMONG_MANY
    is_plain = claim.is_most_of_its_clause or (notes.is_short and claim.owner_term is not None)
    if is_plain and notes.is_short and _is_wished_outright(claim):
        return KEEP_OUTRIGHT
    if _is_in_so_many_words(notes, claim, is_plain=is_plain):
        return KEEP_IN_SO_MANY_WORDS
    if not notes.is_short:
        return KEEP_AMONG_MANY
    return KEEP_PLAIN if is_plain else KEEP


def _is_in_so_many_words(notes: Notes, claim: Claim, *, is_plain: bool) -> bool:
    """Whether it is told in full with its part, or denied, taken back or come true in words that leave no doubt."""
    if claim.owner_term is not None and is_told_in_full(notes, claim.clause):
        return True
    if claim.denies_fault and (is_plain or claim.code in _WORN) and _is_plainly_denied(notes, claim):
        return True
    if claim.owner_term is not None and claim.amount is not None and claim.amount.stated:
        return True
    if notes.is_short and is_refused(notes, claim.clause):
        return True
    came_true = not claim.words_praise and is_come_true(notes, claim)
    return notes.is_short and (came_true or claim.how == "a fear taken back")


def _is_wished_outright(claim: Claim) -> bool:
    """Whether the measure of a part is wished otherwise ("I would keep it if the waist was looser")."""
    return claim.wished and claim.how == "of its subject" and claim.judgement is not None and bool(claim.judgement.axis)


def _add(reader: TrainedReader, likely: list[tuple[float, Candidate]]) -> list[Candidate]:
    """Add what only the trained reader says, surest first, unless the aspect was spoken of; what that is."""
    added: list[tuple[float, Candidate]] = []
    spoken_of: dict[int, set[str]] = {}
    for sure, candidate in sorted(likely, key=lambda each: -each[0]):
        notes = candidate.notes
        told = {code.aspect for code in (*notes.settled, *(mention.code for mention in notes.mentions))}
        aspects = spoken_of.setdefault(id(notes), told)
        same_length = length_in_doubt(candidate.code)
        if candidate.code.aspect not in aspects and not (same_length and same_length.aspect in aspects):
            aspects.add(candidate.code.aspect)
            added.append((sure, candidate))
    heard = [(_keys_of_clause(candidate), reader.codes[candidate.column]) for _, candidate in added]
    for (sure, candidate), places in zip(added, reader.weightiest(heard), strict=True):
        candidate.notes.mentions.append(_mention(candidate, sure, places))
    return [candidate for _, candidate in added]


def _keys_of_clause(candidate: Candidate) -> list[str]:
    clause = candidate.clause
    return candidate.notes.keys[clause.start : clause.end]


def _mention(candidate: Candidate, sure: float, places: Sequence[int]) -> IssueMention:
    notes, code, clause = candidate.notes, candidate.code, candidate.clause
    weightiest = [clause.start + at for at in places]
    first, last = notes.place_in_source(*trim(notes, *_pieces_around(notes, clause, weightiest)))
    words = ", ".join(f"“{notes.words[at]}”" for at in weightiest)
    return IssueMention(
        code=code,
        severity=0 if code.is_ok else _severity(notes.marks[clause.start : clause.end]),
        safety=False,
        amount=take_unclaimed_amount(notes, clause, code),
        quote=notes.source[first:last],
        start=first,
        end=last,
        confidence=round(sure, 2),
        why=f"trained reader, words {words}" if words else "trained reader, the clause as a whole",
    )


def _pieces_around(notes: Notes, clause: Clause, weightiest: Sequence[int]) -> tuple[int, int]:
    """From the piece of the clause in which the first of these tokens stands to that of the last; else all of it."""
    if not weightiest:
        return clause.start, clause.end
    first, last = weightiest[0], weightiest[-1]
    around = [(start, end) for start, end, _ in notes.pieces if start <= last and end > first]
    start, end = (around[0][0], around[-1][1]) if around else (clause.start, clause.end)
    return max(clause.start, min(start, first)), min(clause.end, max(end, last + 1))


def _severity(marks: Sequence[int]) -> int:
    said = reduce(or_, marks, 0)
    return 1 if said & _SLIGHT else 3 if said & _STRONG else 2
