"""Tells what is only compared with another size or another garment from what is said of this one."""

from itertools import pairwise

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Claim, Notes
from nlp.components.reach import before, has_before, lead
from nlp.components.size_names import RANKED
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS, DEGREES

_DEGREES = DEGREES | BITS["not"] | BITS["wish"]


def is_of_another_size(notes: Notes, claim: Claim) -> bool:
    """Whether one size is only compared with another ("the 10 was a tad looser")."""
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
    asked = claim.judgement is not None and claim.judgement.asked
    if asked or claim.wished or claim.negated:
        return False
    words, start, end = notes.words, claim.term.start, claim.term.end
    compares = is_comparative(words[end - 1]) or words[start] == "more"
    if not compares or "less" in words[max(0, start - 2) : start]:
        return False
    if words[end : end + 1] == ["side"]:
        return False  # "on the wider side" is wide
    if _compares_front_and_back(notes, claim):
        return True
    said = range(max(claim.clause.start, start - 4), end - 1)
    if any(notes.marks[at] & _DEGREES or words[at] == "lot" for at in said):
        return False  # "a lot tighter" says how much
    after = words[end : end + 12]
    than = next((i for i, word in enumerate(after) if word in ("than", "then") or (word == "that" and not i)), -1)
    if than < 0:
        return _AMOUNTS.isdisjoint(lead(notes, claim, 2))  # "two inches longer" says how much
    return _EXPECTED.isdisjoint(after[than + 1 : than + 6])


def _compares_front_and_back(notes: Notes, claim: Claim) -> bool:
    """Whether front and back differ, as they are cut ("hangs a bit longer than the front", "longer in the back")."""
    after = notes.words[claim.term.end : claim.term.end + 4]
    if after[:1] == ["than"]:
        return after[1:2] in (["the"], ["in"]) and after[2:3] in (["front"], ["back"])
    if after[:1] not in (["in"], ["at"]) or _FRONT_AND_BACK.isdisjoint(after[1:]):
        return False
    if claim.judgement is None or claim.judgement.axis not in ("length", "height"):
        return False
    behind = notes.words[claim.term.end + 3 : claim.term.end + 6]
    if "than" in after and _FRONT_AND_BACK.isdisjoint(behind):
        return False
    return {"too", "way", "much"}.isdisjoint(lead(notes, claim, 2))


_AMOUNTS = frozenset({"inches", "cm"})
_FRONT_AND_BACK = frozenset({"back", "front", "sides"})


def is_told_instead(notes: Notes, claim: Claim) -> bool:
    """Whether it is what the garment is not ("gives at the knee rather than binding it")."""
    start = claim.term.start
    said = notes.words[max(claim.clause.start, start - 3) : start]
    if "than" not in said and "of" not in said:
        return False
    if has_before(notes, claim, "wish", 14) or "if" in notes.words[claim.clause.start : start]:
        return False  # "I wish it stopped at the knee instead of down on my shins" tells what is so
    return any(pair in _INSTEAD for pair in pairwise(said))


_INSTEAD = (("rather", "than"), ("instead", "of"))


def is_of_picture(notes: Notes, claim: Claim) -> bool:
    """Whether it only looks so in a picture ("it looks bulky in the photos, it isn't")."""
    if _begins_with_picture(notes, claim):
        return True
    end = claim.term.end - (notes.words[claim.term.end - 1] == "on")
    if end >= len(notes.words) or notes.words[end] not in _SHOWING:
        return False
    if not _names_picture(notes.words[end : end + 3]):
        return False
    said = lead(notes, claim, 4) + notes.words[claim.term.start : claim.term.end]
    return not _LOOKS.isdisjoint(said) and "same" not in said and not claim.clause.marks & BITS["than"]


def _begins_with_picture(notes: Notes, claim: Claim) -> bool:
    """Whether what a picture shows is told ("on the model the sleeves look too long")."""
    clause = claim.clause
    if notes.words[clause.start] not in _SHOWING or claim.term.start < clause.start + 4:
        return False
    if not _names_picture(notes.words[clause.start : clause.start + 3]):
        return False
    said = notes.words[clause.start : claim.term.end]
    return not _LOOKS.isdisjoint(said) or bool(clause.marks & BITS["be"] and _WRITER.isdisjoint(notes.said))


def _names_picture(words: list[str]) -> bool:
    """Whether three words begin with the place where something is shown ("in the photos", "online")."""
    return not _SHOWN.isdisjoint((tuple(words[:1]), tuple(words[:2]), tuple(words)))


_WRITER = frozenset({"i", "me", "my", "mine"})
_SHOWN = frozenset({
    ("in", "the", "picture"), ("in", "the", "pictures"), ("in", "the", "photo"), ("in", "the", "photos"),
    ("in", "photos"), ("in", "pictures"), ("on", "the", "model"), ("on", "the", "hanger"), ("on", "the", "website"),
    ("online",),
})  # fmt: skip
PICTURES = frozenset(words[-1] for words in _SHOWN)
_SHOWING = frozenset(words[0] for words in _SHOWN)
_LOOKS = word_set("looking")


_BESIDE = word_set("wearing_with")
BESIDE_IT = word_set("beside_it")


def is_worn_beside(notes: Notes, claim: Claim) -> bool:
    """Whether what it is worn with is described ("takes only thin shirts under it", "with a warm sweater")."""
    words, start, end = notes.words, claim.term.start, claim.term.end
    if words[start - 1] == "with" and words[start - 2] in BESIDE_IT:
        return not _BESIDE.isdisjoint(words[max(claim.clause.start, start - 7) : start - 2])  # "with jeans with holes"
    if claim.judgement is None or BESIDE_IT.isdisjoint(words[end : end + 2]) or words[end] == "-":
        return False
    said = range(max(claim.clause.start, start - 4), start)
    return any(words[at] in _BESIDE for at in said) and not any(notes.marks[at] & BITS["be"] for at in said)


def is_of_another_garment(notes: Notes, claim: Claim) -> bool:
    """Whether the judgement's subject is another garment ("my other dress is shorter", "my usual problem is")."""
    start = claim.term.start
    if start and notes.words[start - 1] == "usual":
        return True
    owner = claim.owner_term
    if owner is None or not (claim.owner and claim.owner.garment) or claim.how != "of its subject":
        return False
    return not _OTHER.isdisjoint(notes.words[max(0, owner.start - 2) : owner.start])


_OTHER = frozenset({"other", "another", "most", "old", "previous", "similar"})
ANOTHER = _OTHER | {"usual"}
