"""Turns each claim into an issue code: owner, judgement, polarity and wish together."""

from nlp.components.asked_for import hear_each_once
from nlp.components.comparatives import is_comparative
from nlp.components.denied_praise import is_excepted, is_fit_called_bad
from nlp.components.descriptions import is_description, is_of_unknown_part
from nlp.components.liking import take_as_praise
from nlp.components.meanings import denied, meaning, ok_of
from nlp.components.notes import Claim, Notes, Term
from nlp.components.phrase_codes import code_here
from nlp.components.phrase_turns import turned_phrase
from nlp.components.reach import before, has_before, lead
from nlp.components.steps import step_for_many
from nlp.components.turns import denied_good, denied_measure, requested, wished
from nlp.components.wishes import SUPPOSING
from nlp.lexicon import Judgement, Phrase, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import Code, IssueCode


@step_for_many("toile_judgements")
def read_judgements(comments: list[Notes]) -> None:
    """Give every claim its code, or none."""
    # One question after the other is asked of all comments: its code stays in the processor's cache.
    for give in (_give_codes, _give_codes_of_phrases, take_as_praise, hear_each_once):
        for notes in comments:
            give(notes)


def _give_codes(notes: Notes) -> None:
    for claim in notes.claims:
        if claim.judgement is not None:
            claim.code = _code(notes, claim, claim.judgement)


def _give_codes_of_phrases(notes: Notes) -> None:
    for claim in notes.claims:
        if claim.judgement is None and claim.code is not None:
            claim.code = _phrase_code(notes, claim, claim.code)


def _phrase_code(notes: Notes, claim: Claim, code: Code) -> Code | None:
    if not isinstance(code, IssueCode):
        return None if claim.negated else code  # a label's own tag has no other side
    phrase = claim.term.entry
    if code.is_ok and not claim.negated and is_excepted(notes, claim):
        return None
    words, start = notes.words, claim.term.start
    if words[claim.term.end - 1] in _NICE and _is_nice_and_so(notes, claim):
        return None
    if words[start] == "not" and _is_not_the_fault(notes, claim):
        return None
    if isinstance(phrase, Phrase) and phrase.hindered:
        if words[start - 1 : start] in (["a"], ["the"], ["every"], ["each"]):
            return None  # "a button it could not defeat"
        is_hard = has_before(notes, claim, "hard", 6)
        if claim.negated and _is_no_trouble(notes, claim):
            return denied(code)  # "no trouble getting it over my calves"
        return code if claim.negated or claim.requested or is_hard else None
    if not code.is_ok and _is_not_only_so(notes, claim):
        return denied(code)
    here = code if notes.rules is not None and claim.rule else code_here(notes, claim, code)
    return None if here is None else turned_phrase(notes, claim, here)


_NICE = frozenset({"nice", "lovely", "good"})


def _is_nice_and_so(notes: Notes, claim: Claim) -> bool:
    """Whether "nice" at its end only adds to what comes ("the fabric is nice and thick")."""
    end = claim.term.end
    return notes.words[end : end + 1] == ["and"] and any(
        term.start == end + 1 and getattr(term.entry, "axis", "") for term in claim.clause.terms
    )


def _is_not_the_fault(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase with "not" names only what is not to blame ("the problem is not the color, it is …")."""
    start, end = claim.term.start, claim.term.end
    if notes.words[start + 1 : start + 2] != ["the"]:
        return False
    return not _COMPLAINING.isdisjoint(lead(notes, claim, 4)) or notes.words[end - 1] == "that"


_TROUBLE = word_set("trouble")


def _is_no_trouble(notes: Notes, claim: Claim) -> bool:
    """Whether a trouble is denied in front ("no trouble at all getting it on")."""
    said = lead(notes, claim, 6)
    place = next((at for at, word in enumerate(said) if word in _TROUBLE), 0)
    return place > 0 and said[place - 1] in ("no", "zero", "any", "without", "never", "little")


def _code(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    if _takes_up_what_was_said(notes, claim, judgement):
        return None
    if judgement.name == "love" and not claim.wished and not SUPPOSING.isdisjoint(lead(notes, claim, 2)):
        return None  # "would have loved a softer one"
    if claim.requested:
        return requested(notes, claim, judgement)
    code = _stated(notes, claim, judgement)
    if code is IssueCode.CONSTRUCTION_TRIM_OK and judgement.name == "love" and _is_faultless(notes, claim):
        code = claim.owner.codes.get("good", code) if claim.owner is not None else code
    if code is not None and not code.is_ok and _is_not_only_so(notes, claim):
        return denied(code)
    if code is _CLOTH_LIKED and not claim.negated and _is_for_weather(notes, claim):
        return IssueCode.FABRIC_WEIGHT_OK
    return code


_CLOTH_LIKED = IssueCode.FABRIC_QUALITY_OK
_ONLY = frozenset({"just", "only", "merely", "simply"})


def _is_not_only_so(notes: Notes, claim: Claim) -> bool:
    """Whether its own denial denies only that there is no more to it ("not just soft but flattering")."""
    start, end = claim.term.start, claim.term.end
    return end - start > 2 and bool(notes.marks[start] & BITS["not"]) and notes.words[start + 1] in _ONLY


_FAULTS = word_set("complaints") | {"fault", "wrong"}


def _is_faultless(notes: Notes, claim: Claim) -> bool:
    """Whether no more is said than that no fault is found ("can't fault the shoulders"), which means how they fit."""
    return not _FAULTS.isdisjoint(notes.words[claim.term.start : claim.term.end])


_WEATHER = word_set("weather")


def _is_for_weather(notes: Notes, claim: Claim) -> bool:
    """Whether cloth is good for a season ("the fabric is perfect for hot days")."""
    after = notes.words[claim.term.end : claim.term.end + 6]
    return after[:1] == ["for"] and not _WEATHER.isdisjoint(after)


_COMPLAINING = word_set("complaining")


def _takes_up_what_was_said(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether "which I like" is said of what was told before it, not of the part alone ("is thick, which I like")."""
    if (
        judgement.value == "bad"
        and claim.how in ("of its subject", "of the garment")
        and notes.words[claim.term.start] in _COMPLAINING
    ):
        return True  # "bold colors - the problem is …" announces what follows
    if (judgement.name == "love" or claim.negated) and _likes_what_is_told(notes, claim):
        return True
    if claim.negated and judgement.value == "bad" and notes.words[claim.term.start - 1] == "nothing":
        return True  # "a little tight but nothing terrible"
    if judgement.value == "good" and _is_in_that_way(notes, claim):
        return True
    if judgement.praises and (is_excepted(notes, claim) or is_fit_called_bad(notes, claim)):
        return True
    if "which" not in notes.said or (judgement.name != "love" and judgement.value != "bad"):
        return False
    if "which" not in lead(notes, claim, 4):
        return False
    return any(isinstance(term.entry, Judgement | Phrase) for term in claim.clause.terms if term.end < claim.term.start)


def _likes_what_is_told(notes: Notes, claim: Claim) -> bool:
    """Whether it is liked how something is, which is told beside it ("I like how the cuffs are not tight")."""
    words, end = notes.words, claim.term.end
    if words[end : end + 1] == ["that"] and end + 1 == claim.clause.end:
        return True  # "tight, but I like that"
    owner = claim.owner_term
    leads = words[end : end + 1] in _LEADING or (
        owner is not None and owner.start >= end and words[owner.end : owner.end + 1] == ["being"]
    )  # "no problem with the cuffs being tight"
    return leads and any(isinstance(term.entry, Judgement | Phrase) for term in claim.clause.terms if term.start > end)


_LEADING = (["how"], ["that"])


def _is_in_that_way(notes: Notes, claim: Claim) -> bool:
    """Whether it only says how something told before is meant ("short, but in a good way", "and not in a good way")."""
    words, start = notes.words, claim.term.start
    if (
        "way" not in notes.said
        or words[claim.term.end : claim.term.end + 1] != ["way"]
        or words[start - 2 : start] != ["in", "a"]
    ):
        return False
    return words[start - 3] in (",", "not", "but", "and", "-") and start > 3


_HINDERING = word_set("hindering")


def _stated(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    code = meaning(claim.owner, judgement)
    if code is None:
        return denied_good(notes, claim, judgement) if claim.negated else None
    if claim.owner is not None and claim.owner.name == "fabric" and _says_how(notes, claim.term):
        return None  # "the fabric clings in an awkward way"
    if is_description(notes, claim, judgement) or is_of_unknown_part(notes, claim, judgement):
        return None
    if judgement.name == "roomy" and "than" in notes.words[claim.term.end : claim.term.end + 3]:
        axis = claim.owner.axes.get("width") if claim.owner is not None else None
        return IssueCode(f"{axis}/large") if axis else IssueCode.SIZE_OVERALL_LARGE
    if judgement.name == "room":
        return _of_room(notes, claim, code)
    if judgement.asked:
        return _of_what_is_asked(notes, claim, code)
    if claim.wished:
        return wished(notes, claim, code)
    if (
        notes.marks[claim.term.end] & BITS["enough"]
        and not code.is_ok
        and not notes.marks[claim.term.start] & BITS["not"]
    ):
        return _of_enough(notes, claim, code)
    if has_before(notes, claim, "less", 2) and (code.is_ok or notes.words[claim.term.start - 1] == "less"):
        return denied(code)
    return _denied(notes, claim, judgement, code) if claim.negated else code


def _says_how(notes: Notes, term: Term) -> bool:
    return notes.words[term.end : term.end + 1] in (["way"], ["manner"])


def _of_enough(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What is enough is praise, what is not is wrong the other way."""
    if code is IssueCode.FABRIC_OPACITY_SHEER and not claim.negated:
        return code  # "see-through enough that I need something underneath"
    if claim.judgement is not None and not (claim.judgement.axis or claim.negated) and _is_mocking(notes, claim):
        return code
    if claim.negated and not _HINDERING.isdisjoint(notes.words[claim.term.end + 1 : claim.term.end + 4]):
        return None  # "not loose enough to deter me"
    return code.opposite if claim.negated else ok_of(code)


def _is_mocking(notes: Notes, claim: Claim) -> bool:
    """Whether more than enough is meant ("wrinkled enough for a tramp", "scratchy enough to sand a table")."""
    return notes.words[claim.term.end + 1 : claim.term.end + 3] in (["for", "a"], ["for", "an"], ["to", "sand"])


def _denied(notes: Notes, claim: Claim, judgement: Judgement, code: IssueCode) -> IssueCode | None:
    """What the denial of a judgement says of its part ("no problem with the fit" praises the fit)."""
    if judgement.value == "bad" and claim.owner is not None and claim.owner.codes.get("good"):
        return claim.owner.codes["good"]
    return denied_good(notes, claim, judgement) if judgement.value == "good" else denied_measure(notes, claim, code)


def _of_room(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What room says: praise, unless there is too much of it or too little."""
    if notes.words[claim.term.start - 2 : claim.term.start] == ["for", "more"] and _is_sized_up(notes, claim):
        return code.opposite  # "size up for more room in the chest"
    if claim.wished or claim.negated:
        return code.opposite
    too_much = has_before(notes, claim, "too", 3) and notes.words[claim.term.start - 1] == "much"
    return code if too_much else ok_of(code)


def _of_what_is_asked(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What is missing, unless it is there or only says how much of something else."""
    if _is_compared(notes, claim) or _is_had(notes, claim) or _is_by_how_much(notes, claim):
        return None
    return ok_of(code) if claim.negated else code


def _is_had(notes: Notes, claim: Claim) -> bool:
    """Whether what could be asked for is there ("took the larger one for the extra length")."""
    words, start = notes.words, claim.term.start
    return words[start - 1 : start] == ["the"] and _LACKING.isdisjoint(lead(notes, claim, 4))


_LACKING = word_set("lacking")
_ORDERING = word_set("ordering")


def _is_sized_up(notes: Notes, claim: Claim) -> bool:
    return any(notes.keys[at] in _ORDERING and notes.words[at + 1] == "up" for at in before(notes, claim))


_FRACTION_MAX = 3


def _is_by_how_much(notes: Notes, claim: Claim) -> bool:
    """Whether it only says by how much of something else ("another inch and a half narrower")."""
    end = claim.term.end
    said = notes.words[end : end + _FRACTION_MAX + 1]
    at = _FRACTION_MAX if said[:2] == ["and", "a"] else 0
    return len(said) > at and is_comparative(said[at])


def _is_compared(notes: Notes, claim: Claim) -> bool:
    return notes.words[claim.term.end : claim.term.end + 1] == ["than"]
