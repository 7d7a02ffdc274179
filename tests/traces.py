"""What is left of words in the files of a database."""

from pathlib import Path


def list_holding(database_url: str, words: bytes) -> list[Path]:
    """Return the files beside a database of SQLite that hold words, whichever case they are in: its journal, too."""
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    return [each for each in folder.rglob("*") if each.is_file() and words.lower() in each.read_bytes().lower()]
