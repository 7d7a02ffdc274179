"""Dates as exports write them; one that can be read in two ways is asked about, never guessed."""

import enum
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime

from app.errors import RuleError
from app.models import fold_words


class DateOrder(enum.StrEnum):
    """Which comes first in dates like 05/03/2024."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


YEARS = range(1990, 2100)
"""A year outside of these is a slip, or a number that is no date."""

LENGTH_MAX = 80

_NUMBERS = re.compile(
    r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ ,T]+(\d{1,2}):(\d{2})(?::(\d{2}))?\s*([AaPp][Mm])?)?\b"
)
_YEAR_FIRST = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})\b(?!\2\d)")
_ISO_TAIL = re.compile(
    r"(\d{4}-\d{2}-\d{2}[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) ?(UTC|GMT|Z|[+-]\d{2}:?\d{2})(?: .*)?$"
)

_MONTHS = tuple(
    names.split()
    for names in (
        "january januar janner janvier enero",
        "february februar feber fevrier febrero",
        "march marz maerz mrz mars marzo",
        "april avril abril",
        "may mai mayo",
        "june juni juin junio",
        "july juli juillet julio",
        "august aout agosto",
        "september septembre septiembre setiembre",
        "october oktober octobre octubre",
        "november novembre noviembre",
        "december dezember decembre diciembre",
    )
)
"""The months in English, German, French and Spanish, without accents; shops write them whole or cut short."""

_BEFORE_A_DATE = tuple(
    words.split()
    for words in (
        "on the monday tuesday wednesday thursday friday saturday sunday",
        "am den montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag",
        "le lundi mardi mercredi jeudi vendredi samedi dimanche",
        "el lunes martes miercoles jueves viernes sabado domingo",
    )
)
"""The weekdays, which are cut short too, and the little words there."""

_BEFORE = r"(?P<before>(?:[a-z]{2,}[,. ]+){0,2}?)"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|\.?o)?"
_MONTH = r"(?P<month>[a-z]{3,})"
# Of two digits behind a month, those of an hour are no year.
_YEAR = r"['’]?(?P<year>\d{4}(?!\d)|\d{2}(?=$|[, ]+\d{1,2}:\d))"
_IN_WORDS = (
    re.compile(rf"{_BEFORE}{_DAY}[ ,./-]*(?:(?:de|of) )?{_MONTH}[ ,./-]*(?:del? )?{_YEAR}"),
    re.compile(rf"{_BEFORE}{_MONTH}[ ,./-]*{_DAY}[ ,./-]+{_YEAR}"),
)


def settle_order(cells: Iterable[str], chosen: DateOrder | None) -> DateOrder | None:
    """Return how the dates of a file are read: as chosen, else as its unmistakable ones tell; else it is asked."""
    unsure = None
    told = set()
    for cell in cells:
        parts = _NUMBERS.match(cell.strip())
        if parts is None:
            continue
        first, second = int(parts[1]), int(parts[3])
        if min(first, second) > 12 or max(first, second) > 31:
            continue  # no date at all, which tells nothing of the others
        if first > 12:
            told.add(DateOrder.DAY_FIRST)
        elif second > 12:
            told.add(DateOrder.MONTH_FIRST)
        elif first != second:
            unsure = unsure or parts[0]
    if chosen or unsure is None:
        return chosen or next(iter(sorted(told)), None)
    if len(told) == 1:
        return told.pop()
    raise RuleError(
        f"Does {unsure} in this file mean {_say(unsure, DateOrder.DAY_FIRST)} or "
        f"{_say(unsure, DateOrder.MONTH_FIRST)}? Say whether its dates are day-first or month-first.",
        field="dates",
    )


def read_moment(cell: str, order: DateOrder | None) -> datetime | None:
    """Return the moment in UTC that a cell names, None where it is empty; refuses what is no date."""
    text = cell.strip()
    if not text:
        return None
    try:
        moment = _read(text, order) if len(text) <= LENGTH_MAX else None
    except (ValueError, OverflowError):
        moment = None
    if moment is None or moment.year not in YEARS:
        raise RuleError(f"The date “{text[:40]}” cannot be read.", field="date")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _read(text: str, order: DateOrder | None) -> datetime | None:
    if parts := _NUMBERS.match(text):
        return _from_numbers(parts, order)
    if parts := _ISO_TAIL.match(text):
        zone = "+00:00" if parts[2] in ("UTC", "GMT", "Z") else parts[2]
        return datetime.fromisoformat(parts[1] + zone).astimezone(UTC)
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        pass
    if parts := _YEAR_FIRST.match(text):
        return datetime(int(parts[1]), int(parts[3]), int(parts[4]), tzinfo=UTC)
    return _from_words(text)


def _from_numbers(parts: re.Match[str], order: DateOrder | None) -> datetime:
    first, second = int(parts[1]), int(parts[3])
    day, month = (second, first) if order is DateOrder.MONTH_FIRST else (first, second)
    hour, minute, seconds = (int(parts[place] or 0) for place in (5, 6, 7))
    if parts[8]:
        hour = hour % 12 + (12 if parts[8].casefold() == "pm" else 0)
    return datetime(_whole_year(parts[4]), month, day, hour, minute, seconds, tzinfo=UTC)


def _from_words(text: str) -> datetime | None:
    """ "March 5, 2024", "5. März 2024", "1-Mar-26", "Tue Mar 05 2024 10:12:00 GMT+0000": its day."""
    plain = fold_words(text)
    for parts in filter(None, (form.match(plain) for form in _IN_WORDS)):
        month = _find_month(parts["month"])
        if month and all(map(_stands_before_a_date, re.findall("[a-z]+", parts["before"]))):
            return datetime(_whole_year(parts["year"]), month, int(parts["day"]), tzinfo=UTC)
    return None


def _find_month(word: str) -> int | None:
    """The only month that begins so in any language: "jui" is juin and juillet, so nobody can tell."""
    found = [month for month, names in enumerate(_MONTHS, start=1) if any(name.startswith(word) for name in names)]
    return found[0] if len(found) == 1 else None


def _stands_before_a_date(word: str) -> bool:
    return any(known.startswith(word) for words in _BEFORE_A_DATE for known in words)


def _whole_year(digits: str) -> int:
    year = int(digits)
    return year if year > 99 else 2000 + year


def _say(text: str, order: DateOrder) -> str:
    moment = read_moment(text, order)
    day = moment.date() if moment else date.min
    return f"{day.day} {day:%B}"
