"""Tells an adjective before its noun that is complained of from one that describes ("no fan of the tight waist")."""

from nlp.components.notes import Claim, Notes
from nlp.lexicon import Judgement, word_set
from nlp.lexicon.cues import BITS

_NOT, _STOP = BITS["not"], BITS["stop"]


def is_complained_of(notes: Notes, claim: Claim) -> bool:
    """Whether what stands around the adjective and its noun finds fault with both."""
    return (
        _is_listed_against(notes, claim)
        or is_disliked(notes, claim)
        or _is_given_as_reason(notes, claim)
        or _spoils_it(notes, claim)
    )


_LEADING = frozenset(
    {"the", "those", "these", "its", "their", "that", "this", "is", "was", "are", "were", "such", "very"}
)
_ARTICLES = frozenset({"the", "those", "these", "its", "their", "that", "this"})


def is_disliked(notes: Notes, claim: Claim) -> bool:
    """Whether a dislike leads to it ("I don't love the tight waist", "what put me off was the low neck")."""
    words, at = notes.words, claim.term.start
    while at > claim.clause.start and words[at - 1] in _LEADING:
        at -= 1
    if _ARTICLES.isdisjoint(words[at : claim.term.start]):
        return False
    said = words[max(claim.clause.start, at - 4) : at]
    if said[-2:] in (["get", "past"], ["get", "over"]):
        return bool(notes.marks[at - 3] & _NOT)
    if "mind" in said:
        return False
    if said[-3:] in _PUT_OFF:
        return True
    for term in claim.clause.terms:
        if term.end == at and isinstance(term.entry, Judgement):
            denied = any(mark & _NOT for mark in notes.marks[max(claim.clause.start, term.start - 3) : term.start])
            return term.entry.name == "love" if denied else term.entry.value == "bad"
    return False


_PUT_OFF = (["put", "me", "off"], ["puts", "me", "off"], ["turned", "me", "off"], ["threw", "me", "off"])


_REASONS = (["because", "of"], ["due", "to"], ["thanks", "to"], ["with", "such"])
_RETURNED = BITS["returned"]


def _is_given_as_reason(notes: Notes, claim: Claim) -> bool:
    """Whether it was sent back for it ("returned because of the low neck")."""
    if not claim.clause.marks & _RETURNED:
        return False
    said = notes.words[max(claim.clause.start, claim.term.start - 4) : claim.term.start]
    return "not" not in said and _is_said(said, _REASONS)


_SPOILING = word_set("spoiling")
_NO_GO = (["a", "no"], ["no", "go"])
_SPOILING_IT = (*_PUT_OFF, ["deal", "breaker"])
_TELLING = _SPOILING | {"no", "off", "breaker"}
"""Words of which one stands in all that spoils it."""
_LEFT_OPEN = frozenset({"may", "might", "could"})
_REACH = 7


def _spoils_it(notes: Notes, claim: Claim) -> bool:
    """Whether it is told behind its noun that it spoils the whole ("the tight waist ruined it for me")."""
    if claim.owner_term is None or claim.owner_term.start < claim.term.start:
        return False
    end = claim.owner_term.end
    behind = notes.words[end : min(end + _REACH, claim.clause.end)]
    if _TELLING.isdisjoint(behind):
        return False  # as most
    denials = [word for word, mark in zip(behind, notes.marks[end:], strict=False) if mark & _NOT]
    if _is_said(behind, _NO_GO):
        return all(word == "no" for word in denials)
    spoils = not _SPOILING.isdisjoint(behind) or _is_said(behind, _SPOILING_IT)
    return spoils and not denials and _LEFT_OPEN.isdisjoint(behind)


def _is_said(words: list[str], sayings: tuple[list[str], ...]) -> bool:
    return any(words[at : at + len(saying)] == saying for saying in sayings for at in range(len(words)))


_AGAINST, _IN_FAVOUR = word_set("heads_of_faults"), word_set("heads_of_praise")
_HEADED = frozenset({":", "-", "=", "--"})
_LIST_MAX = 40


def _is_listed_against(notes: Notes, claim: Claim) -> bool:
    """Whether it stands in a list of faults ("Cons: tight waist. Low neck."), itself or first in its sentence."""
    if _AGAINST.isdisjoint(notes.said):
        return False
    words, start = notes.words, claim.term.start
    for at in range(start - 1, max(0, start - _LIST_MAX), -1):
        if words[at] not in _HEADED:
            continue
        if words[at - 1] in _AGAINST:
            return start == claim.clause.start or not any(mark & _STOP for mark in notes.marks[at + 1 : start])
        if words[at - 1] in _IN_FAVOUR:
            return False
    return False
