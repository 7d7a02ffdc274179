"""Learns how far the rules and the trained reader are to be believed, from comments that neither had read before."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nlp.components.candidates import gather
from nlp.garments import garment_kind
from nlp.pipeline import build_pipeline, read_all
from nlp.policy import FIGURES, KINDS, Kind, Policy, Table
from nlp.taxonomy import IssueCode
from nlp.trained import TrainedReader

READ_AT_ONCE = 200
PENALTY = 3.0
"""What a weight of one costs, beside the logarithm of a candidate's odds: names met seldom weigh little."""
STEPS = 12
OFTEN = 5
"""So many candidates must have a name for it to get a weight."""

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """A candidate of a labelled comment, and whether it is right."""

    row: int
    """The comment."""
    code: IssueCode
    kind: Kind
    names: tuple[str, ...]
    figures: Sequence[float]
    short: float
    right: bool


def cases_of(rows: Sequence[dict[str, Any]], reader: TrainedReader) -> Iterator[Case]:
    """The candidates of labelled comments; contested codes are left out."""
    pipeline = build_pipeline()
    for start in range(0, len(rows), READ_AT_ONCE):
        part = rows[start : start + READ_AT_ONCE]
        comments = read_all(
            pipeline, [(row["text"], garment_kind(row.get("garment") or row.get("class"))) for row in part]
        )
        place = {id(notes): at for at, notes in enumerate(comments)}
        weighable = gather(comments, reader)
        weighed = [
            *((notes, code, True) for notes, code, _ in weighable.claimed),
            *((each.notes, each.code, each.is_telling(reader)) for each in weighable.besides),
        ]
        for (notes, code, is_telling), kind, names, figures, short in zip(
            weighed, weighable.kinds, weighable.names, weighable.figures.tolist(), weighable.short.tolist(), strict=True
        ):
            at = place[id(notes)]
            if not is_telling or code.value in part[at].get("contested", ()):
                continue
            right = any(label["code"] == code.value for label in part[at]["labels"])
            yield Case(start + at, code, kind, tuple(names), figures, short, right)


def learn_policy(cases: Sequence[Case]) -> Policy:
    """The weights under which what is right is likeliest (logistic regression, a table for each kind)."""
    return Policy({kind: _fit([case for case in cases if case.kind == kind]) for kind in KINDS})


def _fit(cases: Sequence[Case]) -> Table:
    counts = Counter(name for case in cases for name in case.names)
    names = sorted(name for name, count in counts.items() if count >= OFTEN)
    column_of = {name: column for column, name in enumerate(names)}
    by_name = np.zeros((len(cases), len(names)))
    for row, case in enumerate(cases):
        by_name[row, [column_of[name] for name in case.names if name in column_of]] = 1
    figures = np.array([case.figures for case in cases])
    short = np.array([case.short for case in cases])[:, np.newaxis]
    known = np.concatenate([by_name, figures, figures * short, np.ones((len(cases), 1))], axis=1)
    weights = np.round(_regress(known, np.array([case.right for case in cases], dtype=float)), 3)
    first, second = len(names), len(names) + len(FIGURES)
    return Table(
        float(weights[-1]),
        dict(zip(names, weights[:first].tolist(), strict=True)),
        weights[first:second].tolist(),
        weights[second:-1].tolist(),
    )


def _regress(known: NDArray[np.float64], right: Vector) -> Vector:
    """The weights, by Newton's method; the last column, the same for all, is free of the penalty."""
    penalty = np.full(known.shape[1], PENALTY)
    penalty[-1] = 0.01
    weights = np.zeros(known.shape[1])
    for _ in range(STEPS):
        likely = 1 / (1 + np.exp(-known @ weights))
        slope = known.T @ (likely - right) + penalty * weights
        bend = (known * (likely * (1 - likely))[:, np.newaxis]).T @ known + np.diag(penalty)
        weights -= np.linalg.solve(bend, slope)
    return weights
