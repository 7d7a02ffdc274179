"""Hears that a size which is named is the one that fits ("the medium worked better")."""

from itertools import pairwise

from nlp.components.notes import Notes
from nlp.components.size_names import OPENING, RANKED, rank_of
from nlp.lexicon import word_set


def is_the_one_that_fits(notes: Notes, at: int) -> bool:
    """Whether a size named here is said to fit ("the medium worked better")."""
    if notes.words[at] not in RANKED:
        return False
    words, before = notes.words, notes.words[at - 1] if at else ""
    if words[at + 1 : at + 2] in _VERDICT_FOLLOWS and _is_verdict(words[at + 2 : at + 4]):
        return before in _NAMED or (words[at].isalpha() and before in _OPENING)
    if at > 1 and words[at - 2] in ("way", "how"):
        return False  # "with the way the 12 fit"
    if words[at].isdecimal() and before in _OPENING and _is_told_tersely(words, at):
        return True
    is_named = (
        before in ("the", "size", "this")
        or (words[at][0].isalpha() and (not at or before in _OPENING))
        or (before in ("a", "an") and words[at + 1 : at + 4] in _JUST_RIGHT)
    )
    if words[at + 1 : at + 2] == ["did"] and before in ("a", "an") and _ENDS.issuperset(words[at + 2 : at + 3]):
        return True  # "the 8 didn't zip, a 10 did"
    if is_named and _is_told_to_fit(words, at):
        return not _is_at_a_place(words, at)
    # "this fit best in a medium"
    in_it = at >= 4 and before in ("a", "an", "the") and words[at - 2] == "in"
    return in_it and words[at - 4] in _FITTING and words[at - 3] in _BEST


def _is_told_tersely(words: list[str], at: int) -> bool:
    """Whether a bare number behind another one is told to fit ("8 too small, 10 perfect")."""
    told = [word for word in words[at + 1 : at + 5] if word not in _ADVERBS]
    if (_BEST | _FITTING | _CLOSED).isdisjoint(told[:1]) or not _ENDS.issuperset(told[1:2]):
        return False
    said = (rank_of(words, other) for other in range(max(0, at - _BACK), at) if words[other] in RANKED)
    return any(scale == _NUMBERS for scale, _ in filter(None, said))


_BACK, _NUMBERS = 16, "number"


def _is_verdict(words: list[str]) -> bool:
    """Whether what is noted behind a size praises it ("Tried the 8 (just right)", "12: perfect")."""
    told = [word for word in words if word not in _ADVERBS]
    return not (_BEST | _FITTING | _LIKED).isdisjoint(told[:1])


_LIKED = frozenset({"good", "lovely", "great", "yes", "comfy", "comfortable"})


_VERDICT_FOLLOWS = (["("], [":"], ["="])
_NAMED = frozenset({"the", "a", "an", "size", "this", "tried", "then", ",", ".", ""})


def _is_told_to_fit(words: list[str], at: int) -> bool:
    """Whether the words behind a size tell that it fits ("the 12 is just right")."""
    after = words[at + 1 : at + 3]
    return bool(
        _FITTING.intersection(after)
        or after[:1] in (["does"], ["did"])
        or (words[at].isalpha() and _BEST.intersection(after[:1]))
        or (after[:1] == ["just"] and "right" in after)
        or (after[:1] == ["looked"] and not _BETTER.isdisjoint(words[at + 2 : at + 5]))
        or (after[:1] in _COMING and "and" in words[at + 2 : at + 5] and _is_said_to_fit(words[at + 3 : at + 7]))
        or (
            _IS.intersection(after[:1])
            and (
                _BEST.issuperset(after[1:])
                or (after[1:] in (["just"], ["the"]) and _BEST.intersection(words[at + 3 : at + 4]))
            )
        )
    )


def _is_said_to_fit(words: list[str]) -> bool:
    return not _FITTING.isdisjoint(words) and _DENYING.isdisjoint(words)


def fits_unlike_usual(words: list[str], at: int, usual: list[float]) -> bool:
    """Whether a size other than the usual one is said to fit ("usually a 2, they only had the 0 and it fit")."""
    is_one = bool(usual) and (words[at + 1 : at + 4] in _THE_ONE or _is_praised(words, at) or _closes(words, at))
    if not (is_one or (usual and words[at + 1 : at + 3] == ["and", "it"])) or words[at - 1 : at] == ["/"]:
        return False
    said = rank_of(words, at)
    if said is None or said[1] in usual:
        return False
    if is_one:
        return True  # "I'm a 10, the 12 was the one"
    return not _FITTING.isdisjoint(words[at + 3 : at + 4])


def _closes(words: list[str], at: int) -> bool:
    """Whether a size is told to close ("my usual 8 wouldn't zip, the 10 just about closed")."""
    if words[at - 1 : at] not in _CALLING:
        return False
    told = [word for word in words[at + 1 : at + 6] if word not in _JUST_ABOUT]
    return not _CLOSED.isdisjoint(told[:1])


_CLOSED = word_set("closed")
_CALLING = (["the"], ["a"], ["an"], ["size"], ["my"])


def _is_praised(words: list[str], at: int) -> bool:
    """Whether a size is praised in more words ("the 2 was just about perfect", "the 0 is the way to go")."""
    is_named = words[at - 1 : at] in _NAMING or (words[at].isalpha() and not OPENING.isdisjoint(words[at - 1 : at]))
    if not is_named or words[at + 1 : at + 2] not in _BEING:
        return False
    after = [word for word in words[at + 2 : at + 8] if word not in _ADVERBS]
    if after[1:2] == ["enough"] and after[:1] not in _FALLING_SHORT:
        return True  # "the M was roomy enough"
    return not _PLEASING.isdisjoint(after[:1]) or after[:4] in _WAY_TO_GO or after[:2] in _PICKED


def is_better_than_the_first(words: list[str], at: int) -> bool:
    """Whether the size named here came after another and is praised ("then bought an XS and it's so much better")."""
    if words[at + 1 : at + 3] not in _AND_IT or words[at + 3 : at + 4] not in _BEING:
        return False
    after = [word for word in words[at + 4 : at + 8] if word not in _ADVERBS]
    return not _PLEASING.isdisjoint(after[:1]) and not _AFTERWARDS.isdisjoint(words[max(0, at - 7) : at])


def bettered(notes: Notes, named: list[int], at: int) -> float | None:
    """The only other size that is named, where the one named here is told to be better ("8 like a sock, 10 better")."""
    words = notes.words
    if _BETTER.isdisjoint(words[at + 1 : at + 4]) or not _OTHERS.isdisjoint(notes.said):
        return None
    told = rank_of(words, at, notes.language)
    said = {rank_of(words, other, notes.language) for other in named if words[other - 1] in _CALLED or not other}
    others = {size for size in said if size and told and size[0] == told[0] and size != told}
    return others.pop()[1] if len(others) == 1 else None


_OTHERS = word_set("persons") - {"i", "who"}
_CALLED = frozenset({"the", "my", "size", ".", ",", "\n"})
_AND_IT = (["and", "it"], ["and", "they"], [",", "it"])
_AFTERWARDS = frozenset({"then", "now", "later", "finally", "second"})
_ADVERBS = word_set("hedging_adverbs") - {"way"} | {"so", "very", "pretty", "almost"}
_JUST_ABOUT = _ADVERBS | {"barely", "finally", "did", "does"}
_NAMING = (["the"], ["size"], ["this"])
_BEING = tuple([word] for word in ("is", "was", "'s", "are", "were", "feels", "felt", "sits", "sat", "hangs", "looks"))
_PLEASING = word_set("right_sizes") | {"comfortable", "comfy", "nicer"}
_FALLING_SHORT = (["not"], ["n't"], ["small"], ["tight"], ["snug"])
_WAY_TO_GO = (["the", "way", "to", "go"], ["the", "one", "to", "get"], ["the", "one", "to", "buy"])
_PICKED = (["the", "winner"], ["the", "keeper"], ["spot", "on"])
_ENDS = frozenset({".", "!", ",", "\n"})
_THE_ONE = (["was", "the", "one"], ["is", "the", "one"], ["was", "what", "i"], ["is", "what", "i"])
_FITTING = word_set("fitting")
_COMING = (["came"], ["arrived"])
_DENYING = frozenset({"not", "n't", "never"})
_BEST = word_set("right_sizes")
_BETTER = frozenset({"better", "best", "nicer"})
_IS = frozenset({"is", "was", "'s"})
_JUST_RIGHT = (["was", "just", "right"], ["is", "just", "right"], ["was", "spot", "on"], ["is", "spot", "on"])
_OPENING = OPENING | {"here", "so"}
_PLACING = frozenset({"in", "at", "on", "through"})
_SPANNING = frozenset({"across", "over", "around"})
_ARTICLES = frozenset({"the", "my", "his", "her"})


def _is_at_a_place(words: list[str], at: int) -> bool:
    """Whether it is said of a place only ("the 14 fit in the hips")."""
    after = words[at + 1 : at + 5]
    placed = any(one in _PLACING and other in _ARTICLES for one, other in pairwise(after))
    return placed or not _SPANNING.isdisjoint(after)
