"""Tells a size that was taken from one that is only advised, supposed or taken for another reason."""

from nlp.components.notes import Claim, Notes
from nlp.components.reach import has_after
from nlp.lexicon import word_set
from nlp.taxonomy import IssueCode


def is_conditional(notes: Notes, claim: Claim) -> bool:
    """Whether another size is advised under a condition ("if you are busty, I would size up", "size up if …")."""
    if has_after(notes, claim, "when_if"):
        return True
    if claim.clause.contrasts or not claim.clause.number or is_done(notes, claim):
        return False
    said = notes.clauses[claim.clause.number - 1]
    words = notes.words[said.start : said.end]
    if said.sentence != claim.clause.sentence or "if" not in words[:3] or "between" in words:
        return False
    return words[words.index("if") + 1] in ("you", "your", "one")


_LAYERS = word_set("layers")
_WANTED = word_set("wanted")


def is_sized_on_purpose(notes: Notes, claim: Claim) -> bool:
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


def is_size_advice(claim: Claim) -> bool:
    return claim.code is not None and claim.code.aspect == "size.overall"


def is_for_lack_of_another(notes: Notes, claim: Claim) -> bool:
    """Whether another size was taken because the right one could not be had ("sized up because mine was sold out")."""
    if claim.judgement is not None or claim.code is None or claim.code.is_ok:
        return False
    clauses = notes.clauses[max(0, claim.clause.number - 1) : claim.clause.number + 2]
    said = [notes.words[one.start : one.end] for one in clauses if one.sentence == claim.clause.sentence]
    return any(_is_lacking(words) for words in said)


def _is_lacking(words: list[str]) -> bool:
    gone = "sold" in words and "out" in words
    return gone or "unavailable" in words or ("petite" in words and "come" in words)


def is_told(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether "if I sized up …" tells of a try, unlike "even if I sized up" and "if I size up"."""
    told = notes.words[at + 1 : at + 2] == ["i"] and notes.words[at - 1 : at] != ["even"]
    return told and is_done(notes, claim)


def is_done(notes: Notes, claim: Claim) -> bool:
    """Whether another size was taken, not only advised ("ordered a size up")."""
    start = claim.term.start
    return any(word.endswith("ed") or word in _DONE for word in notes.words[max(0, start - 1) : start + 1])


_DONE = word_set("done")
