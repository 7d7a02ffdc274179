"""Decides what each claim is worth: denied, wished, silent, and how bad."""

from nlp.components.answers import is_said_to_be_hindered
from nlp.components.asked_for import is_asked_for
from nlp.components.complained import is_disliked
from nlp.components.denials import SUBJECTS, denies_else, is_denied_outcome
from nlp.components.denied_behind import is_answered_no, is_asked_and_denied, is_mocked, is_not_the_word
from nlp.components.notes import Claim, Notes, Term
from nlp.components.questions import questions
from nlp.components.reach import REACH, before, lead
from nlp.components.severity import settle_severity
from nlp.components.silence import hints, why_silent
from nlp.components.steps import step_for_many
from nlp.components.wishes import UNREAL_LEADS, goes_on_wishing, is_phrase_asked_for, is_regretted, is_wished
from nlp.lexicon import Part, Phrase, word_set
from nlp.lexicon.cues import BITS

_NOT, _OR, _COMMA, _AND = BITS["not"], BITS["or"], BITS["comma"], BITS["and"]


@step_for_many("toile_scope")
def read_scope(comments: list[Notes]) -> None:
    """Settle polarity, wishes and silence of every claim."""
    # One question after the other is asked of all comments: its code stays in the processor's cache.
    for settle in (_settle_polarity, _settle_silence, settle_severity):
        for notes in comments:
            settle(notes)


def _settle_polarity(notes: Notes) -> None:
    """Note what is denied, and what is wished."""
    notes.asked = questions(notes)
    asks = "?" in notes.said
    may_go_on = "and" in notes.said and not UNREAL_LEADS.isdisjoint(notes.said)
    for claim in notes.claims:
        term = claim.term
        if isinstance(term.entry, Part):
            continue  # what is wished of a part was heard out when it was claimed
        if asks or term.denials or claim.clause.marks & _NOT or notes.words[term.start - 1] in _DENYING:
            claim.negated = _is_denied(notes, claim)
        if is_said_to_be_hindered(notes, claim):
            claim.negated = True
        if claim.judgement is not None:
            claim.wished = is_wished(notes, claim, claim.judgement) or (may_go_on and goes_on_wishing(notes, claim))
        wished = claim.wished or (asks and is_phrase_asked_for(notes, claim))
        if wished and claim.negated and is_regretted(notes, claim):
            claim.negated = False
        if notes.requests and not claim.wished and is_asked_for(notes, claim):
            claim.requested, claim.wished = True, True
            claim.negated = False


def _settle_silence(notes: Notes) -> None:
    """Note why a claim says nothing of this garment as worn."""
    asked = notes.asked
    hinted = hints(notes)
    for claim in notes.claims:
        if isinstance(claim.term.entry, Part):
            continue
        asks = claim.clause.sentence in asked and not claim.wished
        asks = asks and not is_said_to_be_hindered(notes, claim)
        asks = asks and not is_phrase_asked_for(notes, claim) and not is_asked_and_denied(notes, claim)
        claim.silent = "question" if asks else why_silent(notes, claim, hinted)
        if claim.requested and claim.silent in _ONLY_WISHED:
            claim.silent = ""


_ONLY_WISHED = frozenset({"fear", "hypothetical", "only compared", "only thought", "question"})
"""Why nothing would be told, were it not asked for."""
_DENYING = frozenset({"as", "be"})
"""Stand before what is denied without a "not" ("about as soft as a doormat", "too tight to be comfortable")."""


_LIST_MAX = 11
"""So far a denial reaches over what is listed with it ("not too low, too wide or too long", "neither … nor")."""


def _is_denied(notes: Notes, claim: Claim) -> bool:
    denied = claim.term.denials % 2 == 1 or _is_no_danger(notes, claim)
    if is_mocked(notes, claim):
        return not denied
    if "too" in notes.said and _is_too_much_for(notes, claim):
        return True
    if not claim.clause.marks & _NOT or _is_so_much(notes, claim):
        return denied or ("?" in notes.said and is_asked_and_denied(notes, claim))
    if _keeps_its_denial(notes, claim):
        return denied
    ends_of_others = {term.end - 1: term for term in claim.clause.terms if not isinstance(term.entry, Part)}
    for at in before(notes, claim, _reach_of_denial(notes, claim)):
        if at in ends_of_others and _stops_denial(notes, ends_of_others[at], claim):
            if _gives_no_trouble(notes, ends_of_others[at], claim):
                return claim.term.denials % 2 == 0
            break
        if _breaks_denial(notes, claim, at):
            break
        if notes.marks[at] & _NOT and not denies_else(notes, claim, at, denied=denied):
            denied = not denied
    return denied or _is_denied_behind(notes, claim) or is_denied_outcome(notes, claim)


def _is_no_danger(notes: Notes, claim: Claim) -> bool:
    """Whether "no" stands within a danger, where any word may ("found no pins in the collar", "gave me no rash")."""
    entry = claim.term.entry
    return isinstance(entry, Phrase) and entry.unsafe and "no" in notes.words[claim.term.start : claim.term.end]


def _keeps_its_denial(notes: Notes, claim: Claim) -> bool:
    """Whether no denial in front is the claim's own."""
    if claim.judgement is None:
        return notes.words[claim.term.start] == "or"  # "no pilling or fading" is a phrase with its denial
    return claim.how == "before its noun" and is_disliked(notes, claim)  # "I can't get past the low neckline"


def _is_too_much_for(notes: Notes, claim: Claim) -> bool:
    """Whether too much of something forbids the praise ("too tight to be comfortable")."""
    if claim.judgement is None or not claim.words_praise:
        return False
    said = lead(notes, claim, 6)
    return said[-2:] == ["to", "be"] and "too" in said


def _breaks_denial(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether no denial reaches the claim over this word."""
    word = notes.words[at]
    if word == "and":  # "I'm not one and it pinched", "no lining and the wool is scratchy"
        return notes.words[at + 1] in _ANEW or (
            notes.words[at + 1] == "the" and any(m & BITS["be"] for m in notes.marks[at + 3 : claim.term.start])
        )
    if word == "the":
        return notes.words[at - 2] == "no" and notes.words[at - 1] != "way"  # "no pockets the waist is tight"
    if word == "without":
        return _is_impossible(notes, claim, at)  # "could not lift my arms without the straps sawing into me"
    return bool(notes.marks[at] & _COMMA or word in ("so", "as")) and _ends_denial(notes, at)


_ANEW = frozenset({"it", "they", "i", "he", "she"})
_MODALS = frozenset({"can", "could", "will", "would", "do", "may"})


def _is_impossible(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether what goes "without" something cannot be ("can't sit without it riding up"), so that the thing is so."""
    marks, keys = notes.marks, notes.keys
    return any(
        marks[place] & _NOT and (keys[place] == "never" or keys[place - 1] in _MODALS)
        for place in range(max(claim.clause.start + 1, at - 10), at)
    )


def _is_so_much(notes: Notes, claim: Claim) -> bool:
    """Whether what is denied is something else of a thing that is so ("I can't do something this sheer")."""
    start = claim.term.start
    return notes.words[start - 1 : start] == ["this"] and notes.words[start - 2 : start - 1] in _THINGS


_THINGS = (["something"], ["anything"], ["one"], ["top"], ["shirt"], ["sweater"], ["dress"], ["garment"], ["be"])


def _ends_denial(notes: Notes, at: int) -> bool:
    """Whether no denial reaches over this token."""
    if notes.words[at] in ("so", "as"):
        return notes.words[at + 1] in SUBJECTS  # "not all wool, so it is not itchy"
    return not notes.marks[at] & _OR and not _passes_denial(notes, at)


_NOBODY = frozenset({"nobody", "none", "nothing"})


def _reach_of_denial(notes: Notes, claim: Claim) -> int:
    """How far a denial reaches to the claim, over what is listed with it, or from the head of its clause."""
    first = notes.words[claim.clause.start : claim.clause.start + 2]
    if first[0] in _NOBODY or first in (["no", "one"], ["you", "could"]):
        return _LIST_MAX
    if not claim.clause.marks & _OR:
        for term in reversed(claim.clause.terms):
            if term.end <= claim.term.start and isinstance(term.entry, Part):
                return REACH + term.end - term.start - 1  # "the body of the top" is one word
        return REACH
    listed = notes.words[claim.term.start - 1] == "too" or "nor" in lead(notes, claim, _LIST_MAX)
    return _LIST_MAX if listed else REACH


_SEEMING = frozenset({"feel", "felt", "seem", "seems"})


def _stops_denial(notes: Notes, other: Term, claim: Claim) -> bool:
    """Whether another judgement in front keeps a denial to itself."""
    at = other.end - 1
    if notes.marks[at] & _NOT or (notes.words[at] == "like" and notes.words[at - 1] in _SEEMING):
        return False  # "I do not feel like the neck opening is too wide"
    return not _joined(notes, at, claim.term.start) and not _chains_faults(notes, other, claim)


def _gives_no_trouble(notes: Notes, other: Term, claim: Claim) -> bool:
    """Whether a denied fault leads to it ("no problem with it being short", "never had an issue with the lining")."""
    said = notes.words[other.start : other.end]
    if _TROUBLE.isdisjoint(said) and (said[-1] != "with" or notes.marks[other.start] & _NOT):
        return False  # "not happy with a zip that jams"
    return any(mark & _NOT for mark in notes.marks[max(claim.clause.start, other.end - 6) : other.end - 1])


def _is_denied_behind(notes: Notes, claim: Claim) -> bool:
    """Whether the denial of a verb ends the clause ("passt mir leider nicht"), as it does in German.

    In English, whether it is called no problem ("wrinkling is not an issue").
    """
    if notes.language == "en":
        return _is_no_problem(notes, claim) or any(
            denies(notes, claim) for denies in (is_not_the_word, is_asked_and_denied, is_answered_no)
        )
    if claim.judgement is None:
        return False
    words, end = notes.words, claim.clause.end
    if words[claim.term.end - 1] not in word_set("denied_behind", notes.language):
        return False
    while end > claim.term.end and words[end - 1] in (",", ")"):
        end -= 1
    last_term = claim.clause.terms[-1]
    return end > claim.term.end and bool(notes.marks[end - 1] & _NOT) and last_term.end < end


_TROUBLE = word_set("troubles")


def _is_no_problem(notes: Notes, claim: Claim) -> bool:
    """Whether it is told right behind that it gives no trouble ("the length isn't a huge problem")."""
    end = claim.term.end
    if claim.code is not None and claim.code.is_ok:
        return False
    if end + 2 >= claim.clause.end or not notes.marks[end] & BITS["be"] or notes.keys[end + 1] != "not":
        return False
    return not _TROUBLE.isdisjoint(notes.words[end + 2 : min(end + 6, claim.clause.end)])


def _passes_denial(notes: Notes, at: int) -> bool:
    """Whether a denial reaches over this mark ("without being heavy/hot", "not too - dare I say - tight")."""
    if notes.words[at : at + 2] == [",", "too"]:
        return "too" in notes.words[max(0, at - 4) : at]  # "not too low, too wide, too plain"
    if notes.words[at] == "-":
        return not notes.marks[at + 1] & _AND and notes.words[at + 1] not in SUBJECTS  # "not my style - it is short"
    return notes.words[at] == "/"


def _chains_faults(notes: Notes, other: Term, claim: Claim) -> bool:
    """Whether "and" joins two faults that are denied at once ("a top that isn't boxy and sheer")."""
    between, entry = notes.words[other.end : claim.term.start], other.entry
    if claim.judgement is None and isinstance(entry, Phrase) and other.denials != 1 and claim.code is not None:
        denies = any(mark & _NOT for mark in notes.marks[other.start : other.end])
        return between in (["and"], ["or"]) and denies and entry.code.is_ok and not claim.code.is_ok
    if between != ["and"] or claim.judgement is None:
        return False
    if isinstance(entry, Part) or claim.words_praise:
        return False
    return entry.praises is (isinstance(entry, Phrase) and bool(notes.marks[other.start] & _NOT))


_ADVICE = word_set("ordering")
_LISTED_MAX = 7


def _joined(notes: Notes, at: int, start: int) -> bool:
    """Whether one denial holds for two judgements ("not long or boxy", "not heavy/hot", "no baggy sack")."""
    if notes.keys[start] in _ADVICE:
        return False  # "it does not look like that size down"
    if notes.words[at + 1 : at + 3] == [",", "too"] and "too" in notes.words[max(0, at - 3) : at]:
        return True
    if notes.words[start - 2 : start] == ["or", "too"] and start - at <= _LISTED_MAX:
        return True  # "not too short in front or too wide behind"
    if start - at == 1 or (start - at <= 5 and "like" in notes.words[start : start + 2]):
        return True
    return start - at <= 4 and any(notes.marks[i] & _OR or notes.words[i] == "/" for i in range(at + 1, start))
