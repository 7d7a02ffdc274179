"""Hears which place of the garment so many sizes are told of: "needed a size larger on the top"."""

from bisect import bisect_left

from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.phrase_parts import code_of, part_alone
from nlp.components.places_beside import place_at
from nlp.components.reach import before
from nlp.components.size_meant import is_called
from nlp.components.size_names import RANKED, rank_of
from nlp.lexicon import Part, word_set
from nlp.mentions import Amount
from nlp.taxonomy import IssueCode

_WRONG = {
    **dict.fromkeys((IssueCode.SIZE_OVERALL_LARGE, IssueCode.BODY_WIDTH_LARGE), "large"),
    **dict.fromkeys((IssueCode.SIZE_OVERALL_SMALL, IssueCode.BODY_WIDTH_SMALL), "small"),
}
_LEADING, _ARTICLES = word_set("leading_to_sized"), frozenset({"the", "my", "its"})
_ENDS = {"top": "bust", "bottom": "hip", "bottoms": "hip"}
"""On top and at the bottom a size lies around these."""
_WISHED = frozenset({"could", "should", "have", "'ve", "of"})
_LEAD, _STEPS_MAX = 7, 4
_FRONTED_MAX = 4
"""So many words lead to a place that opens a sentence ("On the waist, however, …", "In the bust I needed …")."""


def tell_of_place(notes: Notes, claim: Claim, end: int) -> None:
    """Let what a count of sizes, that ends there in the text, tells of the whole be told of the place beside it."""
    value = _WRONG.get(claim.code) if isinstance(claim.code, IssueCode) else None
    if value is None or claim.rule or notes.language != "en":
        return
    last = max(claim.term.end, bisect_left(notes.starts, end))
    clause = notes.clause_at(claim.term.start) or claim.clause
    found = _behind(notes, clause, last)
    if found is None and claim.judgement is None:
        found = _in_front(notes, clause, claim.term.start) or _fronted(notes, clause)
    if found is None:
        return
    at, part = found
    code = code_of(part, "width", value) if "width" in part.axes else None
    if code is not None:
        claim.code, claim.owner, claim.owner_term = code, part, Term(at, at + 1, part)
        claim.how = "sizes counted of a place"


def measure_place(notes: Notes, scale: str, rank: float) -> None:
    """Give a fault of a place that is told of one size its distance from the right one."""
    for claim in notes.claims:
        code = claim.code
        if code is None or claim.silent or claim.amount or not code.aspect.endswith(".width"):
            continue
        at = next((at for at in before(notes, claim, _LEAD) if notes.words[at] in RANKED), None)
        said = rank_of(notes.words, at, notes.language) if at is not None else None
        if at is None or said is None or said[0] != scale or not is_called(notes.words, at):
            continue
        steps = rank - said[1]
        if 0 < abs(steps) <= _STEPS_MAX and code.value_word == ("small" if steps > 0 else "large"):
            claim.amount = Amount(abs(steps), "size", None, None, "exact", stated=True)


def _behind(notes: Notes, clause: Clause, at: int) -> tuple[int, Part] | None:
    """The place that a preposition leads to right behind ("a size larger on the top")."""
    words = notes.words
    if words[at : at + 2] == ["up", "top"]:
        return _place(notes, clause, at + 1)
    if at >= clause.end or words[at] not in _LEADING or (words[at] == "for" and words[at + 1 : at + 2] != ["my"]):
        return None  # "a size up for the length of the sleeves"
    at += 1
    while at < clause.end and words[at] in _ARTICLES:
        at += 1
    return _place(notes, clause, at) if at < clause.end else None


def _in_front(notes: Notes, clause: Clause, start: int) -> tuple[int, Part] | None:
    """The place that is the subject ("the waist is two sizes smaller than the hips")."""
    at = start - 1
    while at > clause.start and notes.words[at] in _WISHED:
        at -= 1
    return _place(notes, clause, at) if clause.start <= at and notes.words[at - 1 : at] != ["of"] else None


def _fronted(notes: Notes, clause: Clause) -> tuple[int, Part] | None:
    """The place that opens the sentence ("On the waist, however, they run small")."""
    first = clause
    while first.number and notes.clauses[first.number - 1].sentence == clause.sentence:
        first = notes.clauses[first.number - 1]
    words = notes.words[first.start : first.start + _FRONTED_MAX]
    if words[:1] not in _FRONTING:
        return None
    goes_on = next((at for at, word in enumerate(words) if word in _BEHIND_FRONTED), 0)
    return _place(notes, first, first.start + goes_on - 1) if goes_on else None


_FRONTING = (["in"], ["on"], ["at"], ["around"], ["for"])
_BEHIND_FRONTED = frozenset({",", "i", "it", "they", "we", "these", "this"})


def _place(notes: Notes, clause: Clause, at: int) -> tuple[int, Part] | None:
    word = notes.words[at]
    part = part_alone(notes.language, _ENDS[word]) if word in _ENDS else place_at(notes, clause, at)
    return (at, part) if part is not None else None
