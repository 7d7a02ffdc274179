"""Tells what is only compared with another size or another garment from what is said of this one."""

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Claim, Notes
from nlp.components.reach import before, lead
from nlp.components.size_names import RANKED
from nlp.lexicon import Part, word_set
from nlp.lexicon.cues import BITS

_DEGREES = BITS["too"] | BITS["slight"] | BITS["strong"] | BITS["not"] | BITS["wish"]


def is_of_another_size(notes: Notes, claim: Claim) -> bool:
    """Whether one size is only compared with another ("the 10 was a tad looser")."""
    if claim.judgement is None or not claim.judgement.axis:
        return False
    words, start = notes.words, claim.term.start
    if not (words[start].endswith("er") or "more" in words[max(0, start - 2) : start]):
        return False
    if words[start - 1 : start] == ["going"]:
        return True
    if not {"too", "than"}.isdisjoint(lead(notes, claim)):
        return False
    return any(words[at] in RANKED and words[at - 1 : at] in (["the"], ["size"]) for at in before(notes, claim))


_EXPECTED = word_set("standards")


def only_compares(notes: Notes, claim: Claim) -> bool:
    """Whether a bare comparative says no more than that two things differ ("looser around the waist")."""
    judgement = claim.judgement
    if judgement is None or not judgement.axis or judgement.asked or claim.wished or claim.negated:
        return False
    words, start, end = notes.words, claim.term.start, claim.term.end
    if not is_comparative(words[end - 1]) or "less" in words[max(0, start - 2) : start]:
        return False
    if any(notes.marks[at] & _DEGREES for at in range(max(claim.clause.start, start - 4), start)):
        return False
    after = words[end : end + 12]
    if "than" not in after and "then" not in after:
        return True
    than = after.index("than" if "than" in after else "then")
    return _EXPECTED.isdisjoint(after[than + 1 : than + 6])


_BESIDE = frozenset({"with", "over", "under", "wear", "wearing", "pair", "pairs", "paired", "layer"})
_BESIDE_IT = word_set("beside_it")


def is_worn_beside(notes: Notes, claim: Claim) -> bool:
    """Whether what it is worn with is described ("I can only wear thin tops with it", "with a big warm sweater")."""
    if claim.judgement is None:
        return False
    words, start, end = notes.words, claim.term.start, claim.term.end
    if words[end : end + 1] == ["-"] or _BESIDE_IT.isdisjoint(words[end : end + 2]):
        return False
    said = range(max(claim.clause.start, start - 4), start)
    return any(words[at] in _BESIDE for at in said) and not any(notes.marks[at] & BITS["be"] for at in said)


_SHOWN = frozenset({"model", "models", "picture", "photo", "photos", "pictures", "online", "website", "mannequin"})
_SEEN = frozenset({"look", "appear", "seem"})


def is_only_pictured(notes: Notes, claim: Claim) -> bool:
    """Whether it only looked so in a picture ("the fit on the model looked loose")."""
    if claim.judgement is None:
        return False
    start, first = claim.term.start, claim.clause.start
    sees = next((at for at in range(start - 1, max(first, start - 5) - 1, -1) if notes.keys[at] in _SEEN), None)
    if sees is None or claim.term.start == sees or "than" in notes.words[start : claim.clause.end]:
        return False
    near = notes.words[max(first, sees - 5) : sees] + notes.words[claim.term.end : claim.term.end + 4]
    return not _SHOWN.isdisjoint(near)


_OF_OTHERS = frozenset({"other", "another", "most", "old", "previous", "similar", "many"})


def is_of_other_garments(notes: Notes, claim: Claim) -> bool:
    """Whether other garments are spoken of ("my other dress is shorter", "most designs are too revealing")."""
    owner = claim.owner_term
    if owner is None and claim.judgement is None:
        named = [term for term in claim.clause.terms if isinstance(term.entry, Part) and term.end <= claim.term.start]
        owner = named[-1] if named and named[-1].part.name == "design" else None
    elif claim.how != "of its subject" or claim.owner is None or not claim.owner.garment:
        return False
    return owner is not None and not _OF_OTHERS.isdisjoint(notes.words[max(0, owner.start - 2) : owner.start])
