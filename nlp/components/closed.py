"""Tells where the trained reader may add nothing to what the rules claim: they heard it, or know better."""

from collections.abc import Collection

from nlp.components.asked_for import requests_in
from nlp.components.candidates import Candidate
from nlp.components.denied_behind import is_answered_no
from nlp.components.denied_praise import denies_praise, is_behind_everything_but
from nlp.components.lengths import is_amount_alone
from nlp.components.notes import DOUBTED, Claim, Clause, Notes
from nlp.components.plainly import leaves_nothing
from nlp.components.safety import tells_danger
from nlp.lexicon import Part, Phrase, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode

_SURE_SILENCE = frozenset({"others", "picture", "on purpose"})
"""Why the rules keep silent where they know better than the trained reader."""
_SILENCE = _SURE_SILENCE | {"own body"}
"""Where they do unless it is likely."""
_NOT_SAID = frozenset({"hypothetical", "others", "other garment", "question"})
"""Why the rules keep silent on an aspect of which nothing is told: it was met, and is only asked, hearsay …"""
_FEARING = word_set("fearing")
"""Words of fear that are rarely said of what is so after all, unlike "would" and "should"."""

_PLAINLY = frozenset({"not", "n't", "way"})
_IF, _NOT = BITS["when_if"], BITS["not"]


def is_closed(candidate: Candidate, *, likely: bool) -> bool:
    """Whether nothing may be added: it is asked, hushed, told in full already, or the rules know better.

    What is likely may stand beside a claim that says most of its clause, and beside the writer's body.
    """
    notes, clause, (start, end) = candidate.notes, candidate.clause, candidate.sentence
    if not requests_in(notes, clause) and (
        notes.words[clause.end : clause.end + 1] == ["?"] or clause.sentence in notes.asked
    ):
        return True
    if notes.hushed and not notes.hushed.isdisjoint(range(start, end)):
        return True
    if leaves_nothing(notes, clause, candidate.code) or is_amount_alone(notes.words[clause.start : clause.end]):
        return True
    supposed, silence = clause.marks & _IF, _SURE_SILENCE if likely else _SILENCE
    for claim in notes.claims:
        if _is_echoed_in(clause, claim):
            return True
        if start <= claim.clause.start < end:
            if (
                claim.silent in silence
                or (claim.silent and supposed and not _is_told_by_request(claim, candidate))
                or (notes.rules is not None and claim.rule)
            ):
                return True
            if claim.clause is clause and _is_settled_by(claim, candidate, likely=likely):
                return True
    if _is_sought(notes, clause) or _is_set_apart(candidate):
        return True
    return candidate.code.is_ok and _is_denied(candidate)


def _is_told_by_request(claim: Claim, candidate: Candidate) -> bool:
    """Whether a request tells it ("if the front were scooped out …"), of which the silent claim says nothing."""
    of_another = claim.code is not None and claim.code.aspect != candidate.code.aspect
    return of_another and requests_in(candidate.notes, candidate.clause)


def _is_echoed_in(clause: Clause, claim: Claim) -> bool:
    """Whether the clause only names what is so, too ("So is the collar")."""
    owner = claim.owner_term
    if claim.how != "of the subject before" or owner is None or claim.silent:
        return False
    return claim.term.end <= owner.start and clause.start <= owner.start < clause.end


def _is_settled_by(claim: Claim, candidate: Candidate, *, likely: bool) -> bool:
    """Whether a claim of its clause says all there is of it: that it is not so, not said, or said better."""
    if _is_not_said(claim, candidate) if claim.silent else _is_told_closer(claim, candidate, likely=likely):
        return True
    if candidate.code.is_ok:
        return _forbids_praise(candidate.notes, claim, candidate.code)
    return _denies_it(candidate.notes, claim, candidate.code)


def _is_told_closer(claim: Claim, candidate: Candidate, *, likely: bool) -> bool:
    """Whether the clause says little else, tells a danger, or what the fault is of a part only found fault with."""
    if not claim.code:
        return False
    if tells_danger(claim) and claim.is_most_of_its_clause:
        return True  # of "the sleeve caught fire" the trained reader hears a wide sleeve
    if (claim.is_most_of_its_clause and not likely) or _tells_both(claim, candidate.code):
        return True
    if claim.owner is None or claim.code.is_ok:
        return False
    return claim.owner.codes.get("bad") == candidate.code and claim.code != candidate.code


def _is_not_said(claim: Claim, candidate: Candidate) -> bool:
    """Whether the rules heard of its aspect, and that nobody says that it is so."""
    if claim.silent == "own body":  # "on my broad shoulders …" tells of no narrow ones
        return claim.owner is not None and candidate.code.aspect in claim.owner.axes.values()
    if not claim.code or claim.code.aspect != candidate.code.aspect:
        return False
    notes = candidate.notes
    if claim.silent == "fear":
        if "too" in notes.words[claim.term.start - 1 : claim.term.end]:
            return True  # "I expected it to be too tight", "without a belt it would be too wide"
        return not _FEARING.isdisjoint(notes.words[claim.clause.start : claim.term.end])
    return claim.silent in _NOT_SAID


_ONLY_TOLD = {
    "color.look": frozenset({"fabric.durability", "fabric.care"}),
    "fabric.quality": frozenset({"fabric.durability", "fabric.care", "fabric.shrinkage", "quality.overall"}),
    "waist.position": frozenset({"body.length"}),
}
"""What is heard in the words of those: a colour in what fades, bad cloth in what rips, a waist in a short dress."""


def _tells_both(claim: Claim, code: IssueCode) -> bool:
    """Whether the code only takes up the words of a claim ("I hate that the colour fades" tells of no wrong colour)."""
    assert claim.code is not None
    return claim.code.aspect in _ONLY_TOLD.get(code.aspect, ())


def _is_denied(candidate: Candidate) -> bool:
    """Whether the clause denies what is praised, or leaves it out of the praise of the rest."""
    notes, clause = candidate.notes, candidate.clause
    return denies_praise(notes.words[clause.start : clause.end]) or is_behind_everything_but(notes, clause)


def _denies_it(notes: Notes, claim: Claim, fault: IssueCode) -> bool:
    """Whether the rules heard the fault denied, be it in a phrase ("has not ripped"), or the whole clause deny one."""
    if claim.code is None:
        return False
    if claim.denies_fault:
        return claim.code.aspect == fault.aspect or claim.is_most_of_its_clause
    said = notes.marks[claim.term.start : claim.term.end]
    return claim.code.aspect == fault.aspect and claim.code.is_ok and any(mark & _NOT for mark in said)


_NEAR = 4
"""So many words before praise stands "not" where it can mean nothing else."""


def _forbids_praise(notes: Notes, claim: Claim, praise: IssueCode) -> bool:
    """Whether the rules heard that very praise denied ("not true to size"), or its part sit badly."""
    start = claim.term.start
    if _is_praised_measure(claim) and claim.owner is not None and praise in claim.owner.codes.values():
        return True  # "the collar is a little tight, which I love" loves that, no more
    if praise.aspect not in _aspects_judged(claim):
        return False
    if claim.wished and claim.words_praise:
        return True  # "I wish I could say the waist fit well"
    if claim.negated:
        plainly = not _PLAINLY.isdisjoint(notes.words[max(start - _NEAR, 0) : start])
        return claim.words_praise and (plainly or is_answered_no(notes, claim))
    return claim.code is IssueCode.SHAPE_CUT_POOR and claim.silent in ("", DOUBTED)


def _aspects_judged(claim: Claim) -> Collection[str]:
    """What a claim may be said of: the aspect of its phrase, those of its part, or that of what is said of no part."""
    if isinstance(claim.term.entry, Phrase):
        return (claim.term.entry.code.aspect,)
    if claim.owner is not None and not claim.owner.garment:
        return claim.owner.axes.values()
    alone = claim.judgement.alone if claim.judgement is not None and claim.negated and not claim.wished else None
    return (alone.aspect,) if alone is not None else ()


def _is_praised_measure(claim: Claim) -> bool:
    return claim.judgement is not None and bool(claim.judgement.axis) and claim.code is not None and claim.code.is_ok


_SEEKING = frozenset({"looking", "searching", "hunting", "wanting", "shopping"})
_SOME = frozenset({"a", "an", "some", "something", "one"})
_IT_IS = frozenset({"i", "we", "was", "am", "been", "'m", "were"})


def _is_sought(notes: Notes, clause: Clause) -> bool:
    """Whether the clause tells what the writer was after ("I was looking for an oversized shirt")."""
    if _SEEKING.isdisjoint(notes.said):
        return False
    words = notes.words[clause.start : clause.end]
    return any(
        word in _SEEKING and not _SOME.isdisjoint(words[at + 1 : at + 3]) and not _IT_IS.isdisjoint(words[:at])
        for at, word in enumerate(words)
    )


def _is_set_apart(candidate: Candidate) -> bool:
    """Whether the clause names its part only to say that it is not the one ("the collar, not the cuffs, is tight")."""
    words = candidate.notes.words
    return bool(candidate.clause.marks & _NOT) and any(
        isinstance(term.entry, Part)
        and candidate.code.aspect in term.entry.axes.values()
        and ((said := words[max(0, term.start - 2) : term.start])[-1:] == ["not"] or said == ["not", "the"])
        for term in candidate.clause.terms
    )
