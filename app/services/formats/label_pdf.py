"""A page of care labels as PDF, drawn by typst in true mm, with lines to cut along."""

import json
from pathlib import Path

import typst

TEMPLATE = Path(__file__).with_name("label_sheet.typ")


def write(svg: str, code: str, typed_at: str, side_mm: int) -> bytes:
    """Return an A4 page full of one label: its code as a picture, and in letters beneath for who cannot scan."""
    content = {"svg": svg, "code": code, "typed_at": typed_at, "side": side_mm}
    document = typst.compile(
        str(TEMPLATE), format="pdf", ignore_system_fonts=True, sys_inputs={"label": json.dumps(content)}
    )
    assert isinstance(document, bytes)  # without an output path typst returns what it drew
    return document
