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

    def add(self, steps: Iterable[Sequence[Sequence[str]]], payload: Payload) -> None:
        """Add a phrase, given step by step with the alternatives of each; the first one added keeps its place."""
        nodes = [self._root]
        for alternatives in steps:
            # Two alternatives may lead to one place ("the" and "" before it): it is gone on from once.
            reached = {id(node): node for start in nodes for keys in alternatives for node in [_walk(start, keys)]}
            nodes = list(reached.values())
        for node in nodes:
            if node is not self._root:
                node.setdefault(_END, payload)

    def find(self, keys: Sequence[str]) -> list[tuple[int, int, Payload, int]]:
        """The phrases found, as (start, end, payload, denials), leftmost and longest first, without overlap."""
        found: list[tuple[int, int, Payload, int]] = []
        root, fillers, size, past = self._root, self._fillers, len(keys), 0
        # Few words begin a phrase, and of most that do the next word tells that they stand alone.
        for at in [at for at, key in enumerate(keys) if key in root]:
            if at < past:
                continue
            node = root[keys[at]]
            following = keys[at + 1] if at + 1 < size else _END
            if following is _END or not (following in node or following in fillers or GAP in node):
                if _END in node:
                    found.append((at, at + 1, node[_END], 0))
                continue
            end, payload, denials = self._longest(node, keys, at + 1)
            if end:
                found.append((at, end, payload, denials))
                past = end
        return found

    def _longest(
        self, node: dict[str, Any], keys: Sequence[str], at: int, passed: int = 0, denied: int = 0
    ) -> tuple[int, Any, int]:
        """The end of the longest phrase that goes on at this place, what it stands for, and its denials passed over.

        A filler that could also be a word of the phrase is tried both ways, a denial is a word where it can be one.
        """
        size, fillers = len(keys), self._fillers
        end, payload, denials = (at, node[_END], 0) if _END in node and not passed else (0, None, 0)
        while at < size:
            key = keys[at]
            step = node.get(key)
            if key in fillers and passed < self.FILLERS_MAX:
                denies = key in self._denials
                if step is None:
                    passed, denied, at = passed + 1, denied + denies, at + 1
                    continue
                if not denies:
                    other = self._longest(node, keys, at + 1, passed + 1, denied)
                    if other[0] > end:
                        end, payload, denials = other
            step = step or node.get(GAP)
            if step is None:
                break
            node = step
            at += 1
            if _END in node:
                if at >= end:
                    end, payload, denials = at, node[_END], denied
                if len(node) == 1:
                    break
        return end, payload, denials


def _walk(node: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    """The node that the keys lead to, made where there is none."""
    for key in keys:
        node = node.setdefault(key, {})
    return node
