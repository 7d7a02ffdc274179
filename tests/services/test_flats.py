"""The flats: drawn for every kind of garment, on pages and on paper, with what a revision marks on them."""

import dataclasses
import xml.etree.ElementTree as ET

import pytest

from app.models import Direction, FlatSide
from app.services import marks, revisions
from app.services.flats import choose_flat, draw_marks, write_svgs
from app.services.formats import pdf
from app.services.formats.sheet import MEASURE, SheetMark
from app.services.measure_places import find_place
from nlp.taxonomy import GarmentKind
from tests import cast
from tests.services.formats.sheets import make_line, make_sheet, make_skirt

NAMES = (
    "Sleeve length from shoulder", "Cuff", "Bicep", "Elbow", "Cap height", "Armhole straight", "Neck width",
    "Front neck drop", "Back neck drop", "Collar height", "Across back", "Shoulder width", "Chest width",
    "Strap length", "Skirt length", "Side length", "Leg opening", "Inseam", "Outseam", "Front rise", "Back rise",
    "Thigh", "Knee", "Waist width", "Hip width", "Sweep", "Front length", "Button spacing",
)  # fmt: skip


@pytest.mark.parametrize("kind", GarmentKind)
def test_every_kind_of_garment_can_be_printed_with_any_measure(kind):
    flat = choose_flat(kind)
    places = [(number, find_place(flat, name)) for number, name in enumerate(NAMES, start=1)]
    drawn = tuple(
        SheetMark(str(number), MEASURE, place.side, *place.start, *place.end) for number, place in places if place
    )
    line = make_line(make_skirt().measure, marks=drawn)

    assert len(drawn) >= 4
    assert all(ET.fromstring(svg) is not None for svg in write_svgs(flat, drawn))
    assert pdf.write(make_sheet(line, kind=kind)).startswith(b"%PDF")


def test_a_measure_of_the_back_is_drawn_on_the_back():
    assert find_place("shirt", "Across back").side is FlatSide.BACK
    assert find_place("shirt", "Sleeve length from CB").side is FlatSide.FRONT
    assert find_place("shirt", "Inseam") is None


def test_two_measures_of_one_place_share_their_arrow():
    mark = SheetMark("1", MEASURE, FlatSide.FRONT, 50, 11, 50, 42)

    drawn = draw_marks("shirt", [mark, dataclasses.replace(mark, label="2")])

    assert drawn.count("<path") == 1
    assert drawn.count("<text") == 2


@pytest.mark.parametrize(
    "kind, to, direction, arrows",
    [
        ("point", (None, None), Direction.DOWN, ["M30 20L30 28"]),
        ("point", (None, None), Direction.TO_CENTRE, ["M30 20L38 20"]),
        ("line", (70, 20), Direction.TO_SIDE, ["M30 20L22 20", "M70 20L78 20"]),
        ("arrow", (70, 20), Direction.DOWN, []),
        ("point", (None, None), Direction.FORWARD, []),
    ],
)
def test_short_arrows_say_which_way_what_is_marked_moves(kind, to, direction, arrows):
    mark = SheetMark("1", kind, FlatSide.FRONT, 30, 20, *to)

    drawn = draw_marks("shirt", [dataclasses.replace(mark, direction=direction)])

    assert all(f'<path d="{arrow}' in drawn for arrow in arrows)
    assert drawn.count("<path") == draw_marks("shirt", [mark]).count("<path") + len(arrows)


def test_a_line_is_numbered_where_its_measure_is_taken(session):
    draft = cast.make_sleeves_shorter(session, cast.make_shirt(session))
    revisions.add_instruction(session, draft, text="Rotate the dart.")

    assert [[mark.label for mark in marks.list_marks(line)] for line in draft.lines] == [["1"], []]
