"""Tells comparatives: every wish that no cue tells has one, and few other claims do."""

from nlp.components.notes import Claim, Notes

_A_LITTLE = frozenset({"bit", "little", "touch", "extra", "inch", "inches"})


def is_comparative(word: str) -> bool:
    """Whether the word compares ("longer", "more")."""
    return word[-2:] == "er" or word == "more"


def asks_for_change(notes: Notes, claim: Claim) -> bool:
    """Whether a comparative or a small amount leads to it ("a bit longer", "an inch of length")."""
    lead = notes.words[max(0, claim.term.start - 4) : claim.term.end]
    return any(is_comparative(word) or word in _A_LITTLE for word in lead)
