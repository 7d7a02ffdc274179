"""Splits prepared text into words, contractions apart ("does", "n't"), in linear time; loads without spaCy."""

import re

_TOKEN = re.compile(
    r"\n\s*"
    r"|:-?[()]"
    r"|\d{1,6}(?:[./]\d{1,6})*(?![a-z])"
    r"|'(?:s|m|re|ve|ll|d)\b"
    r"|[^\W_]{1,40}(?:(?<=n)'t\b)?"
    r"|[^\w\s]|_"
)
_WITHOUT_APOSTROPHE = "dont doesnt didnt isnt wasnt arent werent couldnt wouldnt shouldnt havent hasnt hadnt"
_JOINED = {word: (word[:-2], "nt") for word in _WITHOUT_APOSTROPHE.split(" ")} | {
    "cant": ("ca", "nt"),
    "cannot": ("can", "not"),
    "wont": ("wo", "nt"),
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
    words: list[str] = []
    starts: list[int] = []
    for match in _TOKEN.finditer(text):
        word, start = match.group(), match.start()
        if word in _JOINED:
            halves = _JOINED[word]
        elif word.endswith("n't") and len(word) > 3:
            halves = (word[:-3], "n't")
        else:
            words.append("\n" if word[0] == "\n" else word)
            starts.append(start)
            continue
        words += halves
        starts += (start, start + len(halves[0]))
    return words, starts
