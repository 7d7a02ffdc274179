"""Hears which sizes are named as the usual, the first and the right one."""

from dataclasses import dataclass, field

from nlp.components.notes import Notes
from nlp.components.size_fits import fits_unlike_usual, is_the_one_that_fits
from nlp.components.size_names import RANKED, rank_of
from nlp.lexicon import word_set

_USUAL = word_set("usual")
_CHOSEN = word_set("chosen")
_HABITUALLY = word_set("habitually")
_PERSONS = word_set("persons") | {"they", "you"}
_SWAPPING = word_set("swapping")
TAKING = _CHOSEN | _SWAPPING
"""Words that say that a size was taken."""
_STOPS = frozenset({".", "!", "?"})
HEARD = (
    _USUAL
    | _CHOSEN
    | RANKED
    | _SWAPPING
    | _STOPS
    | {"am", "'m", "m", "is", "'s", "in", "here", "wear", "wears", "from"}
)
"""Words that say which size the next one is."""
_NO_SIZE_BEFORE, _NO_SIZE_AFTER = word_set("no_size_before"), word_set("no_size_after")
_BEFORE_LETTER = word_set("before_letter")
_LEADING_TO_LETTER = frozenset({"am", "'m", "m", "wear", "wears"})


_BEFORE_USUAL = (["a"], ["an"], ["size"], ["true"], ["solid"], ["&"], ["and"], ["or"])
_LED_BY = {
    "in": frozenset({"is", "am", "was", "'s", "'m", "now", "up"}),
    "from": frozenset({"go", "gone", "move", "change", "jump", "drop"}),
}
"""Behind these a word tells which size was taken ("I am in the M", "had to go from a 10 to an 8")."""
_MOOD_MAX = 9
"""So many words behind the one that announces a size it may stand."""


@dataclass(slots=True)
class SizesSaid:
    """The usual sizes and the bought one, by scale; the mood says which kind the next size is."""

    usual: dict[str, list[float]] = field(default_factory=dict)
    chosen: dict[str, tuple[int, float]] = field(default_factory=dict)
    first: dict[str, float] = field(default_factory=dict)
    """The size that the chosen one was taken for."""
    mood: str = ""
    since: int = 0
    swaps: bool = False

    def hear(self, word: str, at: int, before: str) -> bool:
        """Change the mood if the word announces a size; whether it does."""
        if word in _LED_BY:
            if before not in _LED_BY[word]:
                return True
            self.mood = "chosen"
        elif word in _SWAPPING:
            self.swaps, self.mood = True, "chosen"
        elif word in _USUAL:
            self.mood = "usual"
        elif word == "here" or (word in _CHOSEN and not (self.mood == "usual" and at - self.since < 4)):
            self.mood = "chosen"
        elif word in ("am", "'m", "m", "is", "'s") and before in _PERSONS:
            if self.mood == "chosen" and at - self.since < 4:
                return True  # "Here he's an XL" tells what he needs
            self.mood = "am"
        elif word in ("wear", "wears") and before in _PERSONS and self.mood != "usual":
            self.mood = "wears"
        else:
            return word not in RANKED
        self.since = at
        return True

    def note(self, scale: str, rank: float, at: int, before: list[str]) -> None:
        """Keep a size under the mood."""
        if self.swaps and "for" in before[-2:]:
            self.choose(scale, rank, at)
        elif "from" in before or "instead" in before:
            self.usual.setdefault(scale, []).append(rank)
        elif self.mood == "chosen":
            self.choose(scale, rank, at)
        elif self.mood == "usual" or before[-1:] in _BEFORE_USUAL or self._is_worn(scale, at, before):
            self.usual.setdefault(scale, []).append(rank)

    def note_double(self, word: str, at: int) -> bool:
        """Keep both sizes of "0/2" or "29/6" where the usual one is spoken of; whether the word names two."""
        if not is_double(word):
            return False
        if self.mood == "usual" and at - self.since <= _MOOD_MAX:
            for scale, rank in filter(None, (rank_of([half], 0) for half in word.split("/"))):
                self.usual.setdefault(scale, []).append(rank)
        return True

    def _is_worn(self, scale: str, at: int, before: list[str]) -> bool:
        """Whether a letter follows "I am" or "I wear" at once, or "or" joins it; a number there may be anything."""
        if before[-1:] == ["or"] and self.mood in ("am", "wears") and scale in self.usual and at - self.since < 6:
            return True
        return scale == "letter" and self.mood in ("am", "wears") and not _LEADING_TO_LETTER.isdisjoint(before[-1:])

    def choose(self, scale: str, rank: float, at: int) -> None:
        """Keep the size that was bought; the one it was changed for, where it was changed."""
        held = self.chosen.setdefault(scale, (at, rank))
        if self.swaps and held[1] != rank:
            self.first.setdefault(scale, held[1])
            self.chosen[scale] = (at, rank)


def sizes_said(notes: Notes, heard: list[int]) -> SizesSaid:
    sizes = SizesSaid()
    words = notes.words
    for at in heard:
        word = words[at]
        # Most words that are heard are stops and plain names of sizes, which need no closer look.
        if word in _STOPS:
            sizes.mood, sizes.since = "", at
            continue
        if word not in _ONLY_RANKED and (
            (word in _SENT and _is_not_swapped(words, at))
            or (word == "get" and _is_not_got_on(words, at))
            or ("/" in word and sizes.note_double(word, at))
            or sizes.hear(word, at, words[at - 1] if at else "")
        ):
            continue
        said = rank_of(words, at, notes.language)
        if said is None:
            continue
        if notes.language == "en" and _is_usual_behind(words, at, bought=sizes.mood == "chosen"):
            sizes.usual.setdefault(said[0], []).append(said[1])
        elif (
            _is_here(notes, at)
            or is_the_one_that_fits(notes, at)
            or fits_unlike_usual(words, at, sizes.usual.get(said[0], []))
        ):
            sizes.chosen[said[0]] = (at, said[1])
        elif sizes.mood and at - sizes.since <= _MOOD_MAX and names_size(notes, at):
            if notes.language != "en" and _is_chosen_behind(words, at):
                sizes.mood = "chosen"
            if sizes.mood != "chosen" or not (_is_for_layers(words, at) or _reaches(words, at, sizes.usual)):
                sizes.note(*said, at, words[max(0, at - 3) : at])
    return sizes


_SENT = _SWAPPING | {"sent"}
_ONLY_RANKED = RANKED - _USUAL - _CHOSEN - _SENT - {"am", "'m", "m", "is", "'s", "in", "here", "wear", "wears", "get"}
"""The names of sizes that announce no other one."""


def _is_not_swapped(words: list[str], at: int) -> bool:
    """Whether a swap is none ("he sent a note", "thought of returning it for an M")."""
    if words[at] == "return":
        return "for" not in words[at + 1 : at + 6]
    if words[at] == "sent":
        return "back" not in words[at + 1 : at + 6]
    return words[at - 1] == "of"


def _is_not_got_on(words: list[str], at: int) -> bool:
    """Whether a size could not be put on ("could not get the XS on")."""
    return not _DENYING.isdisjoint(words[max(0, at - 3) : at])


_DENYING = frozenset({"n't", "not", "barely", "hardly", "never"})


def is_double(word: str) -> bool:
    """Whether two sizes are named in one ("0/2", "29/6")."""
    first, _, second = word.partition("/")
    if not (first.isdecimal() and second.isdecimal() and len(word) <= 5):
        return False
    return int(second) - int(first) == 2 or 22 <= int(first) <= 40


def _is_for_layers(words: list[str], at: int) -> bool:
    """Whether a larger size was wanted ("bought the 12 for layers")."""
    after = words[at + 1 : at + 8]
    if after[:1] == [","] and _WANTED.isdisjoint(after):
        return False  # "I took the M, and it is still loose"
    return after[:1] in (["for"], ["to"], ["so"], [","]) and not _LAYERS.isdisjoint(after)


def _reaches(words: list[str], at: int, usual: dict[str, list[float]]) -> bool:
    """Whether it ends a double size that begins with the usual one ("a 16, ordered the 16-18")."""
    if words[at - 1 : at] not in (["-"], ["/"]):
        return False
    said = rank_of(words, at - 2)
    return said is not None and said[1] in usual.get(said[0], [])


_LAYERS, _WANTED = word_set("layers"), word_set("wanted")


def _is_usual_behind(words: list[str], at: int, *, bought: bool) -> bool:
    """Whether the word for "usual" comes behind its size ("I wear an XL normally", "in a L (my usual size)")."""
    following = words[at + 1] if at + 1 < len(words) else ""
    if following in ("(", ",", "which") and "my" in words[at + 2 : at + 5]:
        return not _USUAL.isdisjoint(words[at + 3 : at + 6])
    in_others = following == "in" and words[at + 2 : at + 3] in (_EVERYTHING if bought else _ELSEWHERE)
    if following == "everywhere" or in_others:  # but not "ordered the M in every colour"
        return not at or words[at - 1] not in ("and", "or", "/", "-")  # "between M and L in most brands"
    return following in _HABITUALLY and words[at + 2 : at + 3] not in (["a"], ["i"])


_EVERYTHING = (["everything"],)
_ELSEWHERE = (*_EVERYTHING, ["every"], ["most"], ["all"], ["other"])


def _is_here(notes: Notes, at: int) -> bool:
    """Whether a size is told to be the writer's in this garment ("an XL everywhere else, L in this one")."""
    words = notes.words
    in_this = words[at + 1 : at + 3] in _IN_THIS and _NAMING_NONE.issuperset(words[at + 3 : at + 4])
    return (
        (in_this or words[at + 1 : at + 2] == ["here"])
        and (not at or words[at - 1] in _BEFORE_HERE)
        and names_size(notes, at)
    )


_IN_THIS = (["in", "this"], ["in", "these"])
_NAMING_NONE = frozenset({"one", "ones", ".", "!", ",", ")", "\n"})
_BEFORE_HERE = frozenset({",", "a", "an", "the", "but", "and", ";", "-"})


def _is_chosen_behind(words: list[str], at: int) -> bool:
    """Whether the verb comes last ("habe S genommen") or says that the size fits ("hier passt M")."""
    if words[at + 1 : at + 2] == [","]:
        return words[at - 1] == "fits"
    return bool(_CHOSEN.intersection(words[at + 1 : at + 4]) or "fits" in words[max(0, at - 3) : at + 2])


def _is_told_of(before: str, after: str) -> bool:
    """Whether it is told how the usual size was ("my usual 10 was impossible")."""
    return after == "was" and before in _USUAL


_JUDGED = word_set("before_judgement") - {"are"}


def names_size(notes: Notes, at: int) -> bool:
    words = notes.words
    before, after = words[at - 1] if at else "", words[at + 1] if at + 1 < len(words) else ""
    if before == "petite":
        return False  # sizes of another cut are no steps of this one
    if _is_in_range(words, at):
        return True
    if words[at] in ("small", "large") and before in _JUDGED:
        return False  # "fits a little large"
    if (
        (after in _NO_SIZE_AFTER and words[at + 1 : at + 4] != ["b", "/", "c"] and not _is_told_of(before, after))
        or before in _NO_SIZE_BEFORE
        or "were" in words[max(0, at - 3) : at]
    ):
        return False
    if notes.language != "en":
        return not before[:1].isdecimal()
    return words[at] not in ("s", "m") or before in _BEFORE_LETTER


def _is_in_range(words: list[str], at: int) -> bool:
    """Whether a size stands between two ("xs - s")."""
    if words[at].isdecimal():
        return False
    before, after = words[max(0, at - 2) : at], words[at + 1 : at + 3]
    neighbours = [pair for pair in (before[::-1], after) if len(pair) == 2 and pair[0] in ("-", "/")]
    return any(rank_of([other], 0) and not other.isdecimal() for _, other in neighbours)
