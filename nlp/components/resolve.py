"""Settles the claims: one for each code."""

from collections.abc import Iterator
from itertools import pairwise

from nlp.components.explanations import drop_explained
from nlp.components.gainsaid import is_doubted, is_gainsaid_behind, is_no_worry
from nlp.components.kinds import LENGTHS, code_on_kind, length_codes
from nlp.components.meanings import ok_of
from nlp.components.notes import Claim, Clause, Notes, Term
from nlp.components.steps import step
from nlp.components.tellings import FIRST, points
from nlp.lexicon import Part, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import Code, IssueCode


@step("toile_resolve")
def settle(notes: Notes) -> None:
    """Choose the claim behind each mention."""
    lengths = {} if LENGTHS.isdisjoint([claim.code for claim in notes.claims]) else length_codes(notes)
    ruled = notes.rules is not None
    best: dict[Code, Claim] = {}
    worth: dict[Code, float] = {}
    for claim in notes.claims:
        if notes.hushed and _is_hushed(notes, claim):
            continue
        if claim.silent:
            _take_back(notes, claim)
        if claim.code is None or claim.silent:
            continue
        if isinstance(claim.code, IssueCode) and not (ruled and claim.rule):
            claim.code = code_on_kind(notes, claim, lengths.get(claim.code, claim.code))
        if claim.code is _CUT:
            claim.vague = _is_vague(notes, claim)
        held = best.setdefault(claim.code, claim)
        if held is not claim:
            best[claim.code] = _join(notes, held, claim, worth)
    if "even" in notes.said:
        _drop_conceded(notes, best)
    if len(best) > 1:
        drop_explained(notes, best)
    notes.settled = best


_CUT = IssueCode.SHAPE_CUT_POOR
_CONCEDING = frozenset({"with", "in", "when", "after", "against", "under", "on", "if"})


def _drop_conceded(notes: Notes, best: dict[Code, Claim]) -> None:
    """Drop what is only conceded behind praise of the same aspect ("not see-through even with the sun behind me")."""
    for code, claim in list(best.items()):
        praise = next((one for other, one in best.items() if other.is_ok and other.aspect == code.aspect), None)
        if code.is_ok or praise is None or praise.clause is not claim.clause or praise.term.end > claim.term.start:
            continue
        between = notes.words[praise.term.end : claim.term.start]
        if any(pair[0] == "even" and pair[1] in _CONCEDING for pair in pairwise(between)):
            del best[code]


def _is_hushed(notes: Notes, claim: Claim) -> bool:
    """Whether it stands on words that the label's own rules keep silent on."""
    terms = (claim.term, claim.owner_term) if claim.owner_term else (claim.term,)
    return any(not notes.hushed.isdisjoint(range(term.start, term.end)) for term in terms)


def _is_vague(notes: Notes, claim: Claim) -> bool:
    """Whether only the fit or cut is named ("the fit is off", "odd on me")."""
    keys = notes.keys[claim.term.start : claim.term.end]
    flatters = claim.judgement is not None and claim.judgement.name in ("flattering", "unflattering")
    named_fit = claim.owner is not None and claim.owner.name == "fit" and not flatters
    return named_fit or "fit" in keys or keys[:2] == ["cut", "be"] or keys[-2:] == ["on", "me"]


def _take_back(notes: Notes, claim: Claim) -> None:
    """Let a silent claim speak as praise, where what it tells is taken back."""
    if claim.silent in ("fear", "others", "picture"):
        _relieve(notes, claim)
    elif claim.silent == "other garment":
        _except(notes, claim)


def _relieve(notes: Notes, claim: Claim) -> None:
    """What is feared or told by others and then taken back is praise ("afraid it would be short, but it is fine")."""
    if not isinstance(claim.code, IssueCode) or claim.code is _CUT:
        return
    if _is_taken_back(notes, claim):
        _take_as_relief(claim, claim.code)
        return
    if claim.code.is_ok or claim.silent == "picture" or not notes.all_marks & _RELIEF:
        return
    for following in _told_next(notes, claim):
        if following.marks & _RELIEF:
            if not _is_told_in(notes, following, claim.code.aspect):
                _take_as_relief(claim, claim.code)
            return


def _told_next(notes: Notes, claim: Claim) -> Iterator[Clause]:
    """The clauses that may take back what a claim tells as feared, or by others."""
    at = claim.clause.number
    for following in notes.clauses[at + 1 : at + 3]:
        if following.sentence > claim.clause.sentence + 1:
            return
        goes_on = not following.contrasts and following.sentence == claim.clause.sentence
        if (goes_on and not _is_gainsaid(notes, following)) or _is_of_somebody(notes, following):
            continue
        if claim.silent != "others" or _is_gainsaid(notes, following):
            yield following


def _is_told_in(notes: Notes, clause: Clause, aspect: str) -> bool:
    """Whether a fault of the aspect is told in the clause."""
    return any(
        other.clause is clause and other.code and not other.code.is_ok and other.code.aspect == aspect
        for other in notes.claims
    )


def _is_taken_back(notes: Notes, claim: Claim) -> bool:
    """Whether it is told in short that it is not so, in front of it or right behind."""
    hearsay = claim.silent == "others"
    if claim.code is not None and claim.code.is_ok:  # "I disagree with reviewers who say it is too tight"
        return hearsay and claim.negated and is_doubted(notes, claim)
    if is_doubted(notes, claim) if hearsay else is_no_worry(notes, claim):
        return True
    return is_gainsaid_behind(notes, claim.term.end, feared=not hearsay)


def _take_as_relief(claim: Claim, feared: IssueCode) -> None:
    claim.code = ok_of(feared)
    claim.silent, claim.confidence, claim.how = "", 0.6, "a fear taken back"


def _is_of_somebody(notes: Notes, clause: Clause) -> bool:
    """Whether what is denied is only for whom it is ("but it wasn't for her")."""
    at = next((at for at in range(clause.start, clause.end) if notes.marks[at] & _NOT), -1)
    return at >= 0 and at + 1 < clause.end and notes.words[at + 1] == "for"


_GAINSAYING_MAX = 8


def _is_gainsaid(notes: Notes, clause: Clause) -> bool:
    """Whether a clause says no more than that it is not so ("they said it would be short. It isn't.")."""
    return (
        clause.end - clause.start <= _GAINSAYING_MAX
        and bool(clause.marks & _NOT)
        and all(map(_is_pronoun, clause.terms))
    )


def _is_pronoun(term: Term) -> bool:
    return isinstance(term.entry, Part) and term.entry.garment


_HERE = frozenset({"this", "these", "here"})


def _except(notes: Notes, claim: Claim) -> None:
    """What other garments do and this one does not is praise ("straps usually slide off me, but not these")."""
    code = claim.code
    if not isinstance(code, IssueCode) or code.is_ok or code is _CUT or not notes.all_marks & _NOT:
        return
    if _USUALLY.isdisjoint(notes.words[claim.clause.start : claim.clause.end]):
        return
    following = notes.clauses[claim.clause.number : claim.clause.number + 3]
    last = [clause for clause in following if clause.sentence <= claim.clause.sentence + 1][-1]
    for at in range(claim.term.end, min(last.end, claim.term.end + 12)):
        if not _NO_OTHER.isdisjoint(notes.words[at + 1 : at + 2]):
            return  # "and these are no exception"
        if notes.marks[at] & _NOT and not _HERE.isdisjoint(notes.words[at - 3 : at + 4]):
            later = (other for other in notes.claims if other.code and other.clause is not claim.clause)
            if any(other.term.start >= claim.term.end for other in later):
                return
            _take_as_relief(claim, code)
            return


_NOT, _RELIEF = BITS["not"], BITS["relief"]
_NO_OTHER = frozenset({"exception", "exceptions", "different", "better"})
_USUALLY = word_set("usually")


def _join(notes: Notes, held: Claim, other: Claim, worth: dict[Code, float]) -> Claim:
    """Two claims of one code: the better telling is quoted; a stated amount and the surer reading count.

    The one that is held is the best so far; its points are kept, by code.
    """
    code = held.code
    assert code is not None
    if code not in worth:
        worth[code] = points(notes, held) + FIRST
        notes.tellings[code] = [(worth[code], held)]
    told = points(notes, other)
    notes.tellings[code].append((told, other))
    best = other if told > worth[code] else held
    worth[code] = max(told, worth[code])
    best.amount = held.amount or other.amount
    best.severity = max(held.severity, other.severity)
    best.confidence = max(held.confidence, other.confidence)
    best.vague = held.vague and other.vague
    return best
