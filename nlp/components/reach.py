"""Looks for cues in front of and behind a claim."""

from nlp.components.notes import Claim, Notes
from nlp.lexicon.cues import BITS

REACH = 7


def before(notes: Notes, claim: Claim, reach: int = REACH) -> range:
    """The tokens in front of a claim that can change it, nearest first."""
    start, first = claim.term.start, claim.clause.start
    return range(start - 1, (first if start - first < reach else start - reach) - 1, -1)


def lead(notes: Notes, claim: Claim, reach: int = REACH) -> list[str]:
    """The words in front of a claim in its clause, in the order of the comment."""
    start, first = claim.term.start, claim.clause.start
    return notes.words[first if start - first < reach else start - reach : start]


def has_before(notes: Notes, claim: Claim, kind: str, reach: int = REACH) -> bool:
    """Whether such a cue stands in front of the claim."""
    bit = BITS[kind]
    return bool(claim.clause.marks & bit) and any(notes.marks[at] & bit for at in before(notes, claim, reach))


def has_after(notes: Notes, claim: Claim, kind: str) -> bool:
    """Whether such a cue stands behind the claim in its clause."""
    bit = BITS[kind]
    return bool(claim.clause.marks & bit) and any(
        notes.marks[at] & bit for at in range(claim.term.end, claim.clause.end)
    )


def judges_by_itself(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase is no more than a part and its fault ("legs were too wide"): it is silenced as these are."""
    if claim.judgement is not None:
        return False
    said = notes.words[claim.term.start : claim.term.end - 1]
    return "too" in said or said[-2:] in A_LITTLE


A_LITTLE = (["a", "bit"], ["a", "little"], ["a", "tad"])


def gives_reason(words: list[str]) -> bool:
    """Whether a reason is told among the words ("would look odd as you can see through it")."""
    at = next((at for at, word in enumerate(words) if word in _BECAUSE), -1)
    return at >= 0 and words[at + 1 : at + 2] in (["you"], ["it"], ["they"], ["i"], ["the"])


_BECAUSE = frozenset({"as", "since", "because", "bc", "cuz"})
