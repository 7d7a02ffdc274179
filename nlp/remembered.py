"""Remembers what was found out about a word, so that it is found out but once."""

from collections.abc import Callable
from typing import TypeVar

Value = TypeVar("Value")

STRETCHES_MAX = 20_000
"""What stands between two blanks is remembered, so much of it at most."""
LONGEST = 60
"""Longer words are not kept: they hardly come again, and a few of them would take much memory."""


class Remembered(dict[str, Value]):
    """What a function gives for each word that is asked for; forgets them all when it has met too many.

    A dictionary, so that a whole comment's words are looked up at once without a step of Python for each.
    """

    def __init__(self, find: Callable[[str], Value], size_max: int) -> None:
        super().__init__()
        self._find = find
        self._size_max = size_max

    def __missing__(self, word: str) -> Value:
        value = self._find(word)
        if len(word) <= LONGEST:
            if len(self) >= self._size_max:
                self.clear()
            self[word] = value
        return value
