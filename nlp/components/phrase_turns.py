"""Turns the code of a phrase where what it tells is wished, supposed or denied ("had it covered my rear …")."""

from nlp.components.meanings import denied, denied_by
from nlp.components.notes import Claim, Notes
from nlp.components.phrase_parts import code_of
from nlp.components.reach import before, has_before, lead
from nlp.components.wishes import SUPPOSING, UNREAL_LEADS, goes_on_wishing, is_unreal
from nlp.lexicon import Judgement, Part, Phrase, load_lexicon, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode, code_named

_TURNING = BITS["wish"] | BITS["when_if"] | BITS["hard"]


_TOO_LITTLE = {"high": "low", "low": "high", "long": "short", "short": "long", "wide": "small", "loose": "small"}


def _of_not_enough(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What is wrong where there is not enough of what a phrase denies ("the neckline isn't high" – "enough")."""
    value = _TOO_LITTLE.get(notes.words[claim.term.end - 1])
    return code_named(f"{code.aspect}/{value}") if value and _is_denied_within(notes, claim) else None


_BORNE = (["a", "deal"], ["a", "problem"], ["an", "issue"], ["enough", "to"], ["a", "big"])


def _is_borne(notes: Notes, claim: Claim) -> bool:
    """Whether "loose but not" only goes on that it can be borne ("… a deal breaker", "… enough to return it")."""
    start, end = claim.term.start, claim.term.end
    return notes.words[start : start + 2] == ["loose", "but"] and notes.words[end : end + 2] in _BORNE


def _turned_praise(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What praise becomes by its own words and those right behind it; itself where they turn nothing."""
    if notes.marks[claim.term.end] & BITS["enough"] and (too_little := _of_not_enough(notes, claim, code)):
        return too_little
    if _is_borne(notes, claim):
        return code_named(f"{code.aspect}/large")
    if _would_have_been(notes, claim, code):
        claim.severity = 1
        return denied(code)
    if not UNREAL_LEADS.isdisjoint(notes.said) and goes_on_wishing(notes, claim):
        return lacking(notes, claim, code) or _fault_at_its_end(notes, claim)
    return code


def turned_phrase(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What a phrase's code becomes where it is wished, supposed or denied; None where it then says nothing."""
    if claim.requested:
        return lacking(notes, claim, code) if code.is_ok else code
    if code.is_ok and (turned := _turned_praise(notes, claim, code)) is not code:
        return turned
    if not _may_turn(notes, claim):
        return code  # as most
    if (meant := _of_purpose_wished(notes, claim, code)) is not None:
        return meant
    unreal, wished = is_unreal(notes, claim), _is_wished_for(notes, claim)
    fault = _fault_at_its_end(notes, claim) if (unreal or wished) and code.is_ok else None
    if fault is not None and fault.aspect == code.aspect and _is_denied_within(notes, claim):
        return fault  # "wish the rise was not so high"
    if unreal:
        return (lacking(notes, claim, code) or fault) if code.is_ok else code
    if wished or (code.is_ok and _is_hard(notes, claim)):
        return lacking(notes, claim, code) if code.is_ok and not claim.negated else code
    if not claim.negated or (not code.is_ok and _mends(notes, claim)):
        return code
    return lacking(notes, claim, code)


def _may_turn(notes: Notes, claim: Claim) -> bool:
    """Whether it is denied, or a word is there that could turn it."""
    clause = claim.clause
    if claim.negated or clause.marks & _TURNING:
        return True
    return notes.words[clause.start] == "were" or not SUPPOSING.isdisjoint(notes.said)


_ONE_WAY = {
    IssueCode.FABRIC_STRETCH_OK: IssueCode.FABRIC_STRETCH_EXCESS,
    IssueCode.STRAP_LENGTH_OK: IssueCode.STRAP_LENGTH_LONG,
}
"""What would be wrong where praise denies it ("does not bag out", "the straps do not slip off my shoulders")."""


def lacking(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What the denial of a phrase means, also of praise that could be wrong either way ("does not reach my wrists")."""
    if code in _ONE_WAY and any(mark & _NOT for mark in notes.marks[claim.term.start : claim.term.end]):
        return _ONE_WAY[code]
    fault = _fault_denied_within(notes, claim, code) if claim.requested else None
    return fault or denied_by(notes.keys[claim.term.start : claim.term.end], code)


def _fault_denied_within(notes: Notes, claim: Claim, praise: IssueCode) -> IssueCode | None:
    """The fault that praise denies in its own words ("no gaping", "the rise was not so high")."""
    end = claim.term.end
    at = next((at for at in range(end - 1, claim.term.start - 1, -1) if notes.marks[at] & _NOT), end)
    found = [entry for *_, entry, _ in load_lexicon(notes.language).entries.find(notes.keys[at + 1 : end])]
    told = [entry.code for entry in found if isinstance(entry, Phrase) and isinstance(entry.code, IssueCode)]
    if at < end and (last := _fault_at_its_end(notes, claim)) is not None:
        told.append(last)
    return next((code for code in told if not code.is_ok and code.aspect == praise.aspect), None)


def _would_have_been(notes: Notes, claim: Claim, code: IssueCode) -> bool:
    """Whether praise tells what is missing ("pockets would have been nice")."""
    if (code.group != "construction" and code is not IssueCode.FABRIC_STRETCH_OK) or "would" not in notes.keys:
        return False
    at = slice(claim.term.start, claim.term.end)
    said = {*notes.words[at], *notes.keys[at]}
    return "would" in said and not {"be", "have"}.isdisjoint(said)


_BETTER, _WISH = BITS["better"], BITS["wish"]


def _of_purpose_wished(notes: Notes, claim: Claim, code: IssueCode) -> IssueCode | None:
    """What a phrase says that tells what a wish is for ("an extra bit of tail so it stays tucked would be grand")."""
    if SUPPOSING.isdisjoint(notes.said) and not claim.clause.marks & _WISH:
        return None
    said = lead(notes, claim, 10)
    end = claim.term.end
    if said[:1] == ["had"] and code.is_ok and not SUPPOSING.isdisjoint(notes.words[end : end + 5]):
        return lacking(notes, claim, code)  # "had it covered my rear it would be perfect"
    wished_behind = notes.words[end : end + 1] in (["would"], ["'d"]) and any(
        mark & _BETTER for mark in notes.marks[end + 1 : end + 6]
    )
    if code.is_ok and wished_behind:
        room = not _ROOM.isdisjoint(notes.keys[claim.term.start : end])
        return code_named(f"{code.aspect}/small") if room else lacking(notes, claim, code)
    if "so" not in said[-4:] or not has_before(notes, claim, "wish", 14):
        return None
    if code.is_ok:
        return None if claim.negated else lacking(notes, claim, code)
    return code if claim.negated else None


_ROOM = frozenset({"room", "eas", "ease", "space"})


def _fault_at_its_end(notes: Notes, claim: Claim) -> IssueCode | None:
    """What the last word of a phrase says, of the part named in it or alone ("if the rise were not so high")."""
    end, entries = claim.term.end, load_lexicon(notes.language).entries
    judgement, part = entries.alone(notes.keys[end - 1]), entries.alone(notes.keys[claim.term.start])
    if not isinstance(judgement, Judgement):
        return None
    if judgement.axis and isinstance(part, Part) and (of_part := code_of(part, judgement.axis, judgement.value)):
        return of_part
    return judgement.alone


def _is_denied_within(notes: Notes, claim: Claim) -> bool:
    """Whether a denial stands in the phrase itself."""
    return any(mark & _NOT for mark in notes.marks[claim.term.start : claim.term.end - 1])


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
    start = claim.term.start + (notes.keys[claim.term.start] == "hem" and notes.words[claim.term.start - 1] == "the")
    if _MENDING.isdisjoint(notes.keys[start : claim.term.end]):
        return False  # "the hem never came down"
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
