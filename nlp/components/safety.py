"""Flags what can hurt somebody, by closed rules, apart from how strongly it was said."""

import re
from functools import cache

from nlp.components.notes import Claim, Notes
from nlp.lexicon import load_lexicon


@cache
def hazards(language: str = "en") -> re.Pattern[str]:
    """All rules of `safety.toml` in one expression."""
    return re.compile(rf"\b(?:{'|'.join(load_lexicon(language).settings['hazards'])})\b")


def is_unsafe(notes: Notes, claim: Claim) -> bool:
    """Whether the claim's clause tells of a sharp object, a skin reaction, choking, trapping, a lost part or fire."""
    if claim.code is not None and claim.code.is_ok:
        return False
    words = " ".join(notes.words[claim.clause.start : claim.clause.end]).replace(" n't", "n't")
    return hazards().search(words) is not None
