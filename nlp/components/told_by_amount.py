"""Hears what a length says of the place beside it: "the legs taken in an inch", "an inch of air at the waist"."""

from bisect import bisect_left

from nlp.components.kinds import LEG_CODES
from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.places_beside import HEM, LEADING_TO_PLACES, is_hem, measured, place_at, where_it_ought
from nlp.components.questions import questions
from nlp.components.silence import hints, why_silent
from nlp.components.ways_told import TELLING, is_extra, way_told
from nlp.lexicon import Phrase, word_set
from nlp.lexicon.cues import BITS
from nlp.mentions import Amount
from nlp.taxonomy import ASPECTS, IssueCode

TOLD_BY_AMOUNT = "told by its amount"
"""Why a claim is silent that stood on the words of a length which measures another place."""
MEASURED = frozenset(
    aspect for aspect in ASPECTS if aspect.endswith((".width", ".size", ".length", ".position", ".height", ".depth"))
)
WHOLE_LENGTHS = frozenset({"body.length", "leg.length"})
_NOT = BITS["not"]


def claim_told(notes: Notes, start: int, end: int, amount: Amount) -> Claim | None:
    """The claim that a length, by its place in the text, makes with the place beside it; an earlier one of its code."""
    if notes.language != "en" or TELLING.isdisjoint(notes.said):
        return None
    first, last = bisect_left(notes.starts, start), bisect_left(notes.starts, end)
    clause = notes.clause_at(first)
    if clause is None:
        return None
    way = way_told(notes, clause, first, last)
    if way == "more" and amount.value > 1 and notes.words[last - 1] == "inch" and _is_of_thing(notes, last):
        return None  # "it needs a 2 inch belt"
    found = measured(notes, clause, first, last, way) if way else where_it_ought(notes, clause, first, last)
    if found is None:
        return None
    code, place = found
    if way == "less" and is_extra(notes.words, first, last):
        _hush_wishes(notes, code, range(first - 1, last))
    covering = None if way in ("up", "down") else _covering(notes, code, place)
    if covering is not None:
        return covering
    length, asked = range(first, last), way in ("more", "up", "down")
    claim = _told_already(notes, clause, code) or _new_claim(notes, clause, found, length, asked=asked)
    if claim is not None:
        _hush_others(notes, claim, place, length)
    return claim


def _hush_wishes(notes: Notes, code: IssueCode, length: range) -> None:
    """Silence what took the extra inch for a missing one ("there is an extra inch in the waist")."""
    for claim in notes.claims:
        told = claim.code
        overlaps = claim.term.start < length.stop and length.start < claim.term.end
        if told and told.aspect == code.aspect and told is not code and overlaps:
            claim.silent = claim.silent or TOLD_BY_AMOUNT


def _is_of_thing(notes: Notes, last: int) -> bool:
    """Whether a thing of that measure follows, no place or change."""
    return any(word not in _NO_THINGS for word in notes.words[last : last + 1])


_NO_THINGS = TELLING | LEADING_TO_PLACES | {*",.!-;)", *("there", "here", "please", "or", "and", "longer", "wider")}


def _told_already(notes: Notes, clause: Clause, code: IssueCode) -> Claim | None:
    """The fault of that code in the same sentence or beside it, of which no amount is told."""
    codes = (code, LEG_CODES.get(code, code))
    for claim in notes.claims:
        near = abs(clause.sentence - claim.clause.sentence) <= 1
        if near and claim.code in codes and not claim.silent and claim.amount is None:
            return claim
    return None


def _covering(notes: Notes, code: IssueCode, place: int) -> Claim | None:
    """The fault of a measure that a phrase tells in which the place is named: it knows better what is meant of it."""
    for claim in notes.claims:
        told = claim.code
        if told is None or told.is_ok or claim.silent or claim.judgement is not None or claim.amount is not None:
            continue
        if claim.term.start <= place < claim.term.end and told.aspect in MEASURED:
            if code.zone in _MEASURED_TWICE and told.zone == code.zone and told.aspect != code.aspect:
                return None
            return None if is_hem(notes.words[place]) and not told.aspect.endswith(".length") else claim
    return None


_MEASURED_TWICE = ("leg", "sleeve")
"""Of these phrases mix up length and width."""
_WISHED_AS = ("fear", "hypothetical")
_NEEDED_BY_OTHERS = word_set("needed_by_others")
"""What more is asked for under "would" and "if" is so, unless it is asked for others or only feared."""


def _new_claim(
    notes: Notes, clause: Clause, found: tuple[IssueCode, int], length: range, *, asked: bool
) -> Claim | None:
    """A claim of its own, unless it is denied, asked or only supposed."""
    code, place = found
    start, end = length.start if place < clause.start else min(place, length.start), max(place + 1, length.stop)
    if notes.marks_of(range(clause.start, end)) & _NOT or clause.sentence in questions(notes):
        return None
    part = place_at(notes, clause, place)
    named = Term(place, place + 1, part) if part is not None and part is not HEM else None
    owner = named.part if named is not None else None
    claim = Claim(Term(start, end, Phrase(code)), clause, None, owner, named, "phrase", code, confidence=0.6)
    why = why_silent(notes, claim, hints(notes))
    wished = asked and why in _WISHED_AS and _NEEDED_BY_OTHERS.isdisjoint(notes.words[clause.start : clause.end])
    if why and not wished:
        return None
    notes.claims.append(claim)
    return claim


def _hush_others(notes: Notes, told: Claim, place: int, length: range) -> None:
    """Silence what stood on the words of the length and was said of no place, or otherwise of the same one."""
    aspect = told.code.aspect if told.code is not None else ""
    for claim in notes.claims:
        term, owner = claim.term, claim.owner_term
        if claim is told or claim.code is None or claim.code.is_ok or claim.code.aspect == aspect:
            continue
        overlaps = term.start < length.stop and length.start < term.end
        if owner is None and claim.code.aspect in WHOLE_LENGTHS and claim.clause is told.clause:
            overlaps = overlaps or place < length.start  # "had to take up the armholes an inch"
        if overlaps and claim.code.group == "fit" and (owner is None or owner.start <= place < owner.end):
            claim.silent = claim.silent or TOLD_BY_AMOUNT
