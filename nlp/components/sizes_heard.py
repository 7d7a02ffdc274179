"""Hears the words that announce a size, and which it is: the usual one, the bought, the tried or the kept."""

from dataclasses import dataclass

from nlp.components.size_names import OPENING, RANKED
from nlp.lexicon import word_set

USUAL = word_set("usual")
CHOSEN = word_set("chosen")
_PERSONS = word_set("persons") | {"they", "you"}
SWAPPING = word_set("swapping") | word_set("giving_back")
TAKING = CHOSEN | SWAPPING
"""Words that say that a size was taken."""
STOPS = frozenset({".", "!", "?", ";"})
_VARYING = word_set("varying")
HEARD = (
    (USUAL | CHOSEN | RANKED | SWAPPING | STOPS | _VARYING)
    | {"tend", "am", "'m", "m", "is", "'s", "are", "'re", "chart", "in", "here", "wear", "wears", "worn", "from"}
    | {"need", "for"}
)
"""Words that say which size the next one is."""


LEADING_FROM = frozenset((
    *("go", "going", "gone", "went", "move", "moved", "change", "changed", "jump", "jumped", "drop", "dropped"),
    *("switched", "up", "down"),
))  # fmt: skip
"""Lead to the size that another one was taken for."""
_LED_BY = {
    "in": frozenset({"is", "am", "was", "'s", "'m", "now", "up", "this", "it", "these", "them"}),
    "from": LEADING_FROM,
    "need": frozenset({"i", "only", "actually", "definitely", "really", "still"}),
    "for": frozenset({"go", "went", "gone", "going", "opted", "settle", "settled"}),
    "tend": _PERSONS,
    **dict.fromkeys(_VARYING, _PERSONS | USUAL),
}
"""Behind these a word tells which size was taken ("I am in the M", "had to go from a 10 to an 8"), or is usual."""
BOUGHT = ("chosen", "kept", "tried")
_MOODS = {
    **dict.fromkeys(("tried", "try"), "tried"),
    **dict.fromkeys(USUAL, "usual"),
    **dict.fromkeys(SWAPPING, "chosen"),
    **dict.fromkeys(("kept", "keeping", "keep"), "kept"),
}
"""Words that say by themselves which size the next one is."""
_OPENING = OPENING | {"-"}
_THIS = (["this"], ["these"])
_MAKERS = (["brand"], ["store"], ["shop"], ["label"], ["line"], ["company"], ["designer"])
_CHART_TELLS = word_set("chart_tells")


@dataclass(slots=True)
class Mood:
    """Which kind of size the next one is, and since which word."""

    mood: str = ""
    since: int = 0
    named: int = -1
    """Where the last size was named."""
    swaps: bool = False

    def hear(self, word: str, at: int, before: str) -> bool:
        """Change the mood if the word announces a size; whether it does."""
        if word in _LED_BY:
            if before not in _LED_BY[word]:
                return True
            self.mood = "usual" if word in _VARYING or word == "tend" else "chosen"
        elif word in _MOODS:
            self.mood, self.swaps = _MOODS[word], self.swaps or word in SWAPPING
        elif word == "here" or (word in CHOSEN and not self._announces_usual(at)):
            self.mood = "chosen"
        elif word in ("am", "'m", "m", "is", "'s", "are", "'re") and before in _PERSONS:
            if self.mood in BOUGHT and at - self.since < 5:
                return True  # "Here he's an XL", "in this one I'm an XS" tells what is needed
            self.mood = "am"
        elif self._is_worn_by(word, before) and self.mood != "usual":
            self.mood = "wears"
        else:
            return word not in RANKED
        self.since = at
        return True

    def _announces_usual(self, at: int) -> bool:
        """Whether a verb belongs to the word for "usual" ("I usually get an M", not "usually an M, got an L")."""
        return self.mood == "usual" and at - self.since < 4 and self.named < self.since

    @staticmethod
    def _is_worn_by(word: str, before: str) -> bool:
        """Whether somebody wears or has always worn the size that comes next."""
        if word == "worn":
            return before in ("have", "'ve", "always")
        return word in ("wear", "wears") and before in _PERSONS

    def opens_on_this_one(self, words: list[str], at: int) -> bool:
        """Hear "in this" where it begins what this garment's size is ("in this one I'm an XS"); whether it does."""
        if (at and words[at - 1] not in _OPENING) or words[at + 1 : at + 2] not in _THIS:
            return False
        if words[at + 2 : at + 3] in _MAKERS:
            return False
        self.mood, self.since = "chosen", at
        return True

    def opens_on_own(self, words: list[str], at: int) -> bool:
        """Hear "my size is" where it begins which size is the usual one ("my go-to size is an M"); whether it does."""
        if words[at - 1] != "size" or "my" not in words[max(0, at - 6) : at - 1]:
            return False
        self.mood, self.since = "usual", at
        return True

    def hear_chart(self, words: list[str], at: int) -> bool:
        """Hear which size a chart tells somebody to take, which counts as the usual one."""
        if not _CHART_TELLS.isdisjoint(words[at + 1 : at + 4]):
            self.mood, self.since = "usual", at
        return True
