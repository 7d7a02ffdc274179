"""Knows what is told so plainly that no second reader is needed: a fault beside its part, a clause told in full."""

from nlp.components.notes import Claim, Clause, Notes
from nlp.components.phrase_parts import part_at
from nlp.lexicon import Part, word_set
from nlp.lexicon.cues import BITS, DEGREES
from nlp.taxonomy import IssueCode

_BETWEEN = DEGREES | BITS["be"] | BITS["place"] | BITS["pronoun"]
_JOINING = frozenset({
    *("(", ",", ":", "?", ".", "...", "…", "though"), *("being", "the", "my", "this", "to", "which", "that"),
    *("a", "me", "first", "could", "need", "needs"),
})  # fmt: skip


def is_side_by_side(notes: Notes, claim: Claim) -> bool:
    """Whether a fault stands beside what it is of ("sleeves were too long", "the dress is too big")."""
    judgement, owner, start = claim.judgement, claim.owner_term, claim.term.start
    if claim.negated or claim.words_praise:
        return False
    if judgement is None and owner is None:
        return _names_both(notes, claim)
    if owner is None or claim.owner is None:
        return False
    if claim.how == "of the subject before" and owner.start > start:
        return True  # "same with the chest"
    if judgement is None or not (judgement.axis or judgement.inherent):
        return False
    said = claim.wished or notes.words[start - 1] == "this"
    if not said and not any(mark & DEGREES for mark in notes.marks[max(start - 2, 0) : start]):
        said = is_told_in_full(notes, claim.clause, 2)
        if not said:
            return False
    first, last = (owner, claim.term) if owner.start < start else (claim.term, owner)
    between = range(first.end, last.start)
    return (
        (claim.wished or len(between) > 0)
        and len(between) <= 5
        and all(notes.marks[at] & _BETWEEN or notes.words[at] in _JOINING for at in between)
    )


_WORDS_MAX = 5
"""A longer phrase is a telling, no part with its measure."""


def _names_both(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase finds too much or little of its part or of the cloth before it ("the fabric is too thin")."""
    start, end = claim.term.start, claim.term.end
    if not isinstance(claim.code, IssueCode) or not any(
        mark & DEGREES for mark in notes.marks[max(start - 1, 0) : end]
    ):
        return False
    if claim.code.group == "fit":
        return end - start <= _WORDS_MAX and any(part_at(notes, at) for at in range(start, end))
    if not claim.code.aspect.startswith("fabric."):
        return False
    cloth = next((term for term in reversed(claim.clause.terms) if term.end <= start), None)
    return (
        cloth is not None
        and isinstance(cloth.entry, Part)
        and cloth.entry.name == "fabric"
        and all(notes.marks[at] & _BETWEEN or notes.words[at] in _JOINING for at in range(cloth.end, start))
    )


_PASSED_OVER = _JOINING | {
    "as",
    "for",
    "i",
    "it",
    "also",
    "both",
    "only",
    "sadly",
    "returned",
    "found",
    "think",
    "find",
}
_LITTLE = _BETWEEN | BITS["and"] | BITS["comma"]


def leaves_nothing(notes: Notes, clause: Clause, code: IssueCode) -> bool:
    """Whether a clause cannot tell that, too, besides what the rules claim of it."""
    told = [claim.code for claim in notes.claims if claim.clause is clause and claim.code and not claim.silent]
    if code.is_ok and any(one.is_ok for one in told):
        return False  # "the fabric is light and flows nicely" praises more than one thing
    denies = not code.is_ok and clause.marks & BITS["not"] and _ends_denying(notes, clause)
    return bool(denies) or is_told_in_full(notes, clause)


def _says_no_more(part: Part) -> bool:
    """Whether a part may stand by itself: the garment, and cloth, of which phrases tell that own no part."""
    return part.garment or part.name == "fabric"


def is_told_in_full(notes: Notes, clause: Clause, least: int = 1) -> bool:
    """Whether what is claimed leaves nothing but little words ("the sleeves are too long and the chest too loose")."""
    told = {term.start for term in clause.terms if isinstance(term.entry, Part) and _says_no_more(term.entry)}
    count = 0
    for claim in notes.claims:
        if claim.clause is clause and claim.code and not claim.silent:
            count += 1
            told.update(range(claim.term.start, claim.term.end))
            if claim.owner_term is not None:
                told.update(range(claim.owner_term.start, claim.owner_term.end))
    words, marks = notes.words, notes.marks
    return count >= least and all(
        at in told or marks[at] & _LITTLE or words[at] in _PASSED_OVER or not words[at].isalpha()
        for at in range(clause.start, clause.end)
    )


_COMPLAINING = word_set("complaining")


def _ends_denying(notes: Notes, clause: Clause) -> bool:
    """Whether it ends in denying what was told of others ("but the cuffs are not", "the collar is not the problem")."""
    last = notes.words[clause.end - 3 : clause.end]
    if last[:2] == ["not", "the"]:
        return not _COMPLAINING.isdisjoint(last)
    return clause.contrasts and last[1:] in (["is", "not"], ["are", "not"], ["is", "n't"], ["are", "n't"])
