"""Reads the pieces of a pattern from DXF-AAMA (ASTM D6673): a block per piece, lines by layer, names as text.

Only what is drawn is read: lines, polylines, points, and the texts that name a piece. In mm, whatever the file is in.
"""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.errors import RuleError
from app.services.formats.rul import Units

Point = tuple[float, float]
Pair = tuple[int, str]

POINTS_MAX = 200_000
FARTHEST_MM = 1_000_000
NAME_MAX = 80

MM = {Units.METRIC: 1.0, Units.ENGLISH: 25.4}

BOUNDARY, NOTCH, GRAIN, INTERNAL, CUTOUT, DRILL, SEW = 1, 4, 7, 8, 11, 13, 14
DRAWN = frozenset({BOUNDARY, NOTCH, GRAIN, INTERNAL, CUTOUT, DRILL, SEW})
"""Turn points and curve points lie on the boundary, grade references and texts are not cut."""

_SAYS = re.compile(r"\s*(piece name|size|units)\s*:\s*(.*?)\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Stroke:
    """A line of a piece, or a lone point where it has one."""

    layer: int
    points: tuple[Point, ...]


@dataclass(frozen=True)
class Piece:
    """One piece in one size."""

    name: str
    size: str | None
    strokes: tuple[Stroke, ...]

    def list_points(self, *layers: int) -> list[Point]:
        """Return the points of all strokes on these layers, or on any."""
        return [point for stroke in self.strokes if not layers or stroke.layer in layers for point in stroke.points]


@dataclass(frozen=True)
class Head:
    """What a file says of itself: the sizes that its pieces are of, and its units where it says them."""

    sizes: tuple[str, ...]
    units: Units | None


@dataclass
class _Block:
    """A block under way."""

    name: str = ""
    said: dict[str, str] = field(default_factory=dict)
    strokes: list[Stroke] = field(default_factory=list)


@dataclass
class _Entity:
    """One entity with all its pairs."""

    kind: str
    pairs: list[Pair] = field(default_factory=list)

    def word(self, code: int) -> str:
        return next((value for found, value in self.pairs if found == code), "")

    def numbers(self, code: int) -> list[float]:
        return [_read_number(value) for found, value in self.pairs if found == code]


def read(content: bytes, *, units: Units | None = None) -> list[Piece]:
    """Return the pieces of a file; `units` are asked for only where the file does not say its own."""
    blocks, said = _read_blocks(_read_pairs(_decode(content)))
    known = _read_units(said) or units
    if known is None:
        raise RuleError("This DXF file does not say its units: METRIC or ENGLISH.", field="units")
    scale = MM[known]
    pieces = [_build_piece(block, scale) for block in blocks if block.strokes]
    if not pieces:
        raise RuleError("This DXF file holds no pieces; export it as DXF-AAMA or DXF-ASTM.", field="file")
    return pieces


def read_head(content: bytes) -> Head:
    """Return what a file says of itself, many times sooner than its pieces are read."""
    text = _decode(content)
    next(_read_pairs(text), None)  # refuses what begins as no DXF file does
    told = [found for line in text.splitlines() if ":" in line and (found := _SAYS.fullmatch(line))]
    sizes = dict.fromkeys(found[2][:NAME_MAX] for found in told if found[1].casefold() == "size" and found[2])
    said = {found[1].casefold(): found[2] for found in reversed(told)}
    return Head(tuple(sizes), _read_units(said))


def _decode(content: bytes) -> str:
    if content.startswith(b"AutoCAD Binary DXF") or b"\0" in content:
        raise RuleError("This is not a DXF file of text; export it as DXF-AAMA or DXF-ASTM.", field="file")
    return content.decode("latin-1")


def _read_units(said: dict[str, str]) -> Units | None:
    stated = said.get("units", "").casefold()
    return Units(stated) if stated in set(Units) else None


def _read_pairs(text: str) -> Iterator[Pair]:
    """The pairs of group code and value, each on a line of its own."""
    lines = iter(text.splitlines())
    for number, code in enumerate(lines):
        if not code.strip() and number == 0:
            continue
        if not re.fullmatch(r"\s*-?\d{1,4}\s*", code):
            raise RuleError("This is no DXF file: a line that has to be a code is none.", field="file")
        yield int(code), next(lines, "").strip()


def _read_blocks(pairs: Iterator[Pair]) -> tuple[list[_Block], dict[str, str]]:
    """The blocks in their order, and what texts anywhere say."""
    blocks: list[_Block] = []
    said: dict[str, str] = {}
    block: _Block | None = None
    line: list[Point] | None = None
    layer, count, closed = 0, 0, False
    for entity in _read_entities(pairs):
        if entity.kind == "BLOCK":
            block = _Block(entity.word(2))
            blocks.append(block)
        elif entity.kind == "ENDBLK":
            block = None
        elif entity.kind == "TEXT" and (found := _SAYS.fullmatch(entity.word(1))):
            (said if block is None else block.said).setdefault(found[1].casefold(), found[2][:NAME_MAX])
            said.setdefault(found[1].casefold(), found[2][:NAME_MAX])
        elif block is not None and entity.kind == "POLYLINE":
            line, layer, closed = [], _layer(entity), _is_closed(entity)
        elif line is not None and entity.kind == "VERTEX":
            line += _points(entity)
        elif block is not None and line is not None and entity.kind == "SEQEND":
            block.strokes.append(Stroke(layer, _close(line) if closed else tuple(line)))
            line = None
        elif block is not None and entity.kind in ("LWPOLYLINE", "LINE", "POINT"):
            block.strokes.append(Stroke(_layer(entity), tuple(_points(entity))))
        count += len(entity.pairs)
        if count > POINTS_MAX * 5:
            raise RuleError("This DXF file is larger than any pattern.", field="file")
    return blocks, said


def _read_entities(pairs: Iterator[Pair]) -> Iterator[_Entity]:
    entity: _Entity | None = None
    for code, value in pairs:
        if code == 0:
            if entity is not None:
                yield entity
            entity = _Entity(value.upper())
        elif entity is not None:
            entity.pairs.append((code, value))
    if entity is not None:
        yield entity


def _build_piece(block: _Block, scale: float) -> Piece:
    strokes = (
        Stroke(stroke.layer, tuple((x * scale, y * scale) for x, y in stroke.points))
        for stroke in block.strokes
        if stroke.layer in DRAWN and stroke.points
    )
    name = block.said.get("piece name") or block.name[:NAME_MAX] or "piece"
    return Piece(name, block.said.get("size") or None, tuple(strokes))


def _points(entity: _Entity) -> list[Point]:
    points = list(zip(entity.numbers(10), entity.numbers(20), strict=False))
    if entity.kind == "LINE":
        points += zip(entity.numbers(11), entity.numbers(21), strict=False)
    elif entity.kind == "LWPOLYLINE" and _is_closed(entity):
        return list(_close(points))
    return points


def _is_closed(entity: _Entity) -> bool:
    flags = entity.word(70)
    return flags.isdecimal() and int(flags[:5]) % 2 == 1


def _close(points: list[Point]) -> tuple[Point, ...]:
    """The points with the way back to the first, where they do not end there already."""
    return tuple(points) if not points or points[0] == points[-1] else (*points, points[0])


def _layer(entity: _Entity) -> int:
    word = entity.word(8)
    return int(word) if word.isdecimal() and len(word) < 4 else 0


def _read_number(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = math.nan
    if not abs(number) <= FARTHEST_MM:
        raise RuleError(f"“{text[:20]}” in this DXF file is no place on a table.", field="file")
    return number
