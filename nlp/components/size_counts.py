"""Reads counts of sizes in people's words ("two sizes", "a size or two")."""

import re

from nlp.mentions import Amount, Hedge

_NUMBERS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "1": 1.0, "next": 1.0, "another": 1.0, "two": 2.0, "2": 2.0, "couple": 2.0,
    "once": 1.0, "twice": 2.0,
    "three": 3.0, "3": 3.0, "few": 3.0, "four": 4.0, "4": 4.0, "several": 4.0, "five": 5.0, "5": 5.0, "half": 0.5,
    "1/2": 0.5, "½": 0.5, "1.5": 1.5, "2.5": 2.5, "1 1/2": 1.5, "1½": 1.5, "2 1/2": 2.5, "one and a half": 1.5,
    "two and a half": 2.5,
}  # fmt: skip

_COUNT = r"(?:a|one|1|two|2|three|3|four|4)"

_EVEN = r"(?: even| maybe)*"

_HALVES = r"(?:one|two) and a half|[12] 1/2|[12]\.5|1½|half|1/2|½"

_SIZE = re.compile("size")

_STEPS = re.compile(
    r"(?<![\w/.])(?:(?:sized?|sizing|go|goes|going|went|gone|order|ordered|move|moved) (?:up|down) (?:by |at least )?"
    r"(?P<up>one|two|three|once|twice|[123])"
    r"\b(?! size| or)|(?:order|ordered|go|went|buy|bought|take|took|get|got) (?P<up2>one|two|three) (?:up|down)\b"
    r"|(?<!to )(?:"
    rf"(?P<low>{_COUNT}) sizes?(?: (?:or|to)|[.,]? {{1,2}}(?:possibly|maybe|perhaps|if not)){_EVEN}"
    rf" (?P<high>{_COUNT})\b"
    r"|(?:the |a )(?:next )?(?P<next>size) (?:below|above|under)\b"
    rf"|(?P<from>{_COUNT})(?: ?(?:or|to|-) ?| and ){_EVEN} ?(?P<upto>{_COUNT}) sizes?\b"
    rf"|(?P<one>{_HALVES}|{_COUNT}|an|couple|another|next|few|several|five|5)(?: ?\(\d\))?(?: of)?(?: an?)?"
    r"(?: full| whole| entire| good| clear| solid| proper| complete| band| cup| dress| jeans?| collar)?"
    r"[ -]sizes?\b(?! ?(?:\d|x*[sml]\b))(?P<more> and a half)?))"
)

_NEAR, _LEAD_MAX = re.compile(r"siz| up| down"), 60
"""What every count of sizes holds, and so many characters of it stand in front of that at most."""

_COUNTED = re.compile(
    r"(?:\b(?:an?|one|two|three|four|five|half|couple|another|next|few|several|of|full|whole|entire"
    r"|good|clear|solid|proper|complete|band|cup|dress|jeans?|collar)|[\d½]\)?)[ -]$"
)
"""What stands in front of "size" where sizes are counted, within twelve characters."""

_COUNT_BEHIND = re.compile(
    r" (?:up|down) (?:by |at least )?(?:one|two|three|once|twice|[123])\b|size (?:below|above|under)"
)
_COUNTS_BEFORE = ("one", "two", "three")


def _is_counted_way(text: str, way: str) -> bool:
    """Whether a number may stand beside one of the words "up" and "down"; a glance, for speed."""
    at = text.find(way)
    while at >= 0:
        if _COUNT_BEHIND.match(text, at) or text.endswith(_COUNTS_BEFORE, 0, at):
            return True
        at = text.find(way, at + 1)
    return False


def size_steps(text: str) -> list[tuple[int, int, Amount]]:
    """Counts of sizes in a text ("two sizes", "a size or two"), with their places."""
    found: list[tuple[int, int, Amount]] = []
    # Most sizes are not counted, which a look in front of each tells faster than the long expression.
    counted = "size" in text and any(
        _COUNTED.search(text[max(0, at.start() - 12) : at.start()]) for at in _SIZE.finditer(text)
    )
    if not counted and not (
        _is_counted_way(text, " up") or _is_counted_way(text, " down") or _is_counted_way(text, "size ")
    ):
        return found
    near = _NEAR.search(text)
    for match in _STEPS.finditer(text, max(0, near.start() - _LEAD_MAX) if near else 0):
        low, high = match["low"] or match["from"], match["high"] or match["upto"]
        hedge: Hedge = "range" if high else "exact"
        one = match["one"] or match["up"] or match["up2"] or ("one" if match["next"] else "a")
        value = (_NUMBERS[low] + _NUMBERS[high]) / 2 if high else _NUMBERS[one]
        value += 0.5 if match["more"] else 0
        found.append((match.start(), match.end(), Amount(value, "size", None, None, hedge, stated=True)))
    return found
