"""Every worked number of the statistics notes has its test."""

from tests.statistics import test_worked_changes, test_worked_shares, test_worked_sizes, test_worked_verdicts
from tests.statistics.worked import CASES, TAKEN, list_named

MODULES = (test_worked_changes, test_worked_shares, test_worked_sizes, test_worked_verdicts)


def test_every_case_has_a_test():
    assert sorted(CASES.keys() - TAKEN - list_named(MODULES)) == []
