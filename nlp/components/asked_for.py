"""Reads what claims tell by a request: what is missing, or what is there instead of it."""

import re

from nlp.components.notes import Claim, Clause, Notes
from nlp.components.requests import Request
from nlp.lexicon import Phrase, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode

_NOT = BITS["not"]

_INSTEAD = re.compile(
    r"\b(?:instead of|rather than|and not|not|than)(?: (?:being|having|to|always|constantly|the|all))*$"
)
_INSTEAD_REACH = 5
_MENDING = word_set("mending") | {"shorten", "tighten", "taper", "loosen", "lengthen", "rais", "lower", "lin"}
_UNTOLD = frozenset({"price.value"})
"""Of what one would pay nothing is asked for."""
_OF_RESULTS = ("fit", "fabric")
"""What would come of it tells of these; "a winner", "perfect" and the like would come of anything."""


def _request_of(notes: Notes, claim: Claim) -> Request | None:
    """The request in which a claim ends, or what would come of it."""
    last = claim.term.end - 1
    return next((one for one in notes.requests if one.first <= last < one.last), None)


def is_asked_for(notes: Notes, claim: Claim) -> bool:
    """Whether the claim tells by a request what is not there, or what is there instead of it."""
    request = _request_of(notes, claim)
    if request is None or (claim.code is not None and claim.code.aspect in _UNTOLD):
        return False
    if claim.term.end > request.end and not _is_telling_result(claim):
        return False
    if claim.words_praise is not claim.negated:
        return True
    return not claim.words_praise and (is_there_instead(notes, claim) or _is_to_be_mended(notes, claim, request))


def _is_telling_result(claim: Claim) -> bool:
    return claim.words_praise and isinstance(claim.code, IssueCode) and claim.code.group in _OF_RESULTS


def _is_to_be_mended(notes: Notes, claim: Claim, request: Request) -> bool:
    """Whether a phrase tells by a remedy what is wrong ("if the straps could be shortened")."""
    if not isinstance(claim.term.entry, Phrase) or claim.clause.sentence in notes.asked:
        return False
    hindered = claim.term.entry.hindered and not request.supposes
    return hindered or not _MENDING.isdisjoint(notes.keys[claim.term.start : claim.term.end])


def is_there_instead(notes: Notes, claim: Claim) -> bool:
    """Whether a fault stands where something else is wanted ("hug my wrist instead of flapping")."""
    if claim.words_praise:
        return False
    start = claim.term.start
    said = notes.words[max(claim.clause.start, start - _INSTEAD_REACH) : start]
    return bool(_INSTEAD.search(" ".join(said)))


def requests_in(notes: Notes, clause: Clause) -> bool:
    """Whether something is asked for in the clause."""
    return any(one.first < clause.end and one.end > clause.start for one in notes.requests)


_LED_BY = 2
"""So many words may stand before the asking ("it", "so please")."""


def asks_for_all(notes: Notes, clause: Clause) -> bool:
    """Whether a clause does no more than ask for something, and denies nothing of it."""
    return any(
        one.opens - clause.start <= _LED_BY
        and clause.start <= one.first < clause.end
        and (one.supposes or clause.end <= one.end + 1)
        and not any(mark & _NOT for mark in notes.marks[one.first : clause.end])
        for one in notes.requests
    )


_RESULTING = frozenset({"so", "could", "would", "'d", "might"})


def hear_each_once(notes: Notes) -> None:
    """Let a request say what is missing by what is asked for, not by what would come of it, and of one part alone."""
    for request in notes.requests:
        told = [
            one for one in notes.claims if one.code and not one.silent and request.first < one.term.end <= request.last
        ]
        for claim in told:
            if not claim.requested:
                continue
            if any(other.term is claim.term and other is not claim for other in told):
                claim.requested = False
            between = notes.words[told[0].term.end : claim.term.start]
            if claim.words_praise and (
                told[0].term.end <= request.end < claim.term.end or not _RESULTING.isdisjoint(between)
            ):
                claim.silent = "hypothetical"
