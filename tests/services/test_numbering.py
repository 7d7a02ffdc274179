"""The numbers beside a flat: each in a margin with a line to its place, none over another or over the garment."""

import re
from itertools import combinations
from math import hypot

import pytest

from app.models import FlatSide
from app.services.flats import draw_marks, frame_flat
from app.services.formats.sheet import MEASURE, SheetMark
from app.services.measure_places import find_place
from app.services.numbering import DOT
from app.services.sketch_areas import FIELDS

NAMES = (
    "Sleeve length", "Bicep", "Armhole", "Cuff", "Shoulder width", "Neck width", "Chest width", "Waist width",
    "Hip width", "Sweep", "Front length", "Side length", "Front rise", "Thigh", "Knee", "Leg opening", "Outseam",
)  # fmt: skip


@pytest.mark.parametrize("flat", FIELDS)
@pytest.mark.parametrize("few", [3, len(NAMES)])
def test_numbers_stand_apart_in_the_margins_and_their_lines_do_not_cross(flat, few):
    found = [(name, place) for name in NAMES if (place := find_place(flat, name))][:few]
    marks = [SheetMark(name, MEASURE, place.side, *place.start, *place.end) for name, place in found]
    shown = frame_flat(flat, marks)
    drawn = draw_marks(flat, marks)

    numbers = [(float(x), float(y)) for x, y in re.findall(r"translate\((\S+) (\S+)\)", drawn)]
    radius = DOT * min(map(float, re.findall(r"scale\((\S+)\)", drawn)), default=1)
    lines = [tuple(map(float, each)) for each in re.findall(r'x1="(\S+)" y1="(\S+)" x2="(\S+)" y2="(\S+)"', drawn)]

    assert len(numbers) == len(marks)
    assert all(x + radius <= shown.left or x - radius >= shown.right for x, _ in numbers)
    assert all(shown.top - 0.1 <= y - radius and y + radius <= shown.bottom + 0.1 for _, y in numbers)
    assert all(hypot(x - to_x, y - to_y) >= 2 * radius for (x, y), (to_x, to_y) in combinations(numbers, 2))
    assert not [pair for pair in combinations(lines, 2) if in_one_margin(*pair) and cross(*pair)]


def test_what_is_marked_twice_has_one_line_and_a_flat_without_marks_no_margins():
    marks = [SheetMark(label, "point", FlatSide.FRONT, 40, 33) for label in ("1", "2")]

    drawn = draw_marks("shirt", marks)

    assert (drawn.count("<line"), drawn.count("<text")) == (1, 2)
    assert frame_flat("shirt", []).view_box == "0 0 100 106"
    assert frame_flat("trousers", []).view_box == "20 0 60 106"


def in_one_margin(one, other):
    return (one[0] < one[2]) is (other[0] < other[2])


def cross(one, other):
    """Whether two lines have a point in common."""
    ends = [turn(*pair) for pair in ((one, other[:2]), (one, other[2:]), (other, one[:2]), (other, one[2:]))]
    return ends[0] * ends[1] < 0 and ends[2] * ends[3] < 0


def turn(line, point):
    """On which side of a line a point lies."""
    x, y, to_x, to_y = line
    return (to_x - x) * (point[1] - y) - (to_y - y) * (point[0] - x)
