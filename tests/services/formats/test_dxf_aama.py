"""Pieces from DXF-AAMA: names, sizes and lines in mm; anything else is refused in a sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.errors import RuleError
from app.services.formats.dxf_aama import BOUNDARY, GRAIN, NOTCH, Head, read, read_head
from app.services.formats.rul import Units
from tests.services.formats.drawings import FRONT, make_dxf


def test_reads_a_piece_with_its_name_size_and_lines():
    (piece,) = read(make_dxf(("FRONT", "M", FRONT)))

    assert (piece.name, piece.size) == ("FRONT", "M")
    assert piece.list_points(BOUNDARY) == [*FRONT, FRONT[0]]
    assert piece.list_points(NOTCH) == [(0, 0)]
    assert piece.list_points(GRAIN) == [(100, 100), (100, 400)]
    assert {stroke.layer for stroke in piece.strokes} == {BOUNDARY, NOTCH, GRAIN}


def test_inches_become_mm():
    (piece,) = read(make_dxf(("FRONT", "M", FRONT), units="ENGLISH"))

    assert piece.list_points(BOUNDARY)[2] == pytest.approx((7620, 15240))


def test_units_are_asked_for_only_where_they_are_missing():
    silent = make_dxf(("FRONT", "M", FRONT), units=None)

    with pytest.raises(RuleError, match="does not say its units"):
        read(silent)
    (asked,) = read(silent, units=Units.ENGLISH)
    (stated,) = read(make_dxf(("FRONT", "M", FRONT)), units=Units.ENGLISH)

    assert asked.list_points(BOUNDARY)[1] == (7620, 0)
    assert stated.list_points(BOUNDARY)[1] == (300, 0)


def test_the_head_tells_sizes_and_units_before_the_pieces_are_read():
    graded = make_dxf(("FRONT", "M", FRONT), ("FRONT", "L", FRONT), ("CUFF", None, FRONT), ("BACK", "M", FRONT))

    assert read_head(graded) == Head(("M", "L"), Units.METRIC)
    assert read_head(make_dxf(("CUFF", None, FRONT), units=None)) == Head((), None)
    for content in (b"AutoCAD Binary DXF\r\n", b"%PDF-1.7\n1 0 obj"):
        with pytest.raises(RuleError):
            read_head(content)


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"AutoCAD Binary DXF\r\n", "not a DXF file of text"),
        (b"%PDF-1.7\n1 0 obj", "This is no DXF file"),
        (b"  0\nSECTION\n  0\nEOF\n", "does not say its units"),
        (make_dxf(), "does not say its units"),
        (make_dxf(("FRONT", "M", [(0, 0), (float("nan"), 0)])), "is no place on a table"),
        (make_dxf(("FRONT", "M", [(0, 0), (1e300, 0)])), "is no place on a table"),
    ],
)
def test_refuses_what_is_no_pattern(content, sentence):
    with pytest.raises(RuleError, match=sentence):
        read(content)


@given(st.lists(st.tuples(st.sampled_from([0, 1, 2, 8, 10, 20, 70]), st.text(max_size=12)), max_size=30))
def test_any_pairs_are_read_or_refused(pairs):
    content = "".join(f"{code}\n{value}\n" for code, value in [(0, "BLOCK"), *pairs]).encode()

    try:
        pieces = read(content, units=Units.METRIC)
    except RuleError as refusal:
        assert refusal.message  # noqa: PT017 either is an answer
    else:
        assert all(piece.strokes for piece in pieces)
