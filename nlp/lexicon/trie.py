"""Finds the phrases of the lexicon in a comment, in one pass."""

from collections.abc import Collection, Iterable, Sequence
from typing import Any, Generic, TypeVar

Payload = TypeVar("Payload")

Node = tuple[dict[str, "Node"], Any, "Node | None"]
"""What can follow, by its key; what ends here; where any one word leads. Never changed: many phrases lead to it."""

Known = dict[tuple[int, int], tuple[Node, Node, Node]]
"""Nodes that were merged, by their ids, with the node that goes on as both."""

Reached = tuple[int, Any, int]
"""How far a phrase reaches, what it stands for, and the denials passed over in it."""

_NOTHING: Reached = (0, None, 0)
_END = ""
"""Stands behind the last key, and is none itself."""
GAP = "_"
MARKS = frozenset({*".,;:!?()…", "but", "aber", _END})
"""Ends of what is said together: `_` does not stand for them."""


class Trie(Generic[Payload]):
    """Phrases as sequences of keys, each with what it stands for.

    Inside a phrase, filler words ("the", "very", a hyphen) are passed over, and `_` stands for any one word:
    both are bounded, so a look-up is linear in the comment. A denial passed over ("never came apart") is counted.
    """

    FILLERS_MAX = 3

    def __init__(self, fillers: Collection[str] = (), denials: Collection[str] = ()) -> None:
        self._root: dict[str, Node] = {}
        self._fillers = frozenset(fillers) | frozenset(denials)
        self._denials = frozenset(denials)
        self._no_gaps = MARKS | self._denials

    def add(self, steps: Iterable[Sequence[Sequence[str]]], payload: Payload) -> None:
        """Add a phrase, given step by step with the alternatives of each; the first one added keeps its place."""
        known: Known = {}
        for key, below in _chain(steps, payload)[0].items():
            self._root[key] = _merged(self._root[key], below, known) if key in self._root else below

    def find(self, keys: Sequence[str]) -> list[tuple[int, int, Payload, int]]:
        """The phrases found, as (start, end, payload, denials), leftmost and longest first, without overlap."""
        found: list[tuple[int, int, Payload, int]] = []
        keys, fillers = [*keys, _END], self._fillers
        past = at = 0
        for node in map(self._root.get, keys):
            at += 1
            if node is None or at <= past:
                continue
            steps, end, gap = node
            if end is None and gap is None and (key := keys[at]) not in steps and key not in fillers:
                continue  # as at most words, which begin many phrases but not this one
            best = self._longest_from(node, keys, at)
            if best[0]:
                found.append((at - 1, *best))
                past = best[0]
        return found

    def _longest_from(self, node: Node, keys: Sequence[str], at: int) -> Reached:
        """The longest phrase of which the first word leads to that node.

        Word by word, as most phrases go; what could be meant in two ways is left to the search of both.
        """
        steps, end, gap = node
        best = _NOTHING if end is None else (at, end, 0)
        while True:
            key = keys[at]
            step = steps.get(key)
            if key in self._fillers:
                if step is not None or gap is not None or self._resumes(steps, keys, at + 1):
                    return self._longest(best, (steps, end, gap), keys, at)
                return best
            if gap is not None and key not in MARKS:
                if step is None:
                    step = gap
                else:
                    best = self._longer(best, gap, keys, at + 1)
            elif step is None:
                return best
            steps, end, gap = step
            at += 1
            if end is not None and at >= best[0]:
                best = at, end, 0

    def alone(self, key: str) -> Payload | None:
        """What the key stands for by itself."""
        node = self._root.get(key)
        found: Payload | None = node[1] if node else None
        return found

    def _resumes(self, steps: dict[str, Node], keys: Sequence[str], at: int) -> bool:
        """Whether a phrase can go on behind fillers."""
        return not steps.keys().isdisjoint(keys[at : at + self.FILLERS_MAX])

    def _longest(
        self, best: Reached, node: Node, keys: Sequence[str], at: int, passed: int = 0, denied: int = 0
    ) -> Reached:
        """The longest phrase that goes on at this place, if not the best one so far.

        A filler or any word that could also be one of the phrase is tried both ways, a denial is a word where it can
        be one.
        """
        fillers = self._fillers
        while True:
            steps, _, gap = node
            key = keys[at]
            step = steps.get(key)
            if key in fillers and passed < self.FILLERS_MAX:
                denies = key in self._denials
                if step is None:
                    passed, denied, at = passed + 1, denied + denies, at + 1
                    continue
                if not denies:
                    best = self._longer(best, node, keys, at + 1, passed + 1, denied)
            if gap is not None and key not in self._no_gaps:
                if step is None:
                    step = gap
                else:
                    best = self._longer(best, gap, keys, at + 1, passed, denied)
            if step is None:
                return best
            node = step
            at += 1
            if node[1] is not None and at >= best[0]:
                best = at, node[1], denied

    def _longer(
        self, best: Reached, node: Node, keys: Sequence[str], at: int, passed: int = 0, denied: int = 0
    ) -> Reached:
        """The best so far, or what goes on another way if that is longer."""
        steps, end, gap = node
        key = keys[at]
        # A glance spares most searches: nothing ends at this node, and the next word cannot follow.
        if end is None and key not in steps:
            if key in self._fillers:
                if gap is None and not self._resumes(steps, keys, at + 1):
                    return best
            elif gap is None or key in MARKS:
                return best
        ended = _NOTHING if end is None or passed else (at, end, 0)
        other = self._longest(ended, node, keys, at, passed, denied)
        return other if other[0] > best[0] else best


def _node(steps: dict[str, Node], end: Any = None) -> Node:
    return steps, end, steps.get(GAP)


def _chain(steps: Iterable[Sequence[Sequence[str]]], payload: Any) -> Node:
    """A phrase by itself: whatever alternative is taken of a step, it goes on at the same node."""
    node = _node({}, payload)
    for alternatives in reversed(list(steps)):
        following, below, end = node, dict[str, Node](), None
        known: Known = {}
        for keys in alternatives:
            if len(keys) == 1 and keys[0] not in below:
                below[keys[0]] = following
                continue
            branch = following
            for key in reversed(keys):
                branch = _node({key: branch})
            below, end, _ = _merged(_node(below, end), branch, known)
        node = _node(below, end)
    return node


def _merged(one: Node, other: Node, known: Known) -> Node:
    """A node that goes on as both do; where both end, the first one counts.

    Neither is changed, for other phrases may lead to it. So phrases share their endings, and the lexicon takes a
    fraction of the memory, which the processor's cache can hold. `known` are the pairs that were merged already.
    """
    if one is other:
        return one
    pair = id(one), id(other)
    if pair in known:
        return known[pair][2]
    first, second = one[0], other[0]
    steps = second | first
    for key in first.keys() & second.keys():
        steps[key] = _merged(first[key], second[key], known)
    node = steps, other[1] if one[1] is None else one[1], steps.get(GAP)
    known[pair] = one, other, node
    return node
