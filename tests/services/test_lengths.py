"""Lengths are read as people write them, put on the maker's grid, and add up on paper."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RuleError
from app.models import LengthUnit
from app.services.label import GRIDS
from app.services.lengths import change_on_grid, on_grid, read_length, write_length, write_value

MM, CM, IN = LengthUnit.MM, LengthUnit.CM, LengthUnit.IN

GRID = st.sampled_from([(unit, grid) for unit, grids in GRIDS.items() for grid in grids])
LENGTH = st.decimals("-3000", "3000", places=4)


@pytest.mark.parametrize(
    "text, unit, length_mm",
    [
        ("14 3/8", IN, "365.125"),
        ("14-3/8", IN, "365.125"),
        ("14⅜", IN, "365.125"),
        ("3/8", IN, "9.525"),
        ("½", IN, "12.7"),
        ("14.375", IN, "365.125"),
        ('14 3/8"', MM, "365.125"),
        ("1/16", IN, "1.5875"),
        ("1,5", CM, "15"),
        (".5", CM, "5"),
        ("61", CM, "610"),
        ("61", MM, "61"),
        (" 61 cm ", MM, "610"),
        ("+10", MM, "10"),
        ("-2", CM, "-20"),
        ("−2 cm", CM, "-20"),
        ("- 3/8", IN, "-9.525"),
    ],
)
def test_reads_a_length_as_people_write_it(text, unit, length_mm):
    assert read_length(text, unit) == Decimal(length_mm)


@pytest.mark.parametrize(
    "text", ["", "a lot", "14 3/0", "3//8", "1.2.3", "--2", "1e3", "NaN", "٣", "14 3/8 3/8", "9" * 400, "=1+1"]
)
def test_refuses_what_is_no_length(text):
    with pytest.raises(RuleError, match="is not a length"):
        read_length(text, CM)


def test_refuses_a_length_beyond_any_garment():
    with pytest.raises(RuleError, match="longer than any garment"):
        read_length("99999", CM)


@pytest.mark.parametrize(
    "length_mm, unit, grid, value",
    [
        ("1.25", CM, "0.25", "0.25"),
        ("-1.25", CM, "0.25", "-0.25"),
        ("1.24", CM, "0.25", "0"),
        ("0.5", MM, "1", "1"),
        ("-0.4", MM, "1", "0"),
        ("365.125", IN, "1/8", "14.375"),
        ("365.125", IN, "1/4", "14.5"),
    ],
)
def test_halfway_between_two_steps_goes_away_from_zero(length_mm, unit, grid, value):
    assert on_grid(Decimal(length_mm), unit, grid) == Decimal(value)


@pytest.mark.parametrize(
    "length_mm, unit, grid, written",
    [
        ("365.125", IN, "1/8", "14 3/8"),
        ("9.525", IN, "1/16", "3/8"),
        ("-9.525", IN, "1/16", "−3/8"),
        ("355.6", IN, "1/4", "14"),
        ("610", CM, "0.5", "61.0"),
        ("610", CM, "0.25", "61.00"),
        ("610", MM, "1", "610"),
        ("-0.3", MM, "1", "0"),
    ],
)
def test_writes_a_length_as_people_do(length_mm, unit, grid, written):
    assert write_length(Decimal(length_mm), unit, grid) == written


def test_a_change_carries_its_sign_with_a_true_minus():
    written = [write_length(Decimal(each), CM, "0.5", signed=True) for each in (-20, 0, 15)]

    assert written == ["−2.0", "0", "+1.5"]


@given(GRID, LENGTH, LENGTH)
def test_the_printed_change_is_printed_new_minus_printed_old(unit_and_grid, old_mm, new_mm):
    unit, grid = unit_and_grid

    change = change_on_grid(old_mm, new_mm, unit, grid)

    old, new = (read_length(write_length(each, unit, grid), unit) for each in (old_mm, new_mm))
    assert read_length(write_value(change, unit, grid, signed=True), unit) == new - old


@given(GRID, LENGTH)
def test_a_printed_length_reads_back_as_the_nearest_step(unit_and_grid, length_mm):
    unit, grid = unit_and_grid

    printed = read_length(write_length(length_mm, unit, grid), unit)

    assert abs(printed - length_mm) <= read_length(grid, unit) / 2
    assert printed == -read_length(write_length(-length_mm, unit, grid), unit)
