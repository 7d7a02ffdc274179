"""Hears which sizes are named as the usual, the first and the right one."""

from dataclasses import dataclass, field

from nlp.components.notes import Notes
from nlp.components.size_fits import fits_unlike_usual, is_better_than_the_first, is_the_one_that_fits
from nlp.components.size_names import RANKED, rank_of
from nlp.components.sizes_around import (
    TAKEN_FOR,
    goes_back,
    is_bought_behind,
    is_chosen_behind,
    is_double,
    is_for_layers,
    is_given_back,
    is_here,
    is_usual_behind,
    names_size,
    reaches,
)
from nlp.components.sizes_elsewhere import sizes_of_others
from nlp.components.sizes_heard import BOUGHT, CHOSEN, LEADING_FROM, STOPS, SWAPPING, USUAL, Mood

_LEADING_TO_LETTER = frozenset({"am", "'m", "m", "wear", "wears"})
_BEFORE_USUAL = (["a"], ["an"], ["size"], ["true"], ["solid"], ["us"], ["uk"], ["&"], ["and"], ["or"])
_IN_PLACE_OF = frozenset({"from", "instead", "opposed", "rather", "place"})
"""Close before a size: another one was taken for it ("a small as opposed to my medium")."""
_AT_ONCE = 2
"""So near behind "normally" a size is the usual one, even "here"."""
_MOOD_MAX = 9
"""So many words behind the one that announces a size it may stand."""


@dataclass(slots=True)
class SizesSaid(Mood):
    """The usual sizes and the bought one, by scale; the mood says which kind the next size is."""

    usual: dict[str, list[float]] = field(default_factory=dict)
    chosen: dict[str, tuple[int, float]] = field(default_factory=dict)
    first: dict[str, float] = field(default_factory=dict)
    """The size that the chosen one was taken for."""
    tried: set[str] = field(default_factory=set)
    """The scales of sizes that were only tried: what is taken in the end counts."""

    def note(self, scale: str, rank: float, at: int, before: list[str]) -> None:
        """Keep a size under the mood."""
        if self.swaps and "for" in before[-2:]:
            self.choose(scale, rank, at)
        elif self.mood == "kept":
            self.chosen[scale] = at, rank
        elif self.mood == "tried":
            if scale not in self.chosen:
                self.choose(scale, rank, at)
                self.tried.add(scale)
        elif self.mood == "chosen" and self.swaps and is_given_back(before):
            self.first.setdefault(scale, rank)
        elif not _IN_PLACE_OF.isdisjoint(before):
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

    def choose(self, scale: str, rank: float, at: int, *, swaps: bool = False) -> None:
        """Keep the size that was bought; the one it was changed for, where it was changed."""
        if scale in self.tried:
            self.tried.remove(scale)
            del self.chosen[scale]
        held = self.chosen.setdefault(scale, (at, rank))
        if (self.swaps or swaps) and held[1] != rank:
            self.first.setdefault(scale, held[1])
            self.chosen[scale] = (at, rank)


def sizes_said(notes: Notes, heard: list[int]) -> SizesSaid:
    sizes = SizesSaid()
    words = notes.words
    for at in heard:
        word = words[at]
        # Most words that are heard are stops and plain names of sizes, which need no closer look.
        if word in STOPS:
            sizes.mood, sizes.since = "", at
            continue
        if word not in _ONLY_RANKED and (
            (word in SWAPPING and _is_not_swapped(words, at))
            or (word == "get" and _is_not_got_on(words, at))
            or (word == "is" and sizes.opens_on_own(words, at))
            or (word == "chart" and sizes.hear_chart(words, at))
            or ("/" in word and sizes.note_double(word, at))
            or (word == "in" and sizes.opens_on_this_one(words, at))
            or sizes.hear(word, at, words[at - 1] if at else "")
        ):
            continue
        said = rank_of(words, at, notes.language)
        if said is not None:
            _place(notes, sizes, at, *said)
            sizes.named = at
    for scale, (at, _) in sizes.chosen.items():
        if scale not in sizes.usual and is_here(notes, at):
            others = [rank_of(words, other) for other in sizes_of_others(notes, heard, at)]
            sizes.usual[scale] = [said[1] for said in others if said and said[0] == scale]
    sizes.usual = {scale: ranks for scale, ranks in sizes.usual.items() if ranks}
    return sizes


def _place(notes: Notes, sizes: SizesSaid, at: int, scale: str, rank: float) -> None:
    """Keep the size that is named at a token, as what is said around it tells."""
    words = notes.words
    if _is_changed(words, sizes, at, scale, rank):
        return
    if notes.language == "en" and is_usual_behind(words, at, bought=sizes.mood in BOUGHT):
        sizes.usual.setdefault(scale, []).append(rank)
        if sizes.mood == "kept" and sizes.chosen.get(scale, (-1,))[0] < sizes.since:
            sizes.chosen[scale] = (at, rank)
    elif (
        (is_here(notes, at) and not (sizes.mood == "usual" and at - sizes.since <= _AT_ONCE and words[at - 1] != ","))
        or _is_taken_for(words, sizes, at)
        or is_the_one_that_fits(notes, at)
        or fits_unlike_usual(words, at, sizes.usual.get(scale, []))
    ):
        sizes.chosen[scale] = (at, rank)
    elif sizes.mood and at - sizes.since <= _MOOD_MAX and names_size(notes, at):
        if notes.language != "en" and is_chosen_behind(words, at):
            sizes.mood = "chosen"
        if sizes.mood not in BOUGHT or not (is_for_layers(words, at) or reaches(words, at, sizes.usual)):
            if _is_moved_to(words[max(0, at - 8) : at]):
                sizes.choose(scale, rank, at, swaps=True)
            else:
                sizes.note(scale, rank, at, words[max(0, at - 3) : at])
    elif is_bought_behind(words, at):
        sizes.choose(scale, rank, at)


def _is_taken_for(words: list[str], sizes: SizesSaid, at: int) -> bool:
    """Whether a size was taken instead of the one that comes next; if so, that one is heard as the other."""
    if words[at + 1 : at + 3] not in TAKEN_FOR:
        return False
    sizes.mood, sizes.since = "chosen", at
    return True


def _is_changed(words: list[str], sizes: SizesSaid, at: int, scale: str, rank: float) -> bool:
    """Whether a size went back or took the place of the first; if so, that is kept."""
    if goes_back(words, at):
        sizes.first.setdefault(scale, rank)
        return True
    if scale in sizes.chosen and is_better_than_the_first(words, at):
        sizes.choose(scale, rank, at, swaps=True)
        return True
    return False


def _is_moved_to(before: list[str]) -> bool:
    """Whether these words lead to a size that took the place of the first ("sized up to the", "went back for the")."""
    if _LEADING_TO_NEXT.isdisjoint(before):
        return False  # as most
    led = [word for word in before if word not in _LITTLE and word not in USUAL]
    if led[-1:] == ["to"] and led[-3:-2] == ["from"]:
        return not LEADING_FROM.isdisjoint(led[-4:-3])
    return led[-2:] in (["up", "to"], ["down", "to"], ["back", "for"])


_LEADING_TO_NEXT = frozenset({"to", "for"})
_LITTLE = frozenset({"the", "my", "next", "a", "an", "size"})
_LEADING = frozenset({"am", "'m", "m", "is", "'s", "in", "here", "wear", "wears", "get", "need"})
_ONLY_RANKED = RANKED - USUAL - CHOSEN - SWAPPING - _LEADING
"""The names of sizes that announce no other one."""


def _is_not_swapped(words: list[str], at: int) -> bool:
    """Whether a swap is none ("he sent a note", "thought of returning it for an M")."""
    if words[at] == "return":
        return "for" not in words[at + 1 : at + 6]
    if words[at] in ("send", "sending", "sent"):
        return "back" not in words[at + 1 : at + 6]
    return words[at - 1] == "of"


def _is_not_got_on(words: list[str], at: int) -> bool:
    """Whether a size could not be put on ("could not get the XS on")."""
    return not _DENYING.isdisjoint(words[max(0, at - 3) : at])


_DENYING = frozenset({"n't", "not", "barely", "hardly", "never"})
