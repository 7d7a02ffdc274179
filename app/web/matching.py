"""What a file calls things, matched by hand to what they are here: its columns, and names that nobody knows."""

from collections.abc import Iterable

from flask import request

MATCHED_MAX = 30
"""Names that are asked about at a time."""

NEW_MAX = 100
"""New measures that are asked about at a time."""


def read_columns(fields: Iterable[str]) -> dict[str, str]:
    """Return the column that was chosen for each field that was asked about; "" is said to be not in the file."""
    return {field: column for field in fields if (column := request.form.get(f"column-{field}")) is not None}


def read_matches() -> dict[str, str]:
    """Return what names of the file were said to mean; "" is said to be not known."""
    return _read_pairs("unknown", "match", MATCHED_MAX)


def read_meanings() -> dict[str, str]:
    """Return how new measures were said to be taken, by their code; "" is not said."""
    return _read_pairs("new", "meaning", NEW_MAX)


def _read_pairs(asked: str, said: str, most: int) -> dict[str, str]:
    pairs = [(request.form.get(f"{asked}-{place}"), request.form.get(f"{said}-{place}")) for place in range(most)]
    return {name: meant for name, meant in pairs if name and meant is not None}
