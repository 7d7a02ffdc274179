"""The correction sheet as JSON, whole.

Keys are those of `Sheet`, `SheetLine`, `SheetMark`, `SheetMeasure`, `SheetMove` and `SheetSize` (`sheet.py` says what
each holds), with "format": "toile-correction-sheet/1" before them. Lengths are numbers in "unit", put on "grid";
`own_change_mm` and `own_amount_mm` are mm. Marks lie on the flat of the garment's kind, "front" or "back", on a field
of 100 by 106 whose origin is top left. Dates and moments are ISO 8601; what is not known is null.
"""

import dataclasses
import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from app.services.formats.sheet import Sheet

FORMAT = "toile-correction-sheet/1"


def write(sheet: Sheet) -> bytes:
    """Return the sheet as JSON in UTF-8, keys in their documented order."""
    return dump({"format": FORMAT, **dataclasses.asdict(sheet)})


def dump(content: Mapping[str, Any]) -> bytes:
    """Return JSON in UTF-8 to be read by people too: decimals are numbers, days and moments ISO 8601."""
    # A lone surrogate cannot be UTF-8: it goes out as an escape, as JSON allows.
    text = json.dumps(content, ensure_ascii=False, indent=2, default=_to_json)
    return text.encode(errors="backslashreplace") + b"\n"


def _to_json(value: object) -> float | str:
    if isinstance(value, Decimal):
        return float(value)
    assert isinstance(value, date)
    return value.isoformat()
