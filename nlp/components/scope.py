"""Decides what each claim is worth: denied, wished, feared, said by others, of another garment, liked."""

from functools import reduce
from operator import or_

from spacy.language import Language
from spacy.tokens import Doc

from nlp.components.notes import Claim, Clause, Notes, notes_of
from nlp.lexicon import Judgement, Phrase, word_set
from nlp.lexicon.cues import BITS

_REACH = 7
_MODAL_REACH = 5
_NOT, _OR, _COMMA, _AND = BITS["not"], BITS["or"], BITS["comma"], BITS["and"]
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
    """Whether two judgements are alternatives ("not long or boxy")."""
    return start - at <= 4 and any(notes.marks[i] & _OR for i in range(at + 1, start))


def _is_wished(notes: Notes, claim: Claim) -> bool:
    if claim.judgement is None:
        return False
    if _would_mend(notes, claim) or _would_be_better(notes, claim):
        return True
    if notes.language != "en" and notes.words[claim.term.end - 1].endswith("er") and has_after(notes, claim, "wish"):
        return True  # "etwas länger hätte es sein dürfen"
    return has_before(notes, claim, "wish", 12) or (claim.judgement.name == "room" and has_after(notes, claim, "wish"))


def _would_be_better(notes: Notes, claim: Claim) -> bool:
    """Whether what is compared is wanted ("a higher neckline would have been better")."""
    words, owner = notes.words, claim.owner_term
    if not any(words[at].endswith("er") for at in range(claim.term.start, claim.term.end)):
        return False
    at = max(claim.term.end, owner.end if owner else 0)
    if words[at : at + 1] not in (["would"], ["'d"], ["might"], ["could"]):
        return False
    return any(notes.marks[i] & BITS["better"] for i in range(at + 1, min(at + 5, len(words))))


def _would_mend(notes: Notes, claim: Claim) -> bool:
    """Whether the judgement says what would be better ("an inch longer and it would have been fine")."""
    words, end = notes.words, claim.term.end
    joined = next((at for at in range(end, min(end + 6, len(words))) if words[at] == "and"), None)
    if joined is None or not _MODALS.intersection(words[joined + 2 : joined + 4]):
        return False
    if words[joined + 1] not in ("it", "they", "this", "these", "i"):
        return False
    compared = any(words[at] == "more" or words[at].endswith("er") for at in range(max(0, end - 3), end))
    return compared and not any(notes.marks[at] & BITS["be"] for at in before(notes, claim))


def _silence(notes: Notes, claim: Claim) -> str:
    """Why the claim is not one about this garment as worn; empty if it is."""
    if _is_own_body(notes, claim):
        return "own body"
    code = claim.code
    is_size_advice = code is not None and code.aspect == "size.overall"
    clause = claim.clause
    start = claim.term.start
    for kind, name in (
        ("fear", "fear"),
        ("when_if", "hypothetical"),
        ("others", "others"),
        ("other_garment", "other garment"),
    ):
        bit = BITS[kind]
        if not clause.marks & bit:
            continue
        for at in range(max(clause.start, start - 14), start):
            if not notes.marks[at] & bit or (_is_modal(notes.words[at]) and start - at > _MODAL_REACH):
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


def _is_told(notes: Notes, at: int) -> bool:
    """Whether "if I sized up …" tells of a try, unlike "even if I sized up"."""
    return notes.words[at + 1 : at + 2] == ["i"] and notes.words[at - 1 : at] != ["even"]


_MODALS = frozenset({"would", "'d", "could"})


def _is_modal(word: str) -> bool:
    return word in ("would", "could", "should", "might", "may", "will", "'d")


def _is_lifted(notes: Notes, claim: Claim, kind: str, at: int) -> bool:
    """Whether something between the cue and the claim takes the cue's force."""
    marks, words = notes.marks, notes.words
    between = range(at + 1, claim.term.start)
    if kind == "others":
        return (
            any(marks[i] & BITS["confirm"] for i in range(claim.clause.start, claim.term.end)) or claim.clause.contrasts
        )
    if kind == "fear":
        if claim.wished and words[at] in ("would", "could", "should", "'d", "might"):
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
        return (
            words[at - 1 : at] == ["even"]
            or words[at - 1 : at] == ["as"]
            or words[at + 1 : at + 2] in (["anything"], ["only"], ["a"], ["slightly"], ["somewhat"], ["not"], ["you"])
        )
    return any(words[i] == "," for i in between) or claim.code is not None


def _is_own_body(notes: Notes, claim: Claim) -> bool:
    judgement = claim.judgement
    if judgement is None or judgement.axis not in _BODILY:
        return False
    words = notes.words
    for at in before(notes, claim, 6):
        if notes.keys[at] in ("am", "be") and at and words[at - 1] in _PERSONS:
            return True
        if words[at] not in _SELF_FILLERS and not any(
            term.start == at and isinstance(term.entry, Judgement) for term in claim.clause.terms
        ):
            break
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
    if near & BITS["slight"] or _is_accepted(notes, claim.clause):
        severity = 1
    elif near & BITS["strong"] or _is_returned(notes, claim.clause):
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
