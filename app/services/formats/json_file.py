"""The correction sheet as JSON, whole.

Keys are those of `Sheet`, `SheetLine`, `SheetMark`, `SheetMeasure`, `SheetMove` and `SheetSize` (`sheet.py` says what
each holds), with "format": "toile-correction-sheet/1" before them. Lengths are numbers in "unit", put on "grid";
`own_change_mm` and `own_amount_mm` are mm. Marks lie on the flat of the garment's kind, "front" or "back", on a field
of 100 by 106 whose origin is top left. Dates and moments are ISO 8601; what is not known is null.
"""

import dataclasses
import json
from datetime import date
from decimal import Decimal

from app.services.formats.sheet import Sheet

FORMAT = "toile-correction-sheet/1"


def write(sheet: Sheet) -> bytes:
    """Return the sheet as JSON in UTF-8, keys in their documented order."""
    whole = {"format": FORMAT, **dataclasses.asdict(sheet)}
    # A lone surrogate cannot be UTF-8: it goes out as an escape, as JSON allows.
    text = json.dumps(whole, ensure_ascii=False, indent=2, default=_to_json)
    return text.encode(errors="backslashreplace") + b"\n"


def _to_json(value: object) -> float | str:
    if isinstance(value, Decimal):
        return float(value)
    assert isinstance(value, date)
    return value.isoformat()
