"""Flags what can hurt somebody, by closed rules, apart from how strongly it was said."""

import re
from collections.abc import Set
from functools import cache

from nlp.components.notes import Claim, Notes
from nlp.lexicon import load_lexicon
from nlp.lexicon.cues import BITS

_NOT = BITS["not"]


@cache
def hazards(language: str = "en") -> re.Pattern[str]:
    """All rules of `safety.toml` in one expression."""
    return re.compile(rf"\b(?:{'|'.join(load_lexicon(language).settings['hazards'])})\b")


@cache
def hazard_keys(language: str = "en") -> frozenset[str]:
    """The keys of the words that a hazard needs: most clauses hold none, and need no closer look."""
    lexicon = load_lexicon(language)
    return frozenset(lexicon.keys.of(lexicon.settings["hazard_words"].split()))


def clauses_with_hazards(notes: Notes) -> Set[int]:
    """The numbers of the clauses with a word that a hazard needs: most have none, and no claim needs a closer look."""
    needed, keys = hazard_keys(notes.language), notes.keys
    if needed.isdisjoint(keys):
        return frozenset()
    return {clause.number for clause in notes.clauses if not needed.isdisjoint(keys[clause.start : clause.end])}


def is_unsafe(notes: Notes, claim: Claim) -> bool:
    """Whether the claim's clause tells of a sharp object, a skin reaction, choking, trapping, a lost part or fire."""
    if claim.code is not None and claim.code.is_ok:
        return False
    start, end = claim.clause.start, claim.clause.end
    if hazard_keys(notes.language).isdisjoint(notes.keys[start:end]):
        return False
    said = " ".join(notes.words[start:end]).replace(" n't", "n't")
    return any(not _is_denied(notes, start, said[: found.start()]) for found in hazards(notes.language).finditer(said))


def _is_denied(notes: Notes, start: int, before: str) -> bool:
    """Whether one of the two words before a hazard denies it ("no pins left in", "never once choked me")."""
    at = start + before.count(" ") + before.count("n't")
    return any(marks & _NOT for marks in notes.marks[max(start, at - 2) : at])
