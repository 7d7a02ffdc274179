"""Turns each claim into an issue code: owner, judgement, polarity and wish together."""

from functools import cache

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import get_lang_class

from nlp.components.liking import ok_of, take_as_praise
from nlp.components.notes import Claim, Notes, notes_of
from nlp.components.reach import has_before
from nlp.lexicon import Judgement, Part, Phrase, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode, code_named, codes_of

_DEGREES = BITS["too"] | BITS["slight"] | BITS["strong"] | BITS["not"] | BITS["wish"] | BITS["less"]
_MEASURED = ("width", "length", "height", "weight")
_PICKED_OUT = word_set("picked_out")


@Language.component("toile_judgements")
def read_judgements(doc: Doc) -> Doc:
    """Give every claim its code, or none."""
    notes = notes_of(doc)
    for claim in notes.claims:
        if claim.judgement is not None:
            claim.code = _code(notes, claim, claim.judgement)
        elif claim.code is not None:
            claim.code = _phrase_code(notes, claim, claim.code)
        take_as_praise(notes, claim)
    return doc


def _phrase_code(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    phrase = claim.term.entry
    if isinstance(phrase, Phrase) and phrase.hindered:
        if notes.words[claim.term.start - 1 : claim.term.start] in (["a"], ["the"], ["every"], ["each"]):
            return None  # "a button it could not defeat"
        return code if claim.negated or has_before(notes, claim, "hard", 6) else None
    if code is IssueCode.PHOTO_MATCH_OFF and not claim.rule and _speaks_of(claim, "color"):
        return IssueCode.COLOR_LOOK_OFF
    if code.is_ok and code.group == "construction" and "would" in notes.words[claim.term.start : claim.term.end]:
        claim.severity = 1
        return denied(code)  # "pockets would have been nice"
    if _is_wished_for(notes, claim):
        return denied(code) if code.is_ok and not claim.negated else code
    return denied(code) if claim.negated else code


_LONGING = frozenset({"wish", "wished", "wishing", "only", "rather", "love", "prefer", "preferred"})


def _is_wished_for(notes: Notes, claim: Claim) -> bool:
    """Whether what the phrase tells is wished ("I wish it looked the way it does online"), in one breath."""
    if not has_before(notes, claim, "wish", 7):
        return False
    lead = range(max(claim.clause.start, claim.term.start - 7), claim.term.start)
    wish = max(at for at in lead if notes.marks[at] & BITS["wish"])
    if _LONGING.isdisjoint(notes.words[max(claim.clause.start, wish - 2) : wish + 1]):
        return False
    return not any(notes.marks[at] & BITS["comma"] for at in range(wish, claim.term.start))


def _speaks_of(claim: Claim, part: str) -> bool:
    return any(isinstance(term.entry, Part) and term.entry.name == part for term in claim.clause.terms)


def _code(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    if _takes_up_what_was_said(notes, claim, judgement):
        return None
    code = _stated(notes, claim, judgement)
    if code is IssueCode.FABRIC_QUALITY_OK and not claim.negated and _is_for_weather(notes, claim):
        return IssueCode.FABRIC_WEIGHT_OK
    return code


def _stated(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    code = meaning(claim.owner, judgement)
    if code is None:
        return _denied_good(notes, claim, judgement) if claim.negated else None
    if _is_description(notes, claim, judgement) or _is_of_unknown_part(notes, claim, judgement):
        return None
    if judgement.name == "room" and not (claim.wished or claim.negated):
        return (
            code if has_before(notes, claim, "too", 3) and notes.words[claim.term.start - 1] == "much" else ok_of(code)
        )
    if judgement.name == "room":
        return code.opposite
    if judgement.asked:
        return None if _is_compared(notes, claim) else ok_of(code) if claim.negated else code
    if claim.wished:
        return _wished(notes, claim, code)
    if notes.marks[claim.term.end] & BITS["enough"] and not code.is_ok:
        return code.opposite if claim.negated else ok_of(code)
    if code.is_ok and has_before(notes, claim, "less", 2):
        return denied(code)
    if claim.negated:
        return _denied_good(notes, claim, judgement) if judgement.value == "good" else _denied(notes, claim, code)
    return code


_WEATHER = word_set("weather")


def _is_for_weather(notes: Notes, claim: Claim) -> bool:
    """Whether cloth is good for a season ("the fabric is perfect for hot days")."""
    after = notes.words[claim.term.end : claim.term.end + 6]
    return after[:1] == ["for"] and not _WEATHER.isdisjoint(after)


def _takes_up_what_was_said(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether "which I like" is said of what was told before it, not of the part alone ("is thick, which I like")."""
    start, clause = claim.term.start, claim.clause
    if (judgement.name != "love" and judgement.value != "bad") or "which" not in notes.words[
        max(clause.start, start - 4) : start
    ]:
        return False
    return any(isinstance(term.entry, Judgement | Phrase) for term in clause.terms if term.end < start)


def _is_compared(notes: Notes, claim: Claim) -> bool:
    return notes.words[claim.term.end : claim.term.end + 1] == ["than"]


def meaning(part: Part | None, judgement: Judgement) -> IssueCode | None:
    """What a judgement says of a part; None where it says nothing a pattern maker could use."""
    if part is None:
        return judgement.alone
    if part.garment and judgement.alone and judgement.name not in part.codes:
        return judgement.alone
    for name in (judgement.name, judgement.value) if judgement.value in ("good", "bad") else (judgement.name,):
        if name in part.codes:
            return part.codes[name]
    if judgement.axis and judgement.axis in part.axes:
        return IssueCode(f"{part.axes[judgement.axis]}/{judgement.value}")
    if judgement.asked and "width" in part.axes:
        return IssueCode(f"{part.axes['width']}/{'small' if judgement.value == 'short' else 'large'}")
    return (
        judgement.alone
        if part.garment or judgement.inherent or (judgement.value in ("good", "bad") and not part.codes)
        else None
    )


def denied(code: IssueCode) -> IssueCode | None:
    """What "not …" makes of a code; None where the direction stays open ("not true to size")."""
    if not code.is_ok:
        return ok_of(code)
    problems = [other for other in codes_of(code.aspect) if not other.is_ok]
    return problems[0] if len(problems) == 1 else _DENIED.get(code)


_DENIED = {
    IssueCode.FABRIC_STRETCH_OK: IssueCode.FABRIC_STRETCH_NONE,
    IssueCode.FABRIC_FEEL_OK: IssueCode.FABRIC_FEEL_ROUGH,
    IssueCode.BODY_LENGTH_OK: IssueCode.BODY_LENGTH_SHORT,
    IssueCode.NECKLINE_DEPTH_OK: IssueCode.NECKLINE_DEPTH_LOW,
    IssueCode.LEG_LENGTH_OK: IssueCode.LEG_LENGTH_SHORT,
}


def _denied(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """ "not too thick" is praise, "not very thick" and "not as thick as I hoped" are thin, "not roomy" is small."""
    judgement, words, start = claim.judgement, notes.words, claim.term.start
    if judgement is not None and judgement.lack and "too" not in words[max(0, start - 3) : start]:
        return None if judgement.lack == "silent" else code_named(f"{code.aspect}/{judgement.lack}") or denied(code)
    if (
        code.opposite
        and words[start - 1 : start] == ["as"]
        and _falls_short(words[claim.term.end : claim.term.end + 6])
    ):
        return code.opposite
    if code.opposite and any(
        notes.words[at] in ("very", "really", "particularly")
        for at in range(max(0, claim.term.start - 2), claim.term.start)
    ):
        claim.severity = 1
        return code.opposite
    return denied(code)


_WANTING = word_set("wanting")


def _falls_short(after: list[str]) -> bool:
    """Whether a comparison is with what was wanted ("as I would like", "as it should be")."""
    return after[:1] == ["as"] and not _WANTING.isdisjoint(after)


def _denied_good(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    if not has_before(notes, claim, "not", 7 if judgement.alone else 4):
        return None
    if claim.owner is not None and judgement.name == "fits" and claim.owner.body and claim.how != "of its subject":
        ok = meaning(claim.owner, judgement)
        return code_named(f"{ok.aspect}/small") if ok else None
    if claim.owner is not None and judgement.value == "good" and claim.owner.codes.get("bad"):
        return claim.owner.codes["bad"]
    code = meaning(claim.owner, judgement)
    return denied(code) if code else None


def _wished(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """ "wish it were longer" says short; "wish it weren't so long" says long."""
    less = has_before(notes, claim, "less", 3)
    if claim.negated or less or "too" in notes.words[max(0, claim.term.start - 2) : claim.term.start]:
        return None if code.is_ok else code
    if not _is_comparative(notes, claim):
        return None
    if claim.judgement is not None and claim.judgement.lack:
        return code_named(f"{code.aspect}/{claim.judgement.lack}")
    return code.opposite or (denied(code) if code.is_ok else code if len(codes_of(code.aspect)) == 2 else None)


def _is_comparative(notes: Notes, claim: Claim) -> bool:
    start = claim.term.start
    return any(
        notes.words[at].endswith("er")
        or notes.words[at] in ("more", "bit", "little", "touch", "extra", "inch", "inches")
        for at in range(max(0, start - 4), claim.term.end)
    )


def _is_description(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether an adjective before its noun only describes ("long sleeves")."""
    if notes.keys[claim.term.start : claim.term.end] == ["full"] and not _is_more_than_full(notes, claim):
        return True  # "the skirt is full and swings"
    if _is_band(notes, claim):
        return True
    if _picks_out(notes, claim) or (judgement.name == "huge" and _is_of_a_thing(notes, claim)):
        return True
    if judgement.attributive == "plain" or (claim.wished and _is_comparative(notes, claim)):
        return False
    garment = claim.owner is not None and claim.owner.garment
    before_noun = (
        claim.how == "before its noun"
        or (garment and claim.how == "in its place")
        or _names_something_else(notes, claim)
    )
    if not before_noun:
        return False
    start = claim.term.start
    return not any(
        notes.marks[at] & _DEGREES and (notes.words[at] != "so" or at == start - 1)
        for at in range(max(claim.clause.start, start - 3), start)
    )


_PAST_FULL = BITS["too"] | BITS["slight"] | BITS["than"] | BITS["wish"] | BITS["enough"]


def _is_more_than_full(notes: Notes, claim: Claim) -> bool:
    """Whether a width is minded and not only told ("the skirt is too full", "a bit full in the sleeve")."""
    if claim.owner is None or not claim.owner.garment or claim.negated or claim.wished:
        return True
    return any(
        mark & _PAST_FULL for mark in notes.marks[max(claim.clause.start, claim.term.start - 4) : claim.term.end]
    )


def _is_band(notes: Notes, claim: Claim) -> bool:
    """Whether a waistband is called wide or narrow, as bands are, and not too much so ("the band is wide and soft")."""
    owner, start = claim.owner_term, claim.term.start
    if owner is None or notes.keys[start : claim.term.end] not in (["wide"], ["thick"], ["wider"], ["narrow"]):
        return False
    if not any(word.endswith("band") for word in notes.words[owner.start : owner.end]):
        return False
    return not any(mark & _DEGREES for mark in notes.marks[max(claim.clause.start, start - 3) : start])


def _is_of_unknown_part(notes: Notes, claim: Claim, judgement: Judgement) -> bool:
    """Whether it is said of a thing that the lexicon does not know ("the tube portion is pretty tight")."""
    if claim.owner is not None or judgement.axis not in _MEASURED or claim.how != "of the garment":
        return False
    words, at = notes.words, claim.term.start - 1
    while at > claim.clause.start and notes.marks[at] & _DEGREES:
        at -= 1
    if at <= claim.clause.start or not notes.marks[at] & BITS["be"]:
        return False
    subject = words[at - 1]
    if not subject.isalpha() or subject in _stop_words(notes.language) or subject in _PERHAPS_ALL:
        return False
    return words[at - 2] in _NAMING and not any(term.start <= at - 1 < term.end for term in notes.terms)


_NAMING = frozenset({"-", "the", "a", "my", "its", "this", "one", "each", "tube", "bottom", "top", "front", "back"})
_PERHAPS_ALL = word_set("whole_garment")


def _is_of_a_thing(notes: Notes, claim: Claim) -> bool:
    """Whether something else than the garment is huge ("a huge gap", "huge disappointment")."""
    after = claim.term.end
    if after >= claim.clause.end or notes.marks[after] or not notes.words[after].isalpha():
        return False
    term = next((term for term in claim.clause.terms if term.start == after), None)
    if term is not None:
        return isinstance(term.entry, Judgement) and term.entry.name == "loose"
    return (
        notes.words[after - 1] == "huge"
        and notes.words[after] not in _stop_words(notes.language)
        and claim.owner is None
    )


def _picks_out(notes: Notes, claim: Claim) -> bool:
    """Whether a superlative says which place is meant ("the widest part of my ribs")."""
    last, following = notes.words[claim.term.end - 1], notes.words[claim.term.end : claim.term.end + 1]
    return last.endswith("est") and bool(_PICKED_OUT.intersection(following))


def _names_something_else(notes: Notes, claim: Claim) -> bool:
    """Whether the adjective belongs to the unknown word behind it ("slim build", "wide leg")."""
    after = claim.term.end
    if after >= claim.clause.end or notes.marks[after] & ~BITS["others"] or not notes.words[after].isalpha():
        return False
    if notes.words[claim.term.start - 1 : claim.term.start] in (["the"], ["a"]) and any(
        term.start == after and isinstance(term.entry, Judgement) and term.entry.axis for term in claim.clause.terms
    ):
        return True
    if any(term.start == after and isinstance(term.entry, Part) for term in claim.clause.terms):
        return True
    word = notes.words[after]
    return (
        word not in _stop_words(notes.language)
        and not word.endswith(("ly", "wise"))
        and not any(term.start == after for term in claim.clause.terms)
    )


@cache
def _stop_words(language: str) -> frozenset[str]:
    """The words that no adjective stands before; the glosses of another language are English ones."""
    return frozenset(get_lang_class("en").Defaults.stop_words | get_lang_class(language).Defaults.stop_words)
