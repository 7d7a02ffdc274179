"""Takes a deviation that the writer likes as praise ("nice and long", "loose, which I love")."""

from nlp.components.notes import Claim, Notes, Term
from nlp.components.reach import has_after, has_before
from nlp.lexicon import Phrase
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode

_MEASURED = ("width", "length", "height", "weight")


def take_as_praise(notes: Notes, claim: Claim) -> None:
    """A deviation that the writer likes is praise."""
    code = claim.code
    if (
        code is None
        or code.is_ok
        or not (code.group in ("fit", "fabric") or code is IssueCode.COLOR_LOOK_OFF)
        or code.aspect in ("shape.cut", "fabric.quality", "fabric.durability")
    ):
        return
    if claim.wished or claim.negated or "too" in notes.words[max(0, claim.term.start - 3) : claim.term.end]:
        return
    if (
        (code.aspect != "color.look" and has_before(notes, claim, "liked", 5))
        or _liked_after(notes, claim)
        or _is_praised_along(notes, claim)
        or _is_liked_weight(notes, claim)
        or _goes_no_further(notes, claim)
    ):
        claim.code = ok_of(code)


def ok_of(code: IssueCode) -> IssueCode:
    """The praise of the same aspect."""
    return IssueCode(f"{code.aspect}/ok")


def _goes_no_further(notes: Notes, claim: Claim) -> bool:
    """Whether what would be wrong is denied right behind it ("snug without pinching", "loose but not sloppy")."""
    if claim.judgement is None or claim.judgement.axis not in _MEASURED or claim.how == "of the subject before":
        return False
    words, at = notes.words, claim.term.end
    if words[at : at + 1] == ["without"]:
        return words[at + 1 : at + 2] not in (["a"], ["the"], ["any"])
    turns = words[at : at + 1] == ["but"]
    return (
        turns
        and any(notes.marks[i] & BITS["not"] for i in range(at + 1, min(at + 4, len(words))))
        and any(
            other.negated and other.term.start in range(at + 2, at + 9) and _is_worse(other) for other in notes.claims
        )
    )


def _is_worse(claim: Claim) -> bool:
    """Whether the judgement finds fault."""
    return claim.judgement is not None and (bool(claim.judgement.axis) or claim.judgement.value in ("bad", "poor"))


def _is_praised_along(notes: Notes, claim: Claim) -> bool:
    """Whether "and" joins the deviation to praise ("thick and beautiful", "gorgeous and a bit heavier")."""
    if claim.judgement is None or claim.judgement.axis not in ("weight", "length"):
        return False
    for term in claim.clause.terms:
        if not _praises(term) or term.entry is claim.judgement:
            continue
        first, last = (term, claim.term) if term.start < claim.term.start else (claim.term, term)
        gap = range(first.end, last.start)
        if 0 < len(gap) <= 3 and any(notes.marks[at] & BITS["and"] for at in gap):
            return True
    return False


_WEIGHTY = frozenset({"thick", "heavy", "heavyweight", "weighty"})
_DEGREES = BITS["slight"] | BITS["strong"]
_EXCESS = frozenset({"too", "so", "rather", "overly", "much", "more", "that", "surprisingly", "unusually"})


def _is_liked_weight(notes: Notes, claim: Claim) -> bool:
    """Whether cloth is called thick or heavy, not too much so, among praise ("heavy, soft, and hangs well")."""
    if claim.judgement is None or claim.judgement.name != "thick":
        return False
    start, clause = claim.term.start, claim.clause
    if _WEIGHTY.isdisjoint(notes.words[start : claim.term.end]):
        return False
    lead = range(max(clause.start, start - 3), start)
    if any(notes.marks[at] & _DEGREES or notes.words[at] in _EXCESS for at in lead):
        return False
    said = [term for one in notes.clauses if one.sentence == clause.sentence for term in one.terms]
    if any(_faults(term) for term in said if term is not claim.term):
        return False
    return notes.words[start] == "thick" or any(_praises(term) for term in said)


def _praises(term: Term) -> bool:
    entry = term.entry
    return entry.code.is_ok if isinstance(entry, Phrase) else getattr(entry, "value", "") in ("good", "ok")


def _faults(term: Term) -> bool:
    entry = term.entry
    return not entry.code.is_ok if isinstance(entry, Phrase) else getattr(entry, "value", "ok") not in ("good", "ok")


def _liked_after(notes: Notes, claim: Claim) -> bool:
    if not has_after(notes, claim, "liked"):
        return False
    tail = notes.words[claim.term.end : claim.clause.end]
    if "," in tail and tail[tail.index(",") + 1 : tail.index(",") + 2] in (["it"], ["they"], ["i"]):
        tail = tail[: tail.index(",")]
    return "which" in tail or "way" in tail or "how" in tail or "as" in tail or "purpose" in tail or "that" in tail
