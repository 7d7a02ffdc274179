"""The names of sizes and their order."""

from functools import lru_cache

from nlp.components.notes import Notes
from nlp.lexicon import Part, load_lexicon, word_set
from nlp.lexicon.cues import BITS

_LETTERS = ("xxxs", "xxs", "xs", "s", "m", "l", "xl", "xxl", "xxxl")
_SPELT = {
    "small": "s", "medium": "m", "med": "m", "large": "l", "lg": "l", "sm": "s", "xsmall": "xs", "xlarge": "xl",
    "zero": "0", "1x": "xl", "2x": "xxl", "3x": "xxxl",
}  # fmt: skip
SIZE_NAMES = (
    frozenset({*_LETTERS, *_SPELT, "00", "00p", "xxsp", "xsp", "sp", "mp", "lp"})
    | {str(number) for number in range(0, 21, 2)}
    | {f"{number}p" for number in range(0, 13, 2)}
)
RANKED = SIZE_NAMES | {str(number) for number in range(61)}

OPENING = frozenset({".", "!", ",", ";", "\n", "and", "but"})
"""Behind these something new is told."""
_BEFORE_SIZE, _AFTER_SIZE = word_set("before_size"), word_set("after_size")
_BEFORE_JUDGEMENT = word_set("before_judgement")
_BEING = frozenset({"is", "was", "fits", "fit"})
_USUAL = word_set("usual")
_PARTS_MEASURED = word_set("sized_parts")
_DEGREES = BITS["too"] | BITS["strong"] | BITS["not"]


def is_size_name(notes: Notes, at: int) -> bool:
    """Whether "small" or "large" at this token names a size ("the small fits")."""
    before = notes.words[at - 1] if at else ""
    after = notes.words[at + 1] if at + 1 < len(notes.words) else ""
    if before in ("is", "was") and notes.words[at - 2] == "size" and notes.words[at - 3] in _USUAL:
        return True  # "my normal size is small"
    if before in _BEFORE_JUDGEMENT or (at and notes.marks[at - 1] & _DEGREES and before not in _BEFORE_SIZE):
        return False
    if before == "the" and after in _PARTS_MEASURED:
        return False  # "the small armholes"
    if before in _BEFORE_SIZE or before in SIZE_NAMES or after in SIZE_NAMES:
        return True
    if before in ("and", "or", "&") and notes.words[at - 2] in SIZE_NAMES:
        return True  # "between an xs and small"
    if after in ("petite", "size") or (before == "-" and notes.words[at - 2] in ("x", "xx")):
        return True
    if after in _BEING and before in ("but", "so", "because", "though"):
        return True
    if after == "in" and _names_place(notes, at + 2):
        return False  # "small in the waist"
    return after in _AFTER_SIZE and (before in (",", "(", "/", ".", "!", "\n") or (not before and after != "and"))


def _names_place(notes: Notes, at: int) -> bool:
    """Whether a place on the body begins here, with or without "the"."""
    if notes.words[at : at + 1] == ["the"]:
        at += 1
    part = load_lexicon(notes.language).entries.alone(notes.keys[at]) if at < len(notes.keys) else None
    return isinstance(part, Part) and part.body


def rank_of(words: list[str], at: int, language: str = "en") -> tuple[str, float] | None:
    """The scale and place of the size named at a token; neighbours on a scale are 1 apart."""
    rank = _rank_by_itself(words[at], language)
    if rank is None:
        return None
    before, first = words[at - 1] if at else "", words[at - 2] if at > 1 else ""
    if rank[0] == "letter" and (before in ("extra", "x") or first == "extra" or (first, before) == ("x", "-")):
        rank = "letter", rank[1] + (-1 if rank == _SMALL else 1)
    # Sizes of another cut are no steps of the usual ones, but of each other.
    return (f"petite {rank[0]}", rank[1]) if before == "petite" else rank


_SMALL = ("letter", _LETTERS.index("s"))


@lru_cache(maxsize=1_000)
def _rank_by_itself(word: str, language: str) -> tuple[str, float] | None:
    bare = word[:-1] if word.endswith("p") and len(word) > 1 else word
    bare = _SPELT.get(bare, bare)
    if bare in _LETTERS:
        return "letter", _LETTERS.index(bare)
    if not bare.isdecimal() or len(bare) > 2:
        return None
    return _rank_of_number(bare) if language == "en" else _european_rank(int(bare))


def _european_rank(number: int) -> tuple[str, float] | None:
    """Sizes of the continent go up by two, from 32; those of jeans are inches."""
    if 32 <= number <= 60:
        return ("number", number / 2) if number % 2 == 0 else None
    return ("waist", float(number)) if 24 <= number <= 31 else None


def _rank_of_number(number: str) -> tuple[str, float] | None:
    if number == "00":
        return "number", -1.0
    if int(number) <= 20:
        return ("number", int(number) / 2) if int(number) % 2 == 0 else None
    if not 22 <= int(number) <= 60:
        return None
    # From 36 on sizes go up by two, for trousers as for jackets.
    return "waist", min(36.0, float(number)) + max(0, int(number) - 36) / 2
