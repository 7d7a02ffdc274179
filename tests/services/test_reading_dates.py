"""Dates of exports: many spellings, and those with two meanings are asked about."""

import pytest

from app.errors import RuleError
from app.services.reading_dates import DateOrder, read_moment, settle_order


@pytest.mark.parametrize(
    "cell, moment",
    [
        ("2026-03-05", "2026-03-05T00:00:00+00:00"),
        ("2026-03-05 09:12:44 UTC", "2026-03-05T09:12:44+00:00"),
        ("2026-03-05 09:12:44 +0200", "2026-03-05T07:12:44+00:00"),
        ("2026-03-05T09:12:44.120Z", "2026-03-05T09:12:44.120000+00:00"),
        ("2026/03/05", "2026-03-05T00:00:00+00:00"),
        ("25/03/2026 4:05 PM", "2026-03-25T16:05:00+00:00"),
        ("5.3.26", "2026-03-05T00:00:00+00:00"),
        ("March 5, 2026", "2026-03-05T00:00:00+00:00"),
        ("5 Mar 2026", "2026-03-05T00:00:00+00:00"),
        ("Thu Mar 05 2026 10:12:00 GMT+0000", "2026-03-05T00:00:00+00:00"),
    ],
)
def test_reads_what_exports_write(cell: str, moment: str):
    read = read_moment(cell, DateOrder.DAY_FIRST)

    assert read is not None
    assert read.isoformat() == moment


def test_the_month_comes_first_where_that_was_said():
    assert str(read_moment("05/03/2026", DateOrder.MONTH_FIRST)) == "2026-05-03 00:00:00+00:00"


@pytest.mark.parametrize("cell", ["soon", "31/31/2026", "2026-02-30", "0/0/0000", "99999999999"])
def test_what_is_no_date_is_refused(cell: str):
    with pytest.raises(RuleError, match="cannot be read"):
        read_moment(cell, None)


def test_an_empty_cell_is_no_date():
    assert read_moment(" ", None) is None


@pytest.mark.parametrize(
    "cells, order",
    [
        (["05/03/2026", "25/03/2026"], DateOrder.DAY_FIRST),
        (["05/03/2026", "03/25/2026"], DateOrder.MONTH_FIRST),
        (["05/05/2026", "2026-03-05"], None),
    ],
)
def test_the_unmistakable_dates_of_a_file_tell_of_the_others(cells: list[str], order: DateOrder | None):
    assert settle_order(cells, None) is order


@pytest.mark.parametrize(
    "cells", [["05/03/2026"], ["05/03/2026", "25/03/2026", "03/25/2026"], ["05/03/2026", "99/99/2026", "13/45/2026"]]
)
def test_what_nothing_tells_is_asked(cells: list[str]):
    with pytest.raises(RuleError, match="5 March or 3 May"):
        settle_order(cells, None)
