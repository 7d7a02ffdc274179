"""The numbers of what is marked on a flat: in the margins beside it, each with a thin line to its place.

They cover neither the garment nor each other, and of two lines in one margin none crosses the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import hypot

from app.models import FIELD_HEIGHT, FIELD_WIDTH
from app.services.sketch_areas import FIELDS

DOT = 5.6
"""The radius behind a number."""

_APART = 1.6
"""So far two numbers keep from each other, and from what is drawn."""

_RISE = 9
"""A line that leads to a level measure comes from so much higher: along it, it would look like its end."""


@dataclass(frozen=True)
class Numbered:
    """A place with the numbers of all that is marked there, and whether what is drawn there lies level."""

    labels: tuple[str, ...]
    x: float
    y: float
    is_level: bool = False


@dataclass(frozen=True)
class Frame:
    """What is shown of a field: the garment with all that is marked on it, and the margins for numbers."""

    left: float
    top: float
    right: float
    bottom: float
    dot: float
    """The radius behind a number: the same on every drawing that is shown equally high."""
    margin: float

    @property
    def view_box(self) -> str:
        """Return it as an SVG wants it."""
        width, height = self.right - self.left + 2 * self.margin, self.bottom - self.top
        return f"{self.left - self.margin:g} {self.top:g} {width:g} {height:g}"


def frame(flat: str, xs: Sequence[float], ys: Sequence[float], *, dot: float = DOT) -> Frame:
    """Return what is shown of a flat on which these places are marked; without any it has no margins."""
    left, top, width, height = map(float, FIELDS[flat].split())
    top, bottom = min([top, *ys]), max([top + height, *ys])
    dot *= (bottom - top) / FIELD_HEIGHT
    margin = 2 * dot + _APART if xs else 0
    return Frame(min([left, *xs]), top, max([left + width, *xs]), bottom, dot, margin)


def choose_end(start: tuple[float, float], end: tuple[float, float]) -> tuple[float, float, bool]:
    """Return where on a line its number points to, and whether the line lies level: then near its outer end."""
    (x, y), (to_x, to_y) = start, end
    is_level = abs(to_x - x) >= abs(to_y - y)
    middle = (x + to_x) / 2
    outer = x if (x < to_x) is (middle < FIELD_WIDTH / 2) else to_x
    along = (outer - x) / (to_x - x) if is_level and to_x != x else 0.5
    along = min(max(along, 0.25), 0.75)
    return x + along * (to_x - x), y + along * (to_y - y), is_level


def draw_numbers(places: Sequence[Numbered], shown: Frame) -> str:
    """Return the numbers and their lines as what is inside an SVG."""
    sides: tuple[list[Numbered], list[Numbered]] = [], []
    for place in sorted(places, key=lambda place: abs(place.x - FIELD_WIDTH / 2), reverse=True):
        fewer = min((1, 0), key=lambda side: _count(sides[side]))
        side = fewer if place.x == FIELD_WIDTH / 2 else int(place.x > FIELD_WIDTH / 2)
        sides[side].append(place)
    return "".join(_draw_side(side, shown, right=right) for right, side in enumerate(sides) if side)


def _count(places: Sequence[Numbered]) -> int:
    return sum(len(place.labels) for place in places)


def _draw_side(places: Sequence[Numbered], shown: Frame, *, right: int) -> str:
    """The numbers of one margin; where they are too many for it, all are smaller."""
    outside = shown.dot + _APART
    x = shown.right + outside if right else shown.left - outside
    dot = min(shown.dot, ((shown.bottom - shown.top) / _count(places) - _APART) / 2)
    step = 2 * dot + _APART
    ordered = sorted(places, key=lambda place: _wish(place, shown, dot))
    tops = _stack(ordered, shown, dot)
    for _ in range(len(ordered) ** 2):
        crossing = next(
            (at for at, (one, other) in enumerate(pairwise(zip(ordered, tops, strict=True))) if _cross(one, other, x)),
            None,
        )
        if crossing is None:
            break
        ordered[crossing : crossing + 2] = reversed(ordered[crossing : crossing + 2])
        tops = _stack(ordered, shown, dot)
    drawn = ""
    for place, top in zip(ordered, tops, strict=True):
        ys = [top + row * step for row in range(len(place.labels))]
        drawn += _draw_leader(place, x, min(ys, key=lambda y: abs(y - place.y)), dot)
        drawn += "".join(_draw_number(label, x, y, dot) for label, y in zip(place.labels, ys, strict=True))
    return drawn


def _wish(place: Numbered, shown: Frame, dot: float) -> float:
    """Where the first number of a place would stand if it were the only one."""
    y = place.y
    if place.is_level:
        y += -_RISE if place.y - _RISE - dot >= shown.top else _RISE
    return y - (len(place.labels) - 1) * (dot + _APART / 2)


def _stack(places: Sequence[Numbered], shown: Frame, dot: float) -> list[float]:
    """Where the first number of each place stands, in this order down the margin, each as near as can be."""
    step = 2 * dot + _APART
    tops: list[float] = []
    free = shown.top + dot
    for place in places:
        tops.append(max(_wish(place, shown, dot), free))
        free = tops[-1] + len(place.labels) * step
    last = shown.bottom - dot
    for at in reversed(range(len(places))):
        tops[at] = min(tops[at], last - (len(places[at].labels) - 1) * step)
        last = tops[at] - step
    return tops


def _cross(one: tuple[Numbered, float], other: tuple[Numbered, float], x: float) -> bool:
    """Whether the lines to two numbers, the one above the other, cross on their way to the margin."""
    (upper, upper_y), (lower, lower_y) = one, other
    nearer = min(abs(upper.x - x), abs(lower.x - x))
    if not nearer:
        return False

    def height(place: Numbered, y: float) -> float:
        return y + (place.y - y) * nearer / abs(place.x - x)

    return height(upper, upper_y) > height(lower, lower_y)


def _draw_leader(place: Numbered, x: float, y: float, dot: float) -> str:
    far = hypot(place.x - x, place.y - y)
    if far <= dot:
        return ""
    edge_x, edge_y = x + (place.x - x) * dot / far, y + (place.y - y) * dot / far
    return (
        f'<line class="leader" x1="{edge_x:.1f}" y1="{edge_y:.1f}" x2="{place.x:g}" y2="{place.y:g}"/>'
        f'<circle class="end" cx="{place.x:g}" cy="{place.y:g}" r="1"/>'
    )


def _draw_number(label: str, x: float, y: float, dot: float) -> str:
    scale = f" scale({dot / DOT:.3f})" if abs(dot - DOT) > 0.01 else ""
    return (
        f'<g class="number" transform="translate({x:.1f} {y:.1f}){scale}"><circle r="{DOT}"/>'
        f'<text y="2.2">{label}</text></g>'
    )
