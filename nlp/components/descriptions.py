"""Tells adjectives that only describe from those that judge ("long sleeves", "a wide waistband")."""

from functools import cache

from nlp.components.comparatives import asks_for_change, is_comparative
from nlp.components.complained import is_complained_of
from nlp.components.designs import is_by_design, is_more_than_full
from nlp.components.notes import Claim, Notes, Term
from nlp.components.size_names import SIZE_NAMES
from nlp.components.wishes import is_unreal
from nlp.lean_spacy import get_lang_class
from nlp.lexicon import Judgement, Part, word_set
from nlp.lexicon.cues import BITS, DEGREES

_DEGREES = DEGREES | BITS["not"] | BITS["wish"] | BITS["less"]


def is_description(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether an adjective before its noun only describes ("long sleeves")."""
    if _tells_which(notes, claim, judgement):
        return True
    start, end = claim.term.start, claim.term.end
    if notes.keys[start] == "full" and end - start == 1 and not is_more_than_full(notes, claim):
        return True  # "the skirt is full and swings"
    if is_by_design(notes, claim, judgement) or (claim.wished and _is_taken(notes, claim)):
        return True
    if claim.owner is not None and claim.owner.name == "size" and is_comparative(notes.words[claim.term.start]):
        return claim.how == "before its noun"  # "the larger size had gone"
    if "how" in notes.said and "how" in (said := notes.words[max(claim.clause.start, start - 2) : start]):
        return said == ["for", "how"]  # "surprised how short it is", unlike "warm for how thin it is"
    if judgement.attributive or (claim.wished and asks_for_change(notes, claim)):
        return False
    garment = claim.owner is not None and claim.owner.garment
    before_noun = (
        claim.how == "before its noun"
        or (garment and claim.how == "in its place")
        or _names_something_else(notes, claim)
    )
    if (
        not before_noun
        or is_unreal(notes, claim)
        or not _is_bare(notes, claim)
        or not _COMPLAINING.isdisjoint(notes.words[max(claim.clause.start, start - 4) : start])
    ):
        return False  # "the only problem is the tight waist"
    if _is_set_against(notes, claim) or _is_in_list_of_faults(notes, claim):
        return False
    if _is_excepted(notes, claim) or is_complained_of(notes, claim):
        return False
    return not _is_suffered_from(notes, claim)


_SUFFERED = word_set("suffering")


def _is_suffered_from(notes: Notes, claim: Claim) -> bool:
    """Whether something hurts from it ("red marks from the tight cuffs")."""
    start = claim.term.start
    said = notes.words[max(claim.clause.start, start - 7) : start]
    return "from" in said[-2:] and not _SUFFERED.isdisjoint(said)


def _tells_which(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether a choice or a place is told by it."""
    if notes.words[claim.term.start - 1] == "as" and _is_as_one_likes(notes, claim.term):
        return True
    if _is_either(notes, claim, judgement):
        return True
    return _picks_out(notes, claim) or (judgement.name == "huge" and _is_of_a_thing(notes, claim))


def _is_as_one_likes(notes: Notes, term: Term) -> bool:
    """Whether it can be chosen ("as long as you like")."""
    return notes.words[term.end : term.end + 3] in (["as", "you", "like"], ["as", "you", "want"])


def _is_either(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether both ends of a measure are named ("with long or short shorts")."""
    start, end = claim.term.start, claim.term.end
    if not judgement.axis or not claim.clause.marks & BITS["or"] or notes.marks[start - 1] & BITS["too"]:
        return False
    for term in claim.clause.terms:
        other = term.entry
        if isinstance(other, Judgement) and other.axis == judgement.axis and other.value != judgement.value:
            gap = notes.words[end : term.start] if term.start >= end else notes.words[term.end : start]
            if gap == ["or"]:
                return True
    return False


def _is_bare(notes: Notes, claim: Claim) -> bool:
    """Whether no degree stands before an adjective within its own words."""
    start = claim.term.start
    for at in range(start - 1, max(claim.clause.start, start - 3) - 1, -1):
        if notes.marks[at] & _DEGREES and (notes.words[at] not in ("so", "that") or at == start - 1):
            return False
        if notes.words[at] in _PREPOSITIONS and notes.words[at + 1] != "the":
            return True  # "does not crease on long trips"
    return True


_EXCEPTING = frozenset({"from", "except", "for", "but", "than", "despite", "of", "bar", "not"})


def _is_excepted(notes: Notes, claim: Claim) -> bool:
    """Whether it is what is left out of praise ("great apart from the tight waist", "perfect but small armholes")."""
    start = claim.clause.start
    if not claim.clause.contrasts or claim.term.start - start > 2 or claim.owner is None or claim.owner.garment:
        return False
    if notes.words[start - 1] not in _EXCEPTING and notes.words[start] not in _EXCEPTING:
        return False
    last = claim.owner_term.end if claim.owner_term is not None else claim.term.end
    return not any(notes.marks[at] & BITS["be"] for at in range(last, claim.clause.end))


_SHORTFALLS = frozenset({"tight", "small"})


def _is_set_against(notes: Notes, claim: Claim) -> bool:
    """Whether it is told beside a verdict on another part, each in two words ("perfect waist, tight armholes")."""
    if claim.judgement is None or claim.judgement.name not in _SHORTFALLS or notes.words[claim.term.start - 1] != ",":
        return False
    before = [term for term in claim.clause.terms if term.end <= claim.term.start - 1][-2:]
    if len(before) < 2 or before[1].end != claim.term.start - 1 or before[0].end != before[1].start:
        return False
    verdict = getattr(before[0].entry, "value", "")
    return verdict in ("good", "bad", "ok") and isinstance(before[1].entry, Part)


def _is_in_list_of_faults(notes: Notes, claim: Claim) -> bool:
    """Whether measures of parts are all that is said, one of them too little ("tight bust, loose waist")."""
    clause = claim.clause
    terms, measured = clause.terms, clause.terms[::2]
    if len(terms) < 4 or len(terms) % 2 or clause.end - clause.start > 2 * len(terms):
        return False
    if not any(isinstance(term.entry, Judgement) and term.entry.name in _SHORTFALLS for term in measured):
        return False
    return (
        all(isinstance(term.entry, Judgement) and term.entry.axis for term in measured)
        and all(term.names_place for term in terms[1::2])
        and all(part.start == said.end for said, part in zip(measured, terms[1::2], strict=True))
        and all(notes.marks[part.end] & (BITS["and"] | BITS["comma"]) for part in terms[1:-1:2])
        and terms[0].start == clause.start
        and terms[-1].end == clause.end
    )


_PREPOSITIONS = frozenset({"on", "for", "during", "with", "after"})
_COMPLAINING = word_set("complaining") | word_set("regretted")


def _is_of_a_thing(notes: Notes, claim: Claim) -> bool:
    """Whether something else than the garment is huge ("a huge gap", "huge disappointment")."""
    after = claim.term.end
    if after >= claim.clause.end or notes.marks[after] or not notes.words[after].isalpha():
        return False
    term = next((term for term in claim.clause.terms if term.start == after), None)
    if term is not None:
        return isinstance(term.entry, Judgement) and term.entry.name in ("loose", "perishable", "fails")
    return (
        notes.words[after - 1] == "huge"
        and notes.words[after] not in _stop_words(notes.language)
        and claim.owner is None
    )


def _is_taken(notes: Notes, claim: Claim) -> bool:
    """Whether something else is wished so ("one has to carry a smaller bag")."""
    after = claim.term.end
    if notes.words[claim.term.start - 1] not in _TAKING or any(term.start == after for term in claim.clause.terms):
        return False
    return _names_something_else(notes, claim)


_TAKING = frozenset({"take", "takes", "taking", "wear", "carry", "use"})
_PICKED_OUT = word_set("picked_out")


def _picks_out(notes: Notes, claim: Claim) -> bool:
    """Whether a superlative says which place is meant ("the widest part of my ribs")."""
    last = notes.words[claim.term.end - 1]
    if not last.endswith("est"):
        return False
    if last in ("smallest", "largest", "biggest") and notes.words[claim.term.start - 1] == "the":
        return True  # "I took the smallest"
    return not _PICKED_OUT.isdisjoint(notes.words[claim.term.end : claim.term.end + 1])


def _names_something_else(notes: Notes, claim: Claim) -> bool:
    """Whether the adjective belongs to the unknown word behind it ("slim build", "wide leg")."""
    after = claim.term.end
    if after < len(notes.words) and notes.words[claim.term.start - 1] == "a" and notes.words[after] == ",":
        return True  # "it is a loose, swingy thing"
    if after >= claim.clause.end or notes.marks[after] & ~BITS["others"] or not notes.words[after].isalpha():
        return False
    if notes.words[claim.term.start - 1 : claim.term.start] in (["the"], ["a"]) and any(
        term.start == after and isinstance(term.entry, Judgement) and term.entry.axis for term in claim.clause.terms
    ):
        return True
    if any(term.start == after and isinstance(term.entry, Part) for term in claim.clause.terms):
        return True
    if claim.judgement is not None and claim.judgement.name in ("small", "large") and _is_of_a_fault(claim, after):
        return True
    word = notes.words[after]
    return (
        word not in _stop_words(notes.language)
        and not word.endswith(("ly", "wise"))
        and word not in _GOING_ON
        and not any(term.start == after for term in claim.clause.terms)
    )


_GOING_ON = word_set("going_on")


def _is_of_a_fault(claim: Claim, after: int) -> bool:
    """Whether a fault is called small or large ("small snags in several places")."""
    return any(
        term.start == after and isinstance(term.entry, Judgement) and term.entry.value == "poor"
        for term in claim.clause.terms
    )


def is_of_unknown_part(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether it is said of a thing that the lexicon does not know ("the tube portion is pretty tight")."""
    if not judgement.axis:
        return False
    words, at = notes.words, claim.term.start - 1
    of_all = claim.owner is None and claim.how == "of the garment"
    owner = claim.owner_term
    of_garment = claim.owner is not None and claim.owner.garment and claim.how == "of its subject"
    if not of_all and not (of_garment and owner is not None and owner.end < at - 1):
        return False
    while at > claim.clause.start and notes.marks[at] & _DEGREES:
        at -= 1
    if at <= claim.clause.start or not notes.marks[at] & BITS["be"]:
        return False
    subject = words[at - 1]
    if not subject.isalpha() or subject in _stop_words(notes.language) or subject in _PERHAPS_ALL:
        return False
    return words[at - 2] in _NAMING and not any(term.start <= at - 1 < term.end for term in notes.terms)


_NAMING = frozenset({"-", "the", "a", "my", "its", "this", "one", "each", "tube", "bottom", "top", "front", "back"})
_PERHAPS_ALL = word_set("whole_garment") | SIZE_NAMES


@cache
def _stop_words(language: str) -> frozenset[str]:
    """The words that no adjective stands before; the glosses of another language are English ones."""
    return frozenset(get_lang_class("en").Defaults.stop_words | get_lang_class(language).Defaults.stop_words)
