"""Tells a denial of the claim from one of something else ("no idea why it is so tight", "never so tight a waist")."""

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Claim, Notes
from nlp.lexicon import Judgement, Phrase, word_set
from nlp.lexicon.cues import BITS

_NOT_DENIALS = word_set("not_denied")
_REACH_OF_VERB = 3
"""So near behind a denial stands the verb that it denies."""


def _before(words: list[str], at: int) -> str:
    return words[at - 1] if at else ""


def denies_else(notes: Notes, claim: Claim, at: int, *, denied: bool) -> bool:
    """Whether a word of denial denies something else than the claim, or nothing ("a no-brainer", "not only")."""
    words, start = notes.words, claim.term.start
    if words[at] == "neither" and denied:
        return True  # "neither big nor small" denies each once
    if words[at + 1 : at + 3] == ["give", "for"]:
        return True  # "what I wouldn't give for a softer one"
    if _before(words, at) in ("regret", "regretting", "regretted"):
        return True  # "regret not ordering one size less"
    if words[at : at + 2] == ["no", "to"] or _is_left_out(notes, claim, at):
        return True
    if words[at : at + 2] == ["no", "-"] or _lacks_a_thing(notes, at, start):
        return True
    following = words[at + 1] if at + 1 < len(words) else ""
    if following == "half" or (following in _NOT_DENIALS and at + 1 < start and not _denies_purpose(notes, at)):
        return following not in _COMPLAINTS or words[at + 2] not in ("about", "with", "over", "regarding")
    between = words[at + 1 : start]
    return bool(between) and (
        _wonders(between)
        or _denies_the_denial(between)
        or _denies_feeling(notes, at, between)
        or is_not_told(notes, at, start)
        or _denies_need(notes, claim, at, between)
        or _denies_more(notes, claim, at)
        or _denies_the_like(notes, claim, at)
    )


_ARTICLES = frozenset({"the", "its", "those", "that", "their", "these"})


def _is_left_out(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether a part is left out of what was praised ("I love the cut, but not the tight waist")."""
    if claim.how != "before its noun" or notes.words[at + 1] not in _ARTICLES or at + 2 != claim.term.start:
        return False
    return at == claim.clause.start and claim.clause.contrasts


def _lacks_a_thing(notes: Notes, at: int, start: int) -> bool:
    """Whether only something else is missing ("without the shirt the armholes gape")."""
    words = notes.words[at : start + 1]
    if words[0] != "without" or words[1:2] not in (["the"], ["a"], ["my"], ["any"]):
        return False
    return not SUBJECTS.isdisjoint(words[3:5])


SUBJECTS = frozenset({"the", "it", "they", "i", "my", "this"})
"""Begin what is said anew."""


def _denies_purpose(notes: Notes, at: int) -> bool:
    """Whether "not to" denies what follows ("thick enough not to be see-through"), unlike "not to mention"."""
    return notes.words[at + 1] == "to" and notes.words[at + 2 : at + 3] not in (["mention"], ["say"])


_COMPLAINTS = word_set("complaints")
_SOMEBODY = frozenset({"anyone", "anybody", "people", "others", "someone", "you", "reviewers"})


def _wonders(between: list[str]) -> bool:
    """Whether it is wondered at ("no idea why it is so tight", "can't get over how tight it is")."""
    for word in ("how", "why"):
        if word in between and _COMPLAINTS.isdisjoint(between):
            return _SOMEBODY.isdisjoint(between[between.index(word) + 1 :][:1])  # "can't see how anyone finds it tight"
    return False


_DENYING = word_set("undeniable")


def _denies_the_denial(between: list[str]) -> bool:
    """Whether it cannot be denied ("there is no denying that it is tight")."""
    return not _DENYING.isdisjoint(between[:_REACH_OF_VERB])


_DOING = frozenset({"do", "does", "did", "would", "really", "nobody"})
_FELT = word_set("not_felt")
_BEING = word_set("not_pleased")
_SEEMING = word_set("seeming")
_GIVEN = frozenset(
    {"that", "the", "it", "its", "they", "their", "this", "these", "about", "of", "with", "on", "for", "me", "when"}
)


def _denies_feeling(notes: Notes, at: int, between: list[str]) -> bool:
    """Whether it is only not liked or not known ("not happy that it is tight", "do not like the tight waist")."""
    for place, word in enumerate(between[:_REACH_OF_VERB]):
        if word == "like" and between[place - 1] in _SEEMING and place:
            continue  # "I do not feel like the waist is too tight"
        if word in _BEING or (word in _FELT and _before(notes.words, at) in _DOING):
            return not _GIVEN.isdisjoint(between[place + 1 : place + 3])
    return False


_TELLING = word_set("telling")
_TELLERS = frozenset({"nobody", "none", "no", "nowhere", "nothing", "neither"})
_POSSIBLY = frozenset({"could", "would", "can", "will", "should"})


def is_not_told(notes: Notes, at: int, end: int) -> bool:
    """Whether this denies that somebody tells of it ("nobody told me that it is tight")."""
    said = notes.words[at + 1 : min(at + 6, end)]
    if said[:1] in (["notice"], ["check"]) and _before(notes.words, at) == "did":
        return True  # "did nobody notice how tight it is?"
    if _TELLING.isdisjoint(said) or not _POSSIBLY.isdisjoint(said):
        return False
    return notes.words[at] in _TELLERS or (_before(notes.words, at) in ("do", "does", "did") and said[0] in _TELLING)


_NEEDING = word_set("needless")
SO = frozenset({"so", "this", "that", "such", "quite"})
"""Say of what follows that it is so very much so."""


def _denies_need(notes: Notes, claim: Claim, at: int, between: list[str]) -> bool:
    """Whether it need not be so ("no need for it to be so tight", "it should not be this tight")."""
    if SO.isdisjoint(notes.words[claim.term.start - 2 : claim.term.end]):
        return False
    if _before(notes.words, at) in ("should", "need", "must"):
        return True
    if notes.words[at] == "without" and _before(notes.words, at) in ("live", "do", "done"):
        return True  # "could live without it being so tight"
    return notes.words[at] in ("no", "not", "n't", "never") and not _NEEDING.isdisjoint(between[:_REACH_OF_VERB])


_BECOMING = frozenset({"be", "get", "feel", "have", "fit", "look"})


def _denies_more(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether more of it cannot be ("could not be softer", "could not be more comfortable")."""
    words, start = notes.words, claim.term.start
    if at + 1 == len(words) or _before(words, at) not in ("could", "can", "ca") or words[at + 1] not in _BECOMING:
        return False
    return words[start - 1] == "more" or is_comparative(words[claim.term.end - 1])


_MET = word_set("met")


def _denies_the_like(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether the like was never met ("never had a waist this tight", "never worn a softer knit")."""
    words, start = notes.words, claim.term.start
    if words[at] != "never" and not (words[at] in ("not", "n't") and "ever" in words[at + 1 : at + 3]):
        return False
    met = next((place for place in range(at + 1, min(at + 4, start)) if words[place] in _MET), None)
    if met is None or (words[met + 1] == "that" and words[met + 2] in _ARTICLES):
        return False  # "never felt that the waist was too tight"
    return not SO.isdisjoint(words[start - 2 : claim.term.end]) or is_comparative(words[claim.term.end - 1])


_OUTCOME_MAX = 14
_SO_MUCH = frozenset({"so", "too"})


def is_denied_outcome(notes: Notes, claim: Claim) -> bool:
    """Whether it is what would be, were it so much so ("not so deep that you show too much cleavage")."""
    words, end = notes.words, claim.term.start
    first = max(claim.clause.start, end - _OUTCOME_MAX)
    if notes.language != "en" or "that" not in words[first:end]:
        return False
    that = max(at for at in range(first, end) if words[at] == "that")
    denial = max((at for at in range(first, end) if notes.marks[at] & BITS["not"]), default=that)
    if "," in words[that:end] or denial >= that - 2 or words[denial + 1] not in _SO_MUCH:
        return False
    # "not too happy that it is short" denies another thing
    between = (term.entry for term in claim.clause.terms if denial < term.end - 1 < that)
    return any(
        isinstance(entry, Phrase) or (isinstance(entry, Judgement) and entry.value not in ("good", "bad"))
        for entry in between
    )
