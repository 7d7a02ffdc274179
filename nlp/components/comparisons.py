"""Tells what is only compared with another size or another garment from what is said of this one."""

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Claim, Notes
from nlp.components.reach import before, lead
from nlp.components.size_names import RANKED
from nlp.lexicon import word_set
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
    return any(words[at] in RANKED and words[at - 1 : at] in (["the"], ["size"]) for at in before(notes, claim, 5))


_EXPECTED = word_set("standards")


def only_compares(notes: Notes, claim: Claim) -> bool:
    """Whether a bare comparative says no more than that two things differ ("roomier at the hem")."""
    judgement = claim.judgement
    if judgement is None or not judgement.axis or judgement.asked or claim.wished or claim.negated:
        return False
    words, start, end = notes.words, claim.term.start, claim.term.end
    if not is_comparative(words[end - 1]) or "less" in words[max(0, start - 2) : start]:
        return False
    said = range(max(claim.clause.start, start - 4), start)
    if any(notes.marks[at] & _DEGREES or words[at] == "lot" for at in said):
        return False  # "a lot tighter" says how much
    after = words[end : end + 12]
    if "than" not in after and "then" not in after:
        return True
    than = after.index("than" if "than" in after else "then")
    return _EXPECTED.isdisjoint(after[than + 1 : than + 6])


_BESIDE = frozenset({"with", "over", "under", "wear", "wearing", "pair", "pairs", "paired", "layer"})
_BESIDE_IT = word_set("beside_it")


def is_worn_beside(notes: Notes, claim: Claim) -> bool:
    """Whether what it is worn with is described ("takes only thin shirts under it", "with a warm sweater")."""
    words, start, end = notes.words, claim.term.start, claim.term.end
    if words[start - 1] == "with" and words[start - 2] in _BESIDE_IT:
        return not _BESIDE.isdisjoint(words[max(claim.clause.start, start - 7) : start - 2])  # "with jeans with holes"
    if claim.judgement is None or words[end : end + 1] == ["-"] or _BESIDE_IT.isdisjoint(words[end : end + 2]):
        return False
    said = range(max(claim.clause.start, start - 4), start)
    return any(words[at] in _BESIDE for at in said) and not any(notes.marks[at] & BITS["be"] for at in said)


def is_of_another_garment(notes: Notes, claim: Claim) -> bool:
    """Whether the judgement's subject is another garment ("my other dress is shorter", "my usual problem is")."""
    if notes.words[claim.term.start - 1 : claim.term.start] == ["usual"]:
        return True
    owner = claim.owner_term
    if owner is None or not (claim.owner and claim.owner.garment) or claim.how != "of its subject":
        return False
    return not _OTHER.isdisjoint(notes.words[max(0, owner.start - 2) : owner.start])


_OTHER = frozenset({"other", "another", "most", "old", "previous", "similar"})
