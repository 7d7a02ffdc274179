"""Decides what each claim is worth: denied, wished, feared, said by others, of another garment, liked."""

from functools import reduce
from itertools import pairwise
from operator import or_

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Claim, Clause, Notes, notes_of
from nlp.components.size_names import RANKED
from nlp.lexicon import Judgement, Phrase, word_set
from nlp.lexicon.cues import BITS

_REACH = 7
_MODAL_REACH = 5
_NOT, _OR, _COMMA, _AND = BITS["not"], BITS["or"], BITS["comma"], BITS["and"]
_SLIGHT, _STRONG = BITS["slight"], BITS["strong"]
_SELF_FILLERS = word_set("self_fillers")
_BODILY = frozenset({"width", "length", "height", "weight"})
_NOT_DENIALS = word_set("not_denied")
_PERSONS = word_set("persons")


@Language.component("toile_scope")
def read_scope(doc: Doc) -> Doc:
    """Settle polarity, wishes and silence of every claim."""
    notes = notes_of(doc)
    asked = _questions(notes)
    for claim in notes.claims:
        claim.negated = _is_denied(notes, claim)
        claim.wished = _is_wished(notes, claim)
        claim.silent = "question" if claim.clause.sentence in asked else _silence(notes, claim)
        claim.severity = _severity(notes, claim)
    return doc


def _questions(notes: Notes) -> set[int]:
    """The sentences that ask ("Does it shrink?"); one that is thrown in ("why so short?") asks nothing."""
    if "?" not in notes.words:
        return set()
    asking = word_set("asking", notes.language)
    asked: set[int] = set()
    first: Clause | None = None
    for clause, following in zip(notes.clauses, [*notes.clauses[1:], None], strict=True):
        if first is None or first.sentence != clause.sentence:
            first = clause
        ends = following is None or following.sentence != clause.sentence
        if ends and notes.words[clause.end : clause.end + 1] == ["?"] and notes.words[first.start] in asking:
            asked.add(clause.sentence)
    return asked


def before(notes: Notes, claim: Claim, reach: int = _REACH) -> range:
    """The tokens in front of a claim that can change it, nearest first."""
    start = claim.term.start
    return range(start - 1, max(claim.clause.start, start - reach) - 1, -1)


def has_before(notes: Notes, claim: Claim, kind: str, reach: int = _REACH) -> bool:
    """Whether such a cue stands in front of the claim."""
    bit = BITS[kind]
    return bool(claim.clause.marks & bit) and any(notes.marks[at] & bit for at in before(notes, claim, reach))


def has_after(notes: Notes, claim: Claim, kind: str) -> bool:
    """Whether such a cue stands behind the claim in its clause."""
    bit = BITS[kind]
    return bool(claim.clause.marks & bit) and any(
        notes.marks[at] & bit for at in range(claim.term.end, claim.clause.end)
    )


def _is_denied(notes: Notes, claim: Claim) -> bool:
    denied = claim.term.denials % 2 == 1
    if not claim.clause.marks & _NOT:
        return denied
    ends_of_others = {term.end - 1: term for term in claim.clause.terms if isinstance(term.entry, Judgement | Phrase)}
    for at in before(notes, claim):
        mark = notes.marks[at]
        if at in ends_of_others and not mark & _NOT and not _joined(notes, at, claim.term.start):
            break
        if mark & _COMMA and not mark & _OR and not _passes_denial(notes, at):
            break
        if mark & _NOT:
            if notes.words[at] == "neither" and denied:
                continue  # "neither big nor small" denies each once
            following = notes.words[at + 1] if at + 1 < len(notes.words) else ""
            if following in _NOT_DENIALS and at + 1 < claim.term.start and not _denies_purpose(notes, at):
                continue
            denied = not denied
    return denied or _is_denied_behind(notes, claim)


def _is_denied_behind(notes: Notes, claim: Claim) -> bool:
    """Whether the denial of a verb ends the clause ("passt mir leider nicht"), as it does in German."""
    if notes.language == "en" or claim.judgement is None:
        return False
    words, end = notes.words, claim.clause.end
    if words[claim.term.end - 1] not in word_set("denied_behind", notes.language):
        return False
    while end > claim.term.end and words[end - 1] in (",", ")"):
        end -= 1
    last_term = claim.clause.terms[-1]
    return end > claim.term.end and bool(notes.marks[end - 1] & _NOT) and last_term.end < end


def _denies_purpose(notes: Notes, at: int) -> bool:
    """Whether "not to" denies what follows ("thick enough not to be see-through"), unlike "not to mention"."""
    return notes.words[at + 1] == "to" and notes.words[at + 2 : at + 3] not in (["mention"], ["say"])


def _passes_denial(notes: Notes, at: int) -> bool:
    """Whether a denial reaches over this mark ("without being heavy/hot", "not too - dare I say - tight")."""
    return notes.words[at] == "/" or (notes.words[at] == "-" and not notes.marks[at + 1] & _AND)


def _joined(notes: Notes, at: int, start: int) -> bool:
    """Whether one denial holds for two judgements ("not long or boxy", "not heavy/hot", "no baggy sack")."""
    if start - at == 1:
        return True
    return start - at <= 4 and any(notes.marks[i] & _OR or notes.words[i] == "/" for i in range(at + 1, start))


def _is_wished(notes: Notes, claim: Claim) -> bool:
    if claim.judgement is None:
        return False
    if _compares(notes, claim) and (
        _is_pleaded(notes, claim)
        or _would_mend(notes, claim)
        or _would_be_better(notes, claim)
        or _was_expected(notes, claim)
        or _is_bidden(notes, claim)
    ):
        return True
    if notes.language != "en" and notes.words[claim.term.end - 1].endswith("er") and has_after(notes, claim, "wish"):
        return True  # "etwas länger hätte es sein dürfen"
    return has_before(notes, claim, "wish", 12) or (claim.judgement.name == "room" and has_after(notes, claim, "wish"))


def _compares(notes: Notes, claim: Claim) -> bool:
    """Whether a comparative stands here: every wish that no cue tells has one, and few claims do."""
    start, end = claim.term.start, claim.term.end
    return any(word[-2:] == "er" or word == "more" for word in notes.words[max(0, min(start - 2, end - 3)) : end])


_EXPECTING = frozenset(
    {
        "sure",
        "convinced",
        "certain",
        "feared",
        "afraid",
        "worried",
        "thought",
        "expected",
        "expecting",
        "hoped",
        "hoping",
        "assumed",
        "figured",
        "imagined",
    }
)


def _is_bidden(notes: Notes, claim: Claim) -> bool:
    """Whether a wish is gone on with ("it needs to be narrower … and be two inches longer")."""
    words, start = notes.words, claim.term.start
    if not words[start].endswith("er"):
        return False
    return any(
        words[at] == "be" and (at == claim.clause.start or words[at - 1] in ("and", ","))
        for at in before(notes, claim, 6)
    )


def _was_expected(notes: Notes, claim: Claim) -> bool:
    """Whether more of it was expected than there is ("I thought it would be more substantial")."""
    words, start = notes.words, claim.term.start
    lead = words[max(claim.clause.start, start - 9) : start]
    if _EXPECTING.isdisjoint(lead) or "than" in words[claim.term.end : claim.clause.end]:
        return False
    if not ("would" in lead or "'d" in lead or lead[-2:] == ["to", "be"] or "to" in lead):
        return False
    compared = words[start].endswith("er") or "more" in words[max(0, start - 2) : claim.term.end]
    following = notes.clauses[claim.clause.number + 1 :][:1]
    return compared and not any(one.marks & BITS["relief"] for one in following)


def _would_be_better(notes: Notes, claim: Claim) -> bool:
    """Whether what is compared is wanted ("a higher neckline would have been better")."""
    words, owner = notes.words, claim.owner_term
    at = max(claim.term.end, owner.end if owner else 0)
    if at >= len(words) or words[at] not in _MENDING:
        return False
    if not any(words[i].endswith("er") for i in range(claim.term.start, claim.term.end)):
        return False
    return any(notes.marks[i] & BITS["better"] for i in range(at + 1, min(at + 5, len(words))))


def _is_pleaded(notes: Notes, claim: Claim) -> bool:
    """Whether it is asked for ("narrower shoulders, please")."""
    words, end = notes.words, max(claim.term.end, claim.owner_term.end if claim.owner_term else 0)
    return "please" in words[end : end + 2] and any(
        word.endswith("er") or word == "more" for word in words[max(0, claim.term.start - 1) : claim.term.end]
    )


def _would_mend(notes: Notes, claim: Claim) -> bool:
    """Whether the judgement says what would be better ("an inch longer and it would have been fine")."""
    words, end = notes.words, claim.term.end
    near = words[end : end + 6]
    if "and" not in near:
        return False
    joined = end + near.index("and")
    if _MODALS.isdisjoint(words[joined + 2 : joined + 4]):
        return False
    if words[joined + 1] not in ("it", "they", "this", "these", "i"):
        return False
    compared = any(words[at] == "more" or words[at].endswith("er") for at in range(max(0, end - 3), end))
    return compared and not any(notes.marks[at] & BITS["be"] for at in before(notes, claim))


_SILENCERS = {"fear": "fear", "when_if": "hypothetical", "others": "others", "other_garment": "other garment"}
_SILENCING = reduce(or_, (BITS[kind] for kind in _SILENCERS))


def _silence(notes: Notes, claim: Claim) -> str:
    """Why the claim is not one about this garment as worn; empty if it is."""
    if _is_own_body(notes, claim) or _is_look_of_wearer(notes, claim):
        return "own body"
    if _is_of_another_size(notes, claim):
        return "another size"
    code = claim.code
    is_size_advice = code is not None and code.aspect == "size.overall"
    clause = claim.clause
    start = claim.term.start
    if is_size_advice and notes.words[claim.term.end : claim.term.end + 2] in _WOULD_HAVE:
        return "hypothetical"
    if is_size_advice and not _CONSIDERING.isdisjoint(notes.words[max(clause.start, start - 2) : start]):
        return "considered"
    if _aspect(claim) in _WEARING and _is_likened(notes, claim):
        return "hypothetical"
    if claim.wished and _is_supposed(notes, claim):
        return "hypothetical"
    for kind, name in _SILENCERS.items() if clause.marks & _SILENCING else ():
        bit = BITS[kind]
        if not clause.marks & bit:
            continue
        for at in range(max(clause.start, start - 14), start):
            if not notes.marks[at] & bit or (_is_modal(notes.words[at]) and start - at > _modal_reach(notes, at)):
                continue
            if is_size_advice and kind == "when_if" and _is_told(notes, at):
                continue
            if _is_lifted(notes, claim, kind, at) or (is_size_advice and _is_modal(notes.words[at]) and kind == "fear"):
                continue
            return name
    if is_size_advice and claim.judgement is None and has_after(notes, claim, "when_if"):
        return "advice for others"
    if claim.judgement is not None and _compares_with_another(notes, claim):
        return "other garment"
    return ""


_CONSIDERING = frozenset({"nearly", "almost", "considered", "considering", "tempted", "debated", "contemplated"})


def _is_likened(notes: Notes, claim: Claim) -> bool:
    """Whether it only looks so ("looked as though they had shrunk")."""
    lead = notes.words[max(claim.clause.start, claim.term.start - 6) : claim.term.start]
    return any(pair in (("as", "though"), ("as", "if")) for pair in pairwise(lead))


def _is_supposed(notes: Notes, claim: Claim) -> bool:
    """Whether it is only thought possible ("could be too long for a shorter lad")."""
    lead = notes.words[max(claim.clause.start, claim.term.start - 4) : claim.term.start]
    return "too" in lead and "could" in lead and "have" not in lead


_WOULD_HAVE = (
    ["would", "have"],
    ["would", "not"],
    ["would", "n't"],
    ["might", "have"],
    ["would", "be"],
    ["may", "have"],
)


def _modal_reach(notes: Notes, at: int) -> int:
    """How far a modal reaches; what "would have been" reaches to the end of its thought."""
    return 12 if notes.words[at + 1 : at + 3] == ["have", "been"] else _MODAL_REACH


def _is_told(notes: Notes, at: int) -> bool:
    """Whether "if I sized up …" tells of a try, unlike "even if I sized up"."""
    return notes.words[at + 1 : at + 2] == ["i"] and notes.words[at - 1 : at] != ["even"]


_MODALS = frozenset({"would", "'d", "could"})
_MENDING = _MODALS | {"might"}


def _is_modal(word: str) -> bool:
    return word in ("would", "could", "should", "might", "may", "will", "'d")


def _is_lifted(notes: Notes, claim: Claim, kind: str, at: int) -> bool:
    """Whether something between the cue and the claim takes the cue's force."""
    marks, words = notes.marks, notes.words
    between = range(at + 1, claim.term.start)
    if kind == "others":
        return (
            any(marks[i] & BITS["confirm"] for i in range(claim.clause.start, claim.clause.end))
            or claim.clause.contrasts
        )
    if kind == "fear":
        if claim.wished and words[at] in ("would", "could", "should", "'d", "might"):
            return True
        if words[at] == "would" and words[at + 1 : at + 2] in (["not"], ["n't"]) and words[at + 2] in _CALLING:
            return True
        if words[at] in ("would", "'d", "will") and words[at + 1 : at + 2] in (
            ["say"],
            ["recommend"],
            ["suggest"],
            ["describe"],
            ["definitely"],
            ["call"],
            ["size"],
            ["order"],
        ):
            return True
        if words[at + 1 : at + 2] == ["have"]:
            return words[at + 2 : at + 3] not in (["be"], ["been"], ["looked"], ["felt"], ["worked"])
        if words[at] in ("expected", "expect", "hoped", "wanted", "thought", "imagined") and any(
            marks[i] & BITS["than"] for i in range(max(claim.clause.start, at - 4), at)
        ):
            return True
        if _foretells_wear(notes, claim, at):
            return False
        if words[at] == "would" and not _EXPECTING.isdisjoint(words[max(claim.clause.start, at - 6) : at]):
            return False
        if words[at] in ("would", "'d", "will", "could", "may", "might", "should"):
            good = claim.judgement is not None and claim.judgement.value in ("good", "ok")
            return (
                not good
                and words[at + 1 : at + 2]
                not in (["be"], ["look"], ["feel"], ["make"], ["need"], ["work"], ["fit"], ["probably"])
                and words[at] not in ("might", "may")
            )
        return any(words[i] == "," for i in between)
    if kind == "when_if" and claim.wished:
        return True
    if kind == "when_if":
        return words[at] == "if" and (
            words[at - 1 : at] == ["even"]
            or words[at - 1 : at] == ["as"]
            or words[at + 1 : at + 2] in (["anything"], ["only"], ["a"], ["slightly"], ["somewhat"], ["not"], ["you"])
        )
    if any(words[i] == "," for i in between):
        return True
    return claim.code is not None and (claim.code.aspect == "size.overall" or words[at] in _HABITS)


_HABITS = word_set("habits")
_CALLING = frozenset({"call", "say", "describe"})
_WEARING = ("fabric.durability", "fabric.stretch", "fabric.shrinkage")


def _foretells_wear(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether time has yet to tell ("I think it will stretch out"); "it will not hold its shape" is known."""
    aspect = _aspect(claim)
    if claim.negated or aspect not in _WEARING:
        return False
    return notes.words[at] in ("will", "would", "'ll", "'d", "could", "may", "might")


def _aspect(claim: Claim) -> str:
    if claim.code is not None:
        return claim.code.aspect
    return claim.judgement.alone.aspect if claim.judgement is not None and claim.judgement.alone else ""


def _is_own_body(notes: Notes, claim: Claim) -> bool:
    judgement = claim.judgement
    words = notes.words
    if judgement is None:
        if claim.code is None or claim.code.group != "fit" or claim.code.aspect == "size.overall":
            return False
        return words[claim.term.start - 2 : claim.term.start] == ["i", "have"] or _is_told_of_wearer(notes, claim)
    if judgement.axis not in _BODILY:
        return False
    if _is_told_of_wearer(notes, claim):
        return True
    if claim.owner is None or claim.owner_term is None or not claim.owner.body:
        return False
    if claim.how == "before its noun":
        if claim.wished and not any(words[at] in ("my", "her", "his") for at in before(notes, claim, 4)):
            return False
        return any(
            words[at] in ("my", "have", "has", "with", "for", "her", "his", "having", "given", "had", "'ve")
            for at in before(notes, claim, 4)
        ) and not _is_excess(notes, claim)
    if claim.how == "of its subject":
        owner = claim.owner_term.start
        mine = owner and words[owner - 1] in ("my", "her", "his")
        return (
            bool(mine)
            and judgement.name in ("wide", "large", "narrow", "small", "long", "short", "thick", "thin", "huge")
            and not _is_excess(notes, claim)
        )
    return False


def _is_told_of_wearer(notes: Notes, claim: Claim) -> bool:
    """Whether it follows "I am" with nothing but measures between ("I'm 5'5 and 134 lbs, small on top")."""
    words = notes.words
    for at in before(notes, claim, 12):
        if notes.keys[at] in ("am", "be") and at and words[at - 1] in _PERSONS:
            return True
        if (
            words[at] not in _SELF_FILLERS
            and not words[at][0].isdigit()
            and not any(term.start == at and isinstance(term.entry, Judgement) for term in claim.clause.terms)
        ):
            break
    return False


def _is_look_of_wearer(notes: Notes, claim: Claim) -> bool:
    """Whether the judgement tells what the wearer looks like in it ("it made my frame look short and wide")."""
    if claim.judgement is None or claim.judgement.axis not in _BODILY:
        return False
    words, start = notes.words, claim.term.start
    for at in range(start - 1, max(claim.clause.start, start - 6) - 1, -1):
        if notes.keys[at] in _LOOKING:
            before_it = range(max(claim.clause.start, at - 6), at)
            makes = next((i for i in before_it if words[i] in _MAKING), None)
            if makes is None:
                return False
            return words[at] == "appear" or not _WEARERS.isdisjoint(words[makes + 1 : at])
    return False


_MAKING = frozenset({"make", "makes", "made", "making"})
_LOOKING = frozenset({"look", "appear", "seem"})
_WEARERS = frozenset({"me", "my", "you", "your", "her", "him", "his", "one"})


def _is_of_another_size(notes: Notes, claim: Claim) -> bool:
    """Whether one size is only compared with another ("the 10 was a tad looser")."""
    if claim.judgement is None or claim.judgement.axis not in _BODILY:
        return False
    words, start = notes.words, claim.term.start
    if not (words[start].endswith("er") or "more" in words[max(0, start - 2) : start]):
        return False
    if words[start - 1 : start] == ["going"]:
        return True
    lead = range(max(claim.clause.start, start - 7), start)
    if any(words[at] in ("too", "than") for at in lead):
        return False
    return any(words[at] in RANKED and words[at - 1 : at] in (["the"], ["size"]) for at in lead)


def _is_excess(notes: Notes, claim: Claim) -> bool:
    return any(notes.words[at] == "too" for at in before(notes, claim, 3))


def _compares_with_another(notes: Notes, claim: Claim) -> bool:
    """Whether the judgement's subject is another garment ("my other dress is shorter")."""
    owner = claim.owner_term
    if owner is None or not (claim.owner and claim.owner.garment) or claim.how != "of its subject":
        return False
    return any(
        notes.words[at] in ("other", "another", "most", "old", "previous", "similar")
        for at in range(max(0, owner.start - 2), owner.start)
    )


def _severity(notes: Notes, claim: Claim) -> int:
    severity = claim.severity
    if claim.judgement is not None and claim.judgement.strong:
        severity = 3
    near = reduce(or_, notes.marks[max(claim.clause.start, claim.term.start - 4) : claim.term.end], 0)
    if near & _SLIGHT or _is_accepted(notes, claim.clause):
        severity = 1
    elif near & _STRONG or _is_returned(notes, claim.clause):
        severity = 3
    return severity


def _is_accepted(notes: Notes, clause: Clause) -> bool:
    if not notes.all_marks & BITS["accepted"]:
        return False
    return any(mark & BITS["accepted"] for mark in notes.marks[clause.start : min(clause.end + 5, len(notes.keys))])


def _is_returned(notes: Notes, clause: Clause) -> bool:
    if not notes.all_marks & BITS["returned"]:
        return False
    return any(
        other.marks & BITS["returned"]
        for other in notes.clauses[max(0, clause.number - 2) : clause.number + 3]
        if other.sentence == clause.sentence
    )
