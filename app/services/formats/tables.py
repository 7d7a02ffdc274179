"""Plain tables on their way into a file: what the writers of tables share."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

Value = str | int | float | bool | date | None
"""What a cell may hold; None is not known."""


@dataclass(frozen=True)
class Table:
    """A table whose rows come one by one, so that none has to fit into memory."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[Value]]
