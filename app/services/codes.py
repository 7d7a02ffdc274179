"""Codes that people read off a label or a sheet and type: unambiguous, with a check character.

Digits, and the capitals that are neither vowels (codes spell no words, least of all on a garment) nor easily taken
for a digit. Whoever types O, I, L, S or B means 0, 1, 1, 5 or 8. The last character is the check character of
ISO 7064's hybrid system, here MOD 29,28: it finds every single slip and nearly every swap of neighbours.
"""

import secrets

from app.errors import RuleError, translatable

ALPHABET = "0123456789CDFGHJKMNPQRTVWXYZ"
ROUND_CODE_LENGTH = 8
SHEET_CODE_LENGTH = 6
"""Characters of a code, the check character included."""

_FOLDED = str.maketrans("OILSB", "01158")


def make_code(length: int) -> str:
    """Return a new code drawn by chance; its last character checks the others."""
    payload = "".join(secrets.choice(ALPHABET) for _ in range(length - 1))
    return payload + check_character(payload)


def check_character(payload: str, alphabet: str = ALPHABET) -> str:
    """Return the character that completes the payload to a code (ISO 7064, hybrid system)."""
    size = len(alphabet)
    product = size
    for character in payload:
        total = (product + alphabet.index(character)) % size or size
        product = total * 2 % (size + 1)
    return alphabet[(1 - product) % size]


def fold_code(text: str) -> str:
    """Return what was typed as it is stored: capitals without gaps, look-alikes read as the digit they mean."""
    return "".join(character for character in text.upper() if character.isalnum()).translate(_FOLDED)


def read_code(text: str, *, length: int) -> str:
    """Return the code that somebody typed; the refusal says that a character is off."""
    code = fold_code(text)
    if len(code) != length:
        raise RuleError(
            translatable("A code has %(length)s characters; “%(typed)s” has %(given)s."),
            field="code", length=length, typed=text.strip(), given=len(code),
        )  # fmt: skip
    if not _is_whole(code):
        raise RuleError(
            translatable("“%(typed)s” is not quite right: one of its characters is off."),
            field="code", typed=text.strip(),
        )  # fmt: skip
    return code


def list_slips(text: str, *, length: int) -> set[str]:
    """Return the codes one slip away from what was typed: a character off, missing or too many, or two swapped."""
    typed = fold_code(text)
    if abs(len(typed) - length) > 1:
        return set()
    cuts = [(typed[:place], typed[place:]) for place in range(len(typed) + 1)]
    meant = {head + tail[1:] for head, tail in cuts if tail}
    meant |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts if len(tail) > 1}
    meant |= {head + each + tail[skipped:] for head, tail in cuts for each in ALPHABET for skipped in (0, 1)}
    return {code for code in meant - {typed} if len(code) == length and _is_whole(code)}


def format_code(code: str) -> str:
    """Return a code as it is printed, in groups of four or three: K7M2-4PQX, K7M-2PX."""
    group = 4 if len(code) % 4 == 0 else 3
    return "-".join(code[start : start + group] for start in range(0, len(code), group))


def _is_whole(code: str) -> bool:
    return set(code) <= set(ALPHABET) and check_character(code[:-1]) == code[-1]
