"""Tells where a cue of silence has no force: agreed with, no condition, only compared with."""

from nlp.components.comparatives import is_comparative
from nlp.components.denials import is_not_told
from nlp.components.modals import MODALS, is_stated
from nlp.components.notes import Claim, Notes
from nlp.components.reach import judges_by_itself
from nlp.components.size_advice import is_done, is_size_advice
from nlp.lexicon import word_set
from nlp.lexicon.cues import BITS


def _is_agreed(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether the writer shares what others say, says another thing than they do, or did what they advise."""
    if (claim.clause.marks & BITS["confirm"] or claim.clause.contrasts) and not _disagrees(notes, claim):
        return True
    if _is_confirmed_behind(notes, claim):
        return True
    if notes.words[at - 1] == "say" and (notes.words[at - 2] in MODALS or notes.words[at - 2] in ("i", "must")):
        return True  # "I would say they run true"
    if notes.keys[at - 1] == "say" and not _FAMILY.isdisjoint(notes.words[max(0, at - 6) : at]):
        return True  # "my wife says it makes me look trim"
    if _is_kept_back(notes, claim, at):
        return True
    if "disagree" in notes.said and _disagrees_first(notes, claim, at):
        return True
    if _is_own_complaint(notes.words[max(0, at - 4) : at + 1]) or _is_seen_on_writer(notes, claim):
        return True
    said, before = notes.words[claim.clause.start : claim.term.start], notes.words[claim.term.start - 1]
    between = notes.words[at + 1 : claim.term.start]
    acted = "i" in between or "and" in between or before == "have" or (before == "and" and "i" in said)
    return acted and is_size_advice(claim) and is_done(notes, claim)


def _is_kept_back(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether it is what nobody tells ("nobody told me it was tight", "they do not say how short it is")."""
    return any(
        notes.marks[i] & BITS["not"] and is_not_told(notes, i, claim.term.start)
        for i in range(max(claim.clause.start, at - 6), claim.term.start)
    )


def _disagrees(notes: Notes, claim: Claim) -> bool:
    """Whether the writer does not share what others say ("I do not agree with the reviews about it being scratchy")."""
    said = notes.keys[claim.clause.start : claim.term.start]
    return "agre" in said and not _DENYING.isdisjoint(said[: said.index("agre")])


_DENYING = frozenset({"not", "never", "cannot"})


def _disagrees_first(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether the writer tells something else than others do ("I disagree with the reviewers, it fits well")."""
    return "disagree" in notes.words[claim.clause.start : at] and "," in notes.words[at + 1 : claim.term.start]


def _is_own_complaint(words: list[str]) -> bool:
    """Whether it is the writer who complains ("my only complaints about it are …"), not others."""
    if not _HAVING_READ.isdisjoint(words):
        return False  # "I saw comments that it is tight"
    return not _OWN.isdisjoint(words) and any(word.startswith(("complain", "comment")) for word in words)


_HAVING_READ = word_set("having_read")


def _is_confirmed_behind(notes: Notes, claim: Claim) -> bool:
    """Whether the writer agrees in so many words right behind ("others said it is short and they are right")."""
    following = notes.clause_after(claim.clause)
    if following is None or not following.marks & BITS["confirm"] or following.marks & BITS["not"]:
        return False
    return following.end - following.start <= _AGREEING_MAX and not following.contrasts


_AGREEING_MAX = 6


def _is_seen_on_writer(notes: Notes, claim: Claim) -> bool:
    """Whether others tell how it sits on the writer ("everyone told me it is too tight on me")."""
    return _behind(notes, claim) == ["on", "me"] or notes.words[claim.term.end - 2 : claim.term.end] == ["on", "me"]


def _behind(notes: Notes, claim: Claim) -> list[str]:
    """The two words behind a claim, with the "on" that may be its phrase's last."""
    first = claim.term.end - (notes.words[claim.term.end - 1] == "on")
    return notes.words[first : first + 2]


_FAMILY = word_set("family")
"""Who sees the writer in it, unlike other customers."""
_OWN = frozenset({"my", "i", "only"})
_UNDECIDED = frozenset({"between", "doubt", "unsure", "undecided", "torn"})
_BEING = frozenset({"being", "am", "'m", "as"})
_CONDITIONS = word_set("no_condition")
_WHOEVER = frozenset({"you", "your", "someone", "anyone", "somebody", "anybody"})


def _is_no_condition(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether "if" sets none ("if anything it is tight", "even if")."""
    words = notes.words
    if "honest" in words[at + 1 : at + 5]:
        return True  # "if I'm honest it is too tight"
    if not _UNDECIDED.isdisjoint(words[at + 1 : claim.term.start]):
        return True  # "if you are between sizes, size down" tells how it runs, "if in doubt, size up" likewise
    if words[at] == "if" and not _FOUND_OUT.isdisjoint(words[at + 1 : at + 5]) and words[at + 1] in ("i", "only", "id"):
        return True  # "had I known it was so short", "if I had known"
    if words[at : at + 2] == ["if", "i"] and "again" in words[at + 2 : claim.term.start] and is_size_advice(claim):
        return True  # "if I bought one again I'd size up"
    if words[at + 2 : at + 4] == ["could", "make"]:
        return True  # "if you could make the waist looser"
    if (claim.wished or _wishes_by_itself(notes, claim)) and words[at] != "you":
        return words[at + 1] not in _WHOEVER  # "it might be better if you are taller"
    if not _BEING.isdisjoint(words[max(0, at - 3) : at]):
        return True
    return words[at] == "if" and (words[at - 1 : at] in (["even"], ["as"]) or words[at + 1] in _CONDITIONS)


def _wishes_by_itself(notes: Notes, claim: Claim) -> bool:
    """Whether a phrase tells what is wished for ("I'd buy it if the straps were shorter" finds them long)."""
    if claim.judgement is not None or claim.code is None or claim.code.is_ok or is_size_advice(claim):
        return False
    words, term = notes.words, claim.term
    return is_comparative(words[term.end - 1]) and not _WERE.isdisjoint(words[term.start + 1 : term.end])


_WERE = frozenset({"was", "were", "been"})
_FOUND_OUT = word_set("found_out")
_HABITS = word_set("habits")


def _is_of_this_one(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether another garment is named only to compare, or a habit of the writer's is told."""
    if at == claim.term.start - 1 and notes.words[at] in _HABITUALLY and not is_done(notes, claim):
        return False  # "and usually size down"
    if _behind(notes, claim) in _THIS_ONE:
        return True  # "I own several and the waist is too tight on this one"
    if notes.words[at] in ("them", "those", "these"):
        return False  # "a lot of them overwhelm me"
    if _does_so_often(notes, claim, at):
        return True
    if notes.words[at - 1] == "everything" and not _EXCEPTING.isdisjoint(notes.words[at + 1 : claim.term.end]):
        return True  # "everything is great except the waist is too tight"
    if not _SET_AGAINST.isdisjoint(notes.words[max(claim.clause.start, at - 6) : at + 1]):
        return True  # "compared with my last pair the legs are too short"
    if _turns_to_this(notes.words[at + 1 : claim.term.start]):
        return True  # "I'm usually a small and in this it is too short"
    return _is_told_beside(notes, claim, at)


def _is_told_beside(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether what is usual is told in a clause of its own ("unlike my usual ones, it is tight"), or as a habit."""
    if notes.words[at - 1] == "everything" and any(m & BITS["better"] for m in notes.marks[at + 1 : claim.term.start]):
        return True  # "everything is perfect apart from the waist, which is too big"
    if "," in notes.words[at + 1 : claim.term.start]:
        between = notes.words[at + 1 : claim.term.start]
        return between[between.index(",") + 1 :][:1] not in (["which"], ["where"], ["a"], ["an"])
    if notes.words[at + 1] in _OTHERS or (notes.words[at] in _HABITUALLY and notes.words[at - 1 : at] == ["i"]):
        return False
    if (
        notes.words[at] in _HABITUALLY
        and notes.words[at + 1] == "i"
        and _NAMING_SIZES.isdisjoint(notes.keys[claim.term.start : claim.term.end])
    ):
        return False  # "usually I'm bursting out of that bit"
    if judges_by_itself(notes, claim):
        return False
    return claim.code is not None and (is_size_advice(claim) or notes.words[at] in _HABITS)


_THIS_ONE = (["on", "this"], ["in", "this"], ["on", "these"], ["in", "these"])
_EXCEPTING = frozenset({"except", "but", "apart", "besides", "only"})
_OFTEN = frozenset({"sometimes", "always", "often", "tend", "tends", "to"})
_THE = frozenset({"the", "this", "these"})
_OTHER = BITS["other_garment"]


def _does_so_often(notes: Notes, claim: Claim, at: int) -> bool:
    """Whether it is told how often this one does so ("the jumper always bobbles"), unlike how sleeves always fit."""
    owner = claim.owner_term
    if owner is None or owner.end > at or claim.judgement is None or claim.judgement.axis:
        return False
    if any(mark & _OTHER for mark in notes.marks[claim.term.end : claim.clause.end]):
        return False  # "the cloth is often rough in other shops"
    return not _OFTEN.isdisjoint(notes.words[at : claim.term.start]) and notes.words[owner.start - 1] in _THE


def _turns_to_this(between: list[str]) -> bool:
    """Whether "and in this" leads back to the garment."""
    at = between.index("in") if "in" in between else 0
    return at > 0 and between[at - 1] in ("and", "but", ",") and between[at + 1 : at + 2] in (["this"], ["these"])


_NAMING_SIZES = word_set("ordering") | {"run", "wear", "buy", "order"}
_SET_AGAINST = frozenset({"unlike", "compared", "beside", "contrary"})
_HABITUALLY = word_set("habitually")
_OTHERS = word_set("habitual_things")
LIFTING = {
    "fear": is_stated,
    "when_if": _is_no_condition,
    "others": _is_agreed,
    "other_garment": _is_of_this_one,
}
"""What takes a cue's force, by its kind."""
