"""Flats drawn as SVG, with what a revision marks on them: for pages, which bring their own look, and for paper."""

from collections.abc import Iterable, Sequence
from math import hypot

from app.models import FIELD_HEIGHT, FIELD_WIDTH, Direction, FlatSide
from app.services.flat_drawings import BACK, FRONT
from app.services.formats.sheet import MEASURE, SheetMark
from app.services.sketches import get_sketch
from nlp.taxonomy import GarmentKind

VIEW_BOX = f"0 0 {FIELD_WIDTH} {FIELD_HEIGHT}"

_DOT, _LARGE_DOT = 4.2, 5.6
"""The radius behind a number; the larger one for small drawings on paper."""

_ROOM = 8
"""So much of a line shows on both sides of its number, the head included; of a shorter one it stands beyond its end."""

_APART = 1.5
"""So far a number that stands beyond its line keeps from the end."""

_WAY = 8
"""How long the arrow is that says which way something moves."""

_PAPER_LOOK = (
    ".flat{fill:none;stroke:#000;stroke-width:.9;stroke-linejoin:round;stroke-linecap:round}"
    ".cloth{stroke:none;fill:#fff}.cut{fill:#fff}.thin{stroke-width:.6}"
    ".stitch{stroke-width:.55;stroke:#555;stroke-dasharray:1.6 1.3}"
    ".marks{fill:none;stroke:#000;stroke-width:1.1}.marks .spot,.marks .number circle{fill:#000;stroke:none}"
    ".number text{font:700 4.8px 'Libertinus Serif';fill:#fff;stroke:none;text-anchor:middle}"
)


def choose_flat(kind: GarmentKind | None) -> str | None:
    """Return the name of the flat that looks like a kind of garment, or None where the kind is not known."""
    return get_sketch(kind).flat


def draw_flat(flat: str, side: FlatSide, *, name: str) -> str:
    """Return what is inside an SVG of a flat, on the field VIEW_BOX; `name` is one that the page has once."""
    drawing = (FRONT if side is FlatSide.FRONT else BACK)[flat]
    half, whole = (
        "".join(f'<path class="{look}" d="{path}"/>' for look, path in strokes)
        for strokes in (drawing.half, drawing.whole)
    )
    mirrored = f'<use href="#{name}-half" transform="matrix(-1 0 0 1 {FIELD_WIDTH} 0)"/>'
    return f'<g id="{name}-half">{half}</g>{mirrored}{whole}'


def draw_marks(marks: Iterable[SheetMark], *, dot: float = _DOT) -> str:
    """Return what is inside an SVG for marks of one side; those at the same place share it with their numbers."""
    places: dict[tuple[object, ...], list[SheetMark]] = {}
    for mark in marks:
        places.setdefault((mark.kind, mark.x, mark.y, mark.to_x, mark.to_y, mark.direction), []).append(mark)
    return f'<g class="marks">{"".join(_draw_place(each, dot) for each in places.values())}</g>'


def list_sides(marks: Sequence[SheetMark]) -> list[FlatSide]:
    """Return the sides that marks are on, the front first."""
    return [side for side in FlatSide if any(mark.side is side for mark in marks)]


def write_svgs(flat: str | None, marks: Sequence[SheetMark], *, small: bool = False) -> list[str]:
    """Return an SVG for paper of each side that marks are on; two sides are always small ones."""
    if flat is None:
        return []
    sides = list_sides(marks)
    dot = _LARGE_DOT if small or len(sides) > 1 else _DOT
    return [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{VIEW_BOX}"><style>{_PAPER_LOOK}</style>'
        f'<g class="flat">{draw_flat(flat, side, name=side)}</g>'
        f"{draw_marks([mark for mark in marks if mark.side is side], dot=dot)}</svg>"
        for side in sides
    ]


def _draw_place(marks: Sequence[SheetMark], dot: float) -> str:
    first = marks[0]
    drawn, (x, y) = _draw_point(first, dot) if first.to_x is None or first.to_y is None else _draw_line(first, dot)
    drawn += "".join(_draw_way(*start, first.direction) for start in _list_starts(first) if first.direction)
    return drawn + "".join(_draw_number(mark.label, x + 2 * dot * row, y, dot) for row, mark in enumerate(marks))


def _draw_point(mark: SheetMark, dot: float) -> tuple[str, tuple[float, float]]:
    """A spot, and its number beside it."""
    return f'<circle class="spot" cx="{mark.x:g}" cy="{mark.y:g}" r="1.3"/>', (mark.x + dot + 1, mark.y - dot - 1)


def _draw_line(mark: SheetMark, dot: float) -> tuple[str, tuple[float, float]]:
    """A line; a measure has a head at both ends and its number on it, an arrow one head and its number beside it."""
    assert mark.to_x is not None
    assert mark.to_y is not None
    far = hypot(mark.to_x - mark.x, mark.to_y - mark.y) or 1
    across, down = (mark.to_x - mark.x) / far, (mark.to_y - mark.y) / far

    path = f"M{mark.x:g} {mark.y:g}L{mark.to_x:g} {mark.to_y:g}"
    if mark.kind in ("arrow", MEASURE):
        path += _draw_head(mark.to_x, mark.to_y, across, down)
    if mark.kind == MEASURE:
        path += _draw_head(mark.x, mark.y, -across, -down)
        beyond = dot + _APART
        places = [far / 2] if far >= 2 * (_ROOM + dot) else [far + beyond, -beyond]
        spots = [(mark.x + ahead * across, mark.y + ahead * down) for ahead in places]
        number = next((spot for spot in spots if _is_on_field(*spot, dot)), spots[0])
    else:
        number = _stand_aside((mark.x + mark.to_x) / 2, (mark.y + mark.to_y) / 2, across, down, off=dot + 2)
    return f'<path d="{path}"/>', number


def _is_on_field(x: float, y: float, dot: float) -> bool:
    return dot <= x <= FIELD_WIDTH - dot and dot <= y <= FIELD_HEIGHT - dot


def _draw_head(x: float, y: float, across: float, down: float) -> str:
    """The head of an arrow that ends here and came in this direction."""
    one = x - 3 * across + 1.6 * down, y - 3 * down - 1.6 * across
    other = x - 3 * across - 1.6 * down, y - 3 * down + 1.6 * across
    return f"M{one[0]:.2f} {one[1]:.2f}L{x:g} {y:g}L{other[0]:.2f} {other[1]:.2f}"


def _list_starts(mark: SheetMark) -> list[tuple[float, float]]:
    """Where arrows say which way what is marked moves: at a point, at both ends of a seam; an arrow says it itself."""
    if mark.to_x is None or mark.to_y is None:
        return [(mark.x, mark.y)]
    return [(mark.x, mark.y), (mark.to_x, mark.to_y)] if mark.kind == "line" else []


def _draw_way(x: float, y: float, direction: Direction) -> str:
    """A short arrow the way that something moves; nothing where a flat cannot show it, as towards the front."""
    outwards = 0 if x == FIELD_WIDTH / 2 else 1 if x > FIELD_WIDTH / 2 else -1
    across, down = {
        Direction.UP: (0, -1),
        Direction.DOWN: (0, 1),
        Direction.TO_CENTRE: (-outwards, 0),
        Direction.TO_SIDE: (outwards, 0),
    }.get(direction, (0, 0))
    to_x, to_y = x + _WAY * across, y + _WAY * down
    if (to_x, to_y) == (x, y) or not (0 <= to_x <= FIELD_WIDTH and 0 <= to_y <= FIELD_HEIGHT):
        return ""
    return f'<path d="M{x:g} {y:g}L{to_x:g} {to_y:g}{_draw_head(to_x, to_y, across, down)}"/>'


def _stand_aside(x: float, y: float, across: float, down: float, *, off: float) -> tuple[float, float]:
    """Where a number covers neither its line nor the one on the other half: below it, or on its outer side."""
    sides = [(x - way * off * down, y + way * off * across) for way in (-1, 1)]
    if abs(across) >= abs(down):
        return max(sides, key=lambda side: side[1])
    return max(sides, key=lambda side: abs(side[0] - FIELD_WIDTH / 2))


def _draw_number(label: str, x: float, y: float, dot: float) -> str:
    x, y = min(max(x, dot), FIELD_WIDTH - dot), min(max(y, dot), FIELD_HEIGHT - dot)
    scale = f" scale({dot / _DOT:.3f})" if dot != _DOT else ""
    return (
        f'<g class="number" transform="translate({x:.1f} {y:.1f}){scale}"><circle r="{_DOT}"/>'
        f'<text y="1.6">{label}</text></g>'
    )
