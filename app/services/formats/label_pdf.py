"""Sheets of care labels, stickers or cards as PDF, drawn by typst in true mm, with lines to cut along."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("label_sheet.typ")


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


def write(labels: Sequence[Printed], *, look: str) -> bytes:
    """Return A4 pages of labels of one size, to be cut into care labels, swing-tag stickers or packing cards."""
    content = {"look": look, "labels": [asdict(label) for label in labels]}
    document = typst.compile(
        str(TEMPLATE), format="pdf", ignore_system_fonts=True, sys_inputs={"sheet": json.dumps(content)}
    )
    assert isinstance(document, bytes)  # without an output path typst returns what it drew
    return document
