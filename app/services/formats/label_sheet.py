"""Sheets of care labels, stickers or cards, drawn by typst in true mm with lines to cut along: PDF, SVG or PNG."""

import json
import struct
import zlib
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import typst

TEMPLATE = Path(__file__).with_name("label_sheet.typ")

DPI = 400
"""How fine a page is as PNG: five pixels for the smallest dot, and 60 MB while it is drawn."""

_PNG_HEAD = 33
"""Bytes of a PNG before what may follow its first chunk."""


@dataclass(frozen=True)
class Printed:
    """One code on a sheet: as a picture, in letters for who cannot scan, and how often; None fills a page."""

    svg: str
    code: str
    typed_at: str
    garment: str
    piece: str
    side: int
    copies: int | None


def write(labels: Sequence[Printed], *, look: str, format: str) -> list[bytes]:  # noqa: A002
    """Return A4 pages of labels of one size, to be cut into what `look` names; a PDF is all of them in one."""
    content = {"look": look, "labels": [asdict(label) for label in labels]}
    draw: Any = typst.compile  # its types know neither several pages nor a format that is named later
    written = draw(
        str(TEMPLATE),
        format=format,
        ppi=float(DPI),
        ignore_system_fonts=True,
        pdf_standards="ua-1" if format == "pdf" else [],
        sys_inputs={"sheet": json.dumps(content)},
    )
    pages = written if isinstance(written, list) else [written]
    return [_name_resolution(page) for page in pages] if format == "png" else pages


def _name_resolution(png: bytes) -> bytes:
    """Say in the picture how fine it is, which typst leaves out: else it prints at any size."""
    dots_per_m = round(DPI / 0.0254)
    chunk = b"pHYs" + struct.pack(">IIB", dots_per_m, dots_per_m, 1)
    return png[:_PNG_HEAD] + struct.pack(">I", 9) + chunk + struct.pack(">I", zlib.crc32(chunk)) + png[_PNG_HEAD:]
