"""Ratings as exports write them: numbers, numbers of a whole, words and counted stars."""

import re

from app.errors import RuleError

_OF = r"(?:\s*(?:/|(?:out\s+)?of\b|von\b|sur\b|de\b)\s*(\d{1,3}))?"
_STARS = r"(?:\s*(?:stars?|sterne?n?|[ée]toiles?|estrellas?|[★⭐]))?"
_NUMBER = re.compile(rf"(\d{{1,3}}(?:[.,]\d{{1,4}})?){_OF}{_STARS}", re.IGNORECASE)

_COUNTED = re.compile(r"([★⭐🌟]{1,10})(½?)[☆✩]{0,10}")
_BETWEEN = re.compile(r"[\s\ufe0f]")
"""Blanks, and what asks for a sign as a picture."""


BEST = 5.0
"""Ratings are of 1 to 5 stars, as nearly all shops ask for them."""


def read_rating(cell: str) -> float | None:
    """Return a rating of 1 to 5 written as 4, 4,6, 4/5, 8 out of 10, 5 stars or ★★★★☆, None where a cell is empty.

    Refuses what is no number, and one that lies outside: of how many it is nobody knows unless it says so. Stars none
    of which is full are none either.
    """
    text = cell.strip()
    if not text:
        return None
    if counted := _COUNTED.fullmatch(_BETWEEN.sub("", text)):
        rating, whole = len(counted[1]) + (0.5 if counted[2] else 0.0), BEST
    elif found := _NUMBER.fullmatch(text):
        rating, whole = float(found[1].replace(",", ".")), float(found[2] or BEST)
    else:
        raise RuleError(f"The rating “{cell[:40]}” is not a number.", field="rating")
    if whole > BEST and rating <= whole:
        rating = max(1.0, round(rating / whole * BEST, 2))
    if not 1 <= rating <= BEST:
        raise RuleError(f"The rating “{cell[:40]}” is not from 1 to 5.", field="rating")
    return rating
