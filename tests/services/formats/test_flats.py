"""The flat on the sheet: the kind of garment it is, with the measures that change."""

import dataclasses

import pytest

from app.services.formats import pdf
from app.services.formats.flats import choose_flat, list_marks
from nlp.taxonomy import GarmentKind
from tests.services.formats.sheets import make_bicep, make_instruction, make_line, make_sheet, make_skirt, make_sleeve

NAMES = (
    "Sleeve length from shoulder", "Cuff", "Bicep", "Elbow", "Cap height", "Armhole straight", "Neck width",
    "Front neck drop", "Collar height", "Across back", "Shoulder width", "Chest width", "Skirt length", "Side length",
    "Leg opening", "Inseam", "Outseam", "Front rise", "Thigh", "Knee", "Waist width", "Hip width", "Sweep",
    "Front length",
)  # fmt: skip


def test_a_flat_looks_like_the_garment_or_is_left_out():
    flats = [choose_flat(kind) for kind in (GarmentKind.SHIRT, GarmentKind.JEANS, GarmentKind.SWIM, None)]

    assert flats == ["shirt", "trousers", None, None]


def test_marks_carry_the_numbers_of_their_lines():
    assert list_marks((make_sleeve(), make_bicep(), make_instruction())) == [
        {"place": "sleeve-length", "numbers": [1]},
        {"place": "bicep", "numbers": [2]},
    ]


def test_two_measures_of_one_place_share_their_arrow():
    rises = [
        make_line(dataclasses.replace(make_skirt().measure, name=name), number=number)
        for number, name in enumerate(("Front rise", "Back rise"), start=1)
    ]

    assert list_marks(tuple(rises)) == [{"place": "rise", "numbers": [1, 2]}]


@pytest.mark.parametrize("kind", [*GarmentKind, None])
def test_every_kind_of_garment_can_be_printed_with_any_measure(kind):
    lines = [
        make_line(dataclasses.replace(make_skirt().measure, name=name), number=number)
        for number, name in enumerate(NAMES, start=1)
    ]

    assert pdf.write(make_sheet(*lines, kind=kind)).startswith(b"%PDF")
