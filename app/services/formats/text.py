"""Words from outside made fit for files: no control characters, no half characters, no glyph that a font lacks."""

import re
import unicodedata

MISSING = "□"

_COVERED = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x23F), (0x250, 0x2E4), (0x300, 0x331), (0x38E, 0x3A1), (0x3A3, 0x3CE),
    (0x400, 0x45F), (0x490, 0x4C4), (0x4D0, 0x4F9), (0x1E00, 0x1E9B), (0x1EA0, 0x1EF9), (0x2010, 0x2027),
    (0x2030, 0x2037), (0x2039, 0x203A), (0x2044, 0x2044), (0x20AC, 0x20AC), (0x2122, 0x2122), (0x2153, 0x215E),
    (0x2190, 0x2194), (0x2212, 0x2212), (0x2264, 0x2265), (0x25A1, 0x25A1),
)  # fmt: skip
"""The characters that the font inside typst can draw, in all weights that the sheet uses."""

_CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)

_FORMULA = re.compile(r"[\s']*[=+\-@＝＋－＠]")


def drop_control_characters(words: str) -> str:
    """Return the words without characters that break files or turn text around; line breaks and tabs are spaces."""
    if words.isprintable():  # none of them is, and most words need no more than this look
        return words
    return _CONTROL.sub("", re.sub(r"[\t\n\r]", " ", words))


def begins_formula(words: str) -> bool:
    """Return whether spreadsheets take words for a formula: by their first sign, also full-width or behind spaces."""
    return _FORMULA.match(words) is not None


def guard(words: str) -> str:
    """Return the words as a CSV cell that no spreadsheet takes for a formula; `unguard` gives them back whole."""
    if words[:1].isalnum() and words.isprintable():  # as nearly all do: a formula begins with neither letter nor digit
        return words
    clean = drop_control_characters(words)
    return f"'{clean}" if begins_formula(clean) else clean


def unguard(cell: str) -> str:
    """Return the words of a CSV cell that may have been guarded."""
    return cell[1:] if cell.startswith("'") and begins_formula(cell[1:]) else cell


def cover(words: str) -> str:
    """Return the words with □ for every character that the sheet's font cannot draw."""
    composed = unicodedata.normalize("NFC", drop_control_characters(words))
    return "".join(each if _is_covered(each) else MISSING for each in composed)


def _is_covered(character: str) -> bool:
    return any(first <= ord(character) <= last for first, last in _COVERED)
