"""How near the grouping comes to the sub-themes that a designer would see, beside other ways of grouping.

The phrases were written for it, with the comments they stand in (`sub_themes.tsv`). The figure is the adjusted Rand
index, the mean of the codes: 1 is the designer's grouping, 0 what chance gives. Each other way is measured at our
threshold and, which favours it, at the one of a row of thresholds that suits these phrases best.
"""

import re
from collections.abc import Callable, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from scipy.cluster.hierarchy import fcluster, linkage
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import adjusted_rand_score

from nlp.grouping import APART, LETTERS, group_alike, normalise_phrase

THRESHOLDS = (0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94)
_QUOTE = re.compile(r"\[(.+)\]")


class Row(NamedTuple):
    """A phrase with its sub-theme and its comment."""

    code: str
    theme: str
    phrase: str
    comment: str


Labelled = Sequence[Row]


def read_rows() -> list[Row]:
    lines = (Path(__file__).parent / "sub_themes.tsv").read_text("utf-8").splitlines()
    rows = []
    for code, theme, comment in (line.split("\t") for line in lines if not line.startswith("#")):
        quote = _QUOTE.search(comment)
        assert quote is not None, comment
        rows.append(Row(code, theme, normalise_phrase(quote[1]), normalise_phrase(comment)))
    return sorted(rows)


def test_groups_are_near_the_sub_themes_of_a_designer():
    rows = read_rows()
    codes = [list(of_code) for _, of_code in groupby(rows, key=lambda row: row.code)]
    assert len(rows) >= 150
    assert len(codes) >= 5

    ours = agreement(codes, our_groups)
    others = {
        "whole comments": otherwise(codes, of=lambda row: row.comment),
        "single linkage": otherwise(codes, method="single"),
        "words instead of letters": otherwise(codes, analyzer="word", runs=(1, 1)),
    }

    print(f"\n{len(rows)} phrases, {len(codes)} codes, {len({row[:2] for row in rows})} sub-themes")
    print(f"{'our groups':28} {ours:.2f}")
    for name, (same, best) in others.items():
        print(f"{name:28} {same:.2f} at our threshold, {best:.2f} at their best")
    assert ours >= 0.55
    assert ours > max(same for same, _ in others.values())


def agreement(codes: Sequence[Labelled], grouped: Callable[[Labelled], Sequence[int]]) -> float:
    """The mean index of the codes."""
    return float(np.mean([adjusted_rand_score([row.theme for row in rows], grouped(rows)) for rows in codes]))


def our_groups(rows: Labelled) -> list[int]:
    grouping = group_alike(row.phrase for row in rows)
    places = [grouping.find(row.phrase) for row in rows]
    return [-1 if place is None else place[0] for place in places]


def otherwise(
    codes: Sequence[Labelled],
    of: Callable[[Row], str] = lambda row: row.phrase,
    method: str = "average",
    analyzer: str = "char_wb",
    runs: tuple[int, int] = LETTERS,
) -> tuple[float, float]:
    """The index of another way at our threshold, and at the best one."""

    def at(apart: float) -> float:
        def grouped(rows: Labelled) -> Sequence[int]:
            weigh = TfidfVectorizer(analyzer=analyzer, ngram_range=runs, sublinear_tf=True)
            weights = weigh.fit_transform(of(row) for row in rows)
            alike = (weights @ weights.T).toarray()
            distances = np.clip(1 - alike[np.triu_indices(len(rows), 1)], 0, 1)
            labels: Sequence[int] = fcluster(linkage(distances, method), apart, "distance")
            return labels

        return agreement(codes, grouped)

    return at(APART), max(map(at, THRESHOLDS))


if __name__ == "__main__":
    pytest.main([__file__, "-s"])
