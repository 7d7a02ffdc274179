"""Takes a deviation that the writer likes as praise ("nice and long", "loose, which I love")."""

from functools import reduce
from itertools import pairwise
from operator import or_

from nlp.components.gladness import GLAD, is_glad_of, is_how_it_is_liked, is_liking_denied
from nlp.components.meanings import ok_of
from nlp.components.notes import Claim, Clause, Notes
from nlp.components.praises import is_liked_weight, is_praised_along, is_told_in_praise
from nlp.components.reach import has_after, has_before, lead
from nlp.lexicon import Phrase, word_set
from nlp.lexicon.cues import BITS
from nlp.taxonomy import IssueCode


def take_as_praise(notes: Notes) -> None:
    """A deviation that the writer likes is praise; what is only as it is meant to be says nothing."""
    likes = bool(notes.all_marks & _LIKED) or not _LIKING_WORDS.isdisjoint(notes.said)
    for claim in notes.claims:
        code = claim.code
        if isinstance(code, IssueCode) and code in _MAY_BE_LIKED and not _is_of_sizes(notes, claim, code):
            _take_as_praise(notes, claim, code, likes=likes)


def _take_as_praise(notes: Notes, claim: Claim, code: IssueCode, *, likes: bool) -> None:
    measured = claim.judgement is not None and bool(claim.judgement.axis)
    if measured and not claim.silent and _is_taken_back(notes, claim):
        claim.code = ok_of(code)
    elif claim.wished or claim.negated or _is_too_much(notes, claim):
        return
    elif _is_liked(notes, claim, code, likes=likes) or (measured and _is_liked_measure(notes, claim)):
        claim.code = ok_of(code)
    elif measured and _is_by_design(notes, claim):
        claim.code = None
    elif measured and is_told_in_praise(notes, claim):
        named_only = claim.judgement is not None and claim.judgement.name in ("small", "large", "wide", "narrow")
        claim.code = None if named_only else ok_of(code)


_MAY_BE_LIKED = frozenset(
    code
    for code in IssueCode
    if not code.is_ok
    and code.aspect not in ("shape.cut", "fabric.quality", "fabric.durability")
    and (code.group in ("fit", "fabric") or code is IssueCode.COLOR_LOOK_OFF)
)
"""What somebody may like: a measure, the feel of cloth, another colour, no poor making."""


def _is_of_sizes(notes: Notes, claim: Claim, code: IssueCode) -> bool:
    """Whether the size is told by sizes: whoever is glad to have sized up says that it is small."""
    is_of_size = claim.judgement is None and code.aspect == "size.overall"
    return is_of_size and "siz" in notes.keys[claim.term.start : claim.term.end]


def _is_too_much(notes: Notes, claim: Claim) -> bool:
    """Whether "too" stands in it or right before it."""
    return "too" in notes.said and "too" in notes.words[max(0, claim.term.start - 3) : claim.term.end]


def _is_liked(notes: Notes, claim: Claim, code: IssueCode, *, likes: bool) -> bool:
    """Whether the words around it say so; another colour must be luck, as any may be loved."""
    if _is_nice_and(notes, claim.term.start) or _liked_next(notes, claim):
        return True
    if not likes:
        return False  # as most
    if (code.aspect != "color.look" or _is_lucky(notes, claim)) and _liked_before(notes, claim):
        return True
    return _liked_after(notes, claim) or _is_just_enough(notes, claim)


def _is_liked_measure(notes: Notes, claim: Claim) -> bool:
    """Whether a measure is praised with the rest, is a weight that is liked, or would be wrong only if it went on."""
    return is_praised_along(notes, claim) or is_liked_weight(notes, claim) or _goes_no_further(notes, claim)


def _is_nice_and(notes: Notes, at: int) -> bool:
    """Whether "nice and" stands in front."""
    return at > 1 and notes.words[at - 1] == "and" and notes.words[at - 2] in ("nice", "lovely")


def _is_just_enough(notes: Notes, claim: Claim) -> bool:
    """Whether it is so as much as it should be ("bells out just the right amount", "cropped just enough")."""
    if "just" not in notes.said and "amount" not in notes.said:
        return False
    after = notes.words[claim.term.end : claim.term.end + 6]
    return after[:2] == ["just", "enough"] or ("amount" in after and not _RIGHT.isdisjoint(after))


_RIGHT = frozenset({"right", "perfect"})


_MEANT = word_set("meant")


def _is_by_design(notes: Notes, claim: Claim) -> bool:
    """Whether it is meant to be so ("it fits loose, but it is supposed to")."""
    if _MEANT.isdisjoint(notes.said):
        return False
    following = notes.clause_after(claim.clause)
    if following is None or following.sentence != claim.clause.sentence or following.end - following.start > 9:
        return False
    return not _MEANT.isdisjoint(notes.words[following.start : following.end])


_TO_BE = frozenset({"it", "they", "is", "are", "was", "were", "do", "does", "did"})


_SEEMED = frozenset(
    {"at", "first", "on", "the", "hanger", "when", "i", "opened", "sight", "glance", "initially", "to", "me", ","}
)
"""What may stand before "but" where it only seemed so ("looked too short at first but it isn't")."""


def _is_taken_back(notes: Notes, claim: Claim) -> bool:
    """Whether no more follows than a denial ("almost too short, but it isn't")."""
    behind = notes.words[claim.term.end : claim.term.end + 6]
    if "but" not in behind:
        return False
    at = claim.term.end + behind.index("but")
    if at > claim.term.end + 1 and not _SEEMED.issuperset(notes.words[claim.term.end : at]):
        return False
    said = [word for word in notes.words[at + 1 : at + 5] if word not in _TO_BE]
    return said[:1] in (["not"], ["n't"]) and said[1:2] in ([], ["."], ["!"], ["\n"])


def _goes_no_further(notes: Notes, claim: Claim) -> bool:
    """Whether what would be wrong is denied right behind it ("snug without pinching", "loose but not sloppy")."""
    if claim.how == "of the subject before":
        return False
    words, at = notes.words, claim.term.end
    if words[at : at + 1] == ["without"]:
        return words[at + 1 : at + 2] not in (["a"], ["the"], ["any"])
    if not reduce(or_, notes.marks[at + 1 : at + 5], 0) & _NOT:
        return False
    denied = [other for other in notes.claims if other.negated and other.term.start in range(at + 2, at + 9)]
    if words[at : at + 1] == ["but"]:
        if not _NO_WORSE.isdisjoint(words[at : at + 6]):
            return False  # "a little tight but nothing terrible"
        return any(_is_worse(claim, other) and "enough" not in words[at : other.term.start] for other in denied)
    # "even though it is thick, it's not bulky"
    goes_on = words[at : at + 2] in ([",", "it"], [",", "they"])
    return goes_on and any(other.judgement is claim.judgement for other in denied)


_NO_WORSE = word_set("no_worse")


def _is_worse(claim: Claim, other: Claim) -> bool:
    """Whether the other finds fault, a phrase the same one."""
    if isinstance(other.term.entry, Phrase):
        return other.term.entry.code is claim.code
    said = other.judgement
    if said is None or said.name.startswith("runs_"):
        return False  # "comes up wide, but I would not call it large"
    return bool(said.axis) or said.value in ("bad", "poor")


_LIKED, _NOT = BITS["liked"], BITS["not"]
_LIKENING = word_set("likening")


_HATING = frozenset({"hate", "hated", "dislike"})


def _liked_before(notes: Notes, claim: Claim) -> bool:
    """Whether a liking leads to it; "wider than I like" is none."""
    if not claim.clause.marks & _LIKED:
        return False
    words = lead(notes, claim)
    if not _HATING.isdisjoint(words):
        return False  # "love the colour hate that the rise is so low"
    if words[:3] in (["i", "like", "that"], ["i", "love", "that"]) and "than" not in words:
        return True
    if _likes_that(notes, claim):
        return True
    if not has_before(notes, claim, "liked", 5) or is_liking_denied(notes, claim):
        return False
    if not _LIKENING.isdisjoint(words) and any(
        word in _LIKENING and after == "like" for word, after in pairwise(words)
    ):
        return False  # "felt like the arms were stuck"
    return not ("than" in words and "like" in words[words.index("than") :])


def _likes_that(notes: Notes, claim: Claim) -> bool:
    """Whether the clause opens with what is liked ("I like that the body of the top is a bit loose")."""
    first, said = claim.clause.start, notes.words[claim.clause.start : claim.term.start]
    at = next((at for at, word in enumerate(said[:6]) if word in _LIKES), -1)
    if at < 0 or said[at + 1 : at + 2] not in (["that"], ["how"]) or len(said) > _LIKED_FAR:
        return False
    if "i" not in said[:at] or any(mark & _NOT for mark in notes.marks[first : claim.term.start]):
        return False
    return _NO_LIKING.isdisjoint(said)


_LIKES = frozenset({"like", "love", "liked", "loved", "appreciate"})
_NO_LIKING = frozenset({"would", "wish", "but", "than", "too", "so", ",", "'d", "and"})
_LIKED_FAR = 14
_LIKING_MAX = 9
"""So many words a clause has at most that likes and says no more: three, with what is passed over between."""


_LUCK = word_set("luck")


def _is_lucky(notes: Notes, claim: Claim) -> bool:
    """Whether it is told as luck ("luckily it is more of a green")."""
    return not _LUCK.isdisjoint(lead(notes, claim))


def _liked_next(notes: Notes, claim: Claim) -> bool:
    """Whether the next clause likes it and says no more ("cropped on me, and I like that")."""
    following = notes.clause_after(claim.clause)
    if following is None:
        return False
    if following.sentence != claim.clause.sentence:
        if notes.keys[following.start] != "i":
            return False
        said = notes.keys[following.start : following.start + 5]
        return said[1:2] in (["lik"], ["lov"], ["prefer"]) and said[2:5] == ["it", "that", "way"]
    if following.contrasts and is_how_it_is_liked(notes, following):
        return True
    in_a_way = following.marks & _LIKED and notes.words[following.start : following.start + 2] == ["in", "a"]
    if in_a_way and not any(
        isinstance(term.entry, Phrase) or getattr(term.entry, "axis", "") for term in following.terms
    ):
        return True  # "oversized, but in a good way"
    if following.contrasts and _is_length(claim):
        said = notes.keys[following.start : following.start + 4]
        if said in (["i", "lik", "the", "length"], ["i", "lov", "the", "length"]):
            return True
    said = notes.words[following.start : following.end]
    if len(said) > _LIKING_MAX or _WHO_LIKE.isdisjoint(said) or _is_liked_in_spite(notes, claim, following):
        return False
    words = [word for word in said if word not in _PASSED_IN_LIKING]
    if words[-3:] in (["it", "that", "way"], ["them", "that", "way"], ["it", "like", "that"], ["them", "like", "that"]):
        words = words[:-2]
    return (
        len(words) == 3
        and words[0] in _WHO_LIKE
        and words[2] in ("that", "it", "this")
        and (words[1].rstrip("s") in ("like", "love", "prefer", "liked", "loved", "appreciate"))
    )


_WHO_LIKE = word_set("speakers")
_APART = frozenset({"otherwise", "than", "that"})
"""End what sets a fault apart from the rest ("otherwise", "other than", "other than that")."""


def _is_liked_in_spite(notes: Notes, claim: Claim, following: Clause) -> bool:
    """Whether all the rest is liked, not this ("tight, but otherwise I love it")."""
    if claim.clause.contrasts and not following.contrasts:
        return True
    return following.contrasts and notes.words[following.start - 1] in _APART


def _is_length(claim: Claim) -> bool:
    return isinstance(claim.code, IssueCode) and claim.code.aspect == "body.length"


_PASSED_IN_LIKING = frozenset({",", "and", "actually", "really", "kind", "of", "kinda", "look", "style", "the"})


def _liked_after(notes: Notes, claim: Claim) -> bool:
    if not GLAD.isdisjoint(notes.said) and is_glad_of(notes, claim):
        return True
    liked = claim.clause.marks & _LIKED and has_after(notes, claim, "liked")
    if not liked and _SOUGHT.isdisjoint(notes.said):
        return False
    tail = notes.words[claim.term.end : claim.clause.end]
    if not _SOUGHT.isdisjoint(tail[:7]) and "i" in tail[:5] and "than" not in tail:
        return tail[1:3] != ["not", "what"]  # "exactly the oversized look I wanted", "tight, not what I wanted"
    if not liked:
        return False
    if notes.marks[claim.term.start] & BITS["not"] and notes.words[claim.term.end : claim.term.end + 1] == ["as"]:
        return False  # "not soft as I expected"
    if "," in tail and tail[tail.index(",") + 1 : tail.index(",") + 2] in (["it"], ["they"], ["i"]):
        tail = tail[: tail.index(",")]
    if any(pair in (("not", "in"), ("not", "what")) for pair in pairwise(tail)):
        return False  # "puffy, and not in a good way"
    return not _REFERRING.isdisjoint(tail)


_SOUGHT = word_set("sought")
_LIKING_WORDS = GLAD | _SOUGHT | {"just", "amount"}
"""Where none of these is said and nothing is cued as liked, its own clause tells no liking but "nice and"; a glance."""
_REFERRING = frozenset({"which", "what", "way", "how", "as", "purpose", "that", "where"})
