"""How tall somebody is, as people write it."""

import re

from app.errors import RuleError, translatable

MM_PER_INCH = 25.4
SHORTEST_MM, TALLEST_MM = 1000, 2300

_FEET = re.compile(
    r"(?P<feet>[3-7]) ?(?:'|’|′|ft\.?|feet|foot) ?(?:(?P<inches>\d{1,2}(?:[.,]\d)?) ?(?:\"|”|″|''|in\.?|inches)?)?"
)
_METRES = re.compile(r"(?P<metres>[12])(?:[.,] ?| ?m ?)(?P<rest>\d{2}) ?m?")
_CENTIMETRES = re.compile(r"(?P<cm>\d{3})(?:[.,]\d)? ?(?:cm)?")


def read_height(text: str) -> int:
    """Return a body height in mm: 172, 172 cm, 1.72 m, 1,72, 5'8", 5 ft 8 in."""
    typed = text.strip().lower()
    if match := _FEET.fullmatch(typed):
        inches = float((match["inches"] or "0").replace(",", "."))
        height = round((int(match["feet"]) * 12 + inches) * MM_PER_INCH)
    elif match := _METRES.fullmatch(typed):
        height = int(match["metres"]) * 1000 + int(match["rest"]) * 10
    elif match := _CENTIMETRES.fullmatch(typed):
        height = int(match["cm"]) * 10
    else:
        raise RuleError(
            translatable("“%(typed)s” is no height that we can read: write 172 or 5'8\"."),
            field="height", typed=text.strip(),
        )  # fmt: skip
    if not SHORTEST_MM <= height <= TALLEST_MM:
        raise RuleError(
            translatable("Is “%(typed)s” your height? Write 172 or 5'8\", or leave it empty."),
            field="height", typed=text.strip(),
        )  # fmt: skip
    return height


def write_height(height_mm: int, *, in_feet: bool = False) -> str:
    """Return a body height as people write it: "172 cm", or "5'8\""."""
    if not in_feet:
        return f"{round(height_mm / 10)} cm"
    feet, inches = divmod(round(height_mm / MM_PER_INCH), 12)
    return f"{feet}'{inches}\""
