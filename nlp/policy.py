"""How far the rules and the trained reader are to be believed: a table of weights, learnt from comments new to both.

A *candidate* is a code that a comment may tell. Its kind says who speaks for it; each kind has a table of its own. What
is known of it are names ("how: phrase", "denied") and figures (how sure the trained reader is of its clause). Their
weights add up to the logarithm of its odds, as in any logistic regression: the table can be read and checked by eye.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from pathlib import Path
from typing import Literal, get_args

import numpy as np

from nlp.lexicon.cues import KINDS as CUE_KINDS
from nlp.sums import Matrix

WEIGHTS = Path(__file__).parent / "model" / "policy.json"
"""What `toile nlp train` learns from `nlp/corpus/en/fresh`."""

Kind = Literal["claimed", "silenced", "unclaimed"]
"""The rules claim it; they met it and keep silent; only the trained reader speaks of it."""
KINDS: tuple[Kind, ...] = get_args(Kind)

CUES = tuple(kind for kind in CUE_KINDS if kind not in ("known", "stop", "comma"))
"""Whether one stands in its clause is known of every candidate: 1 or 0."""
CERTAINTIES = (
    "sentence", "clause", "silent sentence", "same aspect", "sure in sentence", "sure of silence", "surest",
    "stretch",
)  # fmt: skip
"""How sure the trained reader is of a candidate and of what speaks against it, most as logits."""
FIGURES = (*CERTAINTIES, *(f"cue: {cue}" for cue in CUES))
"""What is known of a candidate in figures."""


@dataclass(frozen=True)
class Table:
    """The weights of one kind of candidates; a name that it does not hold weighs nothing."""

    bias: float
    names: Mapping[str, float]
    figures: Sequence[float]
    figures_in_short: Sequence[float]
    """What a figure weighs besides in a comment of a sentence or two."""


@dataclass(frozen=True)
class Policy:
    """The tables of all kinds; those with the same content believe the same and are equal."""

    tables: Mapping[Kind, Table]

    def odds(self, kind: Kind, names: Sequence[Sequence[str]], figures: Matrix, short: Matrix) -> Matrix:
        """The logarithm of each candidate's odds to be right: a row of figures, names and shortness (0, 1) for each."""
        table = self.tables[kind]
        counts = [*map(len, names)]
        of_each = np.fromiter(map(table.names.get, chain.from_iterable(names), repeat(0.0)), "float64", sum(counts))
        by_names = np.bincount(np.repeat(np.arange(len(counts)), counts), of_each, len(counts)).astype("float32")
        weights = np.array([table.figures, table.figures_in_short], dtype="float32").T
        by_figures = figures @ weights
        odds: Matrix = by_names + by_figures[:, 0] + by_figures[:, 1] * short + np.float32(table.bias)
        return odds

    def save(self, path: Path) -> None:
        """Keep it in a file that people can read, heaviest names first."""
        content = {
            kind: {
                "bias": table.bias,
                "figures": dict(zip(FIGURES, table.figures, strict=True)),
                "figures in a short comment": dict(zip(FIGURES, table.figures_in_short, strict=True)),
                "names": dict(sorted(table.names.items(), key=lambda item: (-item[1], item[0]))),
            }
            for kind, table in self.tables.items()
        }
        path.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")


_other: ContextVar[Policy | None] = ContextVar("_other", default=None)


@contextmanager
def believing(policy: Policy) -> Iterator[None]:
    """Have comments read by another policy than Toile's own meanwhile; in this process and thread alone."""
    token = _other.set(policy)
    try:
        yield
    finally:
        _other.reset(token)


def load_policy() -> Policy:
    """The policy that comments are read by: Toile's own, unless another is believed just now."""
    return _other.get() or read_policy(WEIGHTS)


@cache
def read_policy(path: Path) -> Policy:
    """The policy of a file, read once."""
    content = json.loads(path.read_text("utf-8"))
    return Policy(
        {
            kind: Table(
                content[kind]["bias"],
                content[kind]["names"],
                [content[kind]["figures"][name] for name in FIGURES],
                [content[kind]["figures in a short comment"][name] for name in FIGURES],
            )
            for kind in KINDS
        }
    )
