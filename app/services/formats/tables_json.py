"""Tables as one JSON object: a list under each table's name, a row as an object; days are ISO 8601, unknown is null."""

import json
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from app.services.formats.tables import Table

FORMAT = "toile-feedback/1"


def write(path: Path, tables: Iterable[Table]) -> None:
    """Write the tables, row by row."""
    # A lone surrogate cannot be UTF-8: it goes out as an escape, as JSON allows.
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as file:
        file.write(f'{{"format": {json.dumps(FORMAT)}')
        for table in tables:
            file.write(f",\n{json.dumps(table.name)}: [")
            for place, row in enumerate(table.rows):
                whole = dict(zip(table.columns, row, strict=True))
                file.write((",\n" if place else "\n") + json.dumps(whole, ensure_ascii=False, default=_to_json))
            file.write("]")
        file.write("}\n")


def _to_json(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
