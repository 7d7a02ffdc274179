"""Puts the claims into the reader's words: mentions with their quote and why."""

from operator import attrgetter

from nlp.components.edges import trim
from nlp.components.notes import Claim, Notes, Term
from nlp.components.steps import step
from nlp.lexicon import Part
from nlp.lexicon.cues import BITS
from nlp.mentions import IssueMention


@step("toile_quotes")
def quote(notes: Notes) -> None:
    """Write the mentions of the settled claims, in order of their words, among those of the trained reader."""
    claims = sorted(notes.settled.values(), key=_PLACE)
    mentions = [_mention(notes, claim) for claim in claims]
    if notes.mentions:
        mentions = sorted([*mentions, *notes.mentions], key=lambda mention: mention.start)
    notes.mentions = mentions


_PLACE = attrgetter("term.start")
_new = IssueMention._make
"""It takes half the time that the class itself does, and there are many."""


def _mention(notes: Notes, claim: Claim) -> IssueMention:
    """The mention that a settled claim becomes; whether it is unsafe is told later."""
    code = claim.code
    assert code is not None
    first, last = _span(claim)
    first = _with_lead(notes, claim, first)
    if claim.negated:
        first = _with_denial(notes, claim, first, last)
    first, last = trim(notes, first, last)
    quote, start, end = _told_apart(notes, claim, first, last)
    severity, amount = (0, None) if code.is_ok else (claim.severity, claim.amount)
    return _new((code, severity, False, amount, quote, start, end, claim.confidence, _why(notes, claim)))


def _span(claim: Claim) -> tuple[int, int]:
    """The tokens from the judgement to its part, where they stand near each other."""
    term, owner, clause = claim.term, claim.owner_term, claim.clause
    if owner is None or owner.start < clause.start or owner.end > clause.end or abs(owner.start - term.start) > 9:
        return term.start, term.end
    return min(term.start, owner.start), max(term.end, owner.end)


_LEADS = (
    BITS["too"]
    | BITS["slight"]
    | BITS["strong"]
    | BITS["not"]
    | BITS["be"]
    | BITS["pronoun"]
    | BITS["wish"]
    | BITS["less"]
)
_LEADING = frozenset({"a", "i"})
_LEAD_MAX = 6
_NOT = BITS["not"]


def _with_lead(notes: Notes, claim: Claim, first: int) -> int:
    """The quote's first token with the degrees, denials and "it is" in front of it."""
    words, marks, clause = notes.words, notes.marks, claim.clause
    if first == clause.start:
        return first
    earliest, before = max(clause.start, first - _LEAD_MAX), first - 1
    while before >= earliest and (marks[before] & _LEADS or words[before] in _LEADING) and words[before] != "if":
        before -= 1
    first = before + 1
    for term in clause.terms:
        if term.end >= first:
            is_part = term.end == first and isinstance(term.entry, Part)
            return term.start if is_part and term.start >= earliest else first
    return first


_DENIAL_MAX = 9
"""So many words before the quote a denial of it is looked for."""


def _with_denial(notes: Notes, claim: Claim, first: int, last: int) -> int:
    """The quote's first token with the denial in front of it: without that it would say the opposite."""
    marks, earliest = notes.marks, max(claim.clause.start, first - _DENIAL_MAX)
    if not any(mark & _NOT for mark in marks[first:last]):
        first = next((at for at in range(first - 1, earliest - 1, -1) if marks[at] & _NOT), first)
    return notes.denials.get(first, first)


def _told_apart(notes: Notes, claim: Claim, first: int, last: int) -> tuple[str, int, int]:
    """The quote and its place in the original, drawn out over its clause while the same words stand before it."""
    source = notes.source
    start, end = notes.place_in_source(first, last)
    quote = source[start:end]
    while source.find(quote) < start:
        if first > claim.clause.start:
            first -= 1
        elif last < claim.clause.end:
            last += 1
        else:
            break
        start, end = notes.place_in_source(first, last)
        quote = source[start:end]
    return quote, start, end


def _why(notes: Notes, claim: Claim) -> str:
    denied = ", denied" if claim.negated else ""
    if notes.rules is not None and claim.rule:
        return f"label’s rule “{claim.rule}”{denied}"
    term = claim.term
    words = " ".join(notes.words[term.start : term.end]) if notes.language == "en" else _as_written(notes, term)
    if claim.judgement is None:
        return f"rule: {claim.how} “{words}”{denied}"
    owner = claim.owner.name.replace("_", " ") if claim.owner else "garment"
    return f"rule: “{words}” {claim.how}, {owner}{denied}{', wished' if claim.wished else ''}"


def _as_written(notes: Notes, term: Term) -> str:
    """The words of a term before they were put into English."""
    start, end = notes.place_in_source(term.start, term.end)
    return notes.source[start:end].lower()
