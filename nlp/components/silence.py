"""Keeps silent where nothing is said of this garment as worn: feared, supposed, told by others, of another one."""

from functools import reduce
from itertools import pairwise
from operator import or_

from nlp.components.comparisons import (
    is_of_another_garment,
    is_of_another_size,
    is_of_picture,
    is_told_instead,
    is_worn_beside,
    only_compares,
)
from nlp.components.modals import MODALS, WEARING, aspect_of, is_stated
from nlp.components.notes import Claim, Notes
from nlp.components.reach import gives_reason, has_after, lead
from nlp.components.wearer import is_look_of_wearer, is_own_body, is_phrase_of_body
from nlp.components.wishes import is_unreal
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode

_MODAL_REACH = 5
_CUE_REACH = 14
_SILENCERS = {"fear": "fear", "when_if": "hypothetical", "others": "others", "other_garment": "other garment"}
SILENCING = reduce(or_, (BITS[kind] for kind in _SILENCERS))
"""The cues that can keep a claim silent."""


def why_silent(notes: Notes, claim: Claim) -> str:
    """Why the claim is not one about this garment as worn; empty if it is."""
    judgement = claim.judgement
    for name, holds in _OF_PHRASES if judgement is None else _OF_MEASURES if judgement.axis else _OF_OPINIONS:
        if holds(notes, claim):
            return name
    if claim.clause.marks & SILENCING:
        for kind, name in _SILENCERS.items():
            if claim.clause.marks & BITS[kind] and _is_silenced(notes, claim, kind):
                if _would_be_changed(notes, claim):
                    break
                return name
    if notes.all_marks & BITS["other_garment"] and _is_searched_for(notes, claim):
        return "other garment"
    if judgement is not None:
        return "other garment" if is_of_another_garment(notes, claim) else ""
    if _is_sized_on_purpose(notes, claim):
        return "on purpose"
    return "advice for others" if _is_size_advice(claim) and _is_conditional(notes, claim) else ""


def _would_be_changed(notes: Notes, claim: Claim) -> bool:
    """Whether it is what the writer would change ("the thing I would change is the itchy neck")."""
    said = lead(notes, claim, 12)
    return "change" in said and "thing" in said


def _is_conditional(notes: Notes, claim: Claim) -> bool:
    """Whether another size is advised under a condition ("if you are busty, I would size up", "size up if …")."""
    if has_after(notes, claim, "when_if"):
        return True
    if claim.clause.contrasts or not claim.clause.number or _is_done(notes, claim):
        return False
    said = notes.clauses[claim.clause.number - 1]
    words = notes.words[said.start : said.end]
    if said.sentence != claim.clause.sentence or "if" not in words[:3] or "between" in words:
        return False
    return words[words.index("if") + 1] in ("you", "your", "one")


_SEARCHED = (["hard", "to", "find"], ["difficult", "to", "find"], ["tough", "to", "find"], ["rarely", "find", "a"])


def _is_searched_for(notes: Notes, claim: Claim) -> bool:
    """Whether the sentence tells what is hard to find ("hard to find jeans that … and don't gap in the back")."""
    first, marks = claim.clause.number, claim.clause.marks
    while first and notes.clauses[first - 1].sentence == claim.clause.sentence:
        first -= 1
        if notes.clauses[first].contrasts:
            return False
        marks |= notes.clauses[first].marks
    if not marks & BITS["other_garment"]:
        return False
    words = notes.words[notes.clauses[first].start : claim.term.start]
    return any(words[at : at + 3] in _SEARCHED for at in range(len(words) - 2)) and _NOW.isdisjoint(words)


_NOW = frozenset({"this", "these", "but", "finally"})
_LAYERS = word_set("layers")
_WANTED = word_set("wanted")


def _is_sized_on_purpose(notes: Notes, claim: Claim) -> bool:
    """Whether a larger size was taken for its looseness ("I wanted it baggy, so I took a size up")."""
    if claim.code is not IssueCode.SIZE_OVERALL_SMALL:
        return False
    if "up" not in notes.words[claim.term.start : claim.term.end]:
        return False
    words = [
        word
        for clause in notes.clauses[max(0, claim.clause.number - 2) : claim.clause.number + 2]
        if clause.sentence == claim.clause.sentence
        for word in notes.words[clause.start : clause.end]
    ]
    return not _LAYERS.isdisjoint(words) and not _WANTED.isdisjoint(words)


def _is_silenced(notes: Notes, claim: Claim, kind: str) -> bool:
    """Whether a cue of that kind in front of the claim has its force there."""
    bit, start = BITS[kind], claim.term.start
    if kind in ("fear", "when_if") and is_unreal(notes, claim):
        return False
    for at in range(max(claim.clause.start, start - _CUE_REACH), start):
        if not notes.marks[at] & bit:
            continue
        is_modal = notes.words[at] in MODALS
        if is_modal and (start - at > _modal_reach(notes, at) or (kind == "fear" and _is_size_advice(claim))):
            continue
        if kind == "when_if" and _is_size_advice(claim) and _is_told(notes, claim, at):
            continue
        if is_modal and gives_reason(notes.words[at + 1 : start + 1]):
            continue
        if not _LIFTING[kind](notes, claim, at):
            return True
    return False


def _is_size_advice(claim: Claim) -> bool:
    return claim.code is not None and claim.code.aspect == "size.overall"


_BETTER = frozenset({"better", "best", "perfect", "ideal", "great", "nicer"})
_CONSIDERING = word_set("considering")
_WOULD_HAVE = (
    ["would", "have"],
    ["would", "not"],
    ["would", "n't"],
    ["might", "have"],
    ["would", "be"],
    ["may", "have"],
)


def _is_for_lack_of_another(notes: Notes, claim: Claim) -> bool:
    """Whether another size was taken because the right one could not be had ("sized up because mine was sold out")."""
    if claim.judgement is not None or claim.code is None or claim.code.is_ok:
        return False
    clauses = notes.clauses[max(0, claim.clause.number - 1) : claim.clause.number + 2]
    said = [notes.words[one.start : one.end] for one in clauses if one.sentence == claim.clause.sentence]
    return any(_is_lacking(words) for words in said)


def _is_lacking(words: list[str]) -> bool:
    gone = "sold" in words and "out" in words
    return gone or "unavailable" in words or ("petite" in words and "come" in words)


def _is_only_thought(notes: Notes, claim: Claim) -> bool:
    """Whether it was only considered ("nearly sized up"), supposed or likened."""
    if _is_size_advice(claim):
        if _is_for_lack_of_another(notes, claim):
            return True
        behind = notes.words[claim.term.end : claim.term.end + 6]
        if behind[:2] in _WOULD_HAVE and _BETTER.isdisjoint(behind):
            return True
        if not _CONSIDERING.isdisjoint(lead(notes, claim, 2)):
            return True
        if claim.clause.marks & BITS["not"] and lead(notes, claim, 2) == ["enough", "to"]:
            return True  # "not loose enough to size down"
    if aspect_of(claim) in WEARING and _is_likened(notes, claim):
        return True
    return claim.wished and _is_supposed(notes, claim)


_ELSEWHERE = frozenset({"picture", "pictures", "photo", "photos", "website", "model", "models", "mannequin", "hanger"})
_OTHERS_SEEN = frozenset(
    {"someone", "somebody", "anyone", "others", "taller", "shorter", "thinner", "slimmer", "women"}
)


def _is_seen_on_others(notes: Notes, claim: Claim) -> bool:
    """Whether it flatters somebody else, or in the picture ("looks great on the model")."""
    if claim.judgement is None or claim.judgement.name != "flattering":
        return False
    after = notes.words[claim.term.end : claim.term.end + 3]
    return not _ELSEWHERE.isdisjoint(after) or not _OTHERS_SEEN.isdisjoint(after[:2])


_EFFECTS = (["look"], ["fit"], ["style"], ["feel"])


def _is_effect_sought(notes: Notes, claim: Claim) -> bool:
    """Whether it is what one can have of it ("you could take an M for a looser look")."""
    return notes.words[claim.term.end : claim.term.end + 1] in _EFFECTS and "for" in lead(notes, claim, 4)


_OF_PHRASES = (
    ("own body", is_phrase_of_body),
    ("other garment", is_worn_beside),
    ("hypothetical", _is_only_thought),
)
_OF_OPINIONS = (
    ("other garment", is_worn_beside),
    ("picture", is_of_picture),
    ("on others", _is_seen_on_others),
    ("only compared", is_told_instead),
    ("hypothetical", _is_only_thought),
)
_OF_MEASURES = (
    ("own body", is_own_body),
    ("own body", is_look_of_wearer),
    ("another size", is_of_another_size),
    ("only compared", only_compares),
    *_OF_OPINIONS,
    ("hypothetical", _is_effect_sought),
)
"""Why a phrase, a judgement of good or bad, or one of a measure may say nothing of this garment."""


def _is_likened(notes: Notes, claim: Claim) -> bool:
    """Whether it only looks so ("looked as though they had shrunk")."""
    return any(pair in _LIKENING for pair in pairwise(lead(notes, claim, 6)))


_LIKENING = (("as", "though"), ("as", "if"), ("looks", "like"), ("look", "like"), ("looked", "like"))


def _is_supposed(notes: Notes, claim: Claim) -> bool:
    """Whether it is only thought possible ("could be too long for a shorter lad")."""
    words = lead(notes, claim, 4)
    if "could" not in words or "have" in words:
        return False
    return "too" in words or has_after(notes, claim, "when_if")


def _modal_reach(notes: Notes, at: int) -> int:
    """How far a modal reaches; what "would have been" reaches to the end of its thought."""
    if notes.words[at + 1 : at + 3] == ["have", "been"]:
        return 12
    return _MODAL_REACH + 4 if notes.words[at + 1 : at + 2] == ["find"] else _MODAL_REACH


def _is_told(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether "if I sized up …" tells of a try, unlike "even if I sized up" and "if I size up"."""
    told = notes.words[at + 1 : at + 2] == ["i"] and notes.words[at - 1 : at] != ["even"]
    return told and _is_done(notes, claim)


def _is_done(notes: Notes, claim: Claim) -> bool:
    """Whether another size was taken, not only advised ("ordered a size up")."""
    start = claim.term.start
    return any(word.endswith("ed") or word in _DONE for word in notes.words[max(0, start - 1) : start + 1])


_DONE = word_set("done")


def _is_agreed(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether the writer shares what others say, says another thing than they do, or did what they advise."""
    if (claim.clause.marks & BITS["confirm"] or claim.clause.contrasts) and not _disagrees(notes, claim):
        return True
    if notes.words[at - 1] == "say" and (notes.words[at - 2] in MODALS or notes.words[at - 2] == "i"):
        return True  # "I would say they run true"
    if _is_own_complaint(notes.words[max(0, at - 4) : at + 1]):
        return True
    said, before = notes.words[claim.clause.start : claim.term.start], notes.words[claim.term.start - 1]
    between = notes.words[at + 1 : claim.term.start]
    acted = "i" in between or "and" in between or before == "have" or (before == "and" and "i" in said)
    return acted and _is_size_advice(claim) and _is_done(notes, claim)


def _disagrees(notes: Notes, claim: Claim) -> bool:
    """Whether the writer does not share what others say ("I do not agree with the reviews about it being scratchy")."""
    said = notes.keys[claim.clause.start : claim.term.start]
    return "agre" in said and not _DENYING.isdisjoint(said[: said.index("agre")])


_DENYING = frozenset({"not", "never", "cannot"})


def _is_own_complaint(words: list[str]) -> bool:
    """Whether it is the writer who complains ("my only complaints about it are …"), not others."""
    return not _OWN.isdisjoint(words) and any(word.startswith(("complain", "comment")) for word in words)


_OWN = frozenset({"my", "i", "only"})
_BEING = frozenset({"being", "am", "'m", "as"})
_CONDITIONS = word_set("no_condition")
_WHOEVER = frozenset({"you", "your", "someone", "anyone", "somebody", "anybody"})


def _is_no_condition(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether "if" sets none ("if anything it is tight", "even if")."""
    words = notes.words
    if "between" in words[at + 1 : claim.term.start]:
        return True  # "if you are between sizes, size down" tells how it runs
    if claim.wished and words[at] != "you":
        return words[at + 1] not in _WHOEVER  # "it might be better if you are taller"
    if not _BEING.isdisjoint(words[max(0, at - 3) : at]):
        return True
    return words[at] == "if" and (words[at - 1 : at] in (["even"], ["as"]) or words[at + 1] in _CONDITIONS)


_HABITS = word_set("habits")


def _is_of_this_one(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether another garment is named only to compare, or a habit of the writer's is told."""
    if at == claim.term.start - 1 and notes.words[at] in _HABITUALLY and not _is_done(notes, claim):
        return False  # "and usually size down"
    if notes.words[at] in ("them", "those", "these"):
        return False  # "a lot of them overwhelm me"
    if "," in notes.words[at + 1 : claim.term.start]:
        return True
    if notes.words[at + 1] in _OTHERS or (notes.words[at] in _HABITUALLY and notes.words[at - 1 : at] == ["i"]):
        return False
    return claim.code is not None and (_is_size_advice(claim) or notes.words[at] in _HABITS)


_HABITUALLY = word_set("habitually")
_OTHERS = word_set("habitual_things")


_LIFTING = {
    "fear": is_stated,
    "when_if": _is_no_condition,
    "others": _is_agreed,
    "other_garment": _is_of_this_one,
}
"""What takes a cue's force, by its kind."""
