"""Reads a grade rule table (AAMA-292, ASTM D6673): which sizes, which of them is the sample, in which units.

Its rules move points of the pattern and say nothing of points of measure: they are counted and left alone.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.errors import RuleError

FILE_MAX = 8 * 1024 * 1024
SIZES_MAX = 100


class Units(StrEnum):
    """What a grade rule table is written in: mm or inches."""

    METRIC = "metric"
    ENGLISH = "english"


@dataclass(frozen=True)
class GradeRuleTable:
    """The head of a grade rule table, and how many rules stand below it."""

    name: str | None
    sizes: tuple[str, ...]
    sample_size: str
    units: Units
    rules: int


_KEY = re.compile(r"\s*([A-Za-z][A-Za-z0-9 /]*?)\s*:\s*(.*)")


def read(content: bytes) -> GradeRuleTable:
    """Return what a grade rule table says of sizes and units; refuses what does not add up."""
    if len(content) > FILE_MAX or b"\0" in content:
        raise RuleError("This is no grade rule table.", field="file")
    head, rules = _read_head(content.decode("latin-1"))
    sizes = tuple(re.split(r"[\s,;]+", head.get("SIZE LIST", "").strip(" ,;")))
    if sizes == ("",):
        raise RuleError("This is no grade rule table: it has no SIZE LIST.", field="file")
    sample, units = head.get("SAMPLE SIZE", ""), head.get("UNITS", "").casefold()
    _ensure_sound(head, sizes, sample)
    if units not in set(Units):
        raise RuleError("It does not say its UNITS: METRIC or ENGLISH.", field="file")
    return GradeRuleTable(head.get("GRADE RULE TABLE") or None, sizes, sample, Units(units), rules)


def _read_head(text: str) -> tuple[dict[str, str], int]:
    """The words above the first rule, and the number of rules; a line without a key goes on with the one before."""
    head: dict[str, str] = {}
    last, rules = "", 0
    for line in text.splitlines():
        found = _KEY.fullmatch(line)
        key = found[1].upper() if found else ""
        if key == "RULE":
            rules += 1
        elif rules == 0 and found:
            last = key
            head.setdefault(key, found[2].strip())
        elif rules == 0 and last == "SIZE LIST" and line.strip().upper() != "END":
            head[last] += f" {line.strip()}"
    return head, rules


def _ensure_sound(head: dict[str, str], sizes: tuple[str, ...], sample: str) -> None:
    """The head agrees with itself."""
    if len(sizes) > SIZES_MAX:
        raise RuleError(f"It lists more than {SIZES_MAX} sizes.", field="file")
    count = head.get("NUMBER OF SIZES")
    if count and count != str(len(sizes)):
        raise RuleError(f"It says {count} sizes and lists {len(sizes)}: {', '.join(sizes)}.", field="file")
    if len({size.casefold() for size in sizes}) < len(sizes):
        raise RuleError("It lists a size twice.", field="file")
    if sample not in sizes:
        raise RuleError(f"Its SAMPLE SIZE “{sample[:20]}” is not in its list: {', '.join(sizes)}.", field="file")
