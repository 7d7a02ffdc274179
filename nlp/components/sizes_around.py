"""Tells by the words around a size whether it names one, and which: the usual, the bought, the one sent back."""

from nlp.components.notes import Notes
from nlp.components.size_names import RANKED, rank_of
from nlp.components.sizes_elsewhere import is_in_others, is_in_this
from nlp.lexicon import word_set

_USUAL, _HABITUALLY = word_set("usual"), word_set("habitually")
_CHOSEN, _GIVING_BACK = word_set("chosen"), word_set("giving_back")
_NO_SIZE_BEFORE, _NO_SIZE_AFTER = word_set("no_size_before"), word_set("no_size_after")
_BEFORE_LETTER = word_set("before_letter")


def is_double(word: str) -> bool:
    """Whether two sizes are named in one ("0/2", "29/6")."""
    first, _, second = word.partition("/")
    if not (first.isdecimal() and second.isdecimal() and len(word) <= 5):
        return False
    return int(second) - int(first) == 2 or 22 <= int(first) <= 40


def is_for_layers(words: list[str], at: int) -> bool:
    """Whether a larger size was wanted ("bought the 12 for layers")."""
    after = words[at + 1 : at + 8]
    if not after or after[0] not in _BEFORE_LAYERS or _LAYERS.isdisjoint(after):
        return False
    return after[0] != "," or not _WANTED.isdisjoint(after)  # "I took the M, and it is still loose"


def reaches(words: list[str], at: int, usual: dict[str, list[float]]) -> bool:
    """Whether it ends a double size that begins with the usual one ("a 16, ordered the 16-18")."""
    if not at or words[at - 1] not in ("-", "/"):
        return False
    said = rank_of(words, at - 2)
    return said is not None and said[1] in usual.get(said[0], [])


_BEFORE_LAYERS = frozenset({"for", "to", "so", ","})
_LAYERS, _WANTED = word_set("layers"), word_set("wanted")


def is_usual_behind(words: list[str], at: int, *, bought: bool) -> bool:
    """Whether the word for "usual" comes behind its size ("I wear an XL normally", "in a L (my usual size)")."""
    following = words[at + 1] if at + 1 < len(words) else ""
    if following not in _BEFORE_USUAL:
        return False  # as most
    if following in ("(", ",", "which", "is") and "my" in words[at + 2 : at + 5]:
        if words[at + 4 : at + 5] and words[at + 4] in RANKED:
            return False  # "got a 14, my regular 12 was tight"
        return not _USUAL_BEHIND.isdisjoint(words[at + 3 : at + 6])
    if is_in_others(words, at + 1, bought=bought):
        return not at or words[at - 1] not in ("and", "or", "/", "-")  # "between M and L in most brands"
    if following == "i":  # "the 4 I usually wear was massive"
        return not _HABITUALLY.isdisjoint(words[at + 2 : at + 3])
    if following in _EVER_SINCE:  # "I've been a 10 for years"
        return not _LONG.isdisjoint(words[at + 2 : at + 6])
    return following in _HABITUALLY and words[at + 2 : at + 3] not in (["a"], ["i"])


_EVER_SINCE = frozenset({"for", "since", "all"})
_LONG = frozenset({"years", "decade", "decades", "ever", "forever", "life"})
_USUAL_BEHIND = _USUAL | {"size", "go"}
_BEFORE_USUAL = (
    _HABITUALLY | _EVER_SINCE | {"(", ",", "which", "is", "everywhere", "elsewhere", "anywhere", "most"}
) | {"in", "at", "from", "on", "up", "i"}
"""Between a size and the word for "usual"."""


def is_here(notes: Notes, at: int) -> bool:
    """Whether a size is told to be the writer's in this garment ("an XL everywhere else, L in this one")."""
    words = notes.words
    if at and words[at - 1] not in _BEFORE_HERE:
        return False
    in_this = words[at + 1 : at + 2] == ["here"] or is_in_this(notes, at + 1)
    return in_this and (words[at] in ("s", "m") or names_size(notes, at))


TAKEN_FOR = (["instead", "of"], ["rather", "than"])
"""Behind a size: it was taken for the one that comes next."""
_BEFORE_HERE = frozenset({",", ".", "!", "\n", "a", "an", "the", "but", "and", ";", "-"})


def is_chosen_behind(words: list[str], at: int) -> bool:
    """Whether the verb comes last ("habe S genommen") or says that the size fits ("hier passt M")."""
    if words[at + 1 : at + 2] == [","]:
        return words[at - 1] == "fits"
    return bool(_CHOSEN.intersection(words[at + 1 : at + 4]) or "fits" in words[max(0, at - 3) : at + 2])


def is_bought_behind(words: list[str], at: int) -> bool:
    """Whether the writer took it, as is told behind it ("better than the medium I got")."""
    if not at or words[at - 1] not in ("the", "size") or words[at + 1 : at + 2] != ["i"]:
        return False
    return not _CHOSEN.isdisjoint(words[at + 2 : at + 3])


def _ends_in_dash(words: list[str], at: int) -> bool:
    """Whether what stands behind a number only looks like its unit ("in a 6 - should have …", "the 4 b/c it …")."""
    return words[at + 1 : at + 4] == ["b", "/", "c"] or (words[at + 1] == "-" and words[at + 2 : at + 3] in _GOING_ON)


_GOING_ON = tuple([word] for word in ("i", "it", "they", "this", "should", "could", "so", "but", "and", "too", "way"))


def _is_told_of(before: str, after: str) -> bool:
    """Whether it is told how the usual size was ("my usual 10 was impossible")."""
    return after == "was" and before in _USUAL


_JUDGED = word_set("before_judgement") - {"are"}


def names_size(notes: Notes, at: int) -> bool:
    words = notes.words
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if _is_in_range(words, at):
        return True
    if words[at] == "zero" and before not in _NAMING:
        return False  # "went with zero expectations"
    if words[at] in ("small", "large") and before in _JUDGED:
        return False  # "fits a little large"
    if (
        (after in _NO_SIZE_AFTER and not _ends_in_dash(words, at) and not _is_told_of(before, after))
        or before in _NO_SIZE_BEFORE
        or "were" in words[max(0, at - 3) : at]
    ):
        return False
    if notes.language != "en":
        return not before[:1].isdecimal()
    return words[at] not in ("s", "m") or before in _BEFORE_LETTER or words[at - 2 : at] in TAKEN_FOR


_NAMING = frozenset({"a", "the", "size", "my"})


def _is_in_range(words: list[str], at: int) -> bool:
    """Whether a size stands between two ("xs - s")."""
    if words[at].isdecimal():
        return False
    before, after = words[max(0, at - 2) : at], words[at + 1 : at + 3]
    neighbours = [pair for pair in (before[::-1], after) if len(pair) == 2 and pair[0] in ("-", "/")]
    return any(rank_of([other], 0) and not other.isdecimal() for _, other in neighbours)


def goes_back(words: list[str], at: int) -> bool:
    """Whether the size named here was sent back ("and the M went back")."""
    if _LEAVING.isdisjoint(words[at + 1 : at + 2]):
        return False  # as most
    after = words[at + 1 : at + 4]
    return after[:2] in _GONE_BACK or (after[:1] in _BEING and after[1:] in _GOING_BACK)


_LEAVING = frozenset({"went", "goes", "is", "was", "'s"})
_GONE_BACK = (["went", "back"], ["goes", "back"])
_BEING, _GOING_BACK = (["is"], ["was"], ["'s"]), (["going", "back"], ["sent", "back"], ["returned", "."])


def is_given_back(before: list[str]) -> bool:
    """Whether a size behind these words was sent back ("sent back the 10", "returned my M")."""
    said = [word for word in before if word not in ("the", "my", "a", "an", "size", "back", "first")]
    return not _GIVING_BACK.isdisjoint(said[-1:])
