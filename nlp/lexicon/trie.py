"""Finds the phrases of the lexicon in a comment, in one pass."""

from collections.abc import Collection, Sequence
from typing import Any, Generic, TypeVar

Payload = TypeVar("Payload")

Node = tuple["Steps", Any, "Node | None"]
"""What can follow, by its key; what ends here; where any one word leads."""

Steps = dict[str, Any]
"""The node to which each key leads, or several, as a list that is alone in a tuple.

These are the nodes of phrases that go on alike. They become one node when a comment first comes that way: all the ways
that the phrases make are three times as many as their own, and comments go but few of them. That they are several is
noticed where they cannot be taken apart like a node: to ask each time would take a tenth of the time of looking.
"""

Known = dict[tuple[int, ...], tuple[Sequence[Node], Node]]
"""Nodes that were joined, by their ids, and the node that goes on as all of them."""

Reached = tuple[int, Any, int]
"""How far a phrase reaches, what it stands for, and the denials passed over in it."""

_NOTHING: Reached = (0, None, 0)
_END = ""
"""Stands behind the last key, and is none itself."""
GAP = "_"
MARKS = frozenset({*".,;:!?()…", "but", "except", "if", "aber", _END})
"""Ends of what is said together: `_` does not stand for them."""
FILLERS_MAX = 3
"""So many words in a row are passed over at most."""


class _Phrase:
    """A phrase, whose nodes are made when a comment first has one of the words that it begins with."""

    __slots__ = ("_begun", "_payload", "_steps")

    def __init__(self, steps: Sequence[Sequence[Sequence[str]]], payload: Any) -> None:
        self._steps, self._payload = steps, payload
        self._begun: Steps | None = None

    def first_keys(self) -> set[str]:
        """The keys that it can begin with."""
        found: set[str] = set()
        for step in self._steps:
            found.update([keys[0] for keys in step if keys])
            if all(step):
                break  # else it can be left out
        return found

    def behind(self, key: str) -> list[Node]:
        """Where this key at its beginning leads."""
        steps, begun = self._steps, self._begun  # in this order: whoever else makes the chain lets go of them last
        if begun is None:
            begun = self._begun = _chain(steps, self._payload)[0]
            self._steps = ()
        return _listed(begun[key])


class Trie(Generic[Payload]):
    """Phrases as sequences of keys, each with what it stands for.

    Inside a phrase, filler words ("the", "very", a hyphen) are passed over, and `_` stands for any one word:
    both are bounded, so a look-up is linear in the comment. A denial passed over ("never came apart") is counted.

    Several threads may look at once, though nodes are made meanwhile: what is there is asked for once and then held,
    and a node stands in its place only when it is whole. Two that make the same one make equal ones.
    """

    def __init__(self, fillers: Collection[str] = (), denials: Collection[str] = ()) -> None:
        self._root: Steps = {}  # at first with phrases in the place of nodes
        self._fillers = frozenset(fillers) | frozenset(denials)
        self._denials = frozenset(denials)
        self._no_gaps = MARKS | self._denials
        self._known: Known = {}

    def add(self, steps: Sequence[Sequence[Sequence[str]]], payload: Payload) -> None:
        """Add a phrase, given step by step with the alternatives of each; the first one added keeps its place."""
        phrase = _Phrase(steps, payload)
        for key in phrase.first_keys():
            (phrases,) = self._root.setdefault(key, ([],))  # for all are added before any is looked for
            phrases.append(phrase)

    def find(self, keys: Sequence[str]) -> list[tuple[int, int, Payload, int]]:
        """The phrases found, as (start, end, payload, denials), leftmost and longest first, without overlap."""
        found: list[tuple[int, int, Payload, int]] = []
        keys, fillers = [*keys, _END], self._fillers
        past = at = 0
        for node in map(self._root.get, keys):
            at += 1
            if node is None or at <= past:
                continue
            try:
                steps, end, gap = node
            except ValueError:
                steps, end, gap = self._begun(keys[at - 1])
            if gap is None and (key := keys[at]) not in steps and key not in fillers:
                # As at most words: they begin many phrases but not this one, or stand for something by themselves.
                if end is not None:
                    found.append((at - 1, at, end, 0))
                continue
            past, end, denials = self._longest_from(steps, end, gap, keys, at)
            if past:
                found.append((at - 1, past, end, denials))
        return found

    def _longest_from(self, steps: Steps, end: Any, gap: Node | None, keys: Sequence[str], at: int) -> Reached:
        """The longest phrase of which the first word leads to that node.

        Word by word, as most phrases go; what could be meant in two ways is left to the search of both.
        """
        best = _NOTHING if end is None else (at, end, 0)
        fillers = self._fillers
        while True:
            key = keys[at]
            step = steps.get(key)
            if key in fillers:
                if step is not None or gap is not None or self._resumes(steps, keys, at + 1):
                    return self._longest(best, steps, gap, keys, at)
                return best
            at += 1
            if gap is not None and key not in MARKS:
                if step is None:
                    step = gap
                else:
                    best = self._longer(best, gap, keys, at)
            elif step is None:
                return best
            try:
                steps, end, gap = step
            except ValueError:
                steps, end, gap = self._joined_at(steps, key)
            if end is not None and at >= best[0]:
                best = at, end, 0

    def alone(self, key: str) -> Payload | None:
        """What the key stands for by itself."""
        found: Payload | None = self._begun(key)[1] if key in self._root else None
        return found

    def _begun(self, key: str) -> Node:
        """The one node to which the key at a phrase's beginning leads, from now on."""
        there = self._root[key]
        if len(there) == 1:
            nodes = [begun for phrase in there[0] for begun in phrase.behind(key)]
            there = self._root[key] = _joined(nodes, self._known)
        node: Node = there
        return node

    def _joined_at(self, steps: Steps, key: str) -> Node:
        """The one node to which the key leads, from now on."""
        there = steps[key]
        if len(there) == 1:  # else the search of another way has joined them meanwhile
            there = steps[key] = _joined(there[0], self._known)
        node: Node = there
        return node

    def _resumes(self, steps: Steps, keys: Sequence[str], at: int) -> bool:
        """Whether a phrase can go on behind fillers."""
        key = keys[at]
        return key in steps or (key in self._fillers and not steps.keys().isdisjoint(keys[at + 1 : at + FILLERS_MAX]))

    def _longest(
        self,
        best: Reached,
        steps: Steps,
        gap: Node | None,
        keys: Sequence[str],
        at: int,
        passed: int = 0,
        denied: int = 0,
    ) -> Reached:
        """The longest phrase that goes on at this place, if not the best one so far.

        A filler or any word that could also be one of the phrase is tried both ways, a denial is a word where it can
        be one.
        """
        fillers = self._fillers
        while True:
            key = keys[at]
            step = steps.get(key)
            if key in fillers and passed < FILLERS_MAX:
                denies = key in self._denials
                if step is None:
                    passed, denied, at = passed + 1, denied + denies, at + 1
                    continue
                if not denies:
                    best = self._longer(best, (steps, None, gap), keys, at + 1, passed + 1, denied)
            if gap is not None and key not in self._no_gaps:
                if step is None:
                    step = gap
                else:
                    best = self._longer(best, gap, keys, at + 1, passed, denied)
            if step is None:
                return best
            try:
                steps, end, gap = step
            except ValueError:
                steps, end, gap = self._joined_at(steps, key)
            at += 1
            if end is not None and at >= best[0]:
                best = at, end, denied

    def _longer(
        self, best: Reached, node: Node, keys: Sequence[str], at: int, passed: int = 0, denied: int = 0
    ) -> Reached:
        """The best so far, or what goes on another way if that is longer."""
        steps, end, gap = node
        if passed:
            end = None
        # A glance spares most searches: nothing ends at this node, and the next word cannot follow.
        while end is None and (key := keys[at]) not in steps:
            if key in self._fillers:
                if gap is None and not self._resumes(steps, keys, at + 1):
                    return best
                break
            if gap is None or key in MARKS:
                return best
            steps, end, gap = gap
            at += 1
        other = self._longest(_NOTHING if end is None else (at, end, denied), steps, gap, keys, at, passed, denied)
        return other if other[0] > best[0] else best


def _chain(steps: Sequence[Sequence[Sequence[str]]], payload: Any) -> Node:
    """A phrase by itself: whatever alternative is taken of a step, it goes on at the same node."""
    known: Known = {}
    node: Node = {}, payload, None
    for step in reversed(steps):
        following, end = node, None
        below: Steps = {keys[0]: following for keys in step if len(keys) == 1}
        for keys in step if len(below) < len(step) else ():
            if len(keys) > 1:
                branch = following
                for key in reversed(keys[1:]):
                    branch = {key: branch}, None, branch if key == GAP else None
                _lead(below, keys[0], branch)
            elif not keys:  # the step can be left out
                end = following[1]
                for key, further in following[0].items():
                    _lead(below, key, further)
        node = _node(below, end, known)
    return node


def _lead(steps: Steps, key: str, node: Any) -> None:
    """Let the key lead to the node too."""
    there = steps.setdefault(key, node)
    if there is not node:
        steps[key] = ([*_listed(there), *_listed(node)],)  # a new one, for another node may hold the list that is there


def _listed(node: Any) -> list[Node]:
    return node[0] if len(node) == 1 else [node]


def _joined(nodes: Sequence[Node], known: Known) -> Node:
    """A node that goes on as all of them do; where several end, the first one counts.

    None is changed, for other phrases may lead to it. So phrases share their endings, and the lexicon takes a
    fraction of the memory, which the processor's cache can hold. What was joined once is kept in `known`.
    """
    apart = {id(node): node for node in nodes}
    if len(apart) == 1:
        return nodes[0]
    ids = tuple(apart)
    if ids not in known:
        first, *others = apart.values()
        steps = dict(first[0])
        shared: dict[str, list[Node]] = {}
        for other in others:
            for key, node in other[0].items():
                there = steps.setdefault(key, node)
                if there is node:
                    continue
                if key not in shared:  # a new list, for another node may hold the one that is there
                    shared[key] = [*_listed(there)]
                    steps[key] = (shared[key],)
                shared[key] += _listed(node)
        end = next((node[1] for node in apart.values() if node[1] is not None), None)
        known[ids] = [*apart.values()], _node(steps, end, known)
    return known[ids][1]


def _node(steps: Steps, end: Any, known: Known) -> Node:
    gap = steps.get(GAP)
    if gap is not None and len(gap) == 1:  # taken by any word, so that it is needed at once
        gap = steps[GAP] = _joined(gap[0], known)
    return steps, end, gap
