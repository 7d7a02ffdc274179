"""Tells the wearer's body from the garment."""

from bisect import bisect_left
from collections.abc import Sequence
from operator import attrgetter

from nlp.components.notes import Claim, Clause, Notes
from nlp.components.reach import before, judges_by_itself, lead
from nlp.lexicon import Judgement, Part, word_set
from nlp.lexicon.cues import BITS

_SELF_FILLERS = word_set("self_fillers")
_THEIR = frozenset({"my", "her", "his"})
_HAVING = _THEIR | {"have", "has", "with", "for", "having", "given", "had", "'ve"}
_PERSONS = word_set("persons")


def is_own_body(notes: Notes, claim: Claim) -> bool:
    """Whether a measure is that of the writer's own body ("I have broad shoulders", "I'm tall and thin")."""
    judgement = claim.judgement
    assert judgement is not None
    words = notes.words
    if judgement.name in ("runs_small", "runs_large"):
        said = words[max(0, claim.term.start - 1) : claim.term.end]
        if said[:1] == ["i"] or not _THEIR.isdisjoint(said):
            return True  # "fits my large chest"
    after = words[claim.term.end : claim.term.end + 4]
    if after[:2] == ["than", "i"] and "am" in after:
        return True
    following = notes.clause_after(claim.clause)
    if following and words[following.start : following.end] in _IS_ME:
        return True  # "long in the body, that's me"
    return _is_told_of_wearer(notes, claim) or _is_of_own_part(notes, claim, judgement)


_IS_ME = (["that", "'s", "me"], ["that", "is", "me"])


def _is_of_own_part(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether a part of the writer's body is so ("my wide hips")."""
    words = notes.words
    if words[claim.term.start - 1 : claim.term.start] == ["my"] and judgement.name in _OF_BODIES:
        return True
    if claim.owner is None or claim.owner_term is None or not claim.owner.body:
        return False
    if claim.how == "before its noun":
        named = notes.words[claim.owner_term.start : claim.owner_term.end]
        return _SEWN.isdisjoint(named) and _is_had(notes, claim, judgement)
    if claim.how == "of its subject":
        nearest = [term for term in claim.clause.terms if isinstance(term.entry, Part) and term.end <= claim.term.start]
        owner = nearest[-1].start if nearest else claim.owner_term.start
        mine = owner and (words[owner - 1] in _THEIR or words[owner - 1] == "(")
        return bool(mine) and judgement.name in _OF_BODIES and "too" not in lead(notes, claim, 3)
    return False


def is_phrase_of_body(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase that finds fault with the fit tells of the writer ("I have a tight chest")."""
    code, words, start = claim.code, notes.words, claim.term.start
    if code is None or code.is_ok or code.group != "fit":
        return False
    if code.aspect == "size.overall":  # "my sister is a size larger than me", "my bust has gone down two sizes"
        if words[claim.clause.start] == "my" and claim.clause.terms[0].start == claim.clause.start + 1:
            first = claim.clause.terms[0].entry
            if isinstance(first, Part) and first.body and claim.clause.terms[0].end < start:
                return True
        return bool(start) and notes.keys[start] == "be" and words[start - 1] in _PERSONS
    if words[start].endswith("ing"):
        return False  # "I was spilling out of the top" tells of the top
    told = (
        (start > 1 and words[start - 1] == "have" and words[start - 2] == "i")
        or _is_of_own_figure(words, start)
        or _is_told_of_wearer(notes, claim)
        or is_listed_with_measures(notes, claim)
    )
    return told and not judges_by_itself(notes, claim)


def _is_of_own_figure(words: Sequence[str], start: int) -> bool:
    """Whether a figure that is the writer's own stands before it: "my frame is big up top", but not "on my frame"."""
    if start < 3 or words[start - 3] != "my" or words[start - 2] not in _OWNED_FIGURES:
        return False
    return start == 3 or words[start - 4] != "on"


_SENTENCE_MAX = 40
_GARMENTS = frozenset({"it", "this", "they", "these", "them", "the", "dress", "top", "so", "too", "was", "were", "is"})


def is_listed_with_measures(notes: Notes, claim: Claim) -> bool:
    """Whether it stands in a list of the writer's measures ("I'm 5'5, 135 lbs, 34d, narrow across the back")."""
    words, start = notes.words, claim.term.start
    if words[start - 1] != "," or not start or (not claim.clause.number and start == claim.clause.start):
        return False
    said = words[max(0, start - _SENTENCE_MAX) : start]
    if "." in said:
        said = said[len(said) - said[::-1].index(".") :]
    if said[:2] not in (["i", "'m"], ["i", "am"], ["i", "m"], ["for", "reference"]):
        return False
    return _GARMENTS.isdisjoint(said) and sum(word[0].isdigit() for word in said) >= 2


_GARMENTS_SPOKEN_OF = _GARMENTS - {"the", "so", "too"}
_SEWN = word_set("sewn")
"""No bodies have them: "it has large armholes"."""


def _is_had(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether somebody has what is judged ("with my broad shoulders")."""
    said = lead(notes, claim, 4)
    first = claim.clause.start
    if notes.words[first : first + 2] == ["i", "have"] and _GARMENTS_SPOKEN_OF.isdisjoint(lead(notes, claim, 12)):
        said = ["have", *said]  # "I have long legs and fairly broad shoulders"
    if _THEIR.isdisjoint(said) and (judgement.name not in _OF_BODIES or claim.wished):
        return False
    return not _HAVING.isdisjoint(said) and "too" not in said[-3:]


_OF_BODIES = frozenset({"wide", "large", "narrow", "small", "long", "short", "thick", "thin", "huge"})
_FIGURES = word_set("figures")
_OWNED_FIGURES = _FIGURES | {"body"}
PEOPLE = word_set("people")


def is_of_people(notes: Notes, claim: Claim) -> bool:
    """Whether people are so ("shorter girls could wear it as a midi", "someone slimmer")."""
    words = notes.words
    beside = words[max(0, claim.term.start - 1) : claim.term.start] + words[claim.term.end : claim.term.end + 1]
    return not PEOPLE.isdisjoint(beside)


def is_asked_of_wearer(notes: Notes, claim: Claim) -> bool:
    """Whether it is what one has to be to wear it ("one has to be rather slim for it")."""
    said = lead(notes, claim, 6)
    if "be" not in said or WEARING_ONE.isdisjoint(said):
        return False
    return not _HAVING_TO.isdisjoint(said[: said.index("be")])


WEARING_ONE = frozenset({"you", "one", "someone", "u"})
_HAVING_TO = frozenset({"have", "need", "must", "should", "got"})
BUILDS = word_set("builds")


def is_of_build(notes: Notes, claim: Claim) -> bool:
    """Whether one has such a build ("I have a skinny/athletic build")."""
    if claim.wished or BUILDS.isdisjoint(notes.words[claim.term.end : claim.term.end + 4]):
        return False
    return not _HAVING.isdisjoint(lead(notes, claim, 4))


_AM = frozenset({"am", "be"})
"""Keys that are cues of being in every language."""
_BE, _BEING = BITS["be"], _FIGURES | {"being"}


def _is_told_of_wearer(notes: Notes, claim: Claim) -> bool:
    """Whether it follows "I am" with nothing but measures between ("I'm 5'5 and 134 lbs, small on top")."""
    words, first = notes.words, claim.clause.start
    if words[claim.term.end : claim.term.end + 1] == ["in"]:
        if words[first] == "i" and words[first + 1 : first + 2] in (["am"], ["'m"]):
            return _GARMENTS_SPOKEN_OF.isdisjoint(words[first + 2 : claim.term.start])  # "I am long in the leg and …"
        if _goes_on_about_wearer(notes, claim):
            return True
    if not claim.clause.marks & _BE and _BEING.isdisjoint(notes.said):
        return False
    keys = notes.keys
    for at in before(notes, claim, 12):
        word = words[at]
        if word in _FIGURES and words[at - 1] == "my" and words[at + 1] in ("(", ","):
            return True
        if (word == "being" and words[at - 1 : at] in ([], [","], ["."])) or (
            keys[at] in _AM and at and words[at - 1] in _PERSONS
        ):
            return True
        if word not in _SELF_FILLERS and not word[0].isdigit() and not _is_judgement(claim.clause, at):
            break
    return False


def _goes_on_about_wearer(notes: Notes, claim: Claim) -> bool:
    """Whether what is so "in" a place goes on from "I am" ("I'm mostly a 12 but wide in the hips")."""
    clause, words = claim.clause, notes.words
    if not clause.number or clause.marks & _BE:
        return False
    earlier = notes.clauses[clause.number - 1]
    if earlier.sentence != clause.sentence or words[earlier.start] != "i" or words[earlier.start + 1] not in _I_AM:
        return False
    if earlier.marks & BITS["liked"]:
        return False  # "I'm very pleased, but wide in the hips"
    between = words[earlier.start + 2 : claim.term.start]
    return _GARMENTS_SPOKEN_OF.isdisjoint(between) and "too" not in words[clause.start : claim.term.start]


_I_AM = frozenset({"am", "'m"})


def _is_judgement(clause: Clause, at: int) -> bool:
    """Whether a judgement begins at the token."""
    place = bisect_left(clause.terms, at, key=_START)
    return (
        place < len(clause.terms)
        and clause.terms[place].start == at
        and isinstance(clause.terms[place].entry, Judgement)
    )


_START = attrgetter("start")


def is_look_of_wearer(notes: Notes, claim: Claim) -> bool:
    """Whether a measure tells what the wearer looks like in it ("it made my frame look short and wide")."""
    if claim.judgement is not None and claim.judgement.name in ("boxy", "maternity"):
        return False
    words = notes.words
    for at in before(notes, claim, 6):
        if notes.keys[at] in _LOOKING:
            before_it = range(max(claim.clause.start, at - 6), at)
            makes = next((i for i in before_it if words[i] in MAKING), None)
            if makes is None:
                return False
            return words[at] == "appear" or not _WEARERS.isdisjoint(words[makes + 1 : at])
    return False


MAKING = frozenset({"make", "makes", "made", "making"})
_LOOKING = frozenset({"look", "appear", "seem"})
_WEARERS = frozenset({"me", "my", "you", "your", "her", "him", "his", "one"})
