"""Rows of a table are added up as numpy does, by scipy's inner product and by its public one."""

import numpy as np
import pytest

from nlp import sums


@pytest.mark.parametrize("is_moved", [False, True], ids=["inner", "public"])
def test_sums_are_those_of_numpy(monkeypatch: pytest.MonkeyPatch, is_moved: bool) -> None:
    if is_moved:
        monkeypatch.setattr(sums, "csr_matvecs", None)
    else:
        assert sums.csr_matvecs is not None, "scipy has moved it: reading is right, but loads all of scipy.sparse"
    table = np.where(np.arange(35).reshape(7, 5) % 3 == 0, 255, -254).astype("int16")
    counts = np.array([1, sums.PIECE, 2 * sums.PIECE + 1, 3, 1000])
    rows = (np.arange(counts.sum()) ** 2 % 7).astype("int32")

    found = sums.sums_of_rows(table, rows, counts)

    ends = counts.cumsum()
    wanted = [
        table[rows[end - count : end]].sum(axis=0, dtype="int64") for end, count in zip(ends, counts, strict=True)
    ]
    assert found.dtype == "float32"
    assert np.array_equal(found, wanted)
