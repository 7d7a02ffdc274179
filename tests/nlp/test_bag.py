"""The bag of n-grams: which pairs have a row of their own, and what a clause is laid out as."""

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from nlp.bag import NO_KIND, Pairs, common_pairs, laid_out, n_grams

PLACES = 300
A_PAIR = st.tuples(st.integers(0, PLACES - 1), st.integers(0, PLACES - 1))


def in_order(*clauses: list[int]) -> tuple[np.ndarray, np.ndarray]:
    return np.concatenate([*map(np.array, clauses)]), np.array([*map(len, clauses)])


@given(st.lists(st.lists(st.integers(0, PLACES - 1), min_size=1, max_size=9), min_size=1, max_size=30), A_PAIR)
def test_a_pair_is_found_where_it_was_met_often_and_nowhere_else(clauses, other) -> None:
    places, lengths = in_order(*clauses)
    known = common_pairs(places, lengths, PLACES, least=2)
    pairs = Pairs(known, PLACES)
    met = [pair for clause in clauses for pair in pairwise(clause)]

    numbers = pairs.find(known[:, 0].astype("int64"), known[:, 1].astype("int64"))
    (number,) = pairs.find(np.array([other[0]]), np.array([other[1]]))

    assert numbers.tolist() == list(range(len(known)))
    assert all(met.count(tuple(pair)) >= 2 for pair in known.tolist())
    assert bool(number == len(known)) is (list(other) not in known.tolist())


def test_the_commonest_come_first() -> None:
    places, lengths = in_order([1, 2], [3, 4], [3, 4], [3, 4], [1, 2], [5, 6])

    assert common_pairs(places, lengths, PLACES, least=2).tolist() == [[3, 4], [1, 2]]
    assert common_pairs(places, lengths, PLACES, least=4).tolist() == []


def test_no_pair_reaches_from_one_clause_to_the_next() -> None:
    places, lengths = in_order([1, 2], [3, 1, 2])
    pairs = Pairs(np.array([[1, 2], [2, 3]], "int32"), PLACES)

    rows = n_grams(places, lengths, pairs).reshape(-1, 2)

    assert rows[:, 0].tolist() == [1, 2, 3, 1, 2]
    assert rows[:, 1].tolist() == [PLACES, PLACES + 2, PLACES + 2, PLACES, PLACES + 2]


def test_a_clause_is_its_words_between_marks_and_then_their_kinds() -> None:
    words, kinds = np.array([1, 2, 3]), np.array([NO_KIND, 7, NO_KIND])

    places, lengths = laid_out(words, kinds, np.array([2, 1]), (8, 9))

    assert places.tolist() == [8, 1, 2, 9, 7, 9, 8, 3, 9, 9]
    assert lengths.tolist() == [6, 4]
