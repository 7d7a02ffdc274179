"""Grade rule tables: sizes, sample size and units, in the spellings that programs write."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RuleError
from app.services.formats.rul import Units, read

TABLE = """ASTM/D13Proposal 1 Version: D 6673-04
AUTHOR: Ana
UNITS: METRIC
GRADE RULE TABLE: STYLE01
NUMBER OF SIZES: 3
SIZE LIST: S M L
SAMPLE SIZE: M
RULE: DELTA 1
   -5.00, -2.50   0.00, 0.00   5.00, 2.50
RULE: DELTA 2
   0.00, 0.00   0.00, 0.00   0.00, 0.00
END
"""


def test_reads_sizes_sample_size_and_units():
    table = read(TABLE.encode())

    assert (table.name, table.sizes, table.sample_size) == ("STYLE01", ("S", "M", "L"), "M")
    assert (table.units, table.rules) == (Units.METRIC, 2)


@pytest.mark.parametrize(
    "old, new, sizes",
    [
        ("SIZE LIST: S M L", "SIZE LIST: S, M, L", ("S", "M", "L")),
        ("SIZE LIST: S M L", "Size List : S M\n   L", ("S", "M", "L")),
        ("\n", "\r\n", ("S", "M", "L")),
        ("SIZE LIST: S M L\nSAMPLE SIZE: M", "SIZE LIST: 8 10 12\nSAMPLE SIZE: 10", ("8", "10", "12")),
    ],
)
def test_reads_other_spellings(old, new, sizes):
    assert read(TABLE.replace(old, new).encode()).sizes == sizes


@pytest.mark.parametrize(
    "old, new, sentence",
    [
        ("SIZE LIST: S M L", "", "it has no SIZE LIST"),
        ("NUMBER OF SIZES: 3", "NUMBER OF SIZES: 5", "It says 5 sizes and lists 3: S, M, L"),
        ("SAMPLE SIZE: M", "SAMPLE SIZE: XL", "Its SAMPLE SIZE “XL” is not in its list"),
        ("SIZE LIST: S M L", "SIZE LIST: S M m", "It lists a size twice"),
        ("UNITS: METRIC", "UNITS: CUBITS", "It does not say its UNITS"),
    ],
)
def test_refuses_what_does_not_add_up(old, new, sentence):
    with pytest.raises(RuleError, match=sentence):
        read(TABLE.replace(old, new).encode())


@given(st.binary(max_size=400))
def test_anything_else_is_refused_with_a_sentence(content):
    with pytest.raises(RuleError):
        read(content)
