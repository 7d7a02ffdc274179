"""Lengths as people write them: read in any customary spelling, put on the maker's grid, printed so that they add up.

Stored lengths are mm; on paper they are multiples of the grid in the maker's unit. Halfway between two steps the value
goes away from zero, as it is done by hand, so that −0.125 cm mirrors 0.125 cm. A printed change is never rounded by
itself: it is printed new − printed old (`change_on_grid`).
"""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from app.errors import RuleError
from app.models import LengthUnit

MM_PER_UNIT = {LengthUnit.MM: Fraction(1), LengthUnit.CM: Fraction(10), LengthUnit.IN: Fraction(254, 10)}

FINEST = {LengthUnit.MM: "0.1", LengthUnit.CM: "0.01", LengthUnit.IN: "1/64"}
"""The finest steps that anybody measures in: for what does not lie on the grid, or must not be rounded by it."""

LONGEST_MM = Decimal(100_000)
"""A hundred metres: whoever types more has slipped."""

_SUFFIXES = {
    "mm": LengthUnit.MM, "cm": LengthUnit.CM, "in": LengthUnit.IN, "inch": LengthUnit.IN, "inches": LengthUnit.IN,
    '"': LengthUnit.IN, "”": LengthUnit.IN, "″": LengthUnit.IN,
}  # fmt: skip

_LENGTH = re.compile(
    r"""(?P<sign>[+\-−–]?)\s*
    (?: (?P<decimal>\d{1,7}(?:[.,]\d{1,7})?|[.,]\d{1,7})
      | (?:(?P<whole>\d{1,7})(?:\s+|\s*[-‐‑]\s*))?(?P<over>\d{1,3})\s*[/⁄]\s*(?P<under>\d{1,3})
    )
    \s*(?P<suffix>mm|cm|inches|inch|in|"|”|″)?\.?""",
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)

_VULGAR = {
    "¼": "1/4", "½": "1/2", "¾": "3/4", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
_AFTER_A_WHOLE = re.compile(f"(?<=[0-9])(?=[{''.join(_VULGAR)}])")


def read_length(text: str, unit: LengthUnit) -> Decimal:
    """Return in mm what somebody typed: "14 3/8", "14-3/8", "3/8", "14.375", "1,5", "−2", "61 cm".

    A unit behind the number holds; without one the length is in `unit`.
    """
    spelled = _AFTER_A_WHOLE.sub(" ", text.strip())
    for sign, fraction in _VULGAR.items():
        spelled = spelled.replace(sign, fraction)
    found = _LENGTH.fullmatch(spelled)
    if found is None or (found["under"] is not None and int(found["under"]) == 0):
        raise RuleError(f"“{text.strip()[:20]}” is not a length; write 61, 61.5 or 14 3/8.", field="length")
    if found["suffix"]:
        unit = _SUFFIXES[found["suffix"].lower()]
    length = _to_decimal(_read_amount(found) * MM_PER_UNIT[unit])
    if length > LONGEST_MM:
        raise RuleError(f"“{text.strip()[:20]}” is longer than any garment.", field="length")
    return -length if found["sign"] and found["sign"] != "+" else length


def on_grid(length_mm: Decimal, unit: LengthUnit, grid: str) -> Decimal:
    """Return a length in the unit, put on the nearest step of the grid; halfway goes away from zero."""
    step = Fraction(grid)
    steps = Fraction(length_mm) / MM_PER_UNIT[unit] / step
    whole = int(abs(steps) + Fraction(1, 2))
    return _exact(whole * step) * (-1 if steps < 0 and whole else 1)


def as_printed(length_mm: Decimal, unit: LengthUnit, grid: str) -> Decimal:
    """Return in mm what paper on the grid says of a length: what was made by that paper is compared with this."""
    return _to_decimal(Fraction(on_grid(length_mm, unit, grid)) * MM_PER_UNIT[unit])


def change_on_grid(old_mm: Decimal, new_mm: Decimal, unit: LengthUnit, grid: str) -> Decimal:
    """Return the change that the paper shows: printed new − printed old, in the unit."""
    return on_grid(new_mm, unit, grid) - on_grid(old_mm, unit, grid)


def change_on_paper(
    delta_mm: Decimal, old_mm: Decimal | None, new_mm: Decimal | None, unit: LengthUnit, grid: str
) -> Decimal:
    """Return the same where old and new are known; where they are not, the change alone is put on the grid."""
    if old_mm is None or new_mm is None:
        return on_grid(delta_mm, unit, grid)
    return change_on_grid(old_mm, new_mm, unit, grid)


def write_length(length_mm: Decimal, unit: LengthUnit, grid: str, *, signed: bool = False) -> str:
    """Return a length as it is printed on the grid: "61.0" in cm, "610" in mm, "14 3/8" in inches."""
    return write_value(on_grid(length_mm, unit, grid), unit, grid, signed=signed)


def write_value(value: Decimal, unit: LengthUnit, grid: str, *, signed: bool = False) -> str:
    """Return a value that is on the grid already as it is printed; a true minus, a plus where `signed`."""
    sign = "−" if value < 0 else "+" if signed and value else ""
    if signed and not value:
        return "0"
    return sign + (_write_inches(abs(value)) if unit is LengthUnit.IN else _write_decimal(abs(value), grid))


def write_measured(length_mm: Decimal, unit: LengthUnit, grid: str, *, signed: bool = False) -> str:
    """Return a length as it was measured: on the grid where it lies there, else on the finest one."""
    return write_length(length_mm, unit, choose_step([length_mm], unit, grid), signed=signed)


def choose_step(lengths_mm: Iterable[Decimal], unit: LengthUnit, grid: str) -> str:
    """Return the grid where all of these lie on it, else the finest one: what a chart says is not rounded beside it."""
    return grid if all(_is_on(each, unit, grid) for each in lengths_mm) else FINEST[unit]


def choose_format(value: Decimal, unit: LengthUnit, grid: str) -> str:
    """Return the grid where a value in the unit lies on it, else the finest one: by which it is printed whole."""
    return grid if Fraction(value) % Fraction(grid) == 0 else FINEST[unit]


def write_exactly(length_mm: Decimal, unit: LengthUnit, grid: str, *, signed: bool = False) -> str:
    """Return a length as `read_length` reads it back unchanged: on the grid, on the finest one, or in mm."""
    for each in (grid, FINEST[unit]):
        if _is_on(length_mm, unit, each):
            return write_length(length_mm, unit, each, signed=signed)
    sign = "−" if length_mm < 0 else "+" if signed and length_mm else ""
    return f"{sign}{abs(length_mm).normalize():f} mm"


def _is_on(length_mm: Decimal, unit: LengthUnit, grid: str) -> bool:
    return Fraction(on_grid(length_mm, unit, grid)) * MM_PER_UNIT[unit] == Fraction(length_mm)


def _read_amount(found: re.Match[str]) -> Fraction:
    if found["decimal"]:
        return Fraction(found["decimal"].replace(",", "."))
    return int(found["whole"] or 0) + Fraction(int(found["over"]), int(found["under"]))


def _write_inches(value: Decimal) -> str:
    """14.375 as "14 3/8", 0.375 as "3/8"."""
    whole, rest = divmod(Fraction(value), 1)
    if not rest:
        return str(whole)
    return f"{whole} {rest}" if whole else str(rest)


def _write_decimal(value: Decimal, grid: str) -> str:
    places = len(grid.partition(".")[2])
    return f"{value:.{places}f}"


def _to_decimal(length: Fraction) -> Decimal:
    """The length with the four decimals that are stored."""
    return (Decimal(length.numerator) / Decimal(length.denominator)).quantize(Decimal("0.0001"), ROUND_HALF_UP)


def _exact(value: Fraction) -> Decimal:
    """A multiple of a grid step, all of which have a finite decimal."""
    return Decimal(value.numerator) / Decimal(value.denominator)
