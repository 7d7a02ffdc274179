"""What in a chart looks like a slip is said; what only grades in its own way is not."""

from decimal import Decimal

import pytest

from app.models import GarmentSize, LengthUnit, MeasureKind, PointOfMeasure
from app.services import garments
from app.services.slips import list_slips
from nlp.taxonomy import GarmentKind
from tests import cast


@pytest.mark.parametrize(
    "values, sentences",
    [
        ("480 500 5200 545 570", ["M is 520.0 cm beside 50.0 cm in S and 54.5 cm in L."]),
        ("480 500 52 545 570", ["M is 5.2 cm beside 50.0 cm in S and 54.5 cm in L."]),
        ("48 500 520 545 570", ["XS is 4.8 cm beside 50.0 cm in S and 52.0 cm in M."]),
        ("480 500 520 545 5700", ["XL is 570.0 cm beside 52.0 cm in M and 54.5 cm in L."]),
        (
            "480 5000",
            ["XS is 48.0 cm beside 500.0 cm in S.", "500.0 cm in S: no garment measures as much there. Millimetres?"],
        ),
        ("480 500 540 520 570", ["L is smaller than M, against the other sizes (52.0 cm against 54.0 cm)."]),
        ("570 545 520 525 480", ["L is larger than M, against the other sizes (52.5 cm against 52.0 cm)."]),
        ("480 520 500", ["M is smaller than S, against the other sizes (50.0 cm against 52.0 cm)."]),
        ("480 500 480", ["M is smaller than S, against the other sizes (48.0 cm against 50.0 cm)."]),
    ],
)
def test_says_what_is_far_from_its_neighbours_or_turns_back(session, values, sentences):
    assert _slips(cast.make_garment(session), values) == sentences


@pytest.mark.parametrize(
    "values", ["480 500 520 545 570", "570 545 520 500 480", "60 60 60 60 60", "60 60 65 65 65", "20 60 90", "520", ""]
)
def test_a_measure_may_grow_fall_or_stay(session, values):
    assert _slips(cast.make_garment(session), values) == []


@pytest.mark.parametrize(
    "name, kind, values, sentence",
    [
        ("Sleeve opening", "half", "1050 1110", "105.0 cm in XS and 111.0 cm in S: {} much there. Millimetres?"),
        ("Hip width", "half", "48 50", "4.8 cm in XS and 5.0 cm in S: {} little there. Inches?"),
        ("Hips", "full", "3700", "370.0 cm in XS: {} much there. Millimetres?"),
        ("Sash", "straight", "4100", "410.0 cm in XS: {} much there. Millimetres?"),
    ],
)
def test_says_what_no_garment_measures(session, name, kind, values, sentence):
    said = _slips(cast.make_garment(session), values, name=name, kind=MeasureKind(kind))

    assert said == [sentence.format("no garment measures as")]


@pytest.mark.parametrize(
    "name, kind, values",
    [
        ("Sweep", "half", "3650"),
        ("Cuff opening", "half", "600"),
        ("Hips", "full", "3500"),
        ("Inseam", "straight", "30"),
    ],
)
def test_what_any_garment_measures_is_none(session, name, kind, values):
    assert _slips(cast.make_garment(session), values, name=name, kind=MeasureKind(kind)) == []


def test_a_second_length_is_a_row_of_its_own(session):
    jeans = garments.add_garment(session, name="Jeans", kind=GarmentKind.TROUSERS, sizes=["W28 L30"])
    names = ["W28 L30", "W28 L32", "W30 L30", "W30 L32"]
    jeans.sizes = [GarmentSize(name=each, second_dimension=each[-3:], position=at) for at, each in enumerate(names)]

    assert _slips(jeans, "760 812 760 812") == []


def test_what_turns_back_time_and_again_has_a_way_of_its_own(session):
    sizes = [f"{waist}/{length}" for waist in (28, 29, 30, 31) for length in (30, 32)]
    jeans = garments.add_garment(session, name="Jeans", kind=GarmentKind.TROUSERS, sizes=sizes)

    assert _slips(jeans, "760 812 760 812 760 812 760 812") == []


def _slips(garment, values, *, name="Cape", kind=MeasureKind.STRAIGHT):
    known = dict(zip(garment.sizes, map(Decimal, values.split()), strict=False))
    pom = PointOfMeasure(garment=garment, code="X1", name=name, kind=kind, position=0)
    return list_slips(pom, known, unit=LengthUnit.CM)
