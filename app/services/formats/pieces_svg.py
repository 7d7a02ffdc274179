"""Pieces of two revisions over each other as one picture: old grey, new coloured, a cell per piece, true to scale."""

from collections import Counter
from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape, quoteattr

from app.services.formats.dxf_aama import BOUNDARY, GRAIN, Piece, Point
from app.services.formats.text import drop_control_characters

OLD, NEW = "#8a8a86", "#1d4f91"
MARGIN_MM = 20.0
CAPTION_MM = 34.0
ROW_MM = 1600.0
"""How wide a row of pieces is before the next one begins."""

COMPARED_MAX = 150
"""Points of a boundary that are compared to find how one lies over the other."""

Cell = tuple[str, Piece | None, Piece | None]


def write(old: Sequence[Piece], new: Sequence[Piece], *, title: str) -> bytes:
    """Return an SVG in mm; pieces are matched by name and size, and laid so that what did not change lies together."""
    cells = [_draw_cell(cell) for cell in _match(old, new)]
    parts: list[str] = []
    x = y = height = width = 0.0
    for body, cell_width, cell_height in cells:
        if x and x + cell_width > ROW_MM:
            x, y, height = 0.0, y + height, 0.0
        parts.append(f'<g transform="translate({x:.1f} {y:.1f})">{body}</g>')
        x, height = x + cell_width, max(height, cell_height)
        width = max(width, x)
    name = drop_control_characters(title)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.1f} {y + height:.1f}" role="img" '
        f"aria-label={quoteattr(name)}><title>{escape(name)}</title>"
        '<g fill="none" stroke-linejoin="round" font-family="sans-serif" font-size="28">'
        f"{''.join(parts)}</g></svg>\n"
    ).encode()


def find_shift(old: Sequence[Point], new: Sequence[Point]) -> Point:
    """Return how far the new points lie from the old ones by mere placement: the shift that most points share.

    An edit moves some points of a piece and a placement all of them: where two points lie as they did, nothing was
    placed elsewhere, and with fewer than three in common nobody can tell.
    """
    if len({(round(x, 1), round(y, 1)) for x, y in old} & {(round(x, 1), round(y, 1)) for x, y in new}) >= 2:
        return 0.0, 0.0
    shifts = Counter((round(x - a, 1), round(y - b, 1)) for a, b in old[:COMPARED_MAX] for x, y in new[:COMPARED_MAX])
    most = max(shifts.values(), default=0)
    if most < 3:
        return 0.0, 0.0
    return min(shift for shift, count in shifts.items() if count == most)


def _match(old: Sequence[Piece], new: Sequence[Piece]) -> list[Cell]:
    """The pieces in the order of the new file, then those that are gone."""
    before, after = _by_name(old), _by_name(new)
    return [
        (_caption(piece), before.get(key), after.get(key))
        for key, piece in {**after, **{key: piece for key, piece in before.items() if key not in after}}.items()
    ]


def _by_name(pieces: Iterable[Piece]) -> dict[tuple[str, str], Piece]:
    return {(piece.name.casefold(), (piece.size or "").casefold()): piece for piece in pieces}


def _caption(piece: Piece) -> str:
    return drop_control_characters(f"{piece.name}, {piece.size}" if piece.size else piece.name)


def _draw_cell(cell: Cell) -> tuple[str, float, float]:
    """A piece's drawing from its own corner, with its width and height."""
    caption, old, new = cell
    dx, dy = find_shift(old.list_points(BOUNDARY), new.list_points(BOUNDARY)) if old and new else (0.0, 0.0)
    drawn = [(OLD, old, 0.0, 0.0), (NEW, new, dx, dy)]
    points = [(x - left, y - low) for _, piece, left, low in drawn if piece for x, y in piece.list_points()]
    left, right = min(x for x, _ in points), max(x for x, _ in points)
    low, high = min(y for _, y in points), max(y for _, y in points)
    origin = MARGIN_MM - left, CAPTION_MM + MARGIN_MM + high
    strokes = "".join(_draw(piece, colour, (origin[0] - x, origin[1] + y)) for colour, piece, x, y in drawn if piece)
    words = caption if old and new else f"{caption}: {'new' if new else 'gone'}"
    text = f'<text x="{MARGIN_MM}" y="{CAPTION_MM}" fill="#22282f">{escape(words)}</text>'
    width = max(right - left, 16.0 * len(words)) + 2 * MARGIN_MM
    return text + strokes, width, high - low + CAPTION_MM + 2 * MARGIN_MM


def _draw(piece: Piece, colour: str, origin: Point) -> str:
    """The strokes of a piece; a pattern's y goes up, a picture's down."""
    paths, dots = [], []
    for stroke in piece.strokes:
        places = [f"{origin[0] + x:.1f} {origin[1] - y:.1f}" for x, y in stroke.points]
        if len(places) == 1:
            x, _, y = places[0].partition(" ")
            dots.append(f'<circle cx="{x}" cy="{y}" r="2.5" fill="{colour}"/>')
        else:
            dashes = ' stroke-dasharray="8 5"' if stroke.layer != BOUNDARY and stroke.layer != GRAIN else ""
            paths.append(f'<path d="M{" L".join(places)}"{dashes} vector-effect="non-scaling-stroke"/>')
    return f'<g stroke="{colour}" stroke-width="1.5">{"".join(paths)}</g>{"".join(dots)}'
