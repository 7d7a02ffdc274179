"""Reads lengths in people's words, with the interval that the words leave open."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from nlp.mentions import Amount, Hedge, Unit
from nlp.remembered import STRETCHES_MAX, Remembered

MM = {"in": 25.4, "cm": 10.0, "mm": 1.0}
_WORDS = {
    "a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0, "six": 6.0, "seven": 7.0,
    "eight": 8.0, "nine": 9.0, "ten": 10.0, "eleven": 11.0, "twelve": 12.0, "dozen": 12.0, "fifteen": 15.0,
    "twenty": 20.0, "another": 1.0, "half": 0.5, "quarter": 0.25, "couple": 2.0, "few": 3.0,
    "several": 4.0,
}  # fmt: skip
_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875, "⅓": 1 / 3, "⅔": 2 / 3}
_PARTS = {"half": 0.5, "1/2": 0.5, "quarter": 0.25, "eighth": 0.125, "third": 1 / 3, "thirds": 2 / 3}
_MORE = {"and a half": 0.5, "and half": 0.5, "and a quarter": 0.25, "and three quarters": 0.75}
_VAGUE = frozenset({"couple", "few", "several"})

_WORD = r"(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|fifteen|twenty|another)"
_DIGITS = r"\d{1,3}(?:[.,]\d{1,3})?(?:[ -]\d/\d{1,2}|/\d{1,2}|[½¼¾⅛⅜⅝⅞⅓⅔]| [½¼¾⅛⅜⅝⅞⅓⅔])?|[½¼¾⅛⅜⅝⅞⅓⅔]|\.\d{1,2}"
_NUMBER = (
    rf"(?:(?:{_WORD}|\d{{1,2}}) (?:and|&) (?:a half|a quarter|three quarters?|1/2|½)"
    rf"|{_DIGITS}|{_WORD}|half|quarter|couple|few|several)"
)
_UNIT = (
    r"(?:in(?:ch(?:es)?|ces\b|hces\b|s?\b(?! (?:the|my|a|this|it|total|all|one|length|width)\b))"
    r"|\"|''|c(?:ms?\b|ent(?:i|e)met(?:er|re)s?)|m(?:ms?\b|illimet(?:er|re)s?))"
)
_HEDGES = (
    r"(?:about |around |approximately |approx\.? |roughly |nearly |almost |close to |maybe |probably |~ ?|some |over "
    r"|a good |good |at ?least |easily |another )"
)
_PART_OF_ONE = (
    r"(?P<half>half|1/2|quarter|three quarters|three-quarters|3/4|(?:an? )?eighth|(?:an? )?third"
    r"|two thirds)[ -](?:of )?(?:an? )?"
)
_SORTS = "full|extra|additional|further|spare|whole|good|more|solid|entire|mere"
_COUNT = (
    rf"(?:an? |(?P<between>between ))?(?P<low>{_NUMBER})(?:-?ish|\+)?"
    rf"(?:(?: ?{_UNIT})? ?(?:-|to|or|(?(between)and|-)) ?(?P<high>{_NUMBER}))?"
    rf"(?: of)?(?: an?)?(?: (?:{_SORTS}))? ?-?"
)
_AFTER = r" or (?:two|three|four|so|more|2|3)\b| ish\b|ish\b| and (?:a )?half\b| and a quarter\b| and three quarters\b"
_LENGTH = re.compile(
    rf"(?P<about>{_HEDGES}){{0,3}}(?<![\d'/.$#])(?:{_PART_OF_ONE}|{_COUNT})(?P<unit>{_UNIT})(?P<after>{_AFTER})?"
)
_PLAIN = frozenset({*map(str, range(1, 100)), "a", "an", "one", "two", "three", "four", "five", "six"})
_PLAIN_HEDGES = frozenset({"", "about ", "around ", "almost ", "nearly ", "roughly ", "maybe ", "probably "})
_BLANK = ("", " ")
_GOES_ON = re.compile(_AFTER)
_COUNTING = (
    frozenset(("eighths", "quarters", "of", "ish", "or", "to", "between", "and"))
    | frozenset(_SORTS.split("|"))
    | frozenset(_HEDGES.replace("?", "").strip("(:)").replace("|", " ").split())
    | _WORDS.keys()
    | _PARTS.keys()
)
_LENGTH_MAX, _AFTER_MAX = 60, 22
"""Characters in front of and behind a unit that belong to its amount at most."""
_UNITS, _COUNTED = re.compile(_UNIT), re.compile(r"\w")
HINT = re.compile(r"inch|inh?ces|\"|''|\bins?\b|\d ?(?:cm|mm|ins?\b)|cent[ie]met|millimet|\bcms?\b")
_BODY_BEFORE = re.compile(
    r"(?:\d ?(?:'|ft|feet|foot)\.?,? ?|(?P<round>bust|waist|hips?|inseam is)|height|bra|heels?|inseam of"
    r"|i'm|i am|me at) ?$"
)
_NO_BODY_MM = 150
"""No bust, waist or leg is as little as this: "take in the waist 2 inches" tells a difference."""
_ENDS_BEFORE = (
    *("'", ".", ",", "ft", "feet", "foot", "bust", "waist", "hip", "hips", "height", "bra", "heel", "heels"),
    *("inseam of", "inseam is", "i'm", "i am", "me at"),
)
"""How a text ends, its blanks left out, that the expression above can find: a glance spares most amounts it."""
_PLACE_AFTER = re.compile(r" ?(?:above|below|from|off|over|past|under)")
_BODY_AFTER = re.compile(
    r" ?(?:tall|(?:of )?heels?|inseam|waist\b|bust\b|hips?\b|chest\b|wide\b|wedge|platform"
    r"|(?P<whole>in length|in circumference)|pants|jean|ruler|screen|hem on|around\b|\d)"
)
_IN_ADDITION = re.compile(r"extra|more|another|additional|further")
_RANGES_AFTER = {"two": 2.0, "2": 2.0, "three": 3.0, "3": 3.0, "four": 4.0}


def stated_lengths(text: str) -> list[tuple[int, int, Amount, bool]]:
    """The lengths that are not somebody's measures, and whether they only say where ("an inch above the wrist")."""
    found = []
    for start, number_at, end, told in _lengths_near_units(text):
        places = _PLACE_AFTER.match(text, end) is not None
        before = text[max(0, start - 12) : number_at]
        body = _BODY_BEFORE.search(before) if before.rstrip().endswith(_ENDS_BEFORE) else None
        after = None if places else _BODY_AFTER.match(text, end)
        if after and _IN_ADDITION.search(text, start, end):
            after = None  # "two extra inches around the hips"
        if (body and not body["round"]) or (after and not after["whole"]):
            continue
        amount = _amount(*told)
        if amount is not None and 0 < amount.value * MM[amount.unit] <= (_NO_BODY_MM if body or after else 400):
            found.append((start, end, amount, places))
    return found


_Told = tuple[str | None, str, str | None, str | None, str, str | None]
"""What tells an amount: a part of one, the least and the most, a hedge, the unit and what follows it."""


def _lengths_near_units(text: str) -> Iterator[tuple[int, int, int, _Told]]:
    """Where each length begins, its number and its end stand, and what tells it; looked for only in front of a unit."""
    last = 0
    for unit in _UNITS.finditer(text):
        at, end = unit.span()
        if at < last:
            continue
        earliest, last = last, at  # what stands before a unit is no part of a later one's count
        start = _start_of_count(text, max(earliest, at - _LENGTH_MAX), at)
        if not _COUNTED.search(text, start, at):
            continue  # signs alone count nothing
        hedge, blank, count = text[start : at - 1].rpartition(" ")
        plain = count in _PLAIN and hedge + blank in _PLAIN_HEDGES and text[at - 1] == " "
        if plain and text[start - 1 : start] in _BLANK and _ends(text, end):
            last = end
            yield start, at - 1 - len(count), end, (None, count, None, hedge, unit.group(), None)
        elif match := _LENGTH.search(text, start, end + _AFTER_MAX):
            last = match.end()
            number_at = match.start("low") if match["low"] else match.start("half")
            half, low, high, about, unit_word, after = match.group("half", "low", "high", "about", "unit", "after")
            yield match.start(), number_at, last, (half, low, high, about, unit_word, after)


def _ends(text: str, end: int) -> bool:
    """Whether an amount surely ends with this unit: most are a plain number, on which the long expression is wasted."""
    reach = end + _AFTER_MAX
    return not _GOES_ON.match(text, end, reach) and not _UNITS.search(text, end, reach)


def _may_count(word: str) -> bool:
    """Whether a word can be one of those that a count is made of: a number, a sign, or "half-" as well as "half"."""
    return not word[:1].isalpha() or word.partition("-")[0] in _COUNTING


_counts = Remembered(_may_count, STRETCHES_MAX)


def _start_of_count(text: str, earliest: int, end: int) -> int:
    """Where the words that a count may be made of begin in front of a unit; its own place if there are none."""
    begins = at = end
    if at > earliest and text[at - 1] == " ":
        at -= 1  # as in front of most units
    while True:
        blank = text.rfind(" ", earliest, at)
        first = blank + 1 or earliest
        if not _counts[text[first:at]]:
            return begins
        begins, at = first, blank
        if blank < 0:
            return begins


def is_amount_alone(words: Iterable[str]) -> bool:
    """Whether the words say nothing but how much ("2 inches at least")."""
    return all(word in _COUNTING or not word.isalpha() or _UNITS.fullmatch(word) for word in words)


def _unit(word: str) -> Unit:
    if word.startswith(("cm", "cent")):
        return "cm"
    return "mm" if word.startswith(("mm", "mill")) else "in"


def _number(word: str) -> float:
    """A number in digits, fractions or words: "1 1/2", "2½", "one and a half"."""
    if " and " in word or " & " in word:
        whole = word.split()[0]
        part = 0.75 if "three" in word[len(whole) :] else 0.25 if "quarter" in word else 0.5
        return (float(whole) if whole.isdecimal() else _WORDS.get(whole, 1.0)) + part
    if word in _WORDS:
        return _WORDS[word]
    if word.isdecimal():
        return float(word)
    total = 0.0
    for piece in re.findall(r"\d+/\d+|\d*[.,]\d+|\d+|[½¼¾⅛⅜⅝⅞⅓⅔]", word):
        if piece in _FRACTIONS:
            total += _FRACTIONS[piece]
        elif "/" in piece:
            over, under = piece.split("/")
            total += int(over) / int(under) if int(under) else 0.0
        else:
            total += float(piece.replace(",", "."))
    return total


@lru_cache(maxsize=1_000)
def _amount(
    half: str | None, least: str, most: str | None, said_about: str | None, unit_word: str, said_after: str | None
) -> Amount | None:
    """The amount that the groups of a match make; people say few different ones."""
    unit = _unit(unit_word)
    after = (said_after or "").strip()
    if half:
        value = 0.75 if half.startswith("three") else _PARTS.get(half.split()[-1], 0.75)
        high = None
    else:
        value = _number(least)
        high = _number(most) if most else None
    if after in _MORE and high is None:
        value += _MORE[after]
    elif after in _MORE and high is not None:
        high += _MORE[after]
    elif after[3:] in _RANGES_AFTER:
        high = _RANGES_AFTER[after[3:]]
    if high is not None and high < value:
        return None  # "tapered from 22 to 18 cm"
    if high is not None and high > value:
        return Amount(
            (value + high) / 2, unit, round(value * MM[unit], 4), round(high * MM[unit], 4), "range", stated=True
        )
    about = (said_about or "").strip() not in ("", "a good", "good", "easily", "another", "at least")
    hedge: Hedge = "or so" if after in ("or so", "ish", "or more") else "about" if about or least in _VAGUE else "exact"
    return amount_of(value, unit, hedge)


def amount_of(value: float, unit: Unit, hedge: Hedge = "exact") -> Amount:
    """Return a length as it was said; it may be off by half of what people round to, twice that where it is hedged."""
    width = _half_width_mm(value, unit) * (1 if hedge == "exact" else 2)
    low, high = value * MM[unit] - width, value * MM[unit] + width
    return Amount(value, unit, round(max(0.0, low), 4), round(high, 4), hedge, stated=True)


def _half_width_mm(value: float, unit: str) -> float:
    """Half the unit that people round to: half an inch, a centimetre, or finer if the number is finer."""
    if unit == "in":
        finer = value * 2 % 1
        return 6.35 if not finer else 3.175 if not value * 4 % 1 else 1.5875
    if unit == "cm":
        return 5.0 if not value % 1 else 2.5
    return 2.5
