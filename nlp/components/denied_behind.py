"""Hears a denial behind what it denies, or none but the tone ("silky? I don't think so", "about as soft as a mat")."""

import re

from nlp.components.notes import Claim, Notes
from nlp.components.reach import lead
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS

_NOT, _BE = BITS["not"], BITS["be"]


def is_mocked(notes: Notes, claim: Claim) -> bool:
    """Whether praise is meant the other way round ("about as soft as a doormat")."""
    if notes.words[claim.term.start - 1] != "as" or lead(notes, claim, 2) != ["about", "as"]:
        return False
    if "as" not in notes.words[claim.term.start : claim.term.end + 1]:
        return False
    return claim.words_praise


_WORDS_FOR = word_set("words_for")
_NAMING_IT = frozenset({"it", "they", "this", "these"})


def is_not_the_word(notes: Notes, claim: Claim) -> bool:
    """Whether it is told right behind that it is not so ("comfortable isn't the word", "soft it is not")."""
    end, words = claim.term.end, notes.words
    if words[end - 1] in ("it", "they") and claim.term.end - claim.term.start > 1:
        end -= 1  # "worth the money it isn't"
    if not _NAMING_IT.isdisjoint(words[end : end + 1]):
        end += 1
        last = words[end + 2 : end + 3]
        return bool(last in ([], ["."], ["!"], [","], ["either"])) and words[end + 1 : end + 2] in (["not"], ["n't"])
    if not notes.marks[end] & _BE or words[end + 1 : end + 2] not in (["not"], ["n't"]):
        return False
    return not _WORDS_FOR.isdisjoint(words[end + 2 : end + 5]) and "problem" not in words[end + 2 : end + 6]


_SHORT_NO = re.compile(
    r"(?:no|nope|nah|hardly|never|barely|(?:sadly|alas|unfortunately),? (?:no|not)"
    r"|not(?: (?:so much|much|really|at all|a bit|one bit|in the (?:least|slightest)|remotely|exactly|quite"
    r"|by a mile))?)$"
)


_STOPS = frozenset({".", "!", "?", ";", "\n"})


def is_answered_no(notes: Notes, claim: Claim) -> bool:
    """Whether no more than a "no" follows ("soft, yes; warm, no", "comfortable, not so much")."""
    term, words = claim.term, notes.words
    behind = term.end + (words[term.end : term.end + 1] in ([","], ["-"]))
    begins = next((start for start, end, _ in notes.pieces if start <= term.start < end), term.start)
    ends = next((end for start, end, _ in notes.pieces if start <= behind < end), behind)
    if term.start - begins > 1 or words[ends : ends + 1] in (["?"], ["-"], ["/"]):
        return False
    opens = not term.start or words[term.start - 1] in _STOPS
    if not (claim.words_praise or opens or "yes" in notes.said):
        return False  # "thick as a rug and up to my chest, no" only shudders
    return bool(_SHORT_NO.match(" ".join(words[behind:ends])))


_DOUBTING = word_set("doubting")
_ASKED_MAX, _ANSWER_MAX = 4, 7
_ASKED_IN_FULL = 8
_PLAIN_NO = frozenset({"no", "nope", "nah", "not", "never", "hardly", "at", "all", "really", "on", "me", "a", "bit"})


def is_asked_and_denied(notes: Notes, claim: Claim) -> bool:
    """Whether a short question gets a short no ("silky? I don't think so")."""
    clause = claim.clause
    if notes.words[clause.end : clause.end + 1] != ["?"] or (answer := notes.clause_after(clause)) is None:
        return False
    if clause.end - clause.start > _ASKED_MAX:  # "is the neck opening too wide? Not at all."
        is_plain_no = _PLAIN_NO.issuperset(notes.words[answer.start : answer.end])
        if clause.end - clause.start > _ASKED_IN_FULL or not is_plain_no:
            return False
    if answer.terms or answer.end - answer.start > _ANSWER_MAX or notes.words[answer.start] not in _DOUBTING:
        return False
    return bool(answer.marks & _NOT) or notes.words[answer.start] in ("nope", "nah", "dream", "far")
