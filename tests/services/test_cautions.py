"""What is worth a second look in a change: said in sentences, refused never."""

from decimal import Decimal

import pytest

from app.models import LengthUnit, MeasureKind
from app.services import lines, points_of_measure, revisions
from app.services.cautions import list_cautions, say_off_grid
from tests import cast


@pytest.mark.parametrize(
    "code, per_size, sentence",
    [
        ("D1", dict.fromkeys(cast.SIZES, -26), "−2.60 cm is more than one revision usually changes it (2.50 cm): sam"),
        ("D3", dict.fromkeys(cast.SIZES, 11), "+1.10 cm on the half is more than one revision usually changes it"),
        ("E1", dict.fromkeys(cast.SIZES, 11), "+1.10 cm is more than one revision usually changes it (1.00 cm)"),
        ("F3", dict.fromkeys(cast.SIZES, 11), "+1.10 cm is more than one revision usually changes it (1.00 cm)"),
        ("D1", {"L": -11}, "A size would be smaller than the one below it: L than M (59.90 cm against 60.00 cm)."),
        ("D3", {"L": -4, "XL": -8}, "The tolerance of 0.20 cm is half the step of 0.40 cm or more"),
        ("D1", {"M": 3}, "Off the maker’s grid of 0.25 cm: the sheet will say +0.25, not +0.30 cm, in M."),
    ],
)
def test_names_what_is_worth_a_second_look(session, code, per_size, sentence):
    assert sentence in " ".join(_cautions(session, code, per_size))


@pytest.mark.parametrize(
    "code, per_size",
    [
        ("D1", dict.fromkeys(cast.SIZES, -25)),
        ("D1", {"XS": 5, "S": 5}),
        ("D3", dict.fromkeys(cast.SIZES, 10)),
        ("U1", dict.fromkeys(cast.SIZES, 5)),
        ("C6", dict.fromkeys(cast.SIZES, 10)),
    ],
)
def test_says_nothing_of_what_is_usual_of_what_is_not_graded_and_of_what_is_not_known(session, code, per_size):
    assert _cautions(session, code, per_size) == []


@pytest.mark.parametrize(
    "codes, sentence",
    [
        (None, "Off the maker’s grid of 0.5 cm: charts and sheets say the nearest step of D3 and E1."),
        ({"D1", "E1"}, "Off the maker’s grid of 0.5 cm: charts and sheets say the nearest step of E1."),
        ({"D1"}, None),
    ],
)
def test_names_the_measures_of_a_chart_that_paper_prints_otherwise(session, codes, sentence):
    shirt = cast.make_shirt(session)
    cast.add_measure(session, shirt, "E1", "Neck opening", MeasureKind.STRAIGHT, base=114, step=3)
    session.flush()

    assert say_off_grid(shirt.revisions[0], unit=LengthUnit.CM, grid="0.5", codes=codes) == sentence


def test_what_ran_the_other_way_before_may_go_on_so(session):
    assert _cautions(session, "G5", dict.fromkeys(cast.SIZES, -5)) == []


def _cautions(session, code, per_size):
    shirt = cast.make_shirt(session)
    shirt.points_of_measure[1].tolerance_plus_mm = Decimal(2)
    cast.add_measure(session, shirt, "E1", "Neck width", MeasureKind.STRAIGHT, base=180, step=5)
    cast.add_measure(session, shirt, "F3", "Vordere Leibhöhe", MeasureKind.STRAIGHT, base=280, step=5)
    cast.add_measure(session, shirt, "G5", "Slit height", MeasureKind.STRAIGHT, base=180, step=-5)
    cast.add_measure(session, shirt, "U1", "Cuff", MeasureKind.FULL, base=220, step=0)
    shirt.points_of_measure[-1].tolerance_plus_mm = Decimal(6)
    session.flush()
    draft = revisions.draft_revision(session, shirt)
    known = {pom.code: pom for pom in shirt.points_of_measure}
    pom = known.get(code) or _unknown(session, shirt)
    change = lines.plan_measure(draft, pom, per_size={size: Decimal(each) for size, each in per_size.items()})
    return list_cautions(change, unit=LengthUnit.CM, grid="0.25")


def _unknown(session, shirt):
    return points_of_measure.add_point_of_measure(
        session, shirt, code="C6", name="Front length", kind=MeasureKind.STRAIGHT
    )
