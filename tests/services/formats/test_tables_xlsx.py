"""Plain tables as a workbook: written faster than XlsxWriter does it, and byte for byte the same."""

import re
import zipfile
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from xlsxwriter.worksheet import Worksheet

from app.services.formats import tables_xlsx
from app.services.formats.tables import Table

CELLS = st.one_of(
    st.none(), st.booleans(), st.dates(date(1999, 1, 1), date(2100, 1, 1)), st.integers(-(10**15), 10**15),
    st.floats(allow_nan=False, allow_infinity=False), st.text(st.characters(exclude_categories=["Cs"]), max_size=30),
)  # fmt: skip

ODD = ["<r>x</r>", "_x0041_", " before", "behind ", 'a & b <c> "d"', "", "\u00a0x", "=1+1", "2\n3", 1e-7, -0.0, 0.1]


@settings(max_examples=10)
@given(st.lists(st.lists(CELLS, min_size=1, max_size=5), max_size=3))
@example([ODD])
def test_the_same_bytes_as_xlsxwriter_itself(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("tables", numbered=True)
    written = {}
    for name, kind in (("ours", tables_xlsx.PlainSheet), ("theirs", Worksheet)):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(tables_xlsx, "PlainSheet", kind)
            tables_xlsx.write(folder / name, [Table("rows", ["column"], rows)])
        with zipfile.ZipFile(folder / name) as parts:
            written[name] = parts.read("xl/worksheets/sheet1.xml")

    assert written["ours"] == written["theirs"]


def test_columns_are_as_wide_as_what_is_read_in_them(tmp_path):
    tables_xlsx.write(tmp_path / "wide", [Table("rows", ["comment", "said on", "read by a person"], [])])

    with zipfile.ZipFile(tmp_path / "wide") as parts:
        widths = re.findall(r'width="([0-9]+)', parts.read("xl/worksheets/sheet1.xml").decode())
    assert widths == ["60", "11", "18"]
