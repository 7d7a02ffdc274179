"""Splits prepared text into words, contractions apart ("does", "n't"), in linear time; loads without spaCy."""

import re
from itertools import accumulate

# A token with the blanks behind it. Most are plain words before a blank, a comma or a full stop: their own
# alternative at the front, which changes nothing, spares them the others.
_TOKEN = re.compile(
    r"(?:[a-z]{1,40}(?=[ ,.])"
    r"|\n\s*"
    r"|:-?[()]"
    r"|\d{1,3}(?:[./]\d{1,3})?(?=(?:cms?|mm|ins?|inch(?:es)?)\b)"
    r"|\d{1,6}(?:[./]\d{1,6})*(?![a-z\d])"
    r"|'(?:s|m|re|ve|ll|d)\b"
    r"|[^\W_]{1,40}(?:(?<=n)'t\b)?"
    r"|[^\w\s]|_)"
    r"[^\S\n]*"
)
_BLANKS = re.compile(r"[^\S\n]*")
_WITHOUT_APOSTROPHE = "dont doesnt didnt isnt wasnt arent werent couldnt wouldnt shouldnt havent hasnt hadnt"
_JOINED = {word: (word[:-2], "nt") for word in _WITHOUT_APOSTROPHE.split(" ")} | {
    "cant": ("ca", "nt"),
    "cannot": ("can", "not"),
    "wont": ("wo", "nt"),
    "cudnt": ("cud", "nt"),
    "wudnt": ("wud", "nt"),
    "dosnt": ("dos", "nt"),
    "aint": ("ai", "nt"),
    "im": ("i", "m"),
    "ive": ("i", "ve"),
    "thats": ("that", "s"),
    "theyre": ("they", "re"),
    "alittle": ("a", "little"),
    "abit": ("a", "bit"),
    "alot": ("a", "lot"),
}


def split_words(text: str) -> tuple[list[str], list[int]]:
    """The words of a prepared text, and where each begins."""
    pieces = _TOKEN.findall(text)
    words = [piece.rstrip() or "\n" for piece in pieces]
    # The pieces cover the text, so their lengths give their places without a match object for each.
    starts = list(accumulate(map(len, pieces), initial=_end_of_blanks(text)))
    starts.pop()
    if "n't" in text or not _JOINED.keys().isdisjoint(words):
        _split_contractions(words, starts)
    if "its" in words:
        _split_its(words, starts)
    return words, starts


def _end_of_blanks(text: str) -> int:
    found = _BLANKS.match(text)
    return found.end() if found else 0


_BEHIND_ITS = frozenset(
    {"so", "too", "very", "really", "way", "a", "an", "not", "just", "super", "quite", "pretty", "rather", "kinda",
     "huge", "tiny"}
)  # fmt: skip


def _split_its(words: list[str], starts: list[int]) -> None:
    """Part "its" in two where it stands for "it's" ("its so long")."""
    for at in reversed([at for at, word in enumerate(words[:-1]) if word == "its"]):
        following = words[at + 1]
        if following in _BEHIND_ITS or following.startswith("soo"):
            words[at : at + 1] = "it", "s"
            starts.insert(at + 1, starts[at] + 2)


def _split_contractions(words: list[str], starts: list[int]) -> None:
    """Part "don't", "dont" and their like in two; from behind, so that the places in front stay right."""
    for at in reversed([at for at, word in enumerate(words) if word in _JOINED or ("n't" in word and word != "n't")]):
        word = words[at]
        first, second = _JOINED.get(word) or (word[:-3], "n't")
        words[at : at + 1] = first, second
        starts.insert(at + 1, starts[at] + len(first))
