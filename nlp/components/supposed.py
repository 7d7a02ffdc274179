"""Tells what stands as supposed or told within a phrase or behind it ("the straps would be short", "says everyone")."""

from nlp.components.comparatives import is_comparative
from nlp.components.modals import LEFT_OPEN
from nlp.components.notes import Claim, Notes
from nlp.components.reach import judges_by_itself
from nlp.components.wishes import SUPPOSING
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS

HEARSAY = frozenset({"says", "say", "allegedly", "supposedly", "apparently"})
_OTHERS_SAYING = word_set("others_saying")


def is_hearsay_behind(notes: Notes, claim: Claim) -> bool:
    """Whether it is told behind that others say so ("it has better pockets, says everyone on the forum")."""
    behind = notes.words[claim.term.end : claim.term.end + 14]
    for mark in (".", "!"):
        behind = behind[: behind.index(mark)] if mark in behind else behind
    at = next((at for at, word in enumerate(behind) if word in ("says", "say")), -1)
    if claim.negated and not _WHATEVER.isdisjoint(behind):
        return False  # "it isn't tight, whatever the reviews say"
    if not _LIKEWISE.isdisjoint(behind[:3]):
        return False  # "it is tight, just like the reviews say"
    if at < 1:
        return behind[-2:-1] == [","] and behind[-1] in HEARSAY
    said = behind[at + 1 : at + 3] if behind[at - 1] in (",", "so") else behind[at - 1 : at]
    return at + 5 >= len(behind) and behind[at - 1] != "not" and not _OTHERS_SAYING.isdisjoint(said)


_WHATEVER = frozenset({"whatever", "matter", "despite", "regardless", "contrary", "unlike"})
_LIKEWISE = frozenset({"like", "as"})
_ONLY_SUPPOSED = SUPPOSING | {"may"}
_PLEASING = word_set("pleasing")


def is_within_supposed(notes: Notes, claim: Claim) -> bool:
    """Whether what a phrase says is only supposed within its words ("worried that the straps would be short")."""
    words, term = notes.words, claim.term
    if _may_happen(notes, claim):
        return True
    if (
        judges_by_itself(notes, claim)
        and "too" in words[term.start : term.end]
        and not LEFT_OPEN.isdisjoint(words[term.start : term.end])
    ):
        return True  # "the legs will probably be too wide for tall people"
    if claim.code is None or term.end - term.start < 4 or is_comparative(words[term.end - 1]):
        return False
    for at in range(term.start + 1, term.end - 2):
        if words[at] in _ONLY_SUPPOSED and words[at + 1] in ("be", "have"):
            if words[at + 1] == "have" and claim.code.group == "construction":
                return False  # "a lining would have helped"
            praises = claim.code.is_ok and claim.code.group != "construction" and claim.code.aspect != "fabric.stretch"
            return (praises or _PLEASING.isdisjoint(words[at + 2 : term.end])) and not notes.marks[term.start] & BITS[
                "wish"
            ]
    return False


_MAYBE = frozenset({"might", "may"})
_NO_EVENT = frozenset({"be", "have", "not"})
"""Behind a modal: what is so, or may not be."""


def _may_happen(notes: Notes, claim: Claim) -> bool:
    """Whether a fault is told as what may happen ("the zip might jam over time")."""
    if claim.code is None or claim.code.is_ok:
        return False
    words, term = notes.words, claim.term
    at = next((at for at in range(term.start + 1, term.end - 1) if words[at] in _MAYBE), None)
    return at is not None and words[at + 1] not in _NO_EVENT


_JOINS = frozenset({",", ".", "!", ";", "-", "and", "\n"})
_ENDS = _JOINS | {"but", "so", "because", "which", "after", "though", ")"}
_SURELY = word_set("surely")
_MEANT = frozenset({"it", "they", "that", "this", "these", "those"})
_WAS, _DID = frozenset({"was", "were", "is", "are"}), frozenset({"did", "does", "do", "has", "have"})
_BEFORE_JOIN_MAX = 8


def is_come_true(notes: Notes, claim: Claim) -> bool:
    """Whether what was feared, or a good that was hoped for, is said to be so ("afraid it was short, and it was")."""
    if claim.negated or _is_hoped_for(notes, claim):
        return False
    words, end = notes.words, claim.term.end
    end -= words[end - 1] in _JOINS  # "too low and" may be one phrase
    at = next((at for at in range(end, min(end + _BEFORE_JOIN_MAX, len(words))) if words[at] in _JOINS), None)
    if at is None or words[at:] == [words[at]]:
        return False
    at = _skip(words, at, _JOINS | _SURELY)
    if words[at : at + 1] == ["i"] and words[at + 1 : at + 3] == ["was", "right"]:
        return True
    if words[at : at + 1] == [] or words[at] not in _MEANT:
        return False
    at = _skip(words, at + 1, _SURELY)
    verb = words[at] if at < len(words) else ""
    if verb not in _WAS | _DID:
        return False
    at = _skip(words, at + 1, _SURELY)
    is_over = at >= len(words) or words[at] in _ENDS
    return is_over or (verb == "did" and words[at] in _WHEN)


_HOPES = frozenset({"hope", "hoped", "hoping", "wanted", "supposed", "meant"})


def _is_hoped_for(notes: Notes, claim: Claim) -> bool:
    """Whether it is no fault because it was hoped for or meant ("I hoped it would be long, and it is")."""
    if claim.judgement is None or claim.judgement.praises:
        return False
    return not _HOPES.isdisjoint(notes.words[claim.clause.start : claim.term.start])


_WHEN = frozenset({"in", "on", "within", "by", "at", "the", "just"})
"""What may follow where something happened ("and it did in the first wash")."""


def _skip(words: list[str], at: int, skipped: frozenset[str]) -> int:
    """The place of the first word from here on that is none of these."""
    while at < len(words) and words[at] in skipped:
        at += 1
    return at
