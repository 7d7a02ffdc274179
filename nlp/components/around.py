"""Tells what is said of garments, pictures and people around this one from what is said of it."""

from nlp.components.comparisons import is_of_picture
from nlp.components.notes import Claim, Notes
from nlp.components.reach import judges_by_itself
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS


def is_of_others_around(notes: Notes, claim: Claim) -> bool:
    """Whether other garments are named right behind, or as what was returned for it.

    "Always too tight on other brands", "my last one went back because the waist was too tight".
    """
    words, clause, end = notes.words, claim.clause, claim.term.end
    if end < len(words) and words[end] in _LEADING and any(m & OTHER for m in notes.marks[end : end + 4]):
        return _NAMING_THIS.isdisjoint(words[clause.start : claim.term.start])
    if not clause.number or words[clause.start - 1] not in _GOING_ON:
        return False
    earlier = notes.clauses[clause.number - 1]
    if words[clause.start - 1] == "and" and not any(
        one.clause is earlier and one.silent == "other garment" for one in notes.claims
    ):
        return False
    is_of_other = earlier.marks & OTHER and not earlier.marks & BITS["than"] and earlier.sentence == clause.sentence
    return bool(is_of_other) and _NAMING_THIS.isdisjoint(words[earlier.start : claim.term.start])


OTHER = BITS["other_garment"]
_LEADING = frozenset({"on", "in", "with"})
_NAMING_THIS = frozenset({"this", "these", "it", "they", "here"})
_GOING_ON = frozenset({"because", "bc", "cause", "cuz", "as", "and"})


_AGREEING_MAX = 4


def is_only_agreed(notes: Notes, claim: Claim) -> bool:
    """Whether it tells that somebody is right ("others said it is short and they are right")."""
    clause = claim.clause
    if not clause.number or notes.words[claim.term.end - 1] != "right" or clause.end - clause.start > _AGREEING_MAX:
        return False
    return bool(notes.clauses[clause.number - 1].marks & (BITS["others"] | BITS["fear"]))


ELSEWHERE = word_set("shown_on")
OTHERS_SEEN = word_set("others_seen")


def is_seen_on_others(notes: Notes, claim: Claim) -> bool:
    """Whether it flatters somebody else, or in the picture ("looks great on the model")."""
    if claim.judgement is None or claim.judgement.name != "flattering":
        return False
    after = notes.words[claim.term.end : claim.term.end + 3]
    if after[:1] == ["and"]:
        return not ELSEWHERE.isdisjoint(after)  # "makes me look taller and slimmer"
    return not ELSEWHERE.isdisjoint(after) or not OTHERS_SEEN.isdisjoint(after[:2])


def is_phrase_of_picture(notes: Notes, claim: Claim) -> bool:
    """Whether a part and its fault are told of a picture ("in the picture the waist is too tight")."""
    return judges_by_itself(notes, claim) and is_of_picture(notes, claim)


FOR_SOME = frozenset({"some", "certain", "different"})
MAYBE = frozenset({"maybe", "perhaps", "possibly"})


def is_so_for_some(notes: Notes, claim: Claim) -> bool:
    """Whether it can be so for somebody ("can be too tight on some body types", "maybe too short for tall people")."""
    behind = notes.words[claim.term.end : claim.term.end + 2]
    said = notes.words[max(claim.clause.start, claim.term.start - 3) : claim.term.end]
    if not MAYBE.isdisjoint(said):
        all_said = notes.words[claim.clause.start : claim.clause.end]
        return "for" in all_said and not _PEOPLE.isdisjoint(all_said)
    return behind[:1] in (["on"], ["for"]) and not FOR_SOME.isdisjoint(behind) and "can" in said


_PEOPLE = word_set("people")


PRICE = frozenset({"price", "cost", "cheaper", "prices", "pricing"})


def is_price_wished(_: Notes, claim: Claim) -> bool:
    """Whether a better price is wished, which calls nothing overpriced ("a lower price would be nice")."""
    return claim.wished and claim.owner is not None and claim.owner.name == "price"


TASTE = frozenset({"liking", "taste"})


def is_taste(notes: Notes, claim: Claim) -> bool:
    """Whether somebody's taste is named, no liking told ("a touch too long for my liking")."""
    return notes.words[claim.term.end - 1] in TASTE and notes.words[claim.term.start - 1] in _WHOSE


_WHOSE = frozenset({"my", "our", "his", "her"})


SOUGHT = BITS["sought"]
_SEARCHED = (["hard", "to", "find"], ["difficult", "to", "find"], ["tough", "to", "find"], ["rarely", "find", "a"])


def is_searched_for(notes: Notes, claim: Claim) -> bool:
    """Whether the sentence tells what is hard to find ("hard to find jeans that … and don't gap in the back")."""
    first, marks = claim.clause.number, claim.clause.marks
    while first and notes.clauses[first - 1].sentence == claim.clause.sentence:
        first -= 1
        if notes.clauses[first].contrasts:
            return False
        marks |= notes.clauses[first].marks
    if not marks & SOUGHT:
        return False
    words = notes.words[notes.clauses[first].start : claim.term.start]
    return any(words[at : at + 3] in _SEARCHED for at in range(len(words) - 2)) and _NOW.isdisjoint(words)


_NOW = frozenset({"this", "these", "but", "finally"})
