"""Tells what words of fear and possibility state after all from what they leave open."""

from nlp.components.comparatives import is_comparative
from nlp.components.notes import Claim, Notes
from nlp.components.reach import has_before
from nlp.components.wishes import EXPECTING
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS

MODALS = word_set("modals")
ADVISING = MODALS | {"'ll"}
"""Behind these another size is advised, not feared ("you'll need to go up two sizes")."""
_CALLING = word_set("calling")
_FEARS = frozenset({"concern", "worry", "fear"})
_HOPING = word_set("hoping")
_MAY_MEND = word_set("may_mend")
_MENDING = word_set("mending")
_MISSED = word_set("missed")
_SAYING = word_set("advising")
_STATING = word_set("stating")
_NEEDFUL = frozenset({"need", "have", "get", "take", "hem", "shorten"})
_DENYING = frozenset({"not", "n't"})
"""What somebody does whom a length does not suit ("will probably have them hemmed")."""


def is_stated(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether a word of fear or possibility states something after all ("I would say it is tight")."""
    words, word = notes.words, notes.words[at]
    if word in ("will", "'ll", "would") and not _MENDING.isdisjoint(notes.keys[claim.term.start : claim.term.end]):
        return not _NEEDFUL.isdisjoint(words[at + 1 : claim.term.start + 1]) and words[at + 1] not in _DENYING
    if (
        (claim.wished and word in _MAY_MEND)
        or ((word in _MAY_MEND or word in _HOPING or word in _HOPED) and _is_wished_within(notes, claim))
        or _is_longed_for(notes, claim, word)
        or "believe" in words[at + 1 : at + 4]
    ):
        return True  # "could not believe how soft it is"
    if word in _HOPING and _tells_lack(notes, claim, at):
        return True
    if word in _FORESEEING and not _DENYING.isdisjoint(words[at - 1 : at]) and words[at - 2] != "do":
        return True  # "I wasn't expecting the sleeves to be so tight", unlike "I don't expect it to shrink"
    if _was_not_known(notes, at) or (word == "doubt" and not _SURE.isdisjoint(words[max(0, at - 2) : at])):
        return True
    if notes.marks[at + 1] & BITS["be"] and word in _FEARS:
        # "my only concern was how short it is", but "my worry was that the pockets would stick out"
        return words[at + 2 : at + 3] != ["that"] or LEFT_OPEN.isdisjoint(words[at + 3 : at + 9])
    if word == "afraid" and words[at - 1] in ("'m", "am") and words[at + 1] not in _OF_FEAR:
        return True  # "I'm afraid the waist is too tight" says so politely
    if words[at + 1] == "have":
        # "I would have to hem it" tells of its length, "I may have to iron it" of nothing yet
        return words[at + 2] not in _MISSED and not (words[at + 2] == "to" and word in ("may", "might"))
    if word in MODALS:
        return _is_said_by(notes, claim, at) or _states(notes, claim, at)
    return any(words[i] == "," and words[i + 1] not in ("and", "or") for i in range(at + 1, claim.term.start))


def _is_wished_within(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase holds its own wish ("the fabric should have been thicker")."""
    first, end = claim.term.start, claim.term.end
    if claim.judgement is not None or not is_comparative(notes.words[end - 1]):
        return False
    return "would" in notes.words[first:end] or any(mark & BITS["wish"] for mark in notes.marks[first:end])


_OF_FEAR = frozenset({"of", "to", "for"})
_FORESEEING = frozenset({"expect", "expecting", "expected", "anticipate", "anticipating", "prepared"})
_HOPED = word_set("hoped_for")


def _is_longed_for(notes: Notes, claim: Claim, word: str) -> bool:
    """Whether what is hoped for is missing ("I hope the next ones have longer sleeves")."""
    if claim.judgement is not None:
        asked = claim.judgement.asked and word in ("want", "wants", "hoping", "hope")
        return asked or (claim.wished and (word in _HOPED or word in ("expected", "expecting")))
    if word not in _HOPED and word not in _MAY_MEND:
        return False
    return is_comparative(notes.words[claim.term.end - 1]) and has_before(notes, claim, "wish", 12)


_SURE = frozenset({"no", "without"})
_KNOWN = word_set("not_known")


def _was_not_known(notes: Notes, at: int) -> bool:
    """Whether it came as a surprise ("never realised that the yoke would be sheer")."""
    words = notes.words[max(0, at - 8) : at]
    known = next((i for i, word in enumerate(words) if word in _KNOWN), 0)
    return known > 0 and words[known - 1] in ("n't", "not", "nt", "never")


def _tells_lack(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether what was hoped for is missing ("I expected a little more length", "shorter than I hoped")."""
    if claim.judgement is not None and claim.judgement.asked:
        return True
    return any(notes.marks[i] & BITS["than"] for i in range(max(claim.clause.start, at - 4), at))


def _is_said_by(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether the verb behind a modal says it all the same ("I would call it tight", "would need it taken in")."""
    words, word, following = notes.words, notes.words[at], notes.words[at + 1]
    if word == "would" and following in ("not", "n't"):
        return words[at + 2] in _CALLING
    if word in ("would", "will", "'ll") and following == "need":
        return not _MENDING.isdisjoint(notes.keys[claim.term.start : claim.term.end])
    return word in ("would", "'d", "will") and following in _SAYING


def _states(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether a modal tells a fact ("the zip will not close"), and no praise, prediction or expectation."""
    words = notes.words
    if _foretells_wear(notes, claim, at) or words[at] in ("might", "may"):
        return False
    if words[at] == "will" and claim.judgement is not None and claim.judgement.name == "flattering":
        return True  # "will flatter every figure"
    if words[at] == "would" and not EXPECTING.isdisjoint(_said_before(words, at)):
        return False
    if words[at] == "would" and words[at + 1] == "be" and words[claim.term.start - 1] in ("so", "this", "that"):
        said = words[max(claim.clause.start, at - 9) : at]
        if "think" in said and not _DENYING.isdisjoint(said[: said.index("think")]):
            return True  # "I didn't think the bust would be this tight"
    good = claim.judgement is not None and claim.judgement.praises
    if words[at] in ("would", "'d") and claim.judgement is None and claim.code is not None and claim.code.is_ok:
        return claim.negated or claim.code.aspect == "price.value"  # "higher ones would cover my tummy"
    return not good and words[at + 1] not in _STATING


def _said_before(words: list[str], at: int) -> list[str]:
    """The last words of the sentence in front of a token."""
    said = words[max(0, at - 9) : at]
    return said[len(said) - said[::-1].index(".") :] if "." in said else said


WEARING = ("fabric.durability", "fabric.stretch", "fabric.shrinkage")


_GUESSING = word_set("guessing")


def _foretells_wear(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether time has yet to tell ("I think it will stretch out"); "it will not hold its shape" is known."""
    if aspect_of(claim) == "fabric.care":
        return not _GUESSING.isdisjoint(notes.words[max(claim.clause.start, at - 5) : at])
    if notes.words[at] == "could" and aspect_of(claim).startswith("construction.") and not claim.wished:
        return not claim.negated  # "threads could come apart easily"
    if claim.negated or aspect_of(claim) not in WEARING:
        return False
    return notes.words[at] in LEFT_OPEN


LEFT_OPEN = frozenset({"will", "would", "'ll", "'d", "could", "may", "might"})
"""Behind them stands what is yet to come, or only may be."""


def aspect_of(claim: Claim) -> str:
    """The aspect that a claim speaks of, before its code is settled; empty where it has none by itself."""
    if claim.code is not None:
        return claim.code.aspect
    return claim.judgement.alone.aspect if claim.judgement is not None and claim.judgement.alone else ""
