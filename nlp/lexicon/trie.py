"""Finds the phrases of the lexicon in a comment, in one pass."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Generic, TypeVar

Payload = TypeVar("Payload")

Known = dict[tuple[int, int], tuple[dict[str, Any], dict[str, Any], dict[str, Any]]]
"""Nodes that were merged, by their ids, with the node that goes on as both."""

Reached = tuple[int, Any, int]
"""How far a phrase reaches, what it stands for, and the denials passed over in it."""

_NOTHING: Reached = (0, None, 0)
_END = ""
GAP = "_"
MARKS = frozenset({*".,;:!?()…", "but", "aber"})
"""Ends of what is said together: `_` does not stand for them."""


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
        self._no_gaps = MARKS | self._denials

    def add(self, steps: Iterable[Sequence[Sequence[str]]], payload: Payload) -> None:
        """Add a phrase, given step by step with the alternatives of each; the first one added keeps its place."""
        known: Known = {}
        for key, below in _chain(steps, payload).items():
            if key != _END:
                self._root[key] = _merged(self._root[key], below, known) if key in self._root else below

    def find(self, keys: Sequence[str]) -> list[tuple[int, int, Payload, int]]:
        """The phrases found, as (start, end, payload, denials), leftmost and longest first, without overlap."""
        found: list[tuple[int, int, Payload, int]] = []
        fillers, size, past, at = self._fillers, len(keys), 0, -1
        for node in map(self._root.get, keys):
            at += 1
            if node is None or at < past:
                continue
            best = (at + 1, node[_END], 0) if _END in node else _NOTHING
            following = at + 1
            # Word by word, as most phrases go; what could be meant in two ways is left to the search of both.
            while following < size:
                key = keys[following]
                step = node.get(key)
                if key in fillers:
                    if step or GAP in node or self._resumes(node, keys, following + 1):
                        best = self._longest(best, node, keys, following)
                    break
                if GAP in node and key not in MARKS:
                    best = self._longer(best, node[GAP], keys, following + 1) if step else best
                    step = step or node[GAP]
                if step is None:
                    break
                node = step
                following += 1
                if _END in node and following >= best[0]:
                    best = following, node[_END], 0
            if best[0]:
                found.append((at, *best))
                past = best[0]
        return found

    def _resumes(self, node: dict[str, Any], keys: Sequence[str], at: int) -> bool:
        """Whether a phrase can go on behind fillers."""
        return not node.keys().isdisjoint(keys[at : at + self.FILLERS_MAX])

    def _longest(
        self, best: Reached, node: dict[str, Any], keys: Sequence[str], at: int, passed: int = 0, denied: int = 0
    ) -> Reached:
        """The longest phrase that goes on at this place, if not the best one so far.

        A filler or any word that could also be one of the phrase is tried both ways, a denial is a word where it can
        be one.
        """
        size, fillers = len(keys), self._fillers
        while at < size:
            key = keys[at]
            step = node.get(key)
            if key in fillers and passed < self.FILLERS_MAX:
                denies = key in self._denials
                if step is None:
                    passed, denied, at = passed + 1, denied + denies, at + 1
                    continue
                if not denies:
                    best = self._longer(best, node, keys, at + 1, passed + 1, denied)
            gap = None if key in self._no_gaps else node.get(GAP)
            if step is not None and gap is not None:
                best = self._longer(best, gap, keys, at + 1, passed, denied)
            going_on = step or gap
            if going_on is None:
                break
            node = going_on
            at += 1
            if _END in node:
                if at >= best[0]:
                    best = at, node[_END], denied
                if len(node) == 1:
                    break
        return best

    def _longer(
        self, best: Reached, node: dict[str, Any], keys: Sequence[str], at: int, passed: int = 0, denied: int = 0
    ) -> Reached:
        """The best so far, or what goes on another way if that is longer."""
        key = keys[at] if at < len(keys) else _END
        # A glance spares most searches: nothing ends at this node, and the next word cannot follow.
        if not (_END in node or key in node or key in self._fillers or (GAP in node and key not in MARKS)):
            return best
        ended = (at, node[_END], 0) if _END in node and not passed else _NOTHING
        other = self._longest(ended, node, keys, at, passed, denied)
        return other if other[0] > best[0] else best


def _chain(steps: Iterable[Sequence[Sequence[str]]], payload: Any) -> dict[str, Any]:
    """A phrase by itself: whatever alternative is taken of a step, it goes on at the same node."""
    node: dict[str, Any] = {_END: payload}
    for alternatives in reversed(list(steps)):
        following, node = node, {}
        known: Known = {}
        for keys in alternatives:
            branch = following
            for key in reversed(keys):
                branch = {key: branch}
            if len(keys) == 1 and keys[0] not in node:
                node[keys[0]] = following
            else:
                node = _merged(node, branch, known)
    return node


def _merged(one: dict[str, Any], other: dict[str, Any], known: Known) -> dict[str, Any]:
    """A node that goes on as both do; where both end, the first one counts.

    Neither is changed, for other phrases may lead to it. So phrases share their endings, and the lexicon takes a
    fraction of the memory, which the processor's cache can hold. `known` are the pairs that were merged already.
    """
    if one is other:
        return one
    pair = id(one), id(other)
    if pair in known:
        return known[pair][2]
    node = other | one
    few, many = (one, other) if len(one) < len(other) else (other, one)
    for key in few:
        if key in many and key != _END:
            node[key] = _merged(one[key], other[key], known)
    known[pair] = one, other, node
    return node
