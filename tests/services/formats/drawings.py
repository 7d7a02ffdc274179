"""DXF-AAMA files made by hand: a block per piece, its boundary, a notch, its grain and what it says of itself."""

from collections.abc import Sequence

Corner = tuple[float, float]

FRONT: tuple[Corner, ...] = ((0, 0), (300, 0), (300, 600), (150, 700), (0, 600))


def make_dxf(*pieces: tuple[str, str | None, Sequence[Corner]], units: str | None = "METRIC") -> bytes:
    """Return a file with these pieces: name, size, corners of the boundary."""
    pairs: list[tuple[int, object]] = [(0, "SECTION"), (2, "BLOCKS")]
    for name, size, corners in pieces:
        pairs += [(0, "BLOCK"), (8, 1), (2, f"{name}-{size}"), (70, 0), (10, 0), (20, 0)]
        pairs += [(0, "POLYLINE"), (8, 1), (66, 1), (70, 1)]
        for x, y in corners:
            pairs += [(0, "VERTEX"), (8, 1), (10, x), (20, y)]
        pairs += [(0, "SEQEND"), (0, "POINT"), (8, 4), (10, corners[0][0]), (20, corners[0][1])]
        pairs += [(0, "LINE"), (8, 7), (10, 100), (20, 100), (11, 100), (21, 400)]
        pairs += [(0, "POINT"), (8, 2), (10, 5), (20, 5)]
        said = [f"Piece Name: {name}", f"Size: {size}" if size else None, f"Units: {units}" if units else None]
        for words in filter(None, said):
            pairs += [(0, "TEXT"), (8, 15), (10, 0), (20, 0), (40, 5), (1, words)]
        pairs += [(0, "ENDBLK")]
    pairs += [(0, "ENDSEC"), (0, "EOF")]
    return "".join(f"{code:>3}\r\n{value}\r\n" for code, value in pairs).encode()
