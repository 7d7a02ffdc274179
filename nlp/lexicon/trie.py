"""Finds the phrases of the lexicon in a comment, in one pass."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Generic, TypeVar

Payload = TypeVar("Payload")

_END = ""
GAP = "_"


class Trie(Generic[Payload]):
    """Phrases as sequences of keys, each with what it stands for.

    Inside a phrase, filler words ("the", "very", a hyphen) are passed over, and `_` stands for any one word:
    both are bounded, so a look-up is linear in the comment. A denial passed over ("never came apart") is counted.
    """

    FILLERS_MAX = 3

    def __init__(self, fillers: Collection[str] = (), denials: Collection[str] = ()) -> None:
        self._root: dict[str, Any] = {}
        self._fillers = frozenset(fillers) | frozenset(denials)
        self._denials = frozenset(denials)

    def add(self, keys: Iterable[str], payload: Payload) -> None:
        """Add a phrase; the first one added keeps its place."""
        node = self._root
        for key in keys:
            node = node.setdefault(key, {})
        node.setdefault(_END, payload)

    def find(self, keys: Sequence[str]) -> list[tuple[int, int, Payload, int]]:
        """The phrases found, as (start, end, payload, denials), leftmost and longest first, without overlap."""
        found: list[tuple[int, int, Payload, int]] = []
        root, fillers, size, at = self._root, self._fillers, len(keys), 0
        while at < size:
            node = root.get(keys[at])
            if node is None:
                at += 1
                continue
            following = keys[at + 1] if at + 1 < size else _END
            if following is _END or not (following in node or following in fillers or GAP in node):
                if _END in node:
                    found.append((at, at + 1, node[_END], 0))
                at += 1
                continue
            end, payload, denials = self._longest(node, keys, at + 1)
            if end:
                found.append((at, end, payload, denials))
                at = end
            else:
                at += 1
        return found

    def _longest(self, node: dict[str, Any], keys: Sequence[str], at: int) -> tuple[int, Any, int]:
        size, fillers, passed, denied = len(keys), self._fillers, 0, 0
        end, payload, denials = (at, node[_END], 0) if _END in node else (0, None, 0)
        while at < size:
            key = keys[at]
            step = node.get(key)
            if step is None:
                if key in fillers and passed < self.FILLERS_MAX:
                    passed += 1
                    denied += key in self._denials
                    at += 1
                    continue
                step = node.get(GAP)
                if step is None:
                    break
            node = step
            at += 1
            if _END in node:
                end, payload, denials = at, node[_END], denied
        return end, payload, denials
