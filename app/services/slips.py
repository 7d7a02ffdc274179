"""What in a chart looks like a slip: a size far from those beside it, a measure that turns back or no garment has."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from app.models import GarmentSize, LengthUnit, PointOfMeasure
from app.services.doubts import find_unlikely, write
from app.services.sizes_and_colours import list_graded
from app.services.wording import list_words

FAR = 5
"""Times that a size is as long as each one near it, or the other way; no grading is so steep, a lost point is ten."""

TURNS_MAX = 2
"""Steps that go against the others; a measure with more has a way of its own, as an inseam of sizes in two lengths."""

Values = Mapping[GarmentSize, Decimal]


def list_slips(pom: PointOfMeasure, values: Values, *, unit: LengthUnit) -> list[str]:
    """Return what looks like a slip in the values of one measure, in mm, in sentences.

    A measure may grow with the sizes, fall or stay; what is odd is the step that goes against the others, or what no
    garment measures.
    """

    def say(sizes: Sequence[GarmentSize]) -> str:
        return list_words([f"{write(values[each], unit)} in {each.name}" for each in sizes])

    told: list[str] = []
    told_of: set[GarmentSize] = set()
    for row in list_graded(pom.garment, values):
        far = _find_far(row, values)
        told_of.update(far)
        told += [f"{size.name} is {write(values[size], unit)} beside {say(_list_near(row, size))}." for size in far]
        for below, size in _list_turns([size for size in row if size not in far], values):
            word = "smaller" if values[size] < values[below] else "larger"
            values_of_both = f"{write(values[size], unit)} against {write(values[below], unit)}"
            told.append(f"{size.name} is {word} than {below.name}, against the other sizes ({values_of_both}).")
    unlikely: dict[str, list[GarmentSize]] = {}
    for size, value in values.items():
        if size not in told_of and (doubt := find_unlikely(pom, value, unit)):
            unlikely.setdefault(doubt, []).append(size)
    return told + [f"{say(sizes)}: {doubt}" for doubt, sizes in unlikely.items()]


def _find_far(row: Sequence[GarmentSize], values: Values) -> list[GarmentSize]:
    """The sizes that are far from both that are nearest; of two alone nobody knows which, and one tells it."""
    far = [size for size in row if (near := _list_near(row, size)) and all(_is_far(values, size, e) for e in near)]
    return far[:1] if len(row) == 2 else far


def _list_near(row: Sequence[GarmentSize], size: GarmentSize) -> list[GarmentSize]:
    """The sizes on both sides, or at an end the next two."""
    place = row.index(size)
    start = max(0, min(place - 1, len(row) - 3))
    return [each for each in row[start : start + 3] if each is not size]


def _is_far(values: Values, size: GarmentSize, other: GarmentSize) -> bool:
    small, large = sorted((values[size], values[other]))
    return large >= small * FAR


def _list_turns(row: Sequence[GarmentSize], values: Values) -> list[tuple[GarmentSize, GarmentSize]]:
    """The neighbours whose step goes against most steps; of as many both ways, against the whole of the row."""
    steps = {pair: _sign(values[pair[1]] - values[pair[0]]) for pair in pairwise(row)}
    whole = sum(steps.values()) or (_sign(values[row[-1]] - values[row[0]]) if row else 0) or 1
    turns = [pair for pair, step in steps.items() if step * whole < 0]
    return turns if len(turns) <= TURNS_MAX else []


def _sign(length: Decimal) -> int:
    return (length > 0) - (length < 0)
