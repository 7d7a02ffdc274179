"""Dates of exports: many spellings, and those with two meanings are asked about."""

import unicodedata
from collections.abc import Callable
from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RuleError
from app.services.reading_dates import DateOrder, read_moment, settle_order

WAYS = (
    "y-M-d", "full", "long", "d MMM y", "d. MMMM y", "d-MMM-yy", "d/MMM/y", "MMM d, y", "MMMM d'th', y", "EEE d MMM y",
    "d 'de' MMMM 'de' y",
)  # fmt: skip


def _without_accents(text: str) -> str:
    return "".join(each for each in unicodedata.normalize("NFD", text) if not unicodedata.combining(each))


def _without_dots(text: str) -> str:
    return text.replace(".", "")


def _ordinal(day: int) -> str:
    return "th" if day in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


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
        ("2026-3-5 9:12", "2026-03-05T00:00:00+00:00"),
        ("5-Mar-26 9:12", "2026-03-05T00:00:00+00:00"),
        ("March 5th '26", "2026-03-05T00:00:00+00:00"),
        ("5.Mrz.2026", "2026-03-05T00:00:00+00:00"),
        ("1er févr. 2026", "2026-02-01T00:00:00+00:00"),
        ("1.º de setiembre del 2026", "2026-09-01T00:00:00+00:00"),
        ("Donnerstag, den 5. März 2026, 9:12 Uhr", "2026-03-05T00:00:00+00:00"),
        ("mar. 3 mars 2026", "2026-03-03T00:00:00+00:00"),
    ],
)
def test_reads_what_exports_write(cell: str, moment: str):
    read = read_moment(cell, DateOrder.DAY_FIRST)

    assert read is not None
    assert read.isoformat() == moment


@given(
    st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    st.sampled_from(["en", "en_GB", "de", "de_AT", "fr", "es"]),
    st.sampled_from(WAYS),
    st.sampled_from([str, str.upper, _without_accents, _without_dots]),
)
def test_a_day_that_is_written_out_is_read_as_that_day(day: date, language: str, way: str, spell: Callable[[str], str]):
    written = spell(format_date(day, way.replace("'th'", f"'{_ordinal(day.day)}'"), language))

    read = read_moment(written, None)

    assert (read and read.date(), written) == (day, written)


@pytest.mark.parametrize("cell", ["jui 5, 2026", "5 mrt 2026", "Mar-26", "5-Mar", "5. März 9 Uhr", "March 5 9:12",
                                  "2026-3-5-1", "until March 5, 2026", "30 février 2026"])  # fmt: skip
def test_what_nobody_can_tell_the_day_of_is_refused(cell: str):
    with pytest.raises(RuleError, match="cannot be read"):
        read_moment(cell, None)


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
