"""A length that no garment measures is asked about before it is kept."""

from decimal import Decimal

import pytest

from app.errors import Doubtful
from app.models import LengthUnit, MeasureKind, PointOfMeasure
from app.services.doubts import find_doubt
from app.services.limits import find_reach_mm


@pytest.mark.parametrize(
    "name, kind, value, asked, doubt",
    [
        ("Hip width", "half", 4800, None, "480.0 cm, and no garment measures as much there. Millimetres?"),
        ("Cape", "straight", 9000, None, "900.0 cm, and no garment measures as much there. Millimetres?"),
        ("Bicep", "half", 17, None, "1.7 cm, and no garment measures as little there. Is the point in its place?"),
        ("Hip width", "half", 480, None, None),
        ("Sleeve length", "straight", 6350, 635, "635.0 cm, where 63.5 cm is asked for. Millimetres?"),
        ("Sleeve length", "straight", 850, 635, "85.0 cm, where 63.5 cm is asked for. Is it so?"),
        ("Sleeve length", "straight", 660, 635, None),
    ],
)
def test_what_no_garment_measures_or_is_far_from_what_is_asked_for_is_asked_about(name, kind, value, asked, doubt):
    pom = PointOfMeasure(code="X1", name=name, kind=MeasureKind(kind))

    assert find_doubt(pom, Decimal(value), None if asked is None else Decimal(asked), LengthUnit.CM) == doubt


def test_a_code_of_the_library_says_what_is_measured_under_a_name_that_only_the_house_knows():
    pom = PointOfMeasure(code="d5", name="Unten am Arm", kind=MeasureKind.HALF)

    doubt = find_doubt(pom, Decimal(1050), None, LengthUnit.CM)

    assert doubt == "105.0 cm, and no garment measures as much there. Millimetres?"


@pytest.mark.parametrize(
    "name, kind, reach",
    [
        ("Hip width", "half", (100, 1800)),
        ("Hips", "full", (200, 3600)),
        ("Gesäßweite", "half", (100, 1800)),
        ("Neck stretched", "half", (125, 800)),
        ("Hip width", "straight", (0, 4000)),
        ("Hip circumference", "full", (200, 3600)),
        ("Cape", "full", (0, 8000)),
        ("Waist tie width", "half", (0, 4000)),
    ],
)
def test_the_name_of_a_measure_and_how_it_is_taken_say_how_long_it_can_be(name, kind, reach):
    assert find_reach_mm(name, MeasureKind(kind)) == reach


def test_all_that_is_asked_is_said_at_once_and_by_its_field():
    doubt = Doubtful({"S": "S: 480 cm?", "M": "M: 500 cm?"})

    assert (doubt.message, doubt.field, set(doubt.questions)) == ("S: 480 cm? M: 500 cm?", "S", {"S", "M"})
