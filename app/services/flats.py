"""Flats drawn as SVG, with what a revision marks on them: for pages, which bring their own look, and for paper."""

from collections.abc import Sequence
from math import hypot

from app.models import FIELD_HEIGHT, FIELD_WIDTH, Direction, FlatSide
from app.services.flat_drawings import BACK, FRONT
from app.services.formats.sheet import MEASURE, SheetMark
from app.services.numbering import DOT, Frame, Numbered, choose_end, draw_numbers, frame
from app.services.sketches import get_sketch
from nlp.taxonomy import GarmentKind

_SMALL_DRAWING_DOT = 7.2
"""The radius behind a number in small drawings on paper."""

_WAY = 8
"""How long the arrow is that says which way something moves."""

_PAPER_LOOK = (
    ".flat{fill:none;stroke:#000;stroke-width:.9;stroke-linejoin:round;stroke-linecap:round}"
    ".cloth{stroke:none;fill:#fff}.cut{fill:#fff}.thin{stroke-width:.6}"
    ".stitch{stroke-width:.55;stroke:#555;stroke-dasharray:1.6 1.3}"
    ".marks{fill:none;stroke:#000;stroke-width:1.1}.marks .leader{stroke-width:.45}"
    ".marks .spot,.marks .end,.marks .number circle{fill:#000;stroke:none}"
    ".number text{font:700 6.4px 'Libertinus Serif';fill:#fff;stroke:none;text-anchor:middle}"
)


def choose_flat(kind: GarmentKind | None) -> str | None:
    """Return the name of the flat that looks like a kind of garment, or None where the kind is not known."""
    return get_sketch(kind).flat


def draw_flat(flat: str, side: FlatSide, *, name: str) -> str:
    """Return what is inside an SVG of a flat, on its field; `name` is one that the page has once."""
    drawing = (FRONT if side is FlatSide.FRONT else BACK)[flat]
    half, whole = (
        "".join(f'<path class="{look}" d="{path}"/>' for look, path in strokes)
        for strokes in (drawing.half, drawing.whole)
    )
    mirrored = f'<use href="#{name}-half" transform="matrix(-1 0 0 1 {FIELD_WIDTH} 0)"/>'
    return f'<g id="{name}-half">{half}</g>{mirrored}{whole}'


def frame_flat(flat: str, marks: Sequence[SheetMark], *, dot: float = DOT) -> Frame:
    """Return what an SVG shows of a flat with marks on one side: the garment, and margins for their numbers."""
    ends = [(mark.to_x, mark.to_y) for mark in marks if mark.to_x is not None and mark.to_y is not None]
    ways = [
        way
        for mark in marks
        if mark.direction
        for start in _list_starts(mark)
        if (way := _find_way(*start, mark.direction)) is not None
    ]
    places = [(mark.x, mark.y) for mark in marks] + ends + ways
    return frame(flat, [x for x, _ in places], [y for _, y in places], dot=dot)


def draw_marks(flat: str, marks: Sequence[SheetMark], *, dot: float = DOT) -> str:
    """Return what is inside an SVG for marks of one side; those at the same place share it with their numbers."""
    places: dict[tuple[object, ...], list[SheetMark]] = {}
    for mark in marks:
        places.setdefault((mark.kind, mark.x, mark.y, mark.to_x, mark.to_y, mark.direction), []).append(mark)
    numbered = [_number(each) for each in places.values()]
    drawn = "".join(_draw_place(each[0]) for each in places.values())
    return f'<g class="marks">{drawn}{draw_numbers(numbered, frame_flat(flat, marks, dot=dot))}</g>'


def list_sides(marks: Sequence[SheetMark]) -> list[FlatSide]:
    """Return the sides that marks are on, the front first."""
    return [side for side in FlatSide if any(mark.side is side for mark in marks)]


def write_svgs(flat: str | None, marks: Sequence[SheetMark], *, small: bool = False) -> list[str]:
    """Return an SVG for paper of each side that marks are on; two sides are always small ones."""
    if flat is None:
        return []
    sides = list_sides(marks)
    dot = _SMALL_DRAWING_DOT if small or len(sides) > 1 else DOT
    return [_write_svg(flat, side, [mark for mark in marks if mark.side is side], dot) for side in sides]


def _write_svg(flat: str, side: FlatSide, marks: Sequence[SheetMark], dot: float) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{frame_flat(flat, marks, dot=dot).view_box}">'
        f'<style>{_PAPER_LOOK}</style><g class="flat">{draw_flat(flat, side, name=side)}</g>'
        f"{draw_marks(flat, marks, dot=dot)}</svg>"
    )


def _number(marks: Sequence[SheetMark]) -> Numbered:
    """Where the numbers of marks that share their place point to."""
    labels, first = tuple(mark.label for mark in marks), marks[0]
    if first.to_x is None or first.to_y is None:
        return Numbered(labels, first.x, first.y)
    return Numbered(labels, *choose_end((first.x, first.y), (first.to_x, first.to_y)))


def _draw_place(mark: SheetMark) -> str:
    """A spot or a line, and short arrows that say which way it moves."""
    ways = "".join(_draw_way(*start, mark.direction) for start in _list_starts(mark) if mark.direction)
    if mark.to_x is None or mark.to_y is None:
        return f'<circle class="spot" cx="{mark.x:g}" cy="{mark.y:g}" r="1.3"/>{ways}'
    return _draw_line(mark, mark.to_x, mark.to_y) + ways


def _draw_line(mark: SheetMark, to_x: float, to_y: float) -> str:
    """A line; a measure has a head at both ends, an arrow one."""
    far = hypot(to_x - mark.x, to_y - mark.y) or 1
    across, down = (to_x - mark.x) / far, (to_y - mark.y) / far
    path = f"M{mark.x:g} {mark.y:g}L{to_x:g} {to_y:g}"
    if mark.kind in ("arrow", MEASURE):
        path += _draw_head(to_x, to_y, across, down)
    if mark.kind == MEASURE:
        path += _draw_head(mark.x, mark.y, -across, -down)
    return f'<path d="{path}"/>'


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
    to = _find_way(x, y, direction)
    if to is None:
        return ""
    far = hypot(to[0] - x, to[1] - y)
    head = _draw_head(*to, (to[0] - x) / far, (to[1] - y) / far)
    return f'<path d="M{x:g} {y:g}L{to[0]:g} {to[1]:g}{head}"/>'


def _find_way(x: float, y: float, direction: Direction) -> tuple[float, float] | None:
    """Where such an arrow ends, None where there is none."""
    outwards = 0 if x == FIELD_WIDTH / 2 else 1 if x > FIELD_WIDTH / 2 else -1
    across, down = {
        Direction.UP: (0, -1),
        Direction.DOWN: (0, 1),
        Direction.TO_CENTRE: (-outwards, 0),
        Direction.TO_SIDE: (outwards, 0),
    }.get(direction, (0, 0))
    to_x, to_y = x + _WAY * across, y + _WAY * down
    is_shown = (to_x, to_y) != (x, y) and 0 <= to_x <= FIELD_WIDTH and 0 <= to_y <= FIELD_HEIGHT
    return (to_x, to_y) if is_shown else None
