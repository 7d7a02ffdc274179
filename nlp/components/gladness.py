"""Tells whether the writer is glad of what is so, or is not ("and I'm so glad", "I don't like how …")."""

from nlp.components.notes import Claim, Clause, Notes
from nlp.components.reach import before
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS

GLAD = word_set("glad")
_GLADLY = frozenset(
    {"i", "'m", "am", "so", "very", "really", "and", ",", "which", "actually", "that", "quite", "rather", "much"}
)


def is_glad_of(notes: Notes, claim: Claim) -> bool:
    """Whether the writer is glad of it, which is told behind it ("looser than usual, and I'm so glad")."""
    behind = notes.words[claim.term.end : claim.term.end + 16]
    at = next((at for at, word in enumerate(behind) if word in GLAD), -1)
    if at < 0 or behind[at + 1 : at + 2] not in ([], [","], ["."], ["!"], ["of"]) or "." in behind[:at]:
        return False
    first = next((i for i, word in enumerate(behind[:at]) if word in (",", "which")), at)
    return first < at and "i" in behind[first:at] and all(word in _GLADLY for word in behind[first:at])


def is_liking_denied(notes: Notes, claim: Claim) -> bool:
    """Whether a liking in front of it is denied ("I do not like how tight it is", "not happy that it is short")."""
    at = next((at for at in before(notes, claim, 5) if notes.marks[at] & BITS["liked"]), claim.clause.start)
    return any(mark & BITS["not"] for mark in notes.marks[max(claim.clause.start, at - 4) : at])


_THAT_IS = (["that", "'s"], ["that", "is"], ["that", "s"], ["which", "is"])


def is_how_it_is_liked(notes: Notes, clause: Clause) -> bool:
    """Whether a clause says that it is liked so ("short on me, but that's how I like it")."""
    if notes.words[clause.start : clause.start + 2] not in _THAT_IS:
        return False
    return any(mark & BITS["liked"] for mark in notes.marks[clause.start : clause.start + 7])
