"""Tells what is wished for from what is there."""

from itertools import pairwise

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Claim, Notes
from nlp.components.reach import before, gives_reason, has_after, lead
from nlp.lexicon import Judgement, word_set
from nlp.lexicon.cues import BITS

_IF, _WISH = BITS["when_if"], BITS["wish"]
SUPPOSING = frozenset({"would", "'d", "could", "might"})


def is_wished(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether what is said is wanted, not there ("I wish it were longer", "narrower shoulders, please")."""
    if _compares(notes, claim) and notes.words[claim.term.start - 1] != "any" and _wants_more(notes, claim):
        return True
    if not claim.clause.marks & (_IF | _WISH) and notes.words[claim.clause.start] != "were":
        return False  # as most
    if is_unreal(notes, claim):
        return True
    if notes.language != "en" and notes.words[claim.term.end - 1].endswith("er") and has_after(notes, claim, "wish"):
        return True  # "etwas länger hätte es sein dürfen"
    return _has_wish_before(notes, claim) or (judgement.name == "room" and has_after(notes, claim, "wish"))


def _wants_more(notes: Notes, claim: Claim) -> bool:
    """Whether more of what is compared would be better, without a word of wishing."""
    return not _WANTING_MORE.isdisjoint(notes.said) and (
        _is_pleaded(notes, claim)
        or _would_mend(notes, claim)
        or _would_be_better(notes, claim)
        or _was_expected(notes, claim)
        or _is_bidden(notes, claim)
        or _is_made_so(notes, claim)
        or _would_do_if(notes, claim)
        or _had_it_been(notes, claim)
        or is_regretted(notes, claim)
        or _is_asked_for(notes, claim)
    )


UNREAL_LEADS = frozenset({"wish", "if"})


def goes_on_wishing(notes: Notes, claim: Claim) -> bool:
    """Whether a wish goes on behind "and" ("if the legs weren't so long and the seat wasn't so baggy")."""
    clause = claim.clause
    if not clause.number or clause.contrasts or notes.words[clause.start - 1] != "and":
        return False
    earlier = notes.clauses[clause.number - 1]
    led = notes.words[earlier.start : earlier.end]
    if UNREAL_LEADS.isdisjoint(led) or not earlier.marks & (BITS["wish"] | _IF):
        return False
    if "wish" not in led and SUPPOSING.isdisjoint(notes.said):
        return False
    end = claim.term.end
    if _UNREAL_ALONE.isdisjoint(notes.words[clause.start : end]):
        return False
    denies = any(mark & BITS["not"] for mark in notes.marks[claim.term.start : end])
    return claim.negated or denies or _compares(notes, claim)


_WISH_REACH, _WISH_REACH_LISTED = 12, 16
_OR_ELSE = frozenset({"or"})
"""Leads to the second half of a wish ("I wish it had more to it or was a touch longer")."""


def _has_wish_before(notes: Notes, claim: Claim) -> bool:
    """Whether a wish leads to it; what "could be layered over" it is none."""
    if not claim.clause.marks & _WISH:
        return False
    reach = _WISH_REACH if _OR_ELSE.isdisjoint(lead(notes, claim, 4)) else _WISH_REACH_LISTED
    at = next((at for at in before(notes, claim, reach) if notes.marks[at] & _WISH), None)
    if at is None:
        return False
    between = notes.words[at + 1 : claim.term.start]
    if notes.language != "en" and _states_anew(notes, [*between, notes.words[claim.term.start]]):
        return False
    if gives_reason(between) or (
        not _WANTING.isdisjoint(notes.keys[at - 1 : at + 1]) and _is_not_wanted(notes, claim, at)
    ):
        return False
    if claim.owner is not None and not claim.owner.garment and not _REASONS.isdisjoint(between):
        return False  # "I needed a cami because the neckline is so deep"
    if notes.words[at] == "is" and "if" in notes.words[at - 2 : at] and "too" in between:
        return False  # "if it is too tight I will return it"
    return notes.words[at] != "be" or not any(word in _WORN for word in between[:2])


def _states_anew(notes: Notes, said: list[str]) -> bool:
    """Whether a verb behind a comma tells what is there ("lieber eine Nummer kleiner bestellen, fällt groß aus")."""
    telling = word_set("telling", notes.language)
    return any(mark == "," and word in telling for mark, word in pairwise(said))


_WANTING = frozenset({"want", "wish", "need", "needs", "be"})


def _is_not_wanted(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether it is as it should be ("I would not want it longer", "it does not need to be longer")."""
    compares = is_comparative(notes.words[claim.term.end - 1]) or "more" in notes.words[at : claim.term.end]
    denied = any(mark & BITS["not"] for mark in notes.marks[max(claim.clause.start, at - 3) : at])
    return denied if compares else "want" in notes.keys[at - 1 : at + 1] and (denied or claim.negated)


_REASONS = frozenset({"because", "since", "cause", "bc", "cuz"})
_WORN = word_set("worn_so")


def is_unreal(notes: Notes, claim: Claim) -> bool:
    """Whether what is there is told as a condition that fails ("I would keep it if it were not so short")."""
    supposes = claim.clause.marks & _IF
    if not supposes and notes.words[claim.clause.start] != "were":
        return False
    said = notes.words[claim.clause.start : claim.term.end]
    if said[:1] == ["were"]:
        return said[1:4] == ["it", "not", "for"]
    if not supposes or "if" not in said:
        return False
    said = said[len(said) - said[::-1].index("if") :]
    if said[:2] == ["not", "for"]:
        return True
    verbs = _UNREAL if not SUPPOSING.isdisjoint(notes.said) else _UNREAL_ALONE
    return any(verb in verbs and denial in ("not", "n't") for verb, denial in pairwise(said))


_UNREAL_ALONE = frozenset({"was", "were"})
_UNREAL = _UNREAL_ALONE | {"did", "had"}
_WHOEVER = frozenset({"i", "you", "your", "she", "someone", "anyone", "we"})


def _would_do_if(notes: Notes, claim: Claim) -> bool:
    """Whether it would please if it were so ("would have kept it if the waist hit lower")."""
    said = notes.words[_start_of_condition(notes, claim) : claim.term.start]
    if "if" not in said:
        return False
    at = said.index("if")
    around = said[:at] + notes.words[claim.term.end : claim.term.end + 6]
    return not (SUPPOSING | {"id"}).isdisjoint(around) and _WHOEVER.isdisjoint(said[at + 1 : at + 2])


_PART_MAX = 4


def _start_of_condition(notes: Notes, claim: Claim) -> int:
    """Where the clause begins, with the one before it where two parts are named in one condition.

    "I'd have kept it if the bust and the waist were smaller".
    """
    clause = claim.clause
    if clause.marks & _IF or not clause.number:
        return clause.start
    earlier = notes.clauses[clause.number - 1]
    joined = earlier.sentence == clause.sentence and notes.words[earlier.end : clause.start] == ["and"]
    leads = joined and "if" in notes.words[max(earlier.start, earlier.end - _PART_MAX) : earlier.end]
    return earlier.start if leads else clause.start


_HAD_IT_BEEN = frozenset({"had", "were"})


def _had_it_been(notes: Notes, claim: Claim) -> bool:
    """Whether it would have pleased had it been so ("had the sleeves been shorter, I would have kept it")."""
    said = notes.words[claim.clause.start : claim.term.start]
    if SUPPOSING.isdisjoint(notes.said) or not said:
        return False
    return said[0] in _HAD_IT_BEEN or (said[-1] == "been" and "had" in said and "if" not in said)


def _is_asked_for(notes: Notes, claim: Claim) -> bool:
    """Whether the makers are asked to make it so ("maybe make the bust roomier", "can the straps be made longer?")."""
    words, first = notes.words, claim.clause.start
    said = words[first : claim.term.start]
    if said[-2:] == ["be", "made"] and said[0] in _CAN:
        return True
    made = next((word for word in said[:2] if word in _MAKE), None)
    return made is not None and (said[0] == "make" or said[0] in _PROPOSING)


def is_phrase_asked_for(notes: Notes, claim: Claim) -> bool:
    """Whether it is asked to make a part as a phrase tells it ("can you make the straps shorter?")."""
    if claim.judgement is not None or not is_comparative(notes.words[claim.term.end - 1]):
        return False
    return not _MAKE.isdisjoint(lead(notes, claim, 2))


_CAN = frozenset({"can", "could", "please"})
_MAKE = frozenset({"make", "making"})
_PROPOSING = frozenset({"maybe", "perhaps", "consider", "try", "just", "next", "pls", "suggest"})


_REGRETTING = word_set("regretting")


def is_regretted(notes: Notes, claim: Claim) -> bool:
    """Whether it is regretted that it is no more so ("shame the legs aren't longer", "why isn't it softer?")."""
    said = notes.words[claim.clause.start : claim.term.start]
    if _REGRETTING.isdisjoint(said) or "than" in notes.words[claim.term.end : claim.clause.end]:
        return False
    regret = next(at for at, word in enumerate(said) if word in _REGRETTING)
    return any(notes.marks[claim.clause.start + at] & BITS["not"] for at in range(regret + 1, len(said)))


def _compares(notes: Notes, claim: Claim) -> bool:
    """Whether a comparative stands here."""
    start = claim.term.start
    for word in notes.words[start - 2 if start > 2 else 0 : claim.term.end]:
        if word[-2:] == "er" or word in _MORE_OR_LESS:
            return True
    return False


EXPECTING = word_set("expecting")


def _is_bidden(notes: Notes, claim: Claim) -> bool:
    """Whether a wish is gone on with ("it needs to be narrower … and be two inches longer")."""
    words, start = notes.words, claim.term.start
    if not words[start].endswith("er"):
        return False
    return any(
        words[at] == "be" and (at == claim.clause.start or words[at - 1] in ("and", ","))
        for at in before(notes, claim, 6)
    )


def _is_made_so(notes: Notes, claim: Claim) -> bool:
    """Whether a tailor is to make it so ("some alterations to make the top shorter")."""
    said = lead(notes, claim, 5)
    if not claim.judgement or not claim.judgement.axis or "make" not in said or not said.index("make"):
        return False
    at = said.index("make")
    return said[at - 1] == "to" and said[at + 1 : at + 2] in (["it"], ["the"], ["them"], ["this"])


def _was_expected(notes: Notes, claim: Claim) -> bool:
    """Whether more of it was expected than there is ("I thought it would be more substantial")."""
    words, start = notes.words, claim.term.start
    said = lead(notes, claim, 9)
    if EXPECTING.isdisjoint(said) or "than" in words[claim.term.end : claim.clause.end]:
        return False
    if {"would", "'d", "to", "a", "something"}.isdisjoint(said):
        return False
    compared = words[start].endswith("er") or "more" in words[max(0, start - 2) : claim.term.end]
    following = notes.clause_after(claim.clause)
    return compared and not (following is not None and following.marks & BITS["relief"])


def _would_be_better(notes: Notes, claim: Claim) -> bool:
    """Whether what is compared is wanted ("a higher neckline would have been better")."""
    words, owner = notes.words, claim.owner_term
    at = max(claim.term.end, owner.end if owner else 0)
    if owner is None:  # "a bit longer in the dress would be nice"
        near = range(at, min(at + 5, claim.clause.end))
        at = next((place for place in near if words[place] in SUPPOSING), at)
    if at >= len(words) or words[at] not in SUPPOSING:
        return False
    compares = any(is_comparative(words[i]) for i in range(claim.term.start, claim.term.end))
    if not compares and not _MORE_OR_LESS.intersection(lead(notes, claim, 2)):
        return False
    return any(notes.marks[i] & BITS["better"] for i in range(at + 1, min(at + 5, len(words))))


_MORE_OR_LESS = frozenset({"more", "less"})
_WANTING_MORE = SUPPOSING | EXPECTING | _REGRETTING | _MAKE | {"made", "be", "please", "id"}
"""Words of which one stands wherever more would be better."""


def _is_pleaded(notes: Notes, claim: Claim) -> bool:
    """Whether it is asked for ("narrower shoulders, please")."""
    if "please" not in notes.said:
        return False
    words, end = notes.words, max(claim.term.end, claim.owner_term.end if claim.owner_term else 0)
    return "pleas" in notes.keys[end : end + 2] and any(
        is_comparative(word) for word in words[max(0, claim.term.start - 1) : claim.term.end]
    )


def _would_mend(notes: Notes, claim: Claim) -> bool:
    """Whether the judgement says what would be better ("an inch longer and it would have been fine")."""
    words, end = notes.words, claim.term.end
    near = words[end : end + 6]
    if "and" not in near:
        return False
    joined = end + near.index("and")
    if SUPPOSING.isdisjoint(words[joined + 2 : joined + 4]):
        return False
    if words[joined + 1] not in ("it", "they", "this", "these", "i", "the"):
        return False
    compared = any(is_comparative(word) for word in words[max(0, end - 3) : end])
    return compared and not any(notes.marks[at] & BITS["be"] for at in before(notes, claim))
