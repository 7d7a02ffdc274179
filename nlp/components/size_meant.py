"""Finds the size that "it" stands for: "took an S, and it hung off me. The XS fits"."""

from nlp.components.notes import Claim, Notes
from nlp.components.size_names import RANKED, rank_of
from nlp.components.sizes_said import SizesSaid
from nlp.taxonomy import IssueCode


def is_called(words: list[str], at: int) -> bool:
    """Whether a number or name is that of a size; a number alone may be anything."""
    if not words[at].isdecimal() or words[at - 1 : at] in (["the"], ["this"], ["a"], ["an"], ["size"], ["my"]):
        return True
    opens = not at or words[at - 1] in _STOPS
    return opens and words[at + 1 : at + 2] in _TELLING  # "14 was enormous", but not "2 were torn"


_TELLING = (["was"], ["is"], ["too"], ["would"], ["did"], ["way"])
_STOPS = frozenset({".", "!", "?", "\n"})


_DEGREES = frozenset({"way", "far", "much", "too", "so", "a", "bit", "little", "very", "still", "just", "super", "and"})
_IT = frozenset({"it", "they", "that", "this"})
_SIZE_BEFORE_MAX = 16


def size_meant(notes: Notes, claim: Claim, sizes: SizesSaid) -> int | None:
    """Where the size is named that "it" stands for, if the one that fits agrees ("took an S. It hung off me")."""
    words, clause = notes.words, claim.clause
    lead = words[clause.start : claim.term.start]
    if _IT.isdisjoint([*lead, words[claim.term.start]][:2]) and not _DEGREES.issuperset(lead):
        return None  # somebody else's, but not "way too large" by itself
    for at in range(clause.start - 1, max(-1, clause.start - _SIZE_BEFORE_MAX), -1):
        said = rank_of(words, at, notes.language) if words[at] in RANKED and is_called(words, at) else None
        if said is not None:
            place, rank = sizes.chosen.get(said[0], (at, said[1]))
            agrees = rank < said[1] if claim.code is IssueCode.SIZE_OVERALL_LARGE else rank > said[1]
            return at if agrees and at < place else None
    return None
