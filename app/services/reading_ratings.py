"""Ratings as exports write them: numbers, numbers of a whole, words and counted stars."""

import re

from app.errors import RuleError

_OF = r"(?:\s*(?:/|(?:out\s+)?of\b|von\b|sur\b|de\b)\s*\d{1,3})?"
_STARS = r"(?:\s*(?:stars?|sterne?n?|[ée]toiles?|estrellas?|[★⭐]))?"
_NUMBER = re.compile(rf"(\d{{1,3}}(?:[.,]\d{{1,4}})?){_OF}{_STARS}", re.IGNORECASE)

_COUNTED = re.compile(r"([★⭐🌟]{1,10})(½?)[☆✩]{0,10}")
_BETWEEN = re.compile(r"[\s\ufe0f]")
"""Blanks, and what asks for a sign as a picture."""


def read_rating(cell: str) -> float | None:
    """Return a rating written as 4, 4,6, 4/5, 4 out of 5, 5 stars or ★★★★☆, None where a cell is empty.

    Refuses what is no number. Stars none of which is full are none either: nobody knows what they mean.
    """
    text = cell.strip()
    if not text:
        return None
    if counted := _COUNTED.fullmatch(_BETWEEN.sub("", text)):
        return len(counted[1]) + (0.5 if counted[2] else 0.0)
    found = _NUMBER.fullmatch(text)
    rating = float(found[1].replace(",", ".")) if found else -1.0
    if not 0 <= rating <= 100:
        raise RuleError(f"The rating “{cell[:40]}” is not a number.", field="rating")
    return rating
