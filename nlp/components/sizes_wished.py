"""Hears that so many sizes more or less are wished for, not told: "I wish it were a size bigger"."""

from dataclasses import replace

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Claim, Notes
from nlp.components.wishes import SUPPOSING
from nlp.lexicon import Phrase, word_set
from nlp.taxonomy import IssueCode

_OPPOSITES = {
    IssueCode.SIZE_OVERALL_LARGE: IssueCode.SIZE_OVERALL_SMALL,
    IssueCode.SIZE_OVERALL_SMALL: IssueCode.SIZE_OVERALL_LARGE,
}
_BEING = frozenset({"be", "been", "being", "was", "were", "came", "ran"})
_WISHED = frozenset({"could", "should", "might"})
_SUBJECTS = frozenset({"it", "they", "this", "these", "only", "the", "i", "that"})
_PLEASING = word_set("right_sizes") | {"keep", "kept", "love", "great", "fit", "work"}
_FAR, _ON = 4, 8
"""So many words may stand between "if" or "wish" and "were", so many tell what that would be like."""


def turn_wished(notes: Notes) -> None:
    """Let what is told as too large be too small where a size larger is wished for, and the other way round."""
    if "size" not in notes.prepared or notes.language != "en":
        return
    for claim in notes.claims:
        if claim.code not in _OPPOSITES or claim.judgement is not None or claim.rule:
            continue
        if claim.silent and _would_be_right(notes, claim):
            claim.silent = ""
        first, last = claim.term.start, claim.term.end - 1
        if notes.words[first] not in _BEING or not is_comparative(notes.words[last]):
            continue
        if _is_wished(notes, claim):
            code = _OPPOSITES[IssueCode(claim.code)]
            claim.code, claim.term = code, replace(claim.term, entry=Phrase(code))
            claim.how, claim.silent = "a size that is wished for", ""


def _would_be_right(notes: Notes, claim: Claim) -> bool:
    """Whether another size would be right ("one size up would have been perfect")."""
    behind = notes.words[claim.term.end : claim.term.end + _ON]
    if SUPPOSING.isdisjoint(behind[:1]) or not _DENYING.isdisjoint(behind):
        return False
    return not _PLEASING.isdisjoint(behind[1:]) and claim.term.start == claim.clause.start


_DENYING = frozenset({"not", "n't", "never", "if"})


def _is_wished(notes: Notes, claim: Claim) -> bool:
    """Whether it could, should or ought to be so, or would please if it were."""
    start, first = claim.term.start, claim.clause.start
    led = notes.words[max(first, start - _FAR) : start]
    told = [word for word in led if word not in ("have", "'ve", "of", "easily", "really", "probably")]
    if not _WISHED.isdisjoint(told[-1:]):
        return True
    if "wish" in led:
        return True
    if "if" not in led or _SUBJECTS.isdisjoint(led[led.index("if") + 1 :]):
        return False
    before = notes.words[first : start - len(led) + led.index("if")]
    if led[led.index("if") + 1] == "only" or not SUPPOSING.isdisjoint(before):
        return True
    behind = notes.words[claim.term.end : claim.term.end + _ON]
    return not SUPPOSING.isdisjoint(behind) and not _PLEASING.isdisjoint(behind)  # "if it was larger it'd be great"
