"""Turns a code where what it says is denied or wished ("not too thick", "I wish it were longer")."""

from nlp.components.comparatives import asks_for_change, is_comparative
from nlp.components.denied_behind import is_answered_no, is_asked_and_denied
from nlp.components.meanings import denied, denied_by, meaning
from nlp.components.notes import Claim, Notes
from nlp.components.phrase_turns import lacking
from nlp.components.reach import has_before, lead
from nlp.lexicon import Judgement, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode, code_named, codes_of


def denied_measure(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """ "not too thick" is praise, "not very thick" and "not as thick as I hoped" are thin, "not roomy" is small."""
    judgement, words, start, end = claim.judgement, notes.words, claim.term.start, claim.term.end
    if judgement is not None and judgement.name == "roomy" and code.aspect == "body.width" and not _owns_body(claim):
        return IssueCode.SIZE_OVERALL_SMALL  # "isn't exactly roomy"
    if judgement is not None and judgement.lack and {"too", "to"}.isdisjoint(lead(notes, claim, 3)):
        return None if judgement.lack == "silent" else code_named(f"{code.aspect}/{judgement.lack}") or denied(code)
    if code.opposite and words[start - 1 : start] == ["as"] and _falls_short(words[end : end + 6], code):
        return code.opposite
    if judgement is not None and judgement.name == "loose" and code is IssueCode.SIZE_OVERALL_LARGE:
        return IssueCode.BODY_WIDTH_OK  # "not too baggy" tells of its shape
    if code.opposite and not code.aspect.endswith(("depth", "size")) and not _VERY.isdisjoint(lead(notes, claim, 2)):
        claim.severity = 1
        return code.opposite
    return denied_by(notes.keys[start:end], code)


def _owns_body(claim: Claim) -> bool:
    return claim.owner is not None and not claim.owner.garment


_VERY = frozenset({"very", "particularly"})
_WANTING = word_set("wanting")
_SHOWN = word_set("where_shown")


def _falls_short(after: list[str], code: IssueCode) -> bool:
    """Whether a comparison is with what was wanted ("as I would like"), or a length with what was shown."""
    if after[:1] != ["as"]:
        return False
    return not _WANTING.isdisjoint(after) or (code.value_word == "long" and not _SHOWN.isdisjoint(after))


def denied_good(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    """What the denial of a praise says, where it stands near enough ("does not fit in the hips")."""
    near = claim.term.denials or has_before(notes, claim, "not", 7 if judgement.alone else 4)
    if not near and not (is_answered_no(notes, claim) or is_asked_and_denied(notes, claim)):
        return None
    if judgement.name == "love" and _tells_taste(notes, claim):
        return None
    if judgement.value == "good" and {"without", "too"} <= set(lead(notes, claim, 4)):
        return None  # "without being too delicate" wants no more of it
    if "roomy" in notes.words[claim.term.start : claim.term.end]:
        width = claim.owner.axes.get("width", "size.overall") if claim.owner is not None else "size.overall"
        return code_named(f"{width}/small")  # "the bust isn't roomy enough"
    if claim.owner is not None and judgement.name == "fits" and claim.owner.body and claim.how != "of its subject":
        ok = meaning(claim.owner, judgement)
        return code_named(f"{ok.aspect}/small") if ok else None
    named = claim.owner is not None and judgement.name in claim.owner.codes
    if claim.owner is not None and judgement.value == "good" and claim.owner.codes.get("bad") and not named:
        return claim.owner.codes["bad"]
    code = meaning(claim.owner, judgement)
    return denied_by(notes.keys[claim.term.start : claim.term.end], code) if code else None


def _tells_taste(notes: Notes, claim: Claim) -> bool:
    """Whether a kind of things is not liked in general ("I don't like polyester"), not this one ("the polyester")."""
    if "do" not in notes.words[claim.term.start : claim.term.end]:
        return False
    owner, end = claim.owner_term, claim.term.end
    return notes.words[end : end + 1] == ["to"] or (owner is not None and owner.start == end)


_LESSENING = word_set("lessening")
_GONE = word_set("gone")


def _is_to_go(notes: Notes, claim: Claim) -> bool:
    """Whether some of it is wished away ("could lose some of that puff", "with half that volume taken out")."""
    after = notes.words[claim.term.end : claim.term.end + 2]
    return not _LESSENING.isdisjoint(lead(notes, claim, 5)) or not _GONE.isdisjoint(after)


_TOO_MUCH = frozenset({"too", "so", "this"})


def wished(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """ "wish it were longer" says short; "wish it weren't so long" says long."""
    less = has_before(notes, claim, "less", 3)
    too_much = lead(notes, claim, 2)
    if is_comparative(notes.words[claim.term.end - 1]):
        too_much = [word for word in too_much if word == "too"]  # "an inch or so longer"
    if claim.negated or less or not _TOO_MUCH.isdisjoint(too_much):
        return None if code.is_ok else code
    if code.is_ok and notes.marks[claim.term.start] & BITS["not"]:
        return denied(code)  # "I wish it was not itchy"
    if not asks_for_change(notes, claim):
        return code if not code.is_ok and _is_to_go(notes, claim) else None
    if claim.judgement is not None and claim.judgement.lack:
        return code_named(f"{code.aspect}/{claim.judgement.lack}")
    return code.opposite or (denied(code) if code.is_ok else code if len(codes_of(code.aspect)) == 2 else None)


def requested(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    """What is not there where praise is asked for; a fault is so."""
    code = meaning(claim.owner, judgement)
    if code is not None and judgement.name == "room":
        return code.opposite
    return lacking(notes, claim, code) if code is not None and code.is_ok else code
