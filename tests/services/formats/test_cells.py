"""Tables of cells from files of strangers: read, or refused in a sentence and in little memory."""

import io
import zipfile
from decimal import Decimal

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RuleError
from app.services.formats.cells import read_tables
from app.services.formats.text import drop_control_characters, guard, unguard


def test_numbers_of_a_workbook_are_exact_and_words_stay_words():
    (table,) = read_tables(_workbook([["-2 cm", -2.1, 58.25], [], ["=1+1", True, "'x"]]))

    assert [(row.place, row.cells) for row in table] == [
        ("Sheet1, row 1", ("-2 cm", Decimal("-2.1"), Decimal("58.25"))),
        ("Sheet1, row 3", ("=1+1", "yes", "'x")),
    ]


def test_a_csv_of_windows_with_semicolons_is_read():
    (table,) = read_tables("Maß;12,5\r\n\r\n'-2 cm;–\r\n".encode("cp1252"))

    assert [(row.place, row.cells) for row in table] == [("line 1", ("Maß", "12,5")), ("line 3", ("-2 cm", "–"))]


@given(st.text(st.characters(exclude_categories=[])))
def test_a_guarded_cell_is_no_formula_and_gives_its_words_back(words):
    cell = guard(words)

    assert not cell.lstrip().startswith(("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r"))
    assert unguard(cell) == drop_control_characters(words)


@given(st.sampled_from(["=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "'=", " -"]), st.text(max_size=20))
def test_what_looks_like_a_formula_keeps_its_sign(start, rest):
    assert unguard(guard(start + rest)) == drop_control_characters(start + rest)


@pytest.mark.parametrize(
    "part, content, sentence",
    [
        ("xl/media/zeros", b"\0" * 65 * 1024 * 1024, "too large once it is unpacked"),
        ("xl/worksheets/sheet1.xml", b'<row r="1048576"><c r="XFD1048576"/></row>', "far outside of any chart"),
        ("xl/worksheets/sheet1.xml", b"<worksheet><sheetData>", "cannot be read"),
        ("xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]><x>&a;</x>", "cannot be read"),
    ],
)
def test_a_hostile_workbook_is_refused(part, content, sentence):
    with pytest.raises(RuleError, match=sentence):
        read_tables(_replace(_workbook([["x"]]), part, content))


@pytest.mark.parametrize("content", [b"PK\x03\x04", b"PK\x03\x04" + b"x" * 100, b"%PDF-1.7\0", b"\xd0\xcf\x11\xe0\0"])
def test_what_is_no_table_is_refused(content):
    with pytest.raises(RuleError):
        read_tables(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(content):
    try:
        read_tables(content)
    except RuleError as refusal:
        assert refusal.message  # noqa: PT017 either is an answer


def _workbook(rows):
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        for place, row in enumerate(rows):
            sheet.write_row(place, 0, row)
    return buffer.getvalue()


def _replace(workbook, part, content):
    """The workbook with one of its parts put in place of the true one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        new.writestr(part, content)
    return buffer.getvalue()
