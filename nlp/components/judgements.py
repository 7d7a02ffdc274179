"""Turns each claim into an issue code: owner, judgement, polarity and wish together."""

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.descriptions import is_description, is_of_unknown_part
from nlp.components.liking import take_as_praise
from nlp.components.meanings import denied, meaning, ok_of
from nlp.components.notes import Claim, Notes, notes_of
from nlp.components.phrase_codes import code_here
from nlp.components.reach import before, has_before, lead
from nlp.components.turns import denied_good, denied_measure, wished
from nlp.components.wishes import SUPPOSING, is_unreal
from nlp.lexicon import Judgement, Phrase, load_lexicon, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import Code, IssueCode, code_named


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


def _phrase_code(notes: Notes, claim: Claim, code: Code) -> Code | None:
    if not isinstance(code, IssueCode):
        return None if claim.negated else code  # a label's own tag has no other side
    phrase = claim.term.entry
    if isinstance(phrase, Phrase) and phrase.hindered:
        if notes.words[claim.term.start - 1 : claim.term.start] in (["a"], ["the"], ["every"], ["each"]):
            return None  # "a button it could not defeat"
        is_hard = has_before(notes, claim, "hard", 6)
        if claim.negated and _is_no_trouble(notes, claim):
            return denied(code)  # "no trouble getting it over my calves"
        return code if claim.negated or is_hard else None
    here = code if notes.rules is not None and claim.rule else code_here(notes, claim, code)
    return None if here is None else _turned(notes, claim, here)


_TROUBLE = frozenset(
    {"trouble", "problem", "problems", "struggle", "struggling", "fight", "issue", "issues", "difficulty", "bother"}
)


def _is_no_trouble(notes: Notes, claim: Claim) -> bool:
    """Whether a trouble is denied in front ("no trouble at all getting it on")."""
    said = lead(notes, claim, 6)
    place = next((at for at, word in enumerate(said) if word in _TROUBLE), 0)
    return place > 0 and said[place - 1] in ("no", "zero", "any", "without", "never", "little")


def _turned(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What a phrase's code becomes where it is wished, supposed or denied."""
    if code.is_ok and _would_have_been(notes, claim, code):
        claim.severity = 1
        return denied(code)
    if (meant := _of_purpose_wished(notes, claim, code)) is not None:
        return meant
    if is_unreal(notes, claim):
        return denied(code) or _fault_at_its_end(notes, claim) if code.is_ok else code
    if _is_wished_for(notes, claim) or (code.is_ok and _is_hard(notes, claim)):
        return denied(code) or _fault_denied(notes, claim, code) if code.is_ok and not claim.negated else code
    if claim.negated and not code.is_ok and _mends(notes, claim):
        return code
    if not claim.negated:
        return code
    return denied(code) or _fault_denied(notes, claim, code)


_DENIED_WAYS = {
    "short": frozenset({"cover", "reach", "com", "long", "tuck", "hit", "touch", "stretch", "get", "extend", "length"}),
    "low": frozenset({"cover", "hid", "modest", "decent", "com", "reach", "work", "high"}),
    "small": frozenset(
        {"room", "clos", "button", "zip", "mov", "lift", "breath", "eas", "bend", "meet", "fasten", "do", "get", "go",
         "slid", "slip"}
    ),
    "large": frozenset({"stai", "hug", "hold", "snug", "gap", "grip", "stand", "put"}),
    "long": frozenset({"stai", "put"}),
}  # fmt: skip
"""Keys of what praise tells, by what its denial says: what does not reach is short, what does not close small."""


def _fault_denied(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What the denial of praise means where it could be wrong either way ("does not quite reach my wrists")."""
    said = notes.keys[claim.term.start : claim.term.end]
    for value, keys in _DENIED_WAYS.items():
        fault = code_named(f"{code.aspect}/{value}") if code.is_ok and not keys.isdisjoint(said) else None
        if fault is not None:
            return fault
    return None


def _would_have_been(notes: Notes, claim: Claim, code: IssueCode) -> bool:
    """Whether praise tells what is missing ("pockets would have been nice")."""
    wanted = code.group == "construction" or code is IssueCode.FABRIC_STRETCH_OK
    if not wanted or "would" not in notes.keys:
        return False
    at = slice(claim.term.start, claim.term.end)
    said = {*notes.words[at], *notes.keys[at]}
    return "would" in said and not {"be", "have"}.isdisjoint(said)


_PURPOSE = frozenset({"so", "that", "to", "enough"})
_BETTER, _WISH = BITS["better"], BITS["wish"]


def _of_purpose_wished(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What a phrase says that tells what a wish is for ("an extra bit of tail so it stays tucked would be grand")."""
    if SUPPOSING.isdisjoint(notes.said) and not claim.clause.marks & _WISH:
        return None
    said = lead(notes, claim, 10)
    if (
        said[:1] == ["had"]
        and code.is_ok
        and not SUPPOSING.isdisjoint(notes.words[claim.term.end : claim.term.end + 5])
    ):
        return denied(code) or _fault_denied(notes, claim, code)  # "had it covered my rear it would be perfect"
    end = claim.term.end
    wished_behind = notes.words[end : end + 1] in (["would"], ["'d"]) and any(
        mark & _BETTER for mark in notes.marks[end + 1 : end + 6]
    )
    if code.is_ok and wished_behind:
        room = not _ROOM.isdisjoint(notes.keys[claim.term.start : end])
        return code_named(f"{code.aspect}/small") if room else denied(code) or _fault_denied(notes, claim, code)
    if "so" not in said[-4:] or not has_before(notes, claim, "wish", 14):
        return None
    if code.is_ok:
        return None if claim.negated else denied(code) or _fault_denied(notes, claim, code)
    return code if claim.negated else None


_ROOM = frozenset({"room", "eas", "ease", "space"})


def _fault_at_its_end(notes: Notes, claim: Claim) -> IssueCode | None:
    """What the last word of a phrase says alone ("if it were not so boxy")."""
    end = claim.term.end
    found = load_lexicon(notes.language).entries.find(notes.keys[end - 1 : end])
    judgement = found[0][2] if found else None
    return judgement.alone if isinstance(judgement, Judgement) else None


_HARD, _NOT = BITS["hard"], BITS["not"]


def _is_hard(notes: Notes, claim: Claim) -> bool:
    """Whether what should be so hardly comes about ("will hardly stay shut")."""
    return bool(claim.clause.marks & _HARD) and any(
        notes.marks[at] & _HARD and not notes.marks[at] & _NOT for at in before(notes, claim, 4)
    )


_MENDING = word_set("mending")
_NEEDLESS = frozenset({"need", "needed", "no", "without"})


def _mends(notes: Notes, claim: Claim) -> bool:
    """Whether what is denied is no fault, but its mending ("I do not mind taking up the hem")."""
    if _MENDING.isdisjoint(notes.keys[claim.term.start : claim.term.end]):
        return False
    return _NEEDLESS.isdisjoint(lead(notes, claim, 5)) and _NEEDLESS.isdisjoint(
        notes.words[claim.term.start : claim.term.end]
    )


_URGING = word_set("longing") | {"should", "could", "must", "please", "ought"}


def _is_wished_for(notes: Notes, claim: Claim) -> bool:
    """Whether what the phrase tells is wished ("I wish it looked the way it does online"), in one breath."""
    if not has_before(notes, claim, "wish"):
        return False
    wish = next(at for at in before(notes, claim) if notes.marks[at] & _WISH)
    if _URGING.isdisjoint(notes.words[max(claim.clause.start, wish - 2) : wish + 1]):
        return False
    return not any(notes.marks[at] & BITS["comma"] for at in range(wish, claim.term.start))


def _code(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    if _takes_up_what_was_said(notes, claim, judgement):
        return None
    if judgement.name == "love" and not claim.wished and not SUPPOSING.isdisjoint(lead(notes, claim, 2)):
        return None  # "would have loved a softer one"
    code = _stated(notes, claim, judgement)
    if code is IssueCode.FABRIC_QUALITY_OK and not claim.negated and _is_for_weather(notes, claim):
        return IssueCode.FABRIC_WEIGHT_OK
    return code


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
    if (judgement.name != "love" and judgement.value != "bad") or "which" not in lead(notes, claim, 4):
        return False
    return any(isinstance(term.entry, Judgement | Phrase) for term in claim.clause.terms if term.end < claim.term.start)


_HINDERING = frozenset({"deter", "return", "bother", "warrant", "justify", "matter", "stop", "complain", "affect"})


def _stated(notes: Notes, claim: Claim, judgement: Judgement) -> IssueCode | None:
    code = meaning(claim.owner, judgement)
    if code is None:
        return denied_good(notes, claim, judgement) if claim.negated else None
    after = notes.words[claim.term.end : claim.term.end + 1]
    if claim.owner is not None and claim.owner.name == "fabric" and after in (["way"], ["manner"]):
        return None  # "the fabric clings in an awkward way"
    if is_description(notes, claim, judgement) or is_of_unknown_part(notes, claim, judgement):
        return None
    if judgement.name == "roomy" and "than" in notes.words[claim.term.end : claim.term.end + 3]:
        axis = claim.owner.axes.get("width") if claim.owner is not None else None
        return IssueCode(f"{axis}/large") if axis else IssueCode.SIZE_OVERALL_LARGE
    if judgement.name == "room":
        return _of_room(notes, claim, code)
    if judgement.asked:
        return None if _is_compared(notes, claim) or _is_had(notes, claim) else ok_of(code) if claim.negated else code
    if claim.wished:
        return wished(notes, claim, code)
    if notes.marks[claim.term.end] & BITS["enough"] and not code.is_ok and not notes.marks[claim.term.start] & _NOT:
        return _of_enough(notes, claim, code)
    if has_before(notes, claim, "less", 2) and (code.is_ok or notes.words[claim.term.start - 1] == "less"):
        return denied(code)
    return _denied(notes, claim, judgement, code) if claim.negated else code


def _of_enough(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What is enough is praise, what is not is wrong the other way."""
    if code is IssueCode.FABRIC_OPACITY_SHEER and not claim.negated:
        return code  # "see-through enough that I need something underneath"
    if claim.negated and not _HINDERING.isdisjoint(notes.words[claim.term.end + 1 : claim.term.end + 4]):
        return None  # "not loose enough to deter me"
    return code.opposite if claim.negated else ok_of(code)


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


def _is_had(notes: Notes, claim: Claim) -> bool:
    """Whether what could be asked for is there ("took the larger one for the extra length")."""
    words, start = notes.words, claim.term.start
    return words[start - 1 : start] == ["the"] and _LACKING.isdisjoint(lead(notes, claim, 4))


_LACKING = frozenset({"need", "needs", "needed", "use", "lacks", "lacked", "wish", "without", "missing"})
_ORDERING = word_set("ordering")


def _is_sized_up(notes: Notes, claim: Claim) -> bool:
    return any(notes.keys[at] in _ORDERING and notes.words[at + 1] == "up" for at in before(notes, claim))


def _is_compared(notes: Notes, claim: Claim) -> bool:
    return notes.words[claim.term.end : claim.term.end + 1] == ["than"]
