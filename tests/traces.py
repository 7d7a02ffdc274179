"""What is left of words in the files of a database."""

from pathlib import Path


def list_holding(database_url: str, words: bytes) -> list[Path]:
    """Return the files of a database of SQLite that hold words, whichever case they are in: its journal, too."""
    database = Path(database_url.removeprefix("sqlite:///"))
    files = database.parent.glob(f"{database.name}*")  # beside it lie those of other tests
    return [each for each in files if words.lower() in each.read_bytes().lower()]
